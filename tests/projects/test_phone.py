"""Whom people ring about an email."""

import pytest

from participants.models import Message
from projects.kinds.phone import phone_for
from projects.models import Organisation, Project


@pytest.fixture
def theirs(organisation):
    """A project of a second organisation."""
    second = Organisation.objects.create(name="Second", phone="0118 496 0200")
    return Project.objects.create(organisation=second, title="Theirs")


def test_they_ring_whose_project_it_is_about_or_else_the_first_organisation(project, theirs, organisation):
    phones = [phone_for(Message(scope=scope)) for scope in (theirs.pk, project.pk, None)]

    assert phones == [theirs.organisation.phone, organisation.phone, organisation.phone]
    assert len(set(phones)) == 2


def test_before_there_is_an_organisation_no_number_is_named(db):
    assert phone_for(Message()) == ""
