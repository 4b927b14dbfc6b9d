"""The demonstration stays credible on any day on which somebody loads it."""

import re
from collections import Counter
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction
from django.utils import timezone
from PIL import Image

from feedback.kinds import tell_answer, tell_thanks
from feedback.models import Feedback, Outcome, Reply
from participants.models import Message, Person
from participants.outbox.plan import plan
from principles.demonstration.by_link import code_to_try
from principles.demonstration.days import Days
from principles.demonstration.load import make_up
from principles.demonstration.people import people_to_sign_in_as
from principles.kinds import tell_opened
from principles.models import Answer, Checklist
from principles.two_views import two_views
from projects import codes
from projects.models import Boundary, Decision, Invitation, Membership, Organisation, Project, Safeguarding, WayIn
from projects.views.membership import send
from projects.working_days import is_working_day

MONDAY = datetime(2026, 3, 2, 9, 15)
SUNDAY_NIGHT = datetime(2026, 6, 14, 0, 30)
NEW_YEAR = datetime(2027, 1, 1, 12, 0)
PROMISES = {"promised_by", "next_by", "starts_at", "ends_at", "return_by", "by", "tell_by", "review_on"}
PROMISES |= {"pay_by", "until_on", "until", "next_on", "ask_again_on"}
STEPS_TO_COME = {"projects.Step on", "projects.HistoricalStep on"}
ABOUT_PEOPLE = {"participants", "projects", "care", "feedback", "principles"}


@pytest.fixture(scope="module", params=[MONDAY, SUNDAY_NIGHT, NEW_YEAR], ids=["monday", "sunday", "new-year"])
def loaded_at(request, django_db_setup, django_db_blocker):
    """The demonstration as loaded on that day, made up once for all the tests here."""
    moment = timezone.make_aware(request.param)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_principles", stdout=StringIO())
        make_up(moment)
        yield moment
        transaction.set_rollback(True)


@pytest.fixture
def as_at(loaded_at, db):
    return loaded_at


@pytest.fixture
def front_door(as_at):
    return Project.objects.get(title="A kinder front door")


def dates(rows):
    """Every date and moment of these rows, with what it says."""
    for row in rows:
        for field in row._meta.fields:
            value = getattr(row, field.attname)
            if isinstance(field, models.DateField) and value:
                yield f"{row._meta.label} {field.name}", value


def day_of(value):
    return timezone.localdate(value) if isinstance(value, datetime) else value


# ---- on any day


def test_board_holds_every_list_on_any_day(front_door, as_at):
    counts, late = front_door.feedback.counts(), front_door.feedback.late(timezone.localdate(as_at)).count()

    assert counts == {
        "counted": 36,
        "open": 13,
        "to_look_at": 1,
        "to_thank": 2,
        "to_answer": 4,
        "to_tell": 3,
        "waiting_for_giver": 4,
        "closed": 23,
    }
    assert late == 1


def test_smaller_projects_keep_their_counts_on_any_day(as_at):
    buses, getting = Project.objects.get(title="Buses and benches"), Project.objects.get(title="Getting to 25")

    counts, missing = buses.feedback.counts(), [one.words for one in getting.missing()]

    assert (counts["counted"], counts["closed"], counts["waiting_for_giver"]) == (9, 5, 1)
    assert (getting.started_on, missing) == (None, ["What can and cannot change", "Time, money and permission"])


def test_nothing_is_dated_after_the_loading(as_at):
    rows = [row for model in apps.get_models() if model._meta.app_label in ABOUT_PEOPLE for row in model.objects.all()]

    later = {
        what
        for what, value in dates(rows)
        if what.split()[1] not in PROMISES
        and what not in STEPS_TO_COME
        and (value > as_at if isinstance(value, datetime) else value > day_of(as_at))
    }

    assert later == set()


def test_promises_made_are_those_of_the_project(as_at):
    asked_again = Reply.objects.exclude(giver_words="").values("feedback")
    first = Feedback.objects.exclude(pk__in=asked_again).exclude(replies__outcome=Outcome.NOT_YET)

    wrong = [
        said.title
        for said in first.select_related("project")
        if said.promised_by != said.project.promise_from(timezone.localdate(said.recorded_at))
    ]

    assert wrong == []


def test_staff_act_on_working_days(as_at):
    staff_did = [
        *Feedback.objects.exclude(thanked_on=None).values_list("thanked_on", flat=True),
        *Reply.objects.values_list("answered_on", flat=True),
        *Reply.objects.exclude(told_on=None).values_list("told_on", flat=True),
        *Decision.objects.exclude(final_on=None).values_list("final_on", flat=True),
        *Checklist.objects.values_list("opened_on", flat=True),
        *Invitation.objects.values_list("made_at", flat=True),
    ]

    at_rest = [day for day in map(day_of, staff_did) if not is_working_day(day)]

    assert at_rest == []


def test_no_mail_waits_and_the_first_tick_has_nothing_to_catch_up_on(as_at):
    promised = plan(as_at)

    assert promised == 0
    assert list(Message.objects.waiting()) == []


def test_history_says_when_it_was_written_down(as_at):
    days = Days(as_at)
    decision = Decision.objects.get(question="What does the first letter say?")

    events = [(event.on, event.words) for event in decision.events()]

    assert events == [
        (days.ago(3), "written down by Rowan Pryce"),
        (days.ago(2), "made final by Rowan Pryce"),
    ]
    assert day_of(Boundary.history.earliest("history_date").history_date) == days.ago(55)


# ---- what it shows


def test_loops_show_every_ending_and_every_wait(front_door):
    said = front_door.feedback.select_related("answer")

    steps = Counter("gone" if one.taken_back_on else one.step for one in said)
    outcomes = Counter(Reply.objects.filter(feedback__project=front_door).values_list("outcome", flat=True))
    kinds = set(said.values_list("kind", flat=True))

    assert steps == {1: 2, 2: 4, 3: 3, 4: 4, 5: 23, "gone": 1}
    assert outcomes == {"used": 17, "partly": 4, "not": 4, "passed_on": 1, "not_yet": 1, "noted": 2}
    assert kinds == {"idea", "need", "problem", "question", "worry", "thanks", "feeling", "correction"}


def test_some_loops_were_late_private_public_or_opened_again(front_door):
    replies = Reply.objects.filter(feedback__project=front_door)

    told_late = [reply.feedback.title for reply in replies.exclude(told_on=None) if not reply.kept]

    assert told_late == ["There are too many words on the website"]
    assert front_door.feedback.filter(named_as="private").count() == 1
    assert replies.filter(told_in_public=True).count() == 2
    assert [reply.feedback.title for reply in replies.filter(happy=False)] == ["Chairs with arms in the waiting room"]
    assert front_door.feedback.filter(typed_by__isnull=False, giver__isnull=False, read_back_on=None).count() == 1


def test_without_a_name_one_waits_for_a_look_one_was_told_and_one_closed_it(front_door):
    nameless = front_door.feedback.exclude(code_hash="").select_related("answer").order_by("-received_on")

    assert [(one.step, one.waits_for_look) for one in nameless] == [(1, True), (4, False), (5, False)]
    assert Feedback.holds(codes.read(code_to_try())).get() == nameless[1]
    assert {timezone.localtime(one.recorded_at).hour for one in nameless} == {0}
    assert front_door.ways_in.to_say().count() == 2


def test_a_decision_was_replaced_and_one_lacks_its_reason(front_door):
    log = Decision.objects.filter(project=front_door)

    replaced = log.exclude(replaces=None).get()
    draft = log.get(final_on=None)

    assert (log.count(), replaced.question) == (8, "Which two evenings are we open late?")
    assert (draft.question, draft.missing()) == ("Do we keep the web chat?", ["a reason"])


def test_decisions_name_no_member_in_their_words(front_door):
    members = Person.objects.filter(memberships__role="member")
    words = " ".join(" ".join(row) for row in Decision.objects.values_list("decided", "reason", "views_that_differed"))

    named = [person.first_name for person in members.distinct() if re.search(rf"\b{person.first_name}\b", words)]

    assert named == []


def test_small_numbers_of_members_are_hidden_in_one_principle(front_door):
    shown = Checklist.objects.revealed().get(project=front_door)

    views = two_views(shown)
    hidden = {part.code for part in views.parts for row in part.rows if row.members is None}

    assert (views.members, views.staff, hidden) == (9, 6, {"TE-TH0"})
    assert views.question.words == "People hear what happened to what they said, even before we finish."


def test_dilys_has_not_answered_the_open_checklist(front_door):
    still_open = Checklist.objects.open().get(project=front_door)

    answered = Answer.objects.filter(checklist=still_open).values_list("person__name", flat=True)

    assert "Dilys Brackley" not in set(answered)
    assert len(set(answered)) == 6


def test_messages_page_has_one_of_each_trouble(front_door):
    mine = Message.objects.for_scopes([front_door.pk])

    by_hand = [(message.recipient.name, message.kind) for message in mine.by_hand_to_do()]

    assert sorted(by_hand) == [
        ("Bev", "checklist_opened"),
        ("Maureen Tolliver", "answer"),
        ("Tomasz Zielnik", "answer"),
    ]
    assert [message.recipient.name for message in mine.uncertain()] == ["Callum Ashdown"]
    assert [message.recipient.name for message in mine.dead()] == ["Ifeoma Lightfoot"]
    assert mine.dead().get().why.startswith("The mail server does not know this address.")


def test_a_photo_of_a_flip_chart_waits_to_be_typed(front_door):
    photo = front_door.papers.get(kind="photo")

    picture = Image.open(BytesIO(photo.content))

    assert (picture.format, picture.size, photo.size) == ("JPEG", (960, 1280), len(photo.content))
    assert photo.described.startswith("A flip chart.")
    assert photo.session.notes_shared_on


def test_messages_are_those_the_pages_send(front_door, django_capture_on_commit_callbacks):
    kinds = {
        "thanked": lambda key: tell_thanks(Feedback.objects.get(pk=key)),
        "answer": lambda key: tell_answer(Reply.objects.get(pk=key)),
        "checklist_opened": lambda key: tell_opened(Checklist.objects.get(pk=key)),
        "invitation": lambda key: send(Invitation.objects.get(pk=key)),
    }
    same = ("about", "slot", "scope", "link", "channel", "recipient", "subject", "text")

    for kind, again in kinds.items():
        message = Message.objects.filter(kind=kind).exclude(recipient__name="Sandra Quillfeather").latest("recorded_at")
        ours = {name: getattr(message, name) for name in same}
        message.delete()
        with django_capture_on_commit_callbacks():
            again(message.about.partition(":")[2])
        theirs = Message.objects.get(kind=kind, about=message.about, recipient=message.recipient)

        assert {name: getattr(theirs, name) for name in same} == ours


def test_nobody_can_be_rung_or_written_to(front_door):
    drama = re.compile(r"(01632 960|0117 496 0|07700 900) ?\d{3}")
    organisation = Organisation.objects.get()
    phones = {
        organisation.phone,
        organisation.safeguarding_phone,
        *Safeguarding.objects.values_list("phone", flat=True),
    }
    phones |= set(Person.objects.exclude(phone="").values_list("phone", flat=True))

    real_phones = {phone for phone in phones if not drama.fullmatch(phone)}
    real_mail = Person.objects.exclude(email=None).exclude(email__endswith="@example.org")

    assert real_phones == set()
    assert list(real_mail) == []


def test_people_to_sign_in_as_have_the_roles_they_show(front_door):
    shown = people_to_sign_in_as()

    places = Membership.objects.current().of(front_door)
    roles = [(places.get(person__email=email).role, email) for _, email in shown]

    assert roles == shown
    assert sorted(role for role, _ in shown) == ["facilitator", "manager", "member", "safeguarding"]


def test_one_has_left_and_one_is_still_asked_by_mail_and_one_by_letter(front_door):
    left = Membership.objects.exclude(left_on=None)

    asked = front_door.invitations.open().order_by("made_at")

    assert [place.person.name for place in left] == ["Sandra Quillfeather"]
    assert [(one.person.name, one.by_letter) for one in asked] == [
        ("Yusuf Barlow-Haine", False),
        ("Winston Garside", True),
    ]


def test_one_came_by_letter_and_one_has_a_card(front_door):
    came = front_door.invitations.exclude(accepted_at=None).exclude(code_hash="")

    assert [one.person.name for one in came] == ["Gurpreet Sandhar"]
    assert [card.person.name for card in WayIn.objects.cards()] == ["Bev"]


# ---- words


def test_dates_in_a_text_are_working_days_from_the_loading():
    days = Days(timezone.make_aware(datetime(2026, 4, 2, 9)))  # Thursday before Easter

    words = days.words("From {+1} on. Since {-1}. No {date} here.")

    assert words == "From 7 April on. Since 1 April. No {date} here."
    assert days.ago(1) == date(2026, 4, 1)
