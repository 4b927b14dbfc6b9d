"""What can and cannot change: said before anyone is asked."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from projects.models import Boundary, Openness
from tests.reading import read, said_back, to_check, typed


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


@pytest.fixture
def hours(project):
    return Boundary.objects.get(what="The opening hours")


def test_fay_adds_what_is_open_without_a_reason(client_of, project, fay):
    response = client_of(fay).post(url("boundaries", project), {"what": "The chairs", "openness": "open"}, follow=True)

    assert said_back(response) == ["Added: The chairs"]
    assert [one.what for one in project.can_change()[0][2]] == [
        "How the room looks and sounds",
        "The chairs",
    ]


@pytest.mark.parametrize("openness", ["partly", "fixed"])
def test_what_cannot_change_needs_a_reason(client_of, project, fay, openness):
    response = client_of(fay).post(url("boundaries", project), {"what": "The rent", "openness": openness})

    assert to_check(response) == ["Say why it cannot, or only partly, change."]
    assert (typed(response)["what"], typed(response)["openness"]) == ("The rent", openness)
    assert not Boundary.objects.filter(what="The rent").exists()


def test_an_empty_form_adds_nothing(client_of, project, fay):
    response = client_of(fay).post(url("boundaries", project), {})

    assert to_check(response) == ["Say what you mean.", "Say if it is open, partly open or fixed."]
    assert project.boundaries.count() == 2


def test_words_that_are_too_long_come_back_whole(client_of, project, fay):
    long = {"what": "w" * 161, "why": "y" * 301, "set_by": "s" * 121}

    response = client_of(fay).post(url("boundaries", project), long | {"openness": "fixed"})

    assert to_check(response) == ["Use 160 letters or fewer.", "Use 300 letters or fewer.", "Use 120 letters or fewer."]
    assert {name: typed(response)[name] for name in long} == long


def test_a_change_keeps_what_was_said_before_and_who_changed_it(client_of, project, fay, hours):
    change = {"what": "The opening hours", "openness": "partly", "why": "One late evening is possible."}

    client_of(fay).post(url("boundary", project, hours.pk), change)

    hours.refresh_from_db()
    assert (hours.openness, hours.why, hours.set_by) == (Openness.PARTLY, "One late evening is possible.", "")
    assert list(hours.history.values_list("openness", "why", "history_user__name")) == [
        ("partly", "One late evening is possible.", "Fay Adams"),
        ("fixed", "The building is locked at six.", None),
    ]


def test_one_that_is_dropped_leaves_the_list_and_stays_in_the_history(client_of, project, fay, lena, hours):
    client_of(fay).post(url("boundary_drop", project, hours.pk))

    hours.refresh_from_db()
    assert (hours.dropped_on, hours.history.count()) == (timezone.localdate(), 2)
    assert "The opening hours" not in read(client_of(lena).get(project.get_absolute_url()))
    assert "Nothing is fixed yet. We will say so before we ask you anything." in read(
        client_of(lena).get(project.get_absolute_url())
    )


def test_one_that_is_dropped_is_not_changed_any_more(client_of, project, fay, hours):
    client_of(fay).post(url("boundary_drop", project, hours.pk))

    answers = [client_of(fay).post(url(name, project, hours.pk)).status_code for name in ("boundary", "boundary_drop")]

    assert answers == [404, 404]


def test_the_database_refuses_what_is_fixed_without_a_reason(project):
    with pytest.raises(IntegrityError, match="what_cannot_change_has_a_reason"), transaction.atomic():
        Boundary.objects.create(project=project, what="The rent", openness=Openness.FIXED)
