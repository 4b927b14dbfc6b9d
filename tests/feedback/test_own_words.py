"""Nobody's own words get into public unasked, in whichever box they were typed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import Purpose
from feedback.models import Change, News, PublicLine, PublicPage
from feedback.own_words import unagreed
from projects.models import Decision, Project
from tests.feedback.changing import changed
from tests.feedback.in_public import SINCE, agreed, put, switched_on
from tests.feedback.saying import in_parts, said, told
from tests.projects.test_decision import write_down
from tests.reading import to_check, typed

OWN = "Each time I push it, my wrists hurt until the evening."
QUOTED = "We mend it, because my wrists hurt until the evening"
REPEATS = f"repeats what Lena Okoro said, word for word: “{OWN}”. They did not say yes to that. " + (
    "Write it in other words, or leave it out."
)


def url(name, project, *more):
    return reverse(name, args=[project.pk, *more])


@pytest.fixture
def piece(project, fay, lena):
    piece = said(project, lena, OWN)
    told(piece, fay)
    return piece


def test_what_we_did_is_in_our_own_words(client_of, project, fay, lena, piece):
    agreed(lena, Purpose.QUOTE, project)
    line = {"words": "People want a lighter door.", "did": QUOTED}

    response = client_of(fay).post(url("public_line", project, piece.pk), line)

    assert to_check(response) == ["Here are words of the person who said it. Say what we did in your own words."]
    assert typed(response)["did"] == QUOTED
    assert not PublicLine.objects.exists()


def test_a_change_does_not_carry_them_there_nor_is_it_changed_to_do_so(client_of, project, fay, piece):
    quoting, plain = changed(project, fay, QUOTED), changed(project, fay)
    page = {"slug": "waiting-room", "contact": "Fay"}

    refused = client_of(fay).post(url("public_page", project), page | {"changes": [quoting.pk]})
    client_of(fay).post(url("public_page", project), page | {"changes": [plain.pk]})
    form = {"after": plain.after, "before": QUOTED, **in_parts(SINCE, "since")}
    changing = client_of(fay).post(url("change_edit", project, plain.pk), form)

    assert to_check(refused) == [f"“{quoting}” {REPEATS}"]
    assert list(PublicPage.objects.get().changes.all()) == [plain]
    assert to_check(changing) == [f"This stands on the public page, and {REPEATS}"]
    assert Change.objects.get(pk=plain.pk).before == "Two hands were needed."


def test_news_does_not_carry_them_there_and_may_carry_them_to_the_project(client_of, project, fay, piece):
    refused = client_of(fay).post(url("news_new", project), {"progress": QUOTED, "in_public": "on"})
    client_of(fay).post(url("news_new", project), {"progress": QUOTED})

    assert to_check(refused) == [f"The news {REPEATS}"]
    assert typed(refused)["progress"] == QUOTED
    assert News.objects.get().in_public is False


def test_a_decision_stands_that_somebody_repeats_later_and_none_that_repeats_somebody(client_of, project, fay, lena):
    def final(words):
        one = write_down(project, fay, question=words, reason="It is safe.")
        type(one).objects.filter(pk=one.pk).update(final_on=SINCE)
        return one

    first = final("Shall the desk stay open until eight on Fridays?")
    said(project, lena, "The desk stays shut. Shall the desk stay open until eight on Fridays?")
    later = final("The desk stays shut.")
    page = {"slug": "waiting-room", "contact": "Fay"}

    refused = client_of(fay).post(url("public_page", project), page | {"decisions": [first.pk, later.pk]})
    client_of(fay).post(url("public_page", project), page | {"decisions": [first.pk]})

    [fault] = to_check(refused)
    assert fault.startswith(f"“{later}” repeats what Lena Okoro said")
    assert list(PublicPage.objects.get().decisions.all()) == [first]


def test_easy_words_of_a_decision_in_public_are_our_own(client_of, project, fay, piece):
    decision, other = write_down(project, fay), write_down(project, fay)
    switched_on(project).decisions.add(decision)
    browser, words = client_of(fay), {"easy_words": QUOTED}

    refused = browser.post(url("decision_easy_words", project, decision.pk), words)
    browser.post(url("decision_easy_words", project, other.pk), words)

    assert to_check(refused) == [f"This stands on the public page, and {REPEATS}"]
    assert typed(refused)["easy_words"] == QUOTED
    assert [Decision.objects.get(pk=one.pk).easy_words for one in (decision, other)] == ["", QUOTED]


def test_what_a_project_is_for_is_in_our_own_words_while_it_is_in_public(client_of, project, fay, lena, piece):
    browser, edit = client_of(fay), url("project_edit", project)
    page = {"slug": "waiting-room", "contact": "Fay"}
    form = {"title": "Waiting room", "level": "co_produce", "reply_within": "10", "people_every": "12"}

    browser.post(edit, form | {"purpose": QUOTED})
    refused_page = browser.post(url("public_page", project), page)
    browser.post(edit, form | {"purpose": "To make the door lighter for everybody."})
    told(said(project, lena, "It is to make the door lighter for everybody."), fay)
    browser.post(url("public_page", project), page)  # she repeats us, and not we her
    refused = browser.post(edit, form | {"purpose": QUOTED})

    assert to_check(refused_page) == [f"What the project is for {REPEATS}"]
    assert PublicPage.objects.get().on_since == timezone.localdate()
    assert to_check(refused) == [f"This stands on the public page, and {REPEATS}"]
    assert Project.objects.get().purpose == "To make the door lighter for everybody."


@pytest.mark.parametrize(("says", "consent", "stands"), [("yes", True, True), ("", True, False), ("yes", False, False)])
def test_the_line_to_which_she_said_yes_may_be_repeated_and_no_more_of_it(
    client_of, project, fay, lena, says, consent, stands
):
    switched_on(project)
    line = {"own_words": True, "said": says, "said_on": timezone.localdate() if says else None}
    put(project, fay, lena, "my wrists hurt until the evening", problem=OWN, line=line)
    agreed(lena, Purpose.QUOTE, project, answer=consent)

    client_of(fay).post(url("news_new", project), {"progress": QUOTED, "in_public": "on"})
    told_once = News.objects.exists()
    client_of(fay).post(url("news_new", project), {"progress": OWN, "in_public": "on"})

    assert (told_once, News.objects.count()) == (stands, int(stands))


@pytest.mark.parametrize("many", [1, 300])
def test_many_pieces_are_looked_through_in_one_question(project, lena, many, django_assert_num_queries):
    for number in range(many):
        said(project, lena, f"Number {number}.")
    with django_assert_num_queries(1):
        assert unagreed([QUOTED], project) is None
