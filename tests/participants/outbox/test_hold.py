"""Records that were put back from a copy send nothing until a person says so. Told by a file beside the database."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from feedback.kinds import tell_news as tell_everyone
from feedback.models import News
from participants import tasks
from participants.models import ContactBy, Heartbeat, Message, Person
from participants.outbox.hold import LOST_TICKS, hold, is_held, mark, may_send, release
from projects.models import Role
from tests.people import join
from tests.reading import read, said_back


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, db):
    settings.VAR_DIR = tmp_path


def ticks(number: int) -> None:
    for _ in range(number):
        tasks.dispatch()


def put_back(count: int) -> None:
    """The database as it was after so many ticks; the file stays."""
    Heartbeat.objects.filter(name="dispatch").update(count=count)


def test_in_everyday_life_nothing_is_held(lena, tell_news, post):
    tell_news(lena)

    ticks(30)

    assert (is_held(), mark().read_text(), post.recipients) == (False, "29", ["lena@example.org"])


def test_records_put_back_by_hand_send_nothing_until_somebody_says_so(lena, max, tell_news, post):
    ticks(30)
    tell_news(lena)
    put_back(5)

    ticks(3)
    tell_news(max)
    ticks(3)
    assert (is_held(), post.arrived) == (True, [])

    assert (release(), release()) == (True, False)
    ticks(3)

    assert (is_held(), post.recipients) == (False, ["max@example.org"])
    [uncertain] = Message.objects.uncertain()
    assert uncertain.why == "The site was restored from a copy. This may have been sent before that."


def test_a_few_ticks_lost_with_the_power_are_no_restore(post):
    ticks(30)
    put_back(29 - LOST_TICKS)

    tasks.dispatch()

    assert is_held() is False


def test_old_records_on_a_new_machine_are_held(post):
    now = timezone.now()
    Heartbeat.beat("dispatch", now - timedelta(hours=2))

    assert may_send(now) is False


def test_a_new_container_a_minute_later_is_not_held(post):
    now = timezone.now()
    Heartbeat.beat("dispatch", now - timedelta(minutes=1))

    assert may_send(now) is True


def test_a_new_site_is_not_held(post):
    assert may_send(timezone.now()) is True


def test_a_facilitator_sees_it_and_lets_messages_go(client_of, project, fay, post):
    Heartbeat.beat("held", timezone.now())
    shown = read(client_of(fay).get(reverse("messages")))

    response = client_of(fay).post(reverse("messages_release"), follow=True)

    assert shown.startswith("Messages Messages are held back These records came from a backup.")
    assert said_back(response) == ["Messages go out again."]
    assert is_held() is False


def test_nobody_is_rung_or_written_to_until_somebody_says_so_and_then_who_may_know_is_asked_first(
    client_of, project, fay, gus
):
    pat = Person.objects.create_user(name="Pat Dale", address="3 Mill Lane", contact_by=ContactBy.POST)
    before, after = (News.objects.create(project=project, written_by=fay, progress=one) for one in ("Six.", "Seven."))
    join(pat, project.organisation, project, Role.MEMBER)
    tell_everyone(before)
    hold(timezone.now())
    tell_everyone(after)
    browser = client_of(fay)
    letters = [message.pk for message in Message.objects.filter(recipient=pat)]

    held = read(browser.get(reverse("messages")))
    run = browser.get(reverse("letters_pdf"), {"letter": letters})
    call_command("release")
    released = read(browser.get(reverse("messages")))

    assert ("The lists of people to ring and to write to wait as well." in held, "Gus" in held) == (True, False)
    assert (run.status_code, run["Location"]) == (302, reverse("messages"))
    assert browser.get(reverse("letters")).status_code == 200
    assert "2 letters to post" in released
    assert released.count("Gus Hart, by phone") == 2
    assert released.count("Ask first: The site was restored from a copy. They may have been told") == 1


def test_an_operator_lets_them_go(capsys):
    Heartbeat.beat("held", timezone.now())

    call_command("release")
    call_command("release")

    assert capsys.readouterr().out == "Messages go out again.\nNothing was held.\n"
