"""Consent, purpose by purpose: asked in words that have a number, given, withdrawn, asked anew."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from care.models import Consent, Purpose
from care.models.consent import WORDINGS
from projects.models import Membership
from tests.feedback.saying import in_parts
from tests.people import join, make_project, someone
from tests.reading import links, read, to_check

MARCH, APRIL = date(2026, 3, 3), date(2026, 4, 7)


def give(person, project, answer=True, purpose=Purpose.QUOTE, on=MARCH, how="tick"):
    return Consent.give(person, purpose, answer, project=project, how=how, by=person, on=on)


def stands(person, project, purpose=Purpose.QUOTE):
    return Consent.objects.stands(person, purpose, project)


@pytest.fixture
def new_words(monkeypatch):
    """The question about quoting is asked in other words from now on."""
    monkeypatch.setitem(WORDINGS, Purpose.QUOTE, (*WORDINGS[Purpose.QUOTE], "We may print what you said."))


def test_silence_and_no_are_not_yes(project, lena):
    before = stands(lena, project)
    give(lena, project, answer=False)

    assert (before, stands(lena, project)) == (False, False)


def test_yes_to_one_thing_in_one_project_is_yes_to_nothing_else(project, lena, olu):
    give(lena, project)

    other = make_project(project.organisation, someone("Kit Rowe"), "Bus stop again")
    assert stands(lena, project) is True
    assert [stands(lena, other), stands(lena, None), stands(lena, project, Purpose.PHOTO)] == [False] * 3


def test_no_after_yes_keeps_the_yes_with_the_day_it_was_taken_back(project, lena):
    give(lena, project)
    give(lena, project, answer=False, on=APRIL)

    rows = list(Consent.objects.newest_first())
    assert [(row.answer, row.on, row.withdrawn_on) for row in rows] == [(False, APRIL, None), (True, MARCH, APRIL)]
    assert stands(lena, project) is False


def test_the_same_answer_again_is_no_new_row(project, lena):
    give(lena, project)

    assert (give(lena, project, on=APRIL), Consent.objects.count()) == (None, 1)


def test_new_words_are_asked_anew_and_the_old_answer_stays_dated(project, lena, new_words, client_of):
    old = Consent.objects.create(
        person=lena, project=project, purpose="quote", version=1, answer=True, how="tick", recorded_by=lena, on=MARCH
    )

    page = read(client_of(lena).get(reverse("consent_say", args=[project.pk])))

    assert stands(lena, project) is False
    assert "These words are new. To the old ones the answer was yes, 3 March." in page
    give(lena, project, on=APRIL)
    old.refresh_from_db()
    assert (old.on, old.withdrawn_on, old.words == WORDINGS["quote"][0]) == (MARCH, APRIL, True)
    assert stands(lena, project) is True


def test_the_database_keeps_one_standing_yes(project, lena):
    row = {"person": lena, "project": None, "purpose": "quote", "version": 1, "how": "tick", "recorded_by": lena}
    Consent.objects.create(**row, answer=True, on=MARCH)

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(**row, answer=True, on=APRIL)


# ---- my page


def test_lena_answers_what_she_likes_and_leaves_the_rest(client_of, project, lena):
    browser = client_of(lena)

    browser.post(reverse("consent_say", args=[project.pk]), {"quote": "yes", "photo": "no"})

    rows = Consent.objects.order_by("purpose").values_list("purpose", "answer", "how", "recorded_by", "on")
    page = read(browser.get(reverse("my_consents")))
    today = timezone.localdate()
    assert list(rows) == [("photo", False, "tick", lena.pk, today), ("quote", True, "tick", lena.pk, today)]
    assert ("Stay in touch afterwardsNot asked yet" in page, "Use my words: yes" in page) == (True, True)


def test_a_choice_that_is_not_offered_is_not_taken(client_of, project, lena):
    response = client_of(lena).post(reverse("consent_say", args=[project.pk]), {"quote": "perhaps"})

    assert to_check(response) == ["Choose one of the answers that stand here."]
    assert not Consent.objects.exists()


def test_who_left_can_still_change_their_mind(client_of, project, lena):
    give(lena, project)
    Membership.objects.get(person=lena).end(timezone.now())

    client_of(lena).post(reverse("consent_say", args=[project.pk]), {"quote": "no"})

    assert stands(lena, project) is False


def test_details_are_swapped_only_between_those_who_said_yes(client_of, project, lena, gus):
    nia = someone("Nia Hale", phone="0117 496 0033")
    join(nia, project.organisation, project, "member")
    give(nia, project, purpose=Purpose.SWAP)
    before = read(client_of(lena).get(reverse("my_consents")))

    give(lena, project, purpose=Purpose.SWAP)

    after = read(client_of(lena).get(reverse("my_consents")))
    assert ["0117 496 0033" in page for page in (before, after)] == [False, True]
    assert "Gus Hart" not in after


def test_the_way_there_is_among_my_choices(client_of, project, lena):
    assert reverse("my_consents") in links(client_of(lena).get(reverse("choices")))


# ---- for somebody who said so aloud


def test_a_facilitator_writes_down_what_somebody_said_aloud(client_of, project, fay, gus):
    place = Membership.objects.get(person=gus)
    sent = {"quote": "yes", "how": "aloud", **in_parts(MARCH, "on")}

    client_of(fay).post(reverse("consent_for", args=[project.pk, place.pk]), sent)

    row = Consent.objects.get()
    assert (row.person, row.answer, row.how, row.recorded_by, row.on) == (gus, True, "aloud", fay, MARCH)


def test_how_they_said_so_is_needed_and_a_tick_is_not_offered(client_of, project, fay, gus):
    place = Membership.objects.get(person=gus)
    sent = {"quote": "yes", "how": "tick", **in_parts(MARCH, "on")}

    response = client_of(fay).post(reverse("consent_for", args=[project.pk, place.pk]), sent)

    assert to_check(response) == ["Choose one of the answers that stand here."]


def test_the_table_says_who_was_not_asked(client_of, project, fay, lena, gus):
    give(lena, project)

    page = read(client_of(fay).get(reverse("consents", args=[project.pk])))

    assert "Lena Okoro YesNot askedNot askedNot askedNot asked" in page
    assert "Gus Hart Not asked Write down" in page


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_table_asks_as_often_for_300_as_for_1(client_of, project, fay, django_assert_num_queries, count):
    for number in range(count):
        person = someone(f"P{number} Hale")
        join(person, project.organisation, project, "member")
        give(person, project)
    browser = client_of(fay)

    with django_assert_num_queries(7):
        response = browser.get(reverse("consents", args=[project.pk]))

    assert read(response).count("Hale Yes") == count
