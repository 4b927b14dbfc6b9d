"""The sets of principles that ship: data, loaded once a version, in plain words."""

import re
import tomllib
from io import StringIO

import pytest
from django.core.management import call_command

from principles.management.commands.load_principles import CATALOGUE
from principles.models import Principle, PrincipleSet, Statement
from tests.principles.answering import TWO_PRINCIPLES, questions

FILES = sorted(CATALOGUE.glob("*.toml"))
MOST_WORDS = 15
HARD_WORDS = {
    "accountability", "authentic", "collaboration", "hierarchies", "innovative", "iterative", "outcomes",
    "participation", "prescribed", "stakeholders", "strengths-based", "transparent",
}  # fmt: skip


def load() -> str:
    said = StringIO()
    call_command("load_principles", stdout=said)
    return said.getvalue()


def everything() -> list[tuple]:
    return list(Statement.objects.order_by("pk").values_list("pk", "principle", "code", "position", "words"))


def words_of(path) -> list[str]:
    """Every line people read in this file."""
    principles = tomllib.loads(path.read_text())["principles"]
    return [words for one in principles for words in (one["title"], *one["statements"].values())]


def test_load_principles_brings_the_ten_elements_and_says_so(db):
    said = load()

    assert said == "The ten elements of co-production, version 2026-11: 10 principles, 38 statements, loaded.\n"
    assert list(Principle.objects.values_list("position", flat=True)) == list(range(1, 11))
    assert Principle.objects.get(position=5).title == "Everyone knows where they stand"
    assert PrincipleSet.objects.get().made_by.startswith('Co:Create, "The components of co-production"')


def test_load_principles_twice_changes_nothing(db):
    load()
    before = everything()

    said = load()

    assert said == "The ten elements of co-production, version 2026-11: 10 principles, 38 statements, already here.\n"
    assert everything() == before
    assert PrincipleSet.objects.count() == 1


def test_a_newer_version_is_added_and_the_old_words_stay(db):
    old = questions()
    newer = TWO_PRINCIPLES | {"version": "2027-01", "principles": TWO_PRINCIPLES["principles"][:1]}

    new, is_new = PrincipleSet.load(newer)

    assert is_new
    assert Statement.objects.filter(principle__set=old).count() == 4
    assert list(PrincipleSet.objects.newest()) == [new]


def test_newest_leaves_out_what_an_organisation_made_its_own(organisation):
    shipped = questions()
    PrincipleSet.objects.create(
        organisation=organisation, slug=shipped.slug, version="2030-01", name="Ours", source=shipped.source
    )

    assert list(PrincipleSet.objects.newest()) == [shipped]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_shipped_words_are_short_and_plain(path):
    for words in words_of(path):
        for sentence in re.split(r"(?<=[.?])\s+", words):
            assert len(sentence.split()) <= MOST_WORDS, sentence
        assert not HARD_WORDS & set(words.lower().split()), words
        assert "!" not in words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_shipped_principle_has_two_to_five_statements_with_codes_of_their_own(path):
    principles = tomllib.loads(path.read_text())["principles"]
    codes = [code for one in principles for code in (one["code"], *one["statements"])]

    assert {len(one["statements"]) for one in principles} <= {2, 3, 4, 5}
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"TE-[A-Z]{2}\d", code) for code in codes)
