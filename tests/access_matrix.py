"""Who gets what at which address. One line for each url name and method; a url without its lines fails.

`login` is the way to the sign-in page. `of` names the thing in the address (tests/world.py); a dash: none.
`wide` is a facilitator of the whole organisation, `lead` the safeguarding lead, `outsider` the facilitator of
another project, `ended` a member who left.
"""

from dataclasses import dataclass

ROLES = ("anonymous", "outsider", "ended", "member", "professional", "manager", "facilitator", "wide", "lead")

TABLE = """
url                        of         method anonymous outsider ended member professional manager facilitator wide lead

account_login              -          GET    200       302      302   302    302          302     302         302  302
account_login              -          POST   200       302      302   302    302          302     302         302  302
account_request_login_code -          GET    200       302      302   302    302          302     302         302  302
account_request_login_code -          POST   200       302      302   302    302          302     302         302  302
account_confirm_login_code -          GET    login     302      302   302    302          302     302         302  302
account_confirm_login_code -          POST   login     302      302   302    302          302     302         302  302
account_logout             -          GET    302       200      200   200    200          200     200         200  200
account_logout             -          POST   302       302      302   302    302          302     302         302  302
account_signup             -          GET    200       302      302   302    302          302     302         302  302
account_signup             -          POST   200       302      302   302    302          302     302         302  302
account_inactive           -          GET    200       200      200   200    200          200     200         200  200
account_inactive           -          POST   405       405      405   405    405          405     405         405  405

mail                       -          GET    200       200      200   200    200          200     200         200  200
mail                       -          POST   200       200      200   200    200          200     200         200  200
help                       -          GET    200       200      200   200    200          200     200         200  200
help                       -          POST   200       200      200   200    200          200     200         200  200
how_we_use                 -          GET    200       200      200   200    200          200     200         200  200
how_we_use                 -          POST   200       200      200   200    200          200     200         200  200
accessibility              -          GET    200       200      200   200    200          200     200         200  200
accessibility              -          POST   200       200      200   200    200          200     200         200  200
components                 -          GET    404       404      404   404    404          404     404         404  404
components                 -          POST   404       404      404   404    404          404     404         404  404

setup                      setup      GET    404       404      404   404    404          404     404         404  404
setup                      setup      POST   404       404      404   404    404          404     404         404  404
join                       link       GET    200       200      200   200    200          200     200         200  200
join                       link       POST   302       302      302   302    302          302     302         302  302
join_again                 link       GET    405       405      405   405    405          405     405         405  405
join_again                 link       POST   200       200      200   200    200          200     200         200  200

search                     -          GET    login     200      200   200    200          200     200         200  200
search                     -          POST   login     200      200   200    200          200     200         200  200
projects                   -          GET    login     200      200   200    200          200     200         200  200
projects                   -          POST   login     200      200   200    200          200     200         200  200
project_new                -          GET    login     200      403   403    403          403     200         200  403
project_new                -          POST   login     200      403   403    403          403     200         200  403
project                    -          GET    login     404      404   200    200          200     200         200  404
project                    -          POST   login     404      404   200    200          200     200         200  404
project_edit               -          GET    login     404      404   403    403          403     200         200  404
project_edit               -          POST   login     404      404   403    403          403     200         200  404
project_start              -          GET    login     404      404   200    200          200     200         200  404
project_start              -          POST   login     404      404   200    200          200     200         200  404
readiness                  -          GET    login     404      404   403    403          403     200         200  404
readiness                  -          POST   login     404      404   403    403          403     302         302  404
shaped                     -          GET    login     404      404   200    200          200     200         200  404
shaped                     -          POST   login     404      404   200    200          200     200         200  404
stages                     -          GET    login     404      404   200    200          200     200         200  404
stages                     -          POST   login     404      404   200    200          200     200         200  404
stage_next                 -          GET    login     405      405   405    405          405     405         405  405
stage_next                 -          POST   login     404      404   403    403          403     302         302  404
stage_edit                 stage      GET    login     404      404   403    403          403     200         200  404
stage_edit                 stage      POST   login     404      404   403    403          403     302         302  404

project_safeguarding       -          GET    login     404      404   403    403          403     200         200  404
project_safeguarding       -          POST   login     404      404   403    403          403     200         200  404

actions                    -          GET    login     404      404   200    200          200     200         200  404
actions                    -          POST   login     404      404   200    200          200     200         200  404
action_new                 -          GET    login     404      404   200    200          403     200         200  404
action_new                 -          POST   login     404      404   200    200          403     200         200  404
action_edit                action     GET    login     404      404   403    403          403     200         200  404
action_edit                action     POST   login     404      404   403    403          403     200         200  404
action_end                 action     GET    login     405      405   405    405          405     405         405  405
action_end                 action     POST   login     404      404   403    403          403     302         302  404
my_actions                 -          GET    login     200      200   200    200          200     200         200  200
my_actions                 -          POST   login     200      200   200    200          200     200         200  200
papers                     -          GET    login     404      404   200    200          200     200         200  404
papers                     -          POST   login     404      404   200    200          200     200         200  404
paper_new                  -          GET    login     404      404   403    403          403     200         200  404
paper_new                  -          POST   login     404      404   403    403          403     200         200  404
paper                      paper      GET    login     404      404   200    200          200     200         200  404
paper                      paper      POST   login     404      404   200    200          200     200         200  404
paper_edit                 paper      GET    login     404      404   403    403          403     200         200  404
paper_edit                 paper      POST   login     404      404   403    403          403     200         200  404
paper_file                 paper      GET    login     404      404   200    200          200     200         200  404
paper_file                 paper      POST   login     404      404   200    200          200     200         200  404
paper_share                paper      GET    login     405      405   405    405          405     405         405  405
paper_share                paper      POST   login     404      404   403    403          403     302         302  404
paper_withdraw             paper      GET    login     405      405   405    405          405     405         405  405
paper_withdraw             paper      POST   login     404      404   403    403          403     302         302  404

project_pause              -          GET    login     404      404   403    403          403     200         200  404
project_pause              -          POST   login     404      404   403    403          403     200         200  404
project_close              -          GET    login     404      404   403    403          403     200         200  404
project_close              -          POST   login     404      404   403    403          403     200         200  404
project_resume             -          GET    login     405      405   405    405          405     405         405  405
project_resume             -          POST   login     404      404   403    403          403     302         302  404

boundaries                 -          GET    login     404      404   403    403          403     200         200  404
boundaries                 -          POST   login     404      404   403    403          403     200         200  404
boundary                   boundary   GET    login     404      404   403    403          403     200         200  404
boundary                   boundary   POST   login     404      404   403    403          403     200         200  404
boundary_drop              boundary   GET    login     405      405   405    405          405     405         405  405
boundary_drop              boundary   POST   login     404      404   403    403          403     302         302  404

people                     -          GET    login     404      404   403    403          403     200         200  404
people                     -          POST   login     404      404   403    403          403     200         200  404
invite                     -          GET    login     404      404   403    403          403     200         200  404
invite                     -          POST   login     404      404   403    403          403     200         200  404
invite_again               invitation GET    login     405      405   405    405          405     405         405  405
invite_again               invitation POST   login     404      404   403    403          403     302         302  404
named_contact              place      GET    login     405      405   405    405          405     405         405  405
named_contact              place      POST   login     404      404   403    403          403     302         302  404
membership_end             place      GET    login     404      404   403    403          403     200         200  404
membership_end             place      POST   login     404      404   403    403          403     302         302  404

sessions                   -          GET    login     404      404   200    200          200     200         200  404
sessions                   -          POST   login     404      404   200    200          200     200         200  404
session_new                -          GET    login     404      404   403    403          403     200         200  404
session_new                -          POST   login     404      404   403    403          403     200         200  404
session                    session    GET    login     404      404   200    200          200     200         200  404
session                    session    POST   login     404      404   200    200          200     200         200  404
session                    closed     GET    login     404      404   200    200          200     200         200  404
session                    closed     POST   login     404      404   200    200          200     200         200  404
session                    members_only GET  login     404      404   200    404          404     200         200  404
session                    members_only POST login     404      404   200    404          404     200         200  404
session_edit               session    GET    login     404      404   403    403          403     200         200  404
session_edit               session    POST   login     404      404   403    403          403     200         200  404
session_cancel             session    GET    login     404      404   403    403          403     200         200  404
session_cancel             session    POST   login     404      404   403    403          403     200         200  404
session_print              session    GET    login     404      404   200    200          200     200         200  404
session_print              session    POST   login     404      404   200    200          200     200         200  404
session_people             session    GET    login     404      404   403    403          403     200         200  404
session_people             session    POST   login     404      404   403    403          403     200         200  404
session_invite             session    GET    login     405      405   405    405          405     405         405  405
session_invite             session    POST   login     404      404   403    403          403     302         302  404
session_guest              session    GET    login     404      404   403    403          403     200         200  404
session_guest              session    POST   login     404      404   403    403          403     200         200  404
session_person             reply      GET    login     404      404   403    403          403     200         200  404
session_person             reply      POST   login     404      404   403    403          403     200         200  404
session_reply              session    GET    login     404      404   200    200          403     200         200  404
session_reply              session    POST   login     404      404   200    200          403     200         200  404
session_ics                session    GET    login     404      404   200    200          200     200         200  404
session_ics                session    POST   login     404      404   200    200          200     200         200  404
calendar                   -          GET    login     200      200   200    200          200     200         200  200
calendar                   -          POST   login     200      200   200    200          200     200         200  200
calendar_make              -          GET    login     405      405   405    405          405     405         405  405
calendar_make              -          POST   login     200      200   200    200          200     200         200  200
calendar_shut              -          GET    login     405      405   405    405          405     405         405  405
calendar_shut              -          POST   login     302      302   302    302          302     302         302  302
calendar_feed              feed       GET    200       200      200   200    200          200     200         200  200
calendar_feed              feed       POST   200       200      200   200    200          200     200         200  200
agenda_ask                 session    GET    login     405      405   405    405          405     405         405  405
agenda_ask                 session    POST   login     404      404   403    403          403     302         302  404
agenda                     -          GET    login     404      404   200    200          200     200         200  404
agenda                     -          POST   login     404      404   200    200          200     200         200  404
agenda_add                 -          GET    login     404      404   200    200          403     200         200  404
agenda_add                 -          POST   login     404      404   200    200          403     200         200  404
agenda_edit                item       GET    login     404      404   200    200          403     200         200  404
agenda_edit                item       POST   login     404      404   200    200          403     200         200  404
agenda_take                backlog    GET    login     405      405   405    405          405     405         405  405
agenda_take                backlog    POST   login     404      404   404    404          403     404         404  404
agenda_move                item       GET    login     405      405   405    405          405     405         405  405
agenda_move                item       POST   login     404      404   302    302          403     302         302  404
agenda_park                item       GET    login     404      404   200    403          403     200         200  404
agenda_park                item       POST   login     404      404   302    403          403     302         302  404
agenda_drop                item       GET    login     404      404   200    403          403     200         200  404
agenda_drop                item       POST   login     404      404   200    403          403     200         200  404

session_close              held       GET    login     404      404   403    403          403     200         200  404
session_close              held       POST   login     404      404   403    403          403     200         200  404
session_close              closed     GET    login     404      404   403    403          403     200         200  404
session_close              closed     POST   login     404      404   403    403          403     200         200  404
session_notes              held       GET    login     404      404   404    404          403     200         200  404
session_notes              held       POST   login     404      404   404    404          403     200         200  404
session_notes              closed     GET    login     404      404   200    200          403     200         200  404
session_notes              closed     POST   login     404      404   403    403          403     200         200  404
photos_add                 held       GET    login     405      405   405    405          405     405         405  405
photos_add                 held       POST   login     404      404   403    403          403     302         302  404
photo                      photo      GET    login     404      404   200    200          404     200         200  404
photo                      photo      POST   login     404      404   200    200          404     200         200  404
photo_edit                 photo      GET    login     404      404   403    403          403     200         200  404
photo_edit                 photo      POST   login     404      404   403    403          403     200         200  404
photo_remove               photo      GET    login     405      405   405    405          405     405         405  405
photo_remove               photo      POST   login     404      404   403    403          403     302         302  404

news                       -          GET    login     404      404   200    200          200     200         200  404
news                       -          POST   login     404      404   200    200          200     200         200  404
news_new                   -          GET    login     404      404   403    403          403     200         200  404
news_new                   -          POST   login     404      404   403    403          403     200         200  404
lessons                    -          GET    login     404      404   200    200          200     200         200  404
lessons                    -          POST   login     404      404   200    200          403     200         200  404
lesson_edit                lesson     GET    login     404      404   404    404          403     200         200  404
lesson_edit                lesson     POST   login     404      404   404    404          403     200         200  404

decisions                  -          GET    login     404      404   200    200          200     200         200  404
decisions                  -          POST   login     404      404   200    200          200     200         200  404
decision_new               -          GET    login     404      404   403    403          403     200         200  404
decision_new               -          POST   login     404      404   403    403          403     200         200  404
decision                   final      GET    login     404      404   200    200          200     200         200  404
decision                   final      POST   login     404      404   200    200          200     200         200  404
decision_edit              draft      GET    login     404      404   403    403          403     200         200  404
decision_edit              draft      POST   login     404      404   403    403          403     200         200  404
decision_final             draft      GET    login     405      405   405    405          405     405         405  405
decision_final             draft      POST   login     404      404   403    403          403     409         409  404
decision_revise            final      GET    login     404      404   403    403          403     200         200  404
decision_revise            final      POST   login     404      404   403    403          403     200         200  404
decision_easy_words        final      GET    login     404      404   403    403          403     200         200  404
decision_easy_words        final      POST   login     404      404   403    403          403     302         302  404
decision_follow            due        GET    login     405      405   405    405          405     405         405  405
decision_follow            due        POST   login     404      404   302    302          302     302         302  404
decision_look_again        due        GET    login     404      404   200    200          200     200         200  404
decision_look_again        due        POST   login     404      404   200    200          200     200         200  404
decision_keep              due        GET    login     404      404   403    403          403     200         200  404
decision_keep              due        POST   login     404      404   403    403          403     302         302  404
decision_ask               draft      GET    login     404      404   403    403          403     200         200  404
decision_ask               draft      POST   login     404      404   403    403          403     200         200  404
decision_reason            asked      GET    login     404      404   403    403          200     403         403  404
decision_reason            asked      POST   login     404      404   403    403          200     403         403  404
decisions_csv              -          GET    login     404      404   200    200          200     200         200  404
decisions_csv              -          POST   login     404      404   200    200          200     200         200  404

plan                       -          GET    login     404      404   200    200          200     200         200  404
plan                       -          POST   login     404      404   200    200          200     200         200  404
plan_print                 -          GET    login     404      404   200    200          200     200         200  404
plan_print                 -          POST   login     404      404   200    200          200     200         200  404
plan_pdf_make              -          GET    login     405      405   405    405          405     405         405  405
plan_pdf_make              -          POST   login     404      404   302    302          302     302         302  404
plan_pdf                   -          GET    login     404      404   404    404          404     404         404  404
plan_pdf                   -          POST   login     404      404   404    404          404     404         404  404
step_new                   -          GET    login     404      404   200    200          403     200         200  404
step_new                   -          POST   login     404      404   200    200          403     200         200  404
step_edit                  step       GET    login     404      404   200    200          403     200         200  404
step_edit                  step       POST   login     404      404   200    200          403     200         200  404
step_done                  step       GET    login     405      405   405    405          405     405         405  405
step_done                  step       POST   login     404      404   302    302          403     302         302  404
step_drop                  step       GET    login     404      404   200    200          403     200         200  404
step_drop                  step       POST   login     404      404   200    200          403     200         200  404
step_again                 step       GET    login     405      405   405    405          405     405         405  405
step_again                 step       POST   login     404      404   302    302          403     302         302  404

agreements                 -          GET    login     404      404   200    200          200     200         200  404
agreements                 -          POST   login     404      404   200    200          200     200         200  404
agreement                  agreement  GET    login     404      404   200    200          200     200         200  404
agreement                  agreement  POST   login     404      404   200    200          200     200         200  404
agreement_new              -          GET    login     404      404   200    200          403     200         200  404
agreement_new              -          POST   login     404      404   200    200          403     200         200  404
agreement_reword           agreement  GET    login     404      404   200    200          403     200         200  404
agreement_reword           agreement  POST   login     404      404   200    200          403     200         200  404
agreement_keep             agreement  GET    login     404      404   403    403          403     200         200  404
agreement_keep             agreement  POST   login     404      404   403    403          403     200         200  404
agreement_drop             agreement  GET    login     404      404   403    403          403     200         200  404
agreement_drop             agreement  POST   login     404      404   403    403          403     200         200  404
assent_for                 agreement  GET    login     404      404   403    403          403     200         200  404
assent_for                 agreement  POST   login     404      404   403    403          403     200         200  404

notebook                   -          GET    login     404      404   200    200          200     200         200  404
notebook                   -          POST   login     404      404   200    200          200     200         200  404
entry                      entry      GET    login     404      404   200    200          200     200         200  404
entry                      entry      POST   login     404      404   200    200          200     200         200  404
entry_reword               entry      GET    login     404      404   200    200          403     200         200  404
entry_reword               entry      POST   login     404      404   200    200          403     200         200  404
entry_settle               entry      GET    login     404      404   200    200          403     200         200  404
entry_settle               entry      POST   login     404      404   200    200          403     200         200  404
entry_open                 entry      GET    login     405      405   405    405          405     405         405  405
entry_open                 entry      POST   login     404      404   302    302          403     302         302  404
words                      -          GET    login     404      404   200    200          200     200         200  404
words                      -          POST   login     404      404   200    200          200     200         200  404

methods                    -          GET    login     404      404   200    200          200     200         200  404
methods                    -          POST   login     404      404   200    200          200     200         200  404
method                     method     GET    login     404      404   200    200          200     200         200  404
method                     method     POST   login     404      404   200    200          200     200         200  404
method_new                 -          GET    login     404      404   403    403          403     200         200  404
method_new                 -          POST   login     404      404   403    403          403     200         200  404
method_edit                own_method GET    login     404      404   403    403          403     200         200  404
method_edit                own_method POST   login     404      404   403    403          403     200         200  404
method_retire              own_method GET    login     405      405   405    405          405     405         405  405
method_retire              own_method POST   login     404      404   403    403          403     302         302  404

messages                   -          GET    login     200      403   403    403          403     200         200  403
messages                   -          POST   login     200      403   403    403          403     200         200  403
message_told               by_hand    GET    login     405      405   405    405          405     405         405  405
message_told               by_hand    POST   login     404      403   403    403          403     302         302  403
message_arrived            uncertain  GET    login     405      405   405    405          405     405         405  405
message_arrived            uncertain  POST   login     404      403   403    403          403     302         302  403
message_again              dead       GET    login     405      405   405    405          405     405         405  405
message_again              dead       POST   login     404      403   403    403          403     302         302  403

home                       -          GET    200       200      200   200    200          200     200         200  200
home                       -          POST   200       200      200   200    200          200     200         200  200
ideas                      -          GET    login     200      200   200    200          200     200         200  200
ideas                      -          POST   login     200      200   200    200          200     200         200  200

board                      -          GET    login     404      404   403    403          403     200         200  404
board                      -          POST   login     404      404   403    403          403     200         200  404
decision_link              final      GET    login     404      404   403    403          403     200         200  404
decision_link              final      POST   login     404      404   403    403          403     302         302  404
thank_all                  -          GET    login     405      405   405    405          405     405         405  405
thank_all                  -          POST   login     404      404   403    403          403     302         302  404

say                        -          GET    login     404      404   200    200          403     200         200  404
say                        -          POST   login     404      404   200    200          403     200         200  404
say_for                    -          GET    login     404      404   403    403          403     200         200  404
say_for                    -          POST   login     404      404   403    403          403     200         200  404
import_upload              -          GET    login     404      404   403    403          403     200         200  404
import_upload              -          POST   login     404      404   403    403          403     200         200  404
import_match               upload     GET    login     404      404   403    403          403     200         302  404
import_match               upload     POST   login     404      404   403    403          403     200         302  404
import_preview             upload     GET    login     404      404   403    403          403     200         302  404
import_preview             upload     POST   login     404      404   403    403          403     302         302  404

idea                       new        GET    login     404      404   200    200          200     200         200  404
idea                       new        POST   login     404      404   200    200          200     200         200  404
say_for_change             typed      GET    login     404      404   403    403          403     200         404  404
say_for_change             typed      POST   login     404      404   403    403          403     200         404  404
read_back                  typed      GET    login     404      404   403    403          403     200         200  404
read_back                  typed      POST   login     404      404   403    403          403     302         302  404

thank                      new        GET    login     405      405   405    405          405     405         405  405
thank                      new        POST   login     404      404   403    403          403     302         302  404
led_to                     new        GET    login     404      404   403    403          403     200         200  404
led_to                     new        POST   login     404      404   403    403          403     302         302  404
answer                     new        GET    login     404      404   403    403          403     200         200  404
answer                     new        POST   login     404      404   403    403          403     200         200  404
tell_giver                 untold     GET    login     404      404   403    403          403     200         200  404
tell_giver                 untold     POST   login     404      404   403    403          403     200         200  404
giver_says                 rung       GET    login     404      404   403    403          403     200         200  404
giver_says                 rung       POST   login     404      404   403    403          403     200         200  404
close                      told       GET    login     405      405   405    405          405     405         405  405
close                      told       POST   login     404      404   302    404          404     404         404  404
ask_more                   told       GET    login     404      404   200    404          404     404         404  404
ask_more                   told       POST   login     404      404   200    404          404     404         404  404
take_back                  new        GET    login     404      404   200    404          404     404         404  404
take_back                  new        POST   login     404      404   302    404          404     404         404  404

checklists                 -          GET    login     404      404   200    200          200     200         200  404
checklists                 -          POST   login     404      404   200    200          200     200         200  404
checklist_open             -          GET    login     404      404   403    403          403     200         200  404
checklist_open             -          POST   login     404      404   403    403          403     200         200  404
checklist                  asking     GET    login     404      404   302    302          403     302         302  404
checklist                  asking     POST   login     404      404   302    302          403     302         302  404
checklist_part             part       GET    login     404      404   200    200          403     200         200  404
checklist_part             part       POST   login     404      404   302    302          403     302         302  404
checklist_reveal           asking     GET    login     404      404   403    403          403     200         200  404
checklist_reveal           asking     POST   login     404      404   403    403          403     302         302  404
two_views                  seen       GET    login     404      404   200    200          200     200         200  404
two_views                  seen       POST   login     404      404   200    200          200     200         200  404

reviews                    -          GET    login     404      404   200    200          200     200         200  404
reviews                    -          POST   login     404      404   200    200          200     200         200  404
review_make                -          GET    login     405      405   405    405          405     405         405  405
review_make                -          POST   login     404      404   403    403          302     302         302  404
review                     review     GET    login     404      404   200    200          200     200         200  404
review                     review     POST   login     404      404   200    200          200     200         200  404
review_pdf                 review     GET    login     404      404   200    200          200     200         200  404
review_pdf                 review     POST   login     404      404   200    200          200     200         200  404

healthz                    -          GET    200       200      200   200    200          200     200         200  200
healthz                    -          POST   200       200      200   200    200          200     200         200  200
"""

NO_PAGES = (
    "healthz",
    "session_ics",
    "calendar_feed",
    "photo",
    "review_pdf",
    "paper_file",
    "decisions_csv",
    "account_request_login_code",
)


@dataclass(frozen=True)
class Row:
    """`status`: role -> what the table says."""

    url: str
    of: str
    method: str
    status: dict[str, str]

    @property
    def is_page(self) -> bool:
        """Something people look at, and that no other line shows as well."""
        return self.method == "GET" and self.url not in NO_PAGES

    @property
    def seen_by(self) -> str | None:
        """A role that gets the page: the one that sees most of it where several do."""
        order = ("facilitator", "member", "manager", "anonymous")
        return next((role for role in order if self.status[role] == "200"), None)


def rows(table: str = TABLE) -> list[Row]:
    """The lines of the table, without its head. ValueError for a line that is too short or too long."""
    _, *lines = [line.split() for line in table.splitlines() if line]
    return [Row(url, of, method, dict(zip(ROLES, cells, strict=True))) for url, of, method, *cells in lines]
