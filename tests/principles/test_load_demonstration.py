"""The command that loads the demonstration, for real and for today."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from participants.models import Person
from principles.demonstration.by_link import code_to_try
from principles.models import Review
from projects.models import Organisation, Project


@pytest.mark.once  # test_demonstration.py has PostgreSQL make it up, and test_review.py the review
def test_command_makes_a_review_that_can_be_read(db):
    out = StringIO()

    call_command("load_demonstration", stdout=out)

    review = Review.objects.get()
    assert review.ready_at < timezone.now()
    assert bool(review.pdf) != bool(review.no_pdf_because)
    assert review.facts["loops"]["finished"] == 22
    assert "rowan@example.org" in out.getvalue()
    assert out.getvalue().endswith(f"Without a name: open /hear and type {code_to_try()}\n")


def test_command_leaves_a_site_alone_that_has_an_organisation(organisation):
    out = StringIO()

    call_command("load_demonstration", stdout=out)

    assert out.getvalue() == "Riverside Community Trust is here already, so nothing was made up.\n"
    assert (Organisation.objects.count(), Person.objects.count(), Project.objects.count()) == (1, 0, 0)
