"""What should we be asking? Each answer stands among the questions, once, as its giver chose (TE-CR4)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.covering import cover_name
from feedback.looking import mark_of
from feedback.models import Feedback, NamedAs
from feedback.models.wall import in_two, put_on_wall
from feedback.passing import pass_feedback
from projects.models import Entry
from tests.feedback.by_link import came_by, link_to
from tests.feedback.saying import said
from tests.reading import links, read, said_back

ASKS = "Who locks up at night?"
WORDS = {"kind": "worry", "problem": "It is dark.", "not_asked": ASKS, "named_as": "member"}


def wall(client, project) -> str:
    return read(client.get(reverse("notebook", args=[project.pk]), {"kind": "question"}))


def address(name, piece):
    return reverse(name, args=[piece.project_id, piece.pk])


def versions() -> str:
    return " ".join(str(row) for row in Entry.history.values("line", "more", "come_from", "history_user"))


@pytest.mark.parametrize("named_as", ["name", "member"])
def test_lena_asks_and_sees_her_question_on_the_wall_named_as_she_chose(client_of, project, lena, pru, named_as):
    client_of(lena).post(reverse("say", args=[project.pk]), WORDS | {"named_as": named_as}, follow=True)

    piece, [entry] = Feedback.objects.get(), Entry.objects.all()
    seen = wall(client_of(pru), project)
    idea = client_of(lena).get(piece.get_absolute_url())
    assert f"{ASKS} " in seen
    assert ("Lena" in seen) == (named_as == "name")
    assert ("From: a member." in seen) == (named_as == "member")
    assert {row["history_user"] for row in Entry.history.values("history_user")} == {
        lena.pk if named_as == "name" else None
    }
    assert "It stands among our questions." in read(idea)
    assert reverse("entry", args=[project.pk, entry.pk]) in links(idea)
    assert Entry.objects.count() == 1


def test_what_only_the_facilitators_read_never_stands_there(client_of, project, fay, lena):
    client_of(lena).post(reverse("say", args=[project.pk]), WORDS | {"named_as": "private"})
    piece = Feedback.objects.get()

    offered = address("to_wall", piece) in client_of(fay).get(address("answer", piece)).content.decode()
    client_of(fay).post(address("to_wall", piece))

    assert (offered, Entry.objects.count()) == (False, 0)


def test_what_came_by_a_link_stands_there_once_fay_has_looked_and_not_when_it_is_for_few(client_of, project, fay):
    way = link_to(project)
    shown, _ = came_by(way, not_asked=ASKS)
    few, _ = came_by(way, "Other words.", not_asked="Why is it dark?")
    browser, before = client_of(fay), Entry.objects.count()

    browser.post(address("to_wall", shown))
    browser.post(address("looked", shown), {"mark": mark_of(shown)})
    browser.post(address("looked", few), {"few": "1", "mark": mark_of(few)})

    assert (before, [(one.line, one.come_from) for one in Entry.objects.all()]) == (
        0,
        [(ASKS, "someone without a name")],
    )


def test_what_fay_typed_stands_there_when_it_was_read_back(client_of, project, fay, gus):
    piece = said(project, gus, typed_by=fay, not_asked=ASKS)
    browser = client_of(fay)

    for _ in range(2):
        browser.post(address("read_back", piece))

    assert [(one.line, one.come_from) for one in Entry.objects.all()] == [(ASKS, "a member")]


def test_what_stood_here_before_gets_there_by_one_press_and_no_second(client_of, project, fay):
    piece = said(project, None, group="Parents", not_asked=ASKS)
    browser = client_of(fay)

    backs = [said_back(browser.post(address("to_wall", piece), follow=True)) for _ in range(2)]

    assert backs == [["It stands among the questions now."], []]
    assert [(one.line, one.come_from, one.kind) for one in Entry.objects.all()] == [(ASKS, "Parents", "question")]


@pytest.mark.parametrize("gone", ["taken back", "passed on", "for few"])
def test_words_that_are_gone_are_gone_from_the_wall_and_its_history(client_of, project, fay, lena, sam, gone):
    piece = said(project, lena, not_asked="Does Zinnia Marsh lock up?", named_as=NamedAs.NAME)
    put_on_wall(piece)

    match gone:
        case "taken back":
            piece.take_back(timezone.now())
        case "passed on":
            pass_feedback(piece, fay)
        case _:
            Feedback.objects.update(waits_for_look=True)
            client_of(fay).post(address("looked", piece), {"few": "1", "mark": mark_of(piece)})

    assert (Entry.objects.count(), versions()) == (0, "")


def test_what_others_made_of_the_question_stays_and_is_nobodys(project, lena, pru):
    piece = said(project, lena, not_asked="Does Zinnia Marsh lock up?", named_as=NamedAs.NAME)
    put_on_wall(piece)
    entry = Entry.objects.get()
    entry.line = "Who has the keys?"
    entry._history_user = pru
    entry.save()

    piece.take_back(timezone.now())

    [kept] = Entry.objects.all()
    assert (kept.line, kept.brought_by) == ("Who has the keys?", None)
    assert "Zinnia" not in versions()
    assert str(lena.pk) not in versions()


def test_a_name_that_is_covered_is_covered_on_the_wall_too(project, fay, lena):
    piece = said(project, lena, not_asked="Does Zinnia Marsh lock up?")
    put_on_wall(piece)

    cover_name(piece, "Zinnia Marsh", fay, timezone.now())

    assert Entry.objects.get().line == "Does (a name) lock up?"
    assert "Zinnia" not in versions()


def test_a_long_question_with_a_covered_name_is_gone_from_the_wall_when_it_is_taken_back(project, fay, lena):
    piece = said(project, lena, not_asked=f"{'Why? ' * 38}Zinnia Marsh, do you lock up, and who told you to?")
    put_on_wall(piece)
    cover_name(piece, "Zinnia Marsh", fay, timezone.now())

    piece.take_back(timezone.now())

    assert (Entry.objects.count(), versions()) == (0, "")


def test_a_long_question_runs_on_below_its_line():
    line, more = in_two("Why? " * 60)

    assert (len(line) <= 200, f"{line[:-1]} {more}") == (True, ("Why? " * 60).strip())
