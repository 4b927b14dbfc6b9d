"""In which forms people need a paper or news, beside those that are there: a word, never a name or a number."""

from datetime import date

import pytest
from django.urls import reverse

from care.models import MayKnow, Need, NeedKind
from feedback.models import News
from projects.models import Paper
from tests.meeting import asked, planned
from tests.people import join, someone
from tests.projects.test_paper import paper
from tests.reading import links, read, tree, typed, words

HEADING = "In which forms people need it"
NOBODY = "Nobody who reads it has told you that they need another form."


def need(person, code, may_know=MayKnow.PROJECTS, **more) -> Need:
    kind = more.pop("kind", NeedKind.FORMAT)
    return Need.objects.create(person=person, kind=kind, code=code, may_know=may_know, **more)


def forms(response) -> list[str]:
    """The lines under the heading."""
    return [words(line) for line in tree(response).xpath("//*[@aria-labelledby='forms']//li")]


def page(one) -> str:
    return reverse("paper", args=[one.project_id, one.pk])


def test_fay_sees_which_forms_are_needed_and_which_are_there(client_of, project, fay, lena, gus, pru):
    need(lena, "large")
    need(gus, "large")
    need(gus, "bsl_film")
    need(pru, "translated")
    need(lena, "loop", kind=NeedKind.SUPPORT)
    one = paper(project, fay, formats=["large", "plain"])

    response = client_of(fay).get(page(one))

    assert forms(response) == [
        "Large print. It is there.",
        "British Sign Language. It is not there yet.",
        "Another language. It is not there yet.",
    ]
    assert reverse("paper_edit", args=[project.pk, one.pk]) in links(response)
    assert [name for name in ("Lena", "Gus", "Pru") if name in read(response)] == []


def test_nobody_who_does_not_plan_sees_it(client_of, project, fay, lena, pru, max):
    need(lena, "large")
    one = paper(project, fay)

    pages = [read(client_of(who).get(page(one))) for who in (lena, pru, max)]

    assert [HEADING in shown or "Large print" in shown for shown in pages] == [False, False, False]


def test_only_what_each_person_lets_this_planner_know(client_of, project, fay, lena, gus, pru):
    ann = someone("Ann Low")
    join(ann, project.organisation, project, "facilitator")
    need(lena, "large", MayKnow.NAMED, known_by=ann)
    need(gus, "audio", MayKnow.SESSIONS)
    need(pru, "braille", until_on=date(2026, 3, 2))
    session = planned(project, fay)
    asked(session, lena)
    asked(session, gus)
    plain, of_session = paper(project, fay), paper(project, fay, session=session)

    seen = {who.name: [forms(client_of(who).get(page(one))) for one in (plain, of_session)] for who in (fay, ann)}

    audio, large = "Read aloud. It is not there yet.", "Large print. It is not there yet."
    assert seen == {"Fay Adams": [[], [audio]], "Ann Low": [[large], [large]]}
    assert NOBODY in read(client_of(fay).get(page(plain)))


def test_a_paper_for_staff_asks_what_staff_need(client_of, project, fay, lena):
    need(lena, "large")

    assert forms(client_of(fay).get(page(paper(project, fay, audience="staff")))) == []


@pytest.mark.parametrize("kind", ["working", "members"])
def test_news_are_made_in_another_form_as_a_paper_of_their_name(client_of, project, fay, lena, kind):
    session = planned(project, fay, kind=kind)
    lena.easy_words = True
    lena.save()
    need(lena, "large")
    words = {"progress": "We chose the chairs.", "easy_words": "New chairs.", "told_on": date(2026, 3, 3)}
    news = News.objects.create(project=project, session=session, written_by=fay, **words)
    browser, heard = client_of(fay), reverse("news_heard", args=[project.pk, news.pk])

    before = browser.get(heard)
    [add] = [link for link in links(before) if "/papers/" in link]
    form = typed(browser.get(add))
    browser.post(add, form | {"link": "https://example.org/large", "formats": "large"})
    after = forms(browser.get(heard))

    assert forms(before) == ["Large print. It is not there yet.", "Easy Read. It is there."]
    assert form["title"] == "News of 3 March 2026"
    assert Paper.objects.get().session == session
    assert after == ["Large print. It is there.", "Easy Read. It is there."]


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_it_asks_as_often_for_100_needs_as_for_1(client_of, project, fay, django_assert_num_queries, rows):
    for number in range(rows):
        person = someone(f"Ann{number} Low")
        join(person, project.organisation, project, "member")
        need(person, "large")
    one = paper(project, fay)
    browser = client_of(fay)

    with django_assert_num_queries(8):
        browser.get(page(one))
