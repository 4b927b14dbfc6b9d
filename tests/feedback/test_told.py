"""What the giver is told by the outbox: the answer that stands, once, and to nobody else."""

from django.utils import timezone

from feedback.kinds import tell_answer
from participants.models import ContactBy, Message
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from tests.feedback.saying import answered, said


def test_an_answer_goes_to_its_giver_once(project, fay, lena, mail_server):
    reply = answered(said(project, lena), fay)
    for _ in range(3):
        tell_answer(reply)

    dispatch()
    dispatch()

    reply.refresh_from_db()
    assert [mail["To"] for mail in mail_server.arrived] == ["Lena Okoro <lena@example.org>"]
    assert (reply.told_on, reply.told_how) == (timezone.localdate(), "by email")


def test_an_answer_to_a_group_is_no_message(project, fay):
    tell_answer(answered(said(project, None, group="Parents"), fay))

    assert Message.objects.count() == 0


def test_an_answer_that_no_longer_stands_is_not_sent(project, fay, lena, mail_server):
    feedback = said(project, lena)
    tell_answer(answered(feedback, fay, how="The button comes in May."))
    tell_answer(answered(feedback, fay, how="The button comes in June."))

    dispatch()

    [mail] = mail_server.arrived
    assert "June" in mail.get_body(("plain",)).get_content()


def test_an_answer_to_someone_who_left_the_project_is_still_told(project, fay, lena, mail_server):
    tell_answer(answered(said(project, lena), fay))
    lena.memberships.get().end(timezone.now())

    dispatch()

    assert len(mail_server.arrived) == 1


def test_someone_who_now_wants_a_call_is_put_on_the_list(project, fay, lena, mail_server):
    tell_answer(answered(said(project, lena), fay))
    lena.contact_by = ContactBy.PHONE
    lena.save()

    dispatch()

    assert (mail_server.arrived, Message.objects.get().channel) == ([], "by_hand")


def test_nobody_is_rung_about_what_was_taken_back(project, fay, gus):
    feedback = said(project, gus)
    tell_answer(answered(feedback, fay))
    feedback.take_back(timezone.now())

    plan(timezone.now())

    assert Message.objects.get(kind="answer").state == Message.State.CANCELLED
