"""Ways of working together: what ships, three for this room, and the pages."""

import re
import tomllib
from io import StringIO

import pytest
from django.core.management import call_command

from projects.management.commands.load_methods import CATALOGUE
from projects.models import ItemKind, Method

SHIPPED = tomllib.loads(CATALOGUE.read_text())["method"]
LONGEST = 15
OTHER_WAYS = ("seated", "online", "quiet")


def load() -> str:
    said = StringIO()
    call_command("load_methods", stdout=said)
    return said.getvalue()


# ---- what ships


def sentences(words: str) -> list[str]:
    return re.split(r"(?<=[.?])\s+", words)


@pytest.mark.parametrize("way", SHIPPED, ids=lambda way: way["slug"])
def test_a_shipped_way_is_short_and_plain_and_has_three_other_ways(way):
    Method(**way).clean_fields()

    assert set(way["kinds"]) <= set(ItemKind.values)
    assert way["people_from"] <= way["people_to"]
    assert 2 <= len(sentences(way["how"])) <= 5
    assert {len(sentences(way[name])) for name in OTHER_WAYS} <= {1, 2}
    for name in ("how", *OTHER_WAYS):
        assert [words for words in sentences(way[name]) if len(words.split()) > LONGEST or "!" in words] == []


def test_the_shipped_ways_leave_out_no_part_of_an_agenda_and_half_of_them_are_creative():
    creative = [way for way in SHIPPED if way["creative"]]

    assert len(SHIPPED) == len({way["slug"] for way in SHIPPED}) == len({way["name"] for way in SHIPPED}) == 36
    assert len(creative) >= 18
    assert {kind for way in creative for kind in way["kinds"]} == set(ItemKind.values)
    assert {kind for way in SHIPPED if way["one_voice"] for kind in way["kinds"]} >= {"welcome", "explore", "decide"}


def test_load_methods_again_brings_new_words_and_takes_away_nothing_that_was_used(db, organisation):
    first = load()
    Method.objects.filter(slug="dot-vote").update(how="Old words.")
    gone = Method.objects.create(slug="gone", name="Gone", how="No longer in the file.")
    ours = Method.objects.create(slug="gone", organisation=organisation, name="Ours", how="Our own.")

    again = load()

    dots = Method.objects.get(slug="dot-vote")
    assert (first, again) == (
        "36 ways of working together, 36 of them new.\n",
        "36 ways of working together, 0 of them new.\n",
    )
    assert dots.how.startswith("Hang up all the choices.")
    offered = Method.objects.of(organisation)
    assert (offered.count(), ours in offered, gone in offered) == (37, True, False)
    assert gone in Method.objects.known_to(organisation)
