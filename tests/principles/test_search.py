"""Finding words: whatever their case and accents, in all that one may see and in nothing else."""

import pytest
from django.urls import reverse

from feedback.models import NamedAs
from participants.folding import fold
from principles.search import search
from projects.models import Entry, Paper, Session
from tests.care.mapping import mapped
from tests.feedback.saying import said
from tests.meeting import RAISED, brought, planned
from tests.projects.test_decision import write_down
from tests.reading import read


def lines(person, words):
    return {(found.place.key, row[0]) for found in search(person, words) for row in found.rows}


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Café by the Łódź tram", "CAFE lodz"),
        ("Siân’s naïve Ærøskøbing", "sian's aeroskobing"),
        ("Straße", "STRASSE"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("100%_off", "100%_"),
    ],
)
def test_case_and_accents_do_not_matter_and_signs_are_only_signs(project, fay, written, typed):
    brought(project, fay, written)
    brought(project, fay, "1000 off, and nothing else")

    assert lines(fay, typed) == {("agenda", written)}


def test_every_word_must_be_there_in_any_order(project, fay):
    brought(project, fay, "The radio in the corner", why="It is loud")
    brought(project, fay, "The corner shop")

    assert lines(fay, "loud corner") == {("agenda", "The radio in the corner")}


def test_nobody_finds_what_they_may_not_see(project, fay, lena, pru, max, olu):
    word = "Periwinkle"
    brought(project, lena, f"{word} pay", planned(project, fay, kind="members", title=f"{word} talk"))
    private = said(project, lena, f"{word} worry", named_as=NamedAs.PRIVATE)
    shared = said(project, lena, f"{word} idea")
    write_down(project, fay, question=f"{word} or not?")
    Paper.objects.create(
        project=project, title=f"{word} costs", link="https://example.org", audience="staff", added_by=fay
    )
    notes = planned(project, fay, title="The door", notes=f"{word} cried.")
    Entry.objects.create(project=project, kind="know", line=f"{word} is blue", on=RAISED)

    mapped(project, lena, f"{word} growers")
    mapped(project, fay, f"{word} sellers", dropped_on=RAISED, dropped_why="One with the growers.")

    everybody = {("feedback", shared.title), ("notebook", f"{word} is blue"), ("groups", f"{word} growers")}
    theirs = {("agenda", f"{word} pay"), ("sessions", f"Members' session 1: {word} talk"), ("feedback", private.title)}
    staff = {("papers", f"{word} costs")}

    assert lines(lena, word) == everybody | theirs
    assert lines(pru, word) == everybody | staff
    assert lines(max, word) == everybody | staff
    assert lines(fay, word) == everybody | theirs | staff | {
        ("decisions", next(iter(d for k, d in lines(fay, word) if k == "decisions")))
    }
    assert lines(olu, word) == set()
    Session.objects.filter(pk=notes.pk).update(notes_shared_on=RAISED)
    assert ("sessions", str(notes)) in lines(pru, word)


def test_what_was_taken_back_is_found_no_more(project, fay, lena):
    idea = said(project, lena, "Marmalade")
    idea.take_back(idea.recorded_at)

    assert lines(lena, "Marmalade") == lines(fay, "Marmalade") == set()


def test_one_letter_finds_nothing_and_says_why(client_of, project, fay):
    page = read(client_of(fay).get(reverse("search"), {"q": "a"}))

    assert "Type at least two letters." in page


def test_folding_the_same_twice_changes_nothing():
    assert fold(fold("Ærø ÇÁÏ  “x”")) == fold("Ærø ÇÁÏ  “x”") == 'aero cai "x"'


@pytest.mark.parametrize("count", [1, 3, 300])
def test_search_asks_as_often_for_300_subjects_as_for_1(client_of, project, fay, django_assert_num_queries, count):
    for number in range(count):
        brought(project, fay, f"Radio {number}")
    fays = client_of(fay)

    with django_assert_num_queries(21):
        fays.get(reverse("search"), {"q": "radio"})
