"""A name that was covered stands in no review that was made before, on its page or in its file."""

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.covering import cover_name
from feedback.models import Feedback
from principles.models import Review
from principles.tasks import owed
from tests.feedback.by_link import came_by, link_to
from tests.feedback.saying import said, told
from tests.principles.reviewing import ask, made
from tests.reading import read

NAME = "Zinnia Marsh"


@pytest.fixture
def review(project, fay, lena) -> Review:
    """Of one piece that names somebody, with an answer that does too, and one that names nobody."""
    told(said(project, lena, f"{NAME} shouts.", better=f"Tell {NAME}."), fay, why=f"We spoke to {NAME}.")
    said(project, lena, "The door is heavy.")
    return made(ask(project, fay, timezone.now()))


def words_in(review: Review) -> list[tuple[str, ...]]:
    review.refresh_from_db()
    rows = (review.facts or {})["said"]
    return sorted(tuple(row[name] for name in ("title", "better", "why")) for row in rows)


def test_a_name_that_is_covered_goes_out_of_the_review(client_of, project, fay, max, review):
    before = words_in(review)
    one = Feedback.objects.get(problem__contains=NAME)

    cover_name(one, NAME, fay, timezone.now())
    [listed] = Review.objects.listed()
    again = owed()

    door = ("The door is heavy.", "A button that opens it.", "")
    assert before == [door, (f"{NAME} shouts.", f"Tell {NAME}.", f"We spoke to {NAME}.")]
    assert words_in(review) == [("(a name) shouts.", "Tell (a name).", "We spoke to (a name)."), door]
    assert (listed.outdated, again, review.pdf) == (True, [str(review.pk)], None)
    assert NAME not in read(client_of(max).get(reverse("review", args=[project.pk, review.pk])))


def test_it_is_looked_through_once(fay, review):
    cover_name(Feedback.objects.get(problem__contains=NAME), NAME, fay, timezone.now())
    owed()

    made(review)

    assert (owed(), Review.objects.outdated().exists()) == ([], False)


def test_what_was_added_since_does_not_come_in_by_it(project, fay):
    piece, _ = came_by(link_to(project), f"{NAME} shouts.", waits_for_look=False)
    review = made(ask(project, fay, timezone.now()))
    piece.add_words("Marrowbone", timezone.now())

    cover_name(piece, NAME, fay, timezone.now())
    owed()

    assert words_in(review) == [("(a name) shouts.", "A button that opens it.", "")]


def test_a_review_that_was_asked_for_later_is_left_alone(project, fay, lena):
    cover_name(said(project, lena, f"{NAME} shouts."), NAME, fay, timezone.now())
    made(ask(project, fay))

    assert owed() == []
