"""Lessons: one line, what changed because of it, and what other projects may learn."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from feedback.models import Lesson, NamedAs
from projects.models import Organisation, Project, Session, SessionKind, Stage
from tests.feedback.changing import changed
from tests.feedback.saying import said
from tests.meeting import planned
from tests.people import make_project
from tests.reading import read, to_check, tree, words

MARCH = date(2026, 3, 17)
WORDS = {"kind": "wrong", "what": "Nobody could read the slides.", "beyond": "on"}


def url(name, *args):
    return reverse(name, args=[getattr(one, "pk", one) for one in args])


def learned(project, by, what="Tea first helps.", **more) -> Lesson:
    return Lesson.objects.create(project=project, by=by, what=what, **({"kind": "well", "on": MARCH} | more))


def from_others(project: Project) -> str:
    page = Template("{% load lessons %}{% lessons_from_others project %}").render(Context({"project": project}))
    return " ".join(page.split())


def test_who_may_only_read_may_ask_for_the_head_of_a_page_as_for_the_page(client_of, project, fay, lena, max):
    session = planned(project, fay)
    Session.objects.filter(pk=session.pk).update(notes_shared_on=MARCH)
    asked = [
        (max, url("lessons", project)),
        (max, changed(project, fay).get_absolute_url()),
        (lena, url("session_notes", project, session)),
    ]

    assert [client_of(person).head(page).status_code for person, page in asked] == [200] * 3


def test_lena_writes_a_lesson_and_later_what_changed(client_of, project, fay, lena, gus, pru, max):
    client = client_of(lena)

    half = client.post(url("lessons", project), {"what": "Nobody could read the slides."})
    client.post(url("lessons", project), WORDS)
    asked = read(client.get(url("lessons", project)))
    lesson = Lesson.objects.get()
    address = url("lesson_edit", project, lesson)
    codes = [
        client_of(person).post(address, WORDS | {"changed": "Paper."}).status_code for person in (lena, fay, pru, max)
    ]

    lesson.refresh_from_db()
    assert to_check(half) == ["Choose if it went well, went wrong or was a surprise."]
    assert "This went wrong: Nobody could read the slides." in asked
    assert "What did we change because of it, or why not? Not written down yet." in asked
    assert (lesson.by, lesson.on, lesson.beyond, lesson.changed) == (lena, timezone.localdate(), True, "Paper.")
    assert codes == [302, 302, 404, 403]
    assert client_of(max).post(url("lessons", project), WORDS).status_code == 403
    assert address not in client_of(pru).get(url("lessons", project)).content.decode()


def test_a_lesson_of_members_own_session_stays_among_them(client_of, project, fay, lena, max):
    learned(project, lena, "We need an hour alone.", session=planned(project, fay, kind=SessionKind.MEMBERS))

    pages = [read(client_of(person).get(url("lessons", project))) for person in (lena, fay, max)]

    assert ["an hour alone" in page for page in pages] == [True, True, False]


def test_a_new_project_is_offered_what_others_shared_newest_first(project, organisation, fay, olu):
    elsewhere = make_project(Organisation.objects.create(name="Elsewhere"), olu, "Lake")
    bus_stop, park = olu.memberships.earliest("recorded_at").project, make_project(organisation, olu, "Park")
    for days in range(6):
        learned(
            bus_stop, olu, f"Lesson {days}", beyond=True, changed="Chairs." * (days == 5), on=MARCH + timedelta(days)
        )
    learned(park, olu, "Only ours.")
    learned(project, fay, "Our own.", beyond=True)

    page = from_others(project)

    assert "They changed: Chairs." in page
    assert [words in page for words in ("Bus stop", "Only ours", "Our own", "Lesson 0", "Lesson 1")] == [
        *(True, False, False, False, True),
    ]
    assert page.index("Lesson 5") < page.index("Lesson 1")
    assert from_others(elsewhere) == ""


def test_what_nobody_expected_stands_among_the_lessons_for_who_may_read_it(client_of, project, fay, lena, pru):
    door, nurse = said(project, lena, "The door sings."), said(project, lena, "The nurse.", named_as="private")
    browser = client_of(fay)
    for piece in (door, nurse):
        browser.post(reverse("led_to", args=[project.pk, piece.pk]), {"unexpected": "on", "partners": ""})
    said(project, fay, "As always.")

    pages = [tree(client_of(person).get(reverse("lessons", args=[project.pk]))) for person in (pru, fay)]

    lists = [[words(line) for line in page.xpath("//*[@aria-labelledby='surprises']//li")] for page in pages]
    assert [len(lines) for lines in lists] == [1, 2]
    assert lists[0] == ["The door sings.From a member, Monday 2 March."]
    assert "We did not expect this." in read(client_of(lena).get(door.get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_lessons_ask_as_often_for_300_as_for_1(client_of, project, fay, django_assert_num_queries, rows):
    session, door = planned(project, fay), said(project, fay, "The door is heavy.")
    Lesson.objects.bulk_create(
        Lesson(project=project, session=session, feedback=door, by=fay, what=f"Lesson {n}", kind="well", on=MARCH)
        for n in range(rows)
    )
    client = client_of(fay)

    with django_assert_num_queries(12):
        response = client.get(url("lessons", project))

    assert len(response.context["page"]) == min(rows, 20)


def test_a_lesson_cites_what_somebody_said_and_shows_it_only_to_who_may_read_it(client_of, project, fay, lena, gus):
    loud = said(project, gus, "Copperkettle is loud.", named_as=NamedAs.PRIVATE)
    said(project, lena, "The door is heavy.")
    address = url("lessons", project) + f"?feedback={loud.pk}"
    offered = client_of(fay).get(address).context["form"]["feedback"].value()

    client_of(fay).post(address, WORDS | {"feedback": loud.pk})
    wrong = client_of(lena).post(url("lessons", project), WORDS | {"feedback": loud.pk})

    lesson = Lesson.objects.get(by=fay)
    pages = [read(client_of(who).get(url("lessons", project))) for who in (fay, lena)]
    assert (offered, lesson.feedback) == (loud.pk, loud)
    assert to_check(wrong) == ["Choose one line of the list."]
    assert ["It came from this: Copperkettle is loud." in page for page in pages] == [True, False]
    assert "Copperkettle" not in pages[1]
    assert "Copperkettle" not in read(wrong)


def test_who_may_not_read_the_words_keeps_them_when_changing_the_lesson(client_of, project, fay, lena, gus):
    loud = said(project, gus, "Copperkettle is loud.", named_as=NamedAs.PRIVATE)
    said(project, lena, "The door is heavy.")
    lesson = learned(project, lena, feedback=loud)

    page = client_of(lena).get(url("lesson_edit", project, lesson))
    client_of(lena).post(url("lesson_edit", project, lesson), WORDS)

    lesson.refresh_from_db()
    assert (lesson.what, lesson.feedback) == ("Nobody could read the slides.", loud)
    assert "Copperkettle" not in read(page)


def test_only_good_or_only_bad_news_is_said_quietly_for_this_part_of_the_work(client_of, project, fay, lena):
    learned(project, fay, "We began late.", kind="wrong", on=date(2026, 3, 3))
    Stage.objects.create(project=project, kind="deliver", began_on=date(2026, 3, 10))
    client, words = client_of(lena), "people wrote down only what went well. What was hard?"
    learned(project, fay)
    one = read(client.get(url("lessons", project)))
    learned(project, fay, "So does cake.")
    learned(project, fay, "Rain.", kind="surprise")
    two = read(client.get(url("lessons", project)))

    learned(project, fay, "The slides.", kind="wrong")

    both = read(client.get(url("lessons", project)))
    assert [words in page for page in (one, two, both)] == [False, True, False]


def test_what_others_learned_stands_beside_an_empty_plan_and_where_a_project_starts(client_of, project, fay, olu):
    learned(olu.memberships.get().project, olu, "Ask about the bus first.", beyond=True)

    pages = [read(client_of(fay).get(url(name, project))) for name in ("plan", "project_start")]

    assert ["Ask about the bus first." in page for page in pages] == [True, True]
