"""What has been kept as long as we said goes; a day earlier it stays; and staff hear of it before."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from care.models import Care, Need, NeedKind, Return
from feedback.kinds import tell_outside_answered
from feedback.models import Asked, Reply, Upload
from participants.models import Event, Message, Person
from participants.outbox.kinds import KINDS
from participants.outbox.plan import plan_kind
from principles.kinds import records_due
from principles.my_data.retention import RULES, Rule, forget_what_is_due
from projects.models import Attendance, Invitation, Membership, Paper, Project, Role, WayIn
from tests.feedback.saying import said
from tests.meeting import planned
from tests.people import join, someone

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LEFT = date(2024, 7, 1)


def ago(days: int) -> datetime:
    return NOON - days * DAY


def left(person: Person, on: date) -> None:
    Membership.objects.filter(person=person).update(left_on=on)


def forgotten(model, days: int, make) -> list[bool]:
    """Whether what is a day too young, just old enough and long over is there afterwards."""
    rows = [make(ago(days - 1)), make(ago(days)), make(ago(days + 400))]
    forget_what_is_due(NOON)
    return [model.objects.filter(pk=row.pk).exists() for row in rows]


def test_spreadsheets_on_their_way_in_go_after_a_day(fay, project):
    def make(at):
        return Upload.objects.create(project=project, by=fay, name="day.csv", content=b"x", recorded_at=at)

    assert forgotten(Upload, 1, make) == [True, False, False]


def test_events_go_after_two_years(fay):
    assert forgotten(Event, 730, lambda at: Event.note(Event.Kind.EXPORTED, fay, at=at)) == [True, False, False]


def test_secret_addresses_go_a_month_after_they_were_shut(lena):
    def make(at):
        return WayIn.objects.create(kind="calendar", person=lena, secret_hash=str(at), made_at=at, revoked_at=at)

    assert forgotten(WayIn, 30, make) == [True, False, False]


def test_the_words_of_a_message_go_and_that_it_was_sent_stays(lena):
    def make(state, at):
        more = {"sent_at": at if state == "sent" else None, "recorded_at": at, "state": state}
        words = {"recipient": lena, "kind": "news", "subject": "News", "text": "We met.", "channel": "email"}
        return Message.objects.create(about=f"news:{at}", slot=state, **words, **more)

    young, old = make("sent", ago(89)), make("sent", ago(90))
    called_off, waiting = make("cancelled", ago(90)), make("queued", ago(400))
    forget_what_is_due(NOON)

    texts = [Message.objects.get(pk=row.pk).text for row in (young, old, called_off, waiting)]
    assert texts == ["We met.", "", "", "We met."]
    assert Message.objects.get(pk=old.pk).sent_at == ago(90)


def test_an_invitation_goes_with_whoever_never_came(fay, lena, project):
    asked = {"organisation": project.organisation, "project": project, "role": Role.MEMBER, "invited_by": fay}
    ned, ida, ann = someone("Ned Poe"), someone("Ida Roe"), someone("Ann Low")
    for person, days in ((lena, 44), (ned, 44), (ida, 43), (ann, 60), (ann, 10)):
        Invitation.objects.create(person=person, made_at=ago(days), **asked)

    forget_what_is_due(NOON)

    names = list(Person.objects.order_by("recorded_at").values_list("name", flat=True))
    assert names == ["Fay Adams", "Lena Okoro", "Someone who left", "Ida Roe", "Ann Low"]
    assert sorted(Invitation.objects.values_list("person__name", flat=True)) == ["Ann Low", "Ida Roe"]


def test_who_was_asked_outside_goes_a_year_later_and_what_they_said_stays_in_their_role(fay, lena, project):
    def make(at, **more):
        words = {"name": "Nell Grove", "role": "Head of estates", "email": "nell@example.org", "until": LEFT} | more
        one = Asked.objects.create(feedback=said(project, lena), asked_by=fay, asked_at=at, **words)
        tell_outside_answered(one)
        return one

    def answer(one, at):
        one.answer(Reply(outcome="used", how="Yes.", why="It is fair."), at)
        return one

    young, old = (answer(make(ago(400)), ago(days)) for days in (364, 365))
    no_role = answer(make(ago(400), role=""), ago(366))
    run_out = make(ago(500), until=timezone.localdate(ago(365 + 14)))
    may_still = make(ago(500), until=timezone.localdate(ago(365 + 13)))

    forget_what_is_due(NOON)
    forget_what_is_due(NOON)

    rows = {one.pk: one for one in Asked.objects.select_related("reply")}
    assert [rows[one.pk].name for one in (young, may_still)] == ["Nell Grove"] * 2
    assert [(rows[one.pk].name, rows[one.pk].email) for one in (old, no_role, run_out)] == [("", "")] * 3
    words = [rows[one.pk].reply.in_words_of for one in (young, old, no_role)]
    assert words == ["Nell Grove, Head of estates", "Head of estates", "somebody outside"]
    assert (rows[old.pk].reply.why, rows[old.pk].answered_at, rows[old.pk].withdrawn_at) == (
        "It is fair.",
        ago(365),
        None,
    )
    assert rows[run_out.pk].why_not(NOON) == "withdrawn"
    kept = Message.objects.filter(Q(subject__contains="Nell") | Q(text__contains="Nell")).values_list(
        "about", flat=True
    )
    assert set(kept) == {f"asked:{one.pk}" for one in (young, may_still)}


# ---- people who left


def test_who_left_two_years_ago_is_erased_and_a_day_less_is_not(lena, gus, project):
    left(lena, LEFT)
    left(gus, LEFT + DAY)
    said(project, lena, "The step is high.")

    forget_what_is_due(NOON)

    names = list(Person.objects.order_by("recorded_at").values_list("name", flat=True))
    assert names == ["Fay Adams", "Someone who left", "Gus Hart"]
    assert Event.objects.get().about == f"person:{lena.pk} time"


def test_who_has_another_place_stays(lena, olu, project):
    left(lena, LEFT)
    join(lena, project.organisation, Project.objects.get(title="Bus stop"), Role.MEMBER)

    forget_what_is_due(NOON)

    assert Person.objects.filter(name="Lena Okoro").exists()


def test_a_place_in_a_project_that_closed_ends_with_it(lena, fay, project):
    Project.objects.filter(pk=project.pk).update(closed_on=LEFT)

    forget_what_is_due(NOON)

    assert set(Person.objects.values_list("name", flat=True)) == {"Someone who left"}


def test_records_that_are_kept_longer_stay(lena, project):
    left(lena, LEFT)
    Project.objects.filter(pk=project.pk).update(keep_until=date(2026, 7, 2), keep_because="The funder looks.")

    forget_what_is_due(NOON)
    stayed = Person.objects.filter(name="Lena Okoro").exists()
    forget_what_is_due(NOON + DAY)

    assert (stayed, Person.objects.filter(name="Lena Okoro").exists()) == (True, False)


def test_notes_photos_and_guests_go_two_years_after_a_project_closed(fay, project):
    session = planned(project, fay, notes="Snapdragon said no.", closing={"notes": "Snap"})
    Attendance.objects.create(session=session, guest="Ned Poe")
    for kind in ("photo", "paper"):
        Paper.objects.create(project=project, title=kind, kind=kind, content=b"x", added_by=fay)
    Project.objects.filter(pk=project.pk).update(closed_on=LEFT)

    forget_what_is_due(NOON)

    session.refresh_from_db()
    assert (session.notes, session.notes_words, session.closing) == ("", "", {})
    assert (session.attendance.get().guest, [paper.title for paper in project.papers.all()]) == ("A guest", ["paper"])


def test_a_second_time_changes_nothing(lena, project, django_assert_num_queries):
    left(lena, LEFT)
    forget_what_is_due(NOON)
    before = list(Person.objects.values()), list(Event.objects.values())

    forget_what_is_due(NOON)

    assert (list(Person.objects.values()), list(Event.objects.values())) == before


# ---- before that, staff hear of it


def owed(as_at: datetime) -> list[tuple[str, str, int, list[str]]]:
    """Of which project, for which day and warning, how many people, and who hears of it."""
    return [
        (one.context["project"].title, one.slot, one.context["count"], [person.name for person in one.people])
        for one in records_due(as_at)
    ]


@pytest.mark.parametrize(
    ("days", "slots"),
    [
        (31, []),
        (30, ["2026-07-01 30"]),
        (8, ["2026-07-01 30"]),
        (7, ["2026-07-01 30", "2026-07-01 7"]),
        (1, ["2026-07-01 30", "2026-07-01 7"]),
        (0, []),
    ],
)
def test_facilitators_hear_30_and_7_days_before(lena, gus, project, days, slots):
    left(lena, LEFT)
    left(gus, LEFT)

    assert owed(ago(days)) == [("Waiting room", slot, 2, ["Fay Adams"]) for slot in slots]


def test_they_hear_of_a_project_that_closed(fay, project):
    Project.objects.filter(pk=project.pk).update(closed_on=LEFT)

    assert owed(ago(20)) == [("Waiting room", "2026-07-01 30", 1, ["Fay Adams"])]


def test_nobody_hears_of_what_is_kept_longer(lena, project):
    left(lena, LEFT)
    Project.objects.filter(pk=project.pk).update(keep_until=date(2027, 1, 1), keep_because="The funder looks.")

    assert owed(ago(20)) == []


def test_the_letter_names_nobody_who_left(fay, lena, project):
    left(lena, timezone.localdate() - (730 - 20) * DAY)

    new = plan_kind(KINDS["records_due"], timezone.now())
    again = plan_kind(KINDS["records_due"], timezone.now())

    message = Message.objects.get()
    assert (new, again, message.recipient, "Lena" in message.text) == (1, 0, fay, False)
    assert "1 person left two years ago." in message.text


def test_what_is_due_has_a_length_that_people_can_read() -> None:
    lengths = [rule.how_long for rule in RULES]

    assert lengths[:8] == ["1 day", "90 days", "30 days", "44 days", "90 days", "1 year", "1 year", "2 years"]
    assert lengths[-3:] == ["", "", ""]


def test_the_assessment_in_the_docs_says_the_same() -> None:
    written = (Path(settings.BASE_DIR) / "docs" / "data-protection.md").read_text()

    missing = [rule.what for rule in RULES if f"| {rule.what} | {length(rule)} | {rule.then} |" not in written]

    assert missing == []


def length(rule: Rule) -> str:
    return f"{rule.how_long} {rule.since}" if rule.days else "No day is set"


# ---- needs, notes and sums


def test_needs_and_notes_go_a_year_after_somebody_left(fay, lena, gus, project):
    left(lena, date(2025, 7, 1))
    left(gus, date(2025, 7, 2))
    for person in (lena, gus):
        Need.objects.create(
            person=person, kind=NeedKind.SENSORY, words="Dim light.", may_know="projects", written_by=fay
        )
        about = {"project": project, "person": person, "offered_on": LEFT}
        Care.objects.create(kind="welcome", note="It was loud.", written_by=fay, **about)

    forget_what_is_due(NOON)

    assert [need.person for need in Need.objects.all()] == [gus]
    assert {care.person.name: care.note for care in Care.objects.all()} == {
        "Lena Okoro": "",
        "Gus Hart": "It was loud.",
    }


def test_a_sum_goes_seven_years_after_it_was_paid(fay, lena, project):
    def make(at):
        day = timezone.localdate(at)
        said = {"claimed_on": day, "approved_on": day, "approved_by": fay, "paid_on": day}
        return Return.objects.create(
            project=project, person=lena, amount=20, offered_on=day, offered_by=fay, choice="accept", **said
        )

    assert forgotten(Return, 7 * 365, make) == [True, False, False]
