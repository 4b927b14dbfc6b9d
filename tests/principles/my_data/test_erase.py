"""After a person is erased, nothing in the database or beside it says who they were, and the log still holds."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session as SignedIn
from django.core.management import call_command
from django.utils import timezone

from care.models import Care, Consent, Need, NeedKind, NeedsAsk, Return
from feedback.models import Feedback, Lesson, Upload
from participants.models import Event, Message, Person
from participants.outbox import tell
from principles.models import PlanPaper, Review
from principles.my_data.erase import erase, first
from principles.my_data.names import told_by, where
from principles.tasks import frozen_facts
from projects.models import (
    Agreement,
    Attendance,
    Boundary,
    Capacity,
    Entry,
    Invitation,
    Membership,
    Project,
    Role,
    WayIn,
)
from projects.sealing import COVERED, verify
from tests.feedback.saying import MONDAY, said, told
from tests.meeting import brought, came, planned
from tests.people import join, make_project, someone
from tests.principles.answering import open_checklist, questions, say
from tests.principles.my_data.dump import places_of
from tests.principles.reviewing import APRIL, ask
from tests.projects.test_decision import make_final, write_down

NAME, EMAIL, PHONE = "Łucja Quillfeather-Żak", "lucja.q@example.org", "0117 496 0077"
LATER = MONDAY.replace(year=2027)
ADDRESS = "12 Pudding Row\nHarrowmere\nHM4 7QZ"
WHO = (
    NAME,
    "Łucja  Quillfeather-Żak",
    "Quillfeather",
    EMAIL,
    PHONE,
    "01174960077",
    ADDRESS,
    "12 Pudding Row, Harrowmere",
)


@pytest.fixture
def lucja(project) -> Person:
    """A member who did all that one can do, and of whom others wrote."""
    lucja = Person.objects.create_user(EMAIL, NAME, phone=PHONE, address=ADDRESS)
    join(lucja, project.organisation, project, Role.MEMBER)
    return lucja


@pytest.fixture
def much(project, fay, lena, lucja, client_of):
    """What she did, and in how many places her name stands."""
    client_of(lucja)
    EmailAddress.objects.create(user=lucja, email=EMAIL, verified=True)
    WayIn.make(WayIn.Kind.CALENDAR, lucja, timezone.now())
    Invitation.objects.create(
        organisation=project.organisation, project=project, person=lucja, name=NAME, role=Role.MEMBER, invited_by=fay
    )
    answer = told(said(project, lucja, f"I am {NAME} and the step hurts me."), fay, how=f"We rang {NAME}.")
    answer.giver_words = "The ramp, when?"
    answer.save()
    came(planned(project, fay, notes=f"{NAME} said: not blue. Ring {PHONE}."), lucja, which_part="Until her bus")
    item = brought(project, lucja, "The kerb")
    item.keep(lucja, f"{NAME} asked for it")
    Entry.objects.create(project=project, kind="know", line="Łucja\nQuillfeather-Żak knows the door", on=MONDAY)
    Boundary.objects.create(project=project, what="The door", openness="fixed", why="Listed", set_by=NAME.upper())
    return write_of_her(project, fay, lena, lucja)


def write_of_her(project, fay, lena, lucja):
    """Decisions, a checklist, messages, a spreadsheet, a review and a plan."""
    first_one = write_down(project, fay, question=f"Does {NAME} lead?", reason=f"She wrote from {EMAIL}.")
    final = make_final(first_one, (lucja, Capacity.LIVED), (fay, Capacity.PROFESSIONAL))
    make_final(write_down(project, lena, question="Two chairs?", reason="Warm."), (lena, Capacity.LIVED))
    write_down(project, fay, question=f"A bench for {NAME}?", views_that_differed=f"Post: {ADDRESS}")
    say(open_checklist(project, fay, questions()), lucja, note="I was alone.", A1="yes")
    project.purpose = f"Write to {ADDRESS.replace(chr(10), ', ')}"
    project.save()
    project.purpose = "A calm room."
    project.save()
    agreement = Agreement.objects.create(
        project=project, kind="outcome", wording="Nobody waits.", proposed_by=fay, proposed_on=MONDAY
    )
    agreement.say(lucja, MONDAY, agrees=True, note="At last.")
    row = {"recipient": lena, "channel": "email", "subject": f"{NAME} says hello", "text": f"From {NAME}"}
    Message.objects.create(kind="news", about="news:x", slot="told", state="sent", **row)
    row = {"recipient": lucja, "channel": "email", "subject": "Hello", "text": f"Dear {NAME}", "error": f"no {EMAIL}"}
    Message.objects.create(kind="thanked", about="feedback:x", slot="thanks", link="/ideas", told_how="by ear", **row)
    Upload.objects.create(project=project, by=fay, name="day.csv", content=f"Who\n{NAME}\n".encode())
    Lesson.objects.create(project=project, kind="well", what=f"Ask {NAME} first.", by=fay, on=MONDAY)
    PlanPaper.objects.ask(project, f"<p>{NAME}</p>", timezone.now())
    Review.objects.all().delete()
    review = ask(project, fay, APRIL)
    frozen_facts(review)
    review.done(timezone.now(), b"a file with her words")
    return final


def test_what_tells_who_she_was_stands_nowhere_in_a_full_dump(much, project, fay, lucja):
    before = places_of(*WHO)

    erase(lucja, fay, "phone", timezone.now())

    assert (len(before) > 25, places_of(*WHO)) == (True, [])


def test_the_log_holds_before_and_after_and_says_what_is_covered(much, project, fay, lucja):
    before, out = verify(project).faults, StringIO()

    erase(lucja, fay, "phone", timezone.now())
    call_command("verify_log", stdout=out)

    chain = verify(project)
    assert (before, chain.faults) == ([], [])
    assert [str(one) for one in chain.covered] == [
        "decision 1: the question is covered",
        "decision 1: the reason is covered",
    ]
    assert "not as it was sealed" not in out.getvalue()


def test_the_row_stays_for_what_others_did_with_her(much, project, fay, lucja):
    erase(lucja, fay, "phone", timezone.now())

    lucja.refresh_from_db()
    place, attendance = Membership.objects.get(person=lucja), Attendance.objects.get(person=lucja)
    assert (lucja.name, lucja.email, lucja.phone, lucja.address) == ("Someone who left", None, "", "")
    assert (lucja.is_active, lucja.contact_by, bool(lucja.erased_on)) == (False, "in_person", True)
    assert place.left_on == timezone.localdate()
    assert (attendance.came, attendance.capacity, attendance.which_part) == (True, "lived", "")
    assert much.makers.filter(person=lucja).get().capacity == Capacity.LIVED


def test_her_words_are_taken_back_and_the_words_of_others_keep_their_sense(much, project, fay, lucja):
    erase(lucja, fay, "phone", timezone.now())

    words = Feedback.objects.get(giver=lucja)
    assert (words.problem, words.better, words.replies.get().giver_words) == ("", "", "")
    assert words.replies.get().how == "We rang someone."
    assert project.sessions.get().notes == "someone said: not blue. Ring someone."
    assert project.entries.get().line == "someone knows the door"
    assert Lesson.objects.get().words == "ask someone first."
    assert project.decisions.get(number=1).question == COVERED
    assert project.decisions.get(number=3).question == "A bench for someone?"


def test_what_waits_for_her_is_called_off_and_nothing_new_is_promised(much, project, fay, lucja):
    erase(lucja, fay, "phone", timezone.now())
    tell([Person.objects.get(pk=lucja.pk)], "news", about="news:y", slot="told", news=None)

    message = Message.objects.get(recipient=lucja)
    assert (message.state, message.subject, message.text, message.error, message.told_how) == (
        "cancelled",
        "",
        "",
        "",
        "",
    )
    assert message.why_not_sent == "They no longer take part."


def test_she_is_signed_out_everywhere_and_nobody_else_is(much, fay, lena, lucja, client_of):
    browser, other = client_of(lucja), client_of(lena)

    erase(lucja, fay, "phone", timezone.now())

    assert browser.get("/me/data").url == "/account/login/?next=/me/data"
    assert (other.get("/me/data").status_code, SignedIn.objects.count()) == (200, 1)


def test_a_review_is_made_again_without_her_words(much, project, fay, lucja):
    erase(lucja, fay, "phone", timezone.now())

    review = Review.objects.get()
    assert (review.pdf, review.ready_at, PlanPaper.objects.count(), Upload.objects.count()) == (None, None, 0, 0)


def test_needs_consents_and_notes_go_and_sums_stay(project, fay, lucja):
    Need.objects.create(person=lucja, kind=NeedKind.SENSORY, words="Dim light.", may_know="projects", written_by=lucja)
    NeedsAsk.objects.create(person=lucja, asked_by=fay, asked_on=MONDAY, ask_again_on=LATER, outcome="given")
    Consent.objects.create(
        person=lucja, purpose="quote", version=1, answer=True, how="tick", recorded_by=fay, on=MONDAY
    )
    about = {"project": project, "person": lucja, "offered_on": MONDAY}
    Care.objects.create(kind="welcome", about="The bus", note="She was sad.", written_by=fay, **about)
    Return.objects.create(amount=20, note="Chairing", wish="A book", offered_by=fay, **about)

    erase(lucja, fay, "phone", timezone.now())

    care, money = Care.objects.get(), Return.objects.get()
    assert [model.objects.count() for model in (Need, NeedsAsk, Consent)] == [0, 0, 0]
    assert (care.about, care.note, care.offered_on) == ("", "", MONDAY)
    assert (money.amount, money.note, money.wish, str(money.person)) == (20, "", "", "Someone who left")


def test_it_is_written_down_with_a_plain_key_and_only_once(much, fay, lucja):
    erase(lucja, fay, "phone", timezone.now())
    erase(lucja, fay, "phone", timezone.now())

    event = Event.objects.get(kind=Event.Kind.ERASED)
    assert (event.by, event.about) == (fay, f"person:{lucja.pk} phone")


def test_others_keep_their_names_numbers_and_words(much, project, fay, lena, lucja):
    gus = someone("Gus Hart", phone=PHONE, address=ADDRESS)
    words = "The kerb. Ask Łucja or Quill."
    theirs = said(project, lena, words)

    erase(lucja, fay, "phone", timezone.now())

    gus.refresh_from_db()
    theirs.refresh_from_db()
    assert (gus.name, gus.phone, gus.address, theirs.problem) == (
        "Gus Hart",
        PHONE,
        ADDRESS,
        "The kerb. Ask Łucja or Quill.",
    )


def test_the_places_are_counted_by_kind_without_words(much, lucja):
    found = where(told_by(lucja), lucja)

    ones = ("boundary", "entry", "lesson", "message", "plan paper", "review", "session")
    assert found == {"decision": 2} | dict.fromkeys(ones, 1)


def test_a_name_of_one_word_is_not_looked_for(project, fay, lena):
    may = Person.objects.create_user("may@example.org", "May")
    join(may, project.organisation, project, Role.MEMBER)
    theirs = said(project, lena, "In May the bus stops. Write to may@example.org.")

    erase(may, fay, "phone", timezone.now())

    theirs.refresh_from_db()
    assert theirs.problem == "In May the bus stops. Write to someone."


# ---- what has to be done first


def test_the_only_facilitator_of_a_running_project_asks_another_in_first(project, fay):
    assert first(fay, "You are") == "You are the only facilitator of Waiting room. Ask another one in first."


def test_a_facilitator_beside_another_may_go(project, fay):
    join(someone("Wyn Parry"), project.organisation, None, Role.FACILITATOR)

    assert first(fay, "You are") == ""


def test_the_only_facilitator_of_the_whole_organisation_asks_another_in_first(project, organisation):
    wyn = someone("Wyn Parry")
    join(wyn, organisation, None, Role.FACILITATOR)

    assert first(wyn, "Wyn Parry is") == (
        "Wyn Parry is the only facilitator of Riverside Community Trust. Ask another one in first."
    )


def test_the_facilitator_of_a_closed_project_may_go(project, fay):
    Project.objects.filter(pk=project.pk).update(closed_on=MONDAY)

    assert first(fay, "You are") == ""


def test_the_safeguarding_lead_is_replaced_first(organisation, sam):
    assert first(sam, "You are") == (
        "You are the safeguarding lead of Riverside Community Trust. Name another one first."
    )


def test_a_project_keeps_whom_to_ring(organisation, fay):
    nia = someone("Nia Cole")
    make_project(organisation, fay, "Bus stop").safeguarding.__class__.objects.update(lead="nia cole")

    assert first(nia, "You are") == "You are the safeguarding contact of “Bus stop”. Name another one first."


def test_the_number_at_the_foot_of_every_page_is_changed_first(organisation):
    ned = someone("Ned Poe", phone=organisation.phone)

    assert first(ned, "You are") == (
        "This name, number or address stands at the foot of every page. Change it there first."
    )
