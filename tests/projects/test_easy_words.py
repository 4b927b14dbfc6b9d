"""Easy words stand first for who wants them, wherever somebody wrote some."""

import pytest
from django.urls import reverse

from participants.models import Person
from projects.models import Capacity
from tests.projects.test_decision import make_final, write_down
from tests.reading import read


@pytest.fixture
def decided(project, fay, lena):
    """One decision with easy words and one without."""
    easy = write_down(project, fay, decided="Cessation of audio.", easy_words="No radio.", reason="It is calm.")
    hard = write_down(project, fay, decided="Procurement of seating.", reason="It is kind.")
    for one in (easy, hard):
        make_final(one, (lena, Capacity.LIVED))


@pytest.mark.parametrize("name", ["decisions", "project"])
@pytest.mark.parametrize(("wanted", "shown"), [(True, "No radio."), (False, "Cessation of audio.")])
def test_lists_of_decisions_show_easy_words_to_who_wants_them(client_of, project, lena, decided, name, wanted, shown):
    Person.objects.filter(pk=lena.pk).update(easy_words=wanted)

    text = read(client_of(lena).get(reverse(name, args=[project.pk])))

    assert [words in text for words in ("No radio.", "Cessation of audio.")] == [wanted, not wanted]
    assert (shown in text, "Procurement of seating." in text) == (True, True)
