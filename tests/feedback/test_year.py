"""A year of one project, told by its outbox."""

from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from participants.models import Message
from projects.models import Role
from tests.feedback.year import FIRST, Year, at
from tests.people import join, someone

pytestmark = [pytest.mark.django_db, pytest.mark.early, pytest.mark.once]
TABLE = Path(__file__).with_name("year.txt")


def line(message: Message) -> str:
    """When, who, what, and how or why not."""
    moment = timezone.localtime(message.sent_at or message.recorded_at)
    what = f"{message.kind} {message.slot}"
    return f"{moment:%a %d %b %Y %H:%M}  {message.recipient.first_name:5} {what:36} {message.why}"


@pytest.fixture
def year(project, fay, lena, gus, pru) -> Year:
    """Lena hears at once, Dot in the morning, Gus by phone; Nia will leave, and Pru will stop it all."""
    nia, dot = someone("Nia Amos"), someone("Dot Ray", daily=True)
    for member in (nia, dot):
        join(member, project.organisation, project, Role.MEMBER)
    return Year(project, {person.first_name: person for person in (fay, lena, gus, pru, nia, dot)})


def test_a_year_tells_each_person_each_thing_once_and_says_why_it_kept_the_rest(year):
    with time_machine.travel(at(FIRST, 0), tick=False):
        year.pass_by()

    rows = Message.objects.select_related("recipient")
    told = sorted(rows, key=lambda row: (row.sent_at or row.recorded_at, row.recipient.name, row.kind))
    assert "\n".join(line(message) for message in told) == TABLE.read_text().strip()
