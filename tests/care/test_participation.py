"""Looking again at who takes part: the facts beside the form, what we will do, and a reminder when it is time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from care.kinds.participation import to_look
from care.models import ParticipationReview
from care.took_part import facts
from participants.models import Message
from participants.outbox.kinds import KINDS
from participants.outbox.plan import plan
from projects.models import Action, Capacity
from tests.care.mapping import mapped, speaks
from tests.feedback.saying import in_parts
from tests.meeting import came, planned
from tests.people import STARTED
from tests.reading import links, read, said_back, to_check, tree, typed

APRIL = datetime(2026, 4, 8, 10, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, 10, tzinfo=UTC)


@pytest.fixture
def project(project):
    """The first look at who is missing is due 12 weeks after the start."""
    project.people_every = 12
    project.save()
    return project


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def looked(project, writer, on=date(2026, 4, 1), **more):
    """Somebody looked, on that day."""
    words = {"took_part": "Mostly staff.", "next_on": on + timedelta(weeks=12), "written_by": writer}
    return ParticipationReview.objects.create(project=project, on=on, **(words | more))


def in_weeks(weeks: int) -> dict[str, str]:
    return in_parts(timezone.localdate() + timedelta(weeks=weeks), "next_on")


# ---- looking


def test_fay_looks_and_her_step_stands_with_the_small_steps_too(client_of, project, fay, lena, pru):
    until = timezone.localdate() + timedelta(days=20)
    seen = {"took_part": "Mostly staff.", "missing": "Young carers. We meet during school.", "as_action": "on"}
    seen |= {"will_do": "Meet at the youth club.", "by": pru.pk, **in_parts(until, "until"), **in_weeks(12)}

    response = client_of(fay).post(url("participation_new", project), seen, follow=True)

    look, step = ParticipationReview.objects.get(), Action.objects.get()
    assert (look.on, look.took_part, look.missing) == (timezone.localdate(), seen["took_part"], seen["missing"])
    assert (look.next_on, look.action) == (timezone.localdate() + timedelta(weeks=12), step)
    assert (step.what, step.owner, step.by, step.written_by) == ("Meet at the youth club.", pru, until, fay)
    assert said_back(response) == ["Kept. It is on the list of small steps too."]
    assert "What we will doMeet at the youth club. Pru Lind, by" in read(
        client_of(lena).get(response.request["PATH_INFO"])
    )


def test_looking_needs_only_who_took_part_and_a_day_and_makes_no_step(client_of, project, fay):
    response = client_of(fay).post(
        url("participation_new", project), {"took_part": "All of us.", **in_weeks(1)}, follow=True
    )

    look = ParticipationReview.objects.get()
    assert (look.missing, look.will_do, look.by, look.until, look.action) == ("", "", None, None, None)
    assert Action.objects.count() == 0
    assert said_back(response) == ["Kept."]
    assert "Who is missing, and whyNot recorded What we will" in read(response)


def test_the_form_offers_the_day_that_the_project_promised(client_of, project, fay):
    project.people_every = 6
    project.save()

    page = typed(client_of(fay).get(url("participation_new", project)))

    day = timezone.localdate() + timedelta(weeks=6)
    assert {name: value for name, value in page.items() if name.startswith("next_on")} == in_parts(day, "next_on")


def test_what_is_wrong_comes_back_with_what_was_typed(client_of, project, fay, olu):
    wrong = {"took_part": "", "missing": "m" * 601, "will_do": "", "as_action": "on", "by": str(olu.pk)}
    day = in_parts(timezone.localdate(), "next_on")

    response = client_of(fay).post(url("participation_new", project), wrong | day)

    assert to_check(response) == [
        "Say who took part. One line is enough.",
        "Use 600 letters or fewer.",
        "Say what the step is, or take the tick away.",
        "Choose one line of the list.",
        "Choose a day that is still to come.",
    ]
    assert typed(response)["missing"] == "m" * 601
    assert not ParticipationReview.objects.exists()


def test_everybody_reads_the_looks_and_only_facilitators_write_them(client_of, project, fay, lena, pru, max):
    looked(project, fay)

    pages = [client_of(who).get(url("participation", project)) for who in (lena, pru, max)]
    codes = [
        client_of(who).post(url("participation_new", project), {"took_part": "Me.", **in_weeks(2)}).status_code
        for who in (lena, pru, max)
    ]

    assert ["Mostly staff." in read(page) for page in pages] == [True] * 3
    assert [url("participation_new", project) in links(page) for page in pages] == [False] * 3
    assert (codes, ParticipationReview.objects.count()) == ([403] * 3, 1)


def test_what_became_of_the_step_stands_beside_it(client_of, project, fay, lena):
    step = Action.objects.create(project=project, what="Ring.", written_by=fay, done_on=date(2026, 4, 9))
    looked(project, fay, will_do="Ring.", action=step)

    assert "Ring. Nobody yet. Done on Thursday 9 April" in read(client_of(lena).get(url("participation", project)))


def test_the_next_look_is_later(project, fay):
    with pytest.raises(IntegrityError):
        looked(project, fay, next_on=date(2026, 4, 1))


# ---- the facts beside the form


def test_facts_count_each_person_once_by_the_kind_they_chose(project, fay, lena, gus, pru):
    first, second = planned(project, fay), planned(project, fay, datetime(2026, 3, 24, 10, tzinfo=UTC))
    came(first, lena)
    came(second, lena)
    came(second, gus, "")
    came(second, pru, Capacity.PROFESSIONAL)
    came(first, fay, Capacity.PROFESSIONAL, part="interpreter")

    seen = facts(project, APRIL.date())

    assert (seen.since, seen.sessions, seen.kinds, seen.did_not_say) == (
        STARTED,
        2,
        ["1 with lived experience", "1 professional"],
        1,
    )


def test_facts_begin_after_the_last_look_and_leave_out_who_did_not_come(project, fay, lena, gus):
    looked(project, fay, on=date(2026, 3, 20))
    before, after = planned(project, fay), planned(project, fay, datetime(2026, 3, 24, 10, tzinfo=UTC))
    off = planned(project, fay, datetime(2026, 3, 25, 10, tzinfo=UTC), cancelled_on=date(2026, 3, 24))
    came(before, lena)
    came(off, gus)
    tie = came(after, lena)
    tie.came = False
    tie.save()

    seen = facts(project, APRIL.date())

    assert (seen.since, seen.sessions, seen.kinds) == (date(2026, 3, 20), 0, [])


def test_the_page_shows_who_has_nobody_and_names_no_person(client_of, project, fay, lena):
    came(planned(project, fay), lena)
    mapped(project, fay, barrier="School.")
    speaks(lena, mapped(project, fay, "Adults who wait", ally="knows"))

    page = read(client_of(fay).get(url("participation_new", project)))
    facts_only = page[page.index("What we know") :]

    assert "1 session since Monday 2 March. Who came, each person once: 1 with lived experience" in facts_only
    assert "Nobody here yet Young carers: School. 1 group is in our corner." in facts_only
    assert "Lena" not in facts_only


# ---- when it is time


@pytest.mark.parametrize(
    ("as_at", "due"),
    [
        (datetime(2026, 5, 24, 22, tzinfo=UTC), []),
        (datetime(2026, 5, 25, 8, tzinfo=UTC), ["2026-05-25"]),
        (datetime(2026, 8, 1, 8, tzinfo=UTC), ["2026-05-25"]),
    ],
)
def test_the_first_look_is_due_so_many_weeks_after_the_start(project, fay, as_at, due):
    owed = [(one.slot, list(one.people)) for one in to_look(as_at) if one.scope == project.pk]

    assert owed == [(slot, [fay]) for slot in due]


def test_facilitators_are_told_once_and_members_never(project, fay, lena, max, django_capture_on_commit_callbacks):
    promised = [plan(JUNE), plan(JUNE), plan(JUNE + timedelta(days=30))]

    message = Message.objects.get(kind="look_again_who_is_here")
    assert (promised, message.recipient) == ([1, 0, 0], fay)
    assert message.subject == "It is time to look who takes part: Waiting room"
    assert message.link == url("participation_new", project)
    assert "We said we would look again by Monday 25 May" in message.text


@pytest.mark.parametrize("state", ["looked", "paused", "closed", "not started"])
def test_nobody_is_reminded_where_there_is_nothing_to_do(project, fay, state):
    if state == "looked":
        looked(project, fay)
    elif state == "paused":
        project.pause(date(2026, 5, 1), None, "Summer.")
    elif state == "closed":
        project.close(date(2026, 5, 1), "Done.", "Kept.")
    else:
        project.started_on = None
        project.save()

    assert list(to_look(JUNE)) == []


def test_a_reminder_that_waits_is_dropped_when_somebody_has_looked(project, fay):
    project.started_on = timezone.localdate() - timedelta(weeks=13)
    project.save()
    plan(timezone.now())
    message = Message.objects.get(kind="look_again_who_is_here")
    owed = KINDS["look_again_who_is_here"].still_owed
    before = owed(message)

    looked(project, fay, on=timezone.localdate())

    assert (before, owed(message)) == (True, False)


@pytest.mark.parametrize(
    ("days", "says"), [(-1, "We are late. We said"), (0, "We look again by"), (30, "We look again by")]
)
def test_the_page_says_when_we_look_again(client_of, project, fay, lena, days, says):
    day = timezone.localdate() + timedelta(days=days)
    looked(project, fay, on=date(2026, 3, 3), next_on=day)

    page = client_of(lena).get(url("participation", project))

    promise = tree(page).xpath("//p[starts-with(@class, 'promise')]")[0]
    assert promise.text_content().startswith(says)
    assert ("late" in promise.get("class")) == (days < 0)


def test_a_project_says_how_often_it_looks_between_1_week_and_a_year(client_of, project, fay):
    words = {"title": "Waiting room", "purpose": "Calm.", "level": "co_produce", "reply_within": "10"}
    fays, page = client_of(fay), url("project_edit", project)

    wrong = [to_check(fays.post(page, words | {"people_every": weeks})) for weeks in ("0", "53", "soon")]
    fays.post(page, words | {"people_every": "8"})
    fays.post(page, words | {"people_every": ""})

    project.refresh_from_db()
    assert wrong == [["Look again within 1 to 52 weeks."]] * 2 + [["Write the weeks as a number, like 12."]]
    assert project.people_every == 8


@pytest.mark.parametrize("count", [1, 3, 300])
def test_looks_ask_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    for number in range(count):
        day = date(2026, 3, 3) + timedelta(days=number)
        step = Action.objects.create(project=project, what="Ring.", owner=lena, written_by=fay)
        looked(project, fay, on=day, by=lena, action=step)
        came(planned(project, fay, APRIL), lena)
    lenas, fays = client_of(lena), client_of(fay)

    with django_assert_num_queries(8):
        lenas.get(url("participation", project))
    with django_assert_num_queries(9):
        fays.get(url("participation_new", project))
