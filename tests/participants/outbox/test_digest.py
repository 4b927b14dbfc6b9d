"""One email for several messages: in the morning, when many wait, and after hours in which nothing ran."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from participants.models import Heartbeat, Message, Person
from participants.outbox import Owed, at_once, steps
from participants.outbox.digest import next_morning
from participants.outbox.dispatch import dispatch, wait_for_the_others
from participants.outbox.kinds import KINDS, Kind
from participants.outbox.plan import plan
from participants.outbox.reap import reap
from tests.participants.outbox.mail import HANG_UP


@pytest.fixture
def early(lena: Person) -> Person:
    """Lena, who wants one email at 8 in the morning."""
    lena.daily = True
    lena.save()
    return lena


def here(*when: int) -> datetime:
    return timezone.make_aware(datetime(*when))


def states() -> dict[str, str]:
    return dict(Message.objects.values_list("about", "state"))


def all_due(clock) -> None:
    """It is the next morning."""
    clock.now = next_morning(clock()) + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("after", "morning"),
    [
        (here(2026, 3, 12, 7, 59), "2026-03-12 08:00+00:00"),
        (here(2026, 3, 12, 8, 0), "2026-03-12 08:00+00:00"),
        (here(2026, 3, 12, 8, 1), "2026-03-13 08:00+00:00"),
        (here(2026, 3, 28, 23, 0), "2026-03-29 08:00+01:00"),  # the night in which an hour is lost
        (here(2026, 10, 24, 23, 0), "2026-10-25 08:00+00:00"),  # the night that has one more
        (here(2026, 12, 31, 12, 0), "2027-01-01 08:00+00:00"),
    ],
)
def test_the_next_morning_is_at_8_here_whatever_the_clocks_do(after, morning):
    assert timezone.localtime(next_morning(after)).isoformat(" ", "minutes") == morning


def test_one_letter_in_the_morning_carries_all_and_each_is_told(early, news, tell_news, post, clock):
    for number in (1, 2):
        tell_news(early, about=f"idea:{number}", title=f"subject {number}", link=f"/ideas/{number}")
    dispatch(clock)
    assert (post.arrived, Message.objects.first().why) == (
        [],
        "They want one email at 8 in the morning. It goes out then.",
    )

    all_due(clock)
    dispatch(clock)
    dispatch(clock)

    [mail] = post.arrived
    assert mail["Subject"] == "2 messages for you"
    assert mail.get_body(["plain"]).get_content().splitlines()[:18] == [
        "Hello Lena,",
        "",
        "1. News: subject 2",
        "",
        "The chairs & tables are here:",
        "http://127.0.0.1:8000/ideas/2",
        "",
        "2. News: subject 1",
        "",
        "The chairs & tables are here:",
        "http://127.0.0.1:8000/ideas/1",
        "",
        "You get this because you want one email at 8 in the morning.",
        "",
        "We do not read replies to this email. Ring us on 0117 496 0100, or say it on our pages:",
        "http://127.0.0.1:8000/help",
        "",
        "To get fewer emails from us, or none:",
    ]
    assert states() == {"idea:1": "sent", "idea:2": "sent"}
    assert news.told == [("Lena Okoro", "by email")] * 2


def test_one_alone_in_the_morning_is_the_letter_itself(early, tell_news, post, clock):
    message = tell_news(early)

    all_due(clock)
    dispatch(clock)

    [mail] = post.arrived
    assert (mail["Subject"], mail["Message-ID"]) == ("News: chairs", f"<{message.pk}@127.0.0.1>")


def test_what_cannot_wait_comes_at_once_and_alone(early, news, tell_news, post, clock, monkeypatch):
    tell_news(early, about="idea:1")
    monkeypatch.setitem(KINDS, "test_news", news.kind(urgent=at_once))
    tell_news(early, about="session:1", title="off")

    dispatch(clock)

    assert [mail["Subject"] for mail in post.arrived] == ["News: off"]
    assert states() == {"idea:1": "queued", "session:1": "sent"}


def test_three_at_one_moment_are_three_and_four_are_one(lena, max, tell_news, post, clock):
    for number in range(4):
        tell_news(max, about=f"idea:{number}")
        if number:
            tell_news(lena, about=f"idea:{number}")

    dispatch(clock)

    assert post.recipients == ["max@example.org", *["lena@example.org"] * 3]
    assert {mail["Subject"] for mail in post.arrived if "Max" in mail["To"]} == {"4 messages for you"}


def test_a_letter_reads_by_project_the_newest_first(early, tell_news, post, clock):
    one, other = uuid4(), uuid4()
    for number, scope in enumerate((one, other, one, other, other)):
        tell_news(early, about=f"idea:{number}", title=str(number), scope=scope)

    all_due(clock)
    dispatch(clock)

    text = post.arrived[0].get_body(["plain"]).get_content()
    titles = [line.split("News: ")[1] for line in text.splitlines() if "News: " in line]
    assert titles == ["4", "3", "1", "2", "0"]


def test_what_was_settled_before_the_morning_is_not_in_it(early, news, tell_news, post, clock):
    for number in range(3):
        tell_news(early, about=f"idea:{number}", title=str(number))
    news.settled = {"idea:1"}

    all_due(clock)
    dispatch(clock)

    assert post.arrived[0]["Subject"] == "2 messages for you"
    assert states() == {"idea:0": "sent", "idea:1": "cancelled", "idea:2": "sent"}


def test_one_that_cannot_be_written_keeps_the_others_back_from_nothing(
    early, news, tell_news, post, clock, monkeypatch
):
    def link(message: Message) -> str:
        return "/good" if message.about == "idea:0" else 1 / 0

    for number in range(2):
        tell_news(early, about=f"idea:{number}")
    monkeypatch.setitem(KINDS, "test_news", news.kind(link=link))

    all_due(clock)
    dispatch(clock)

    assert states() == {"idea:0": "sent", "idea:1": "queued"}
    assert len(post.arrived) == 1


def test_nobody_knows_whether_the_letter_arrived_and_that_holds_for_all_it_carried(early, news, tell_news, post, clock):
    post.after_dot["lena@example.org"] = HANG_UP
    for number in range(3):
        tell_news(early, about=f"idea:{number}")

    for _ in range(3):
        all_due(clock)
        dispatch(clock)
        reap(clock.tick(minutes=2))

    assert states() == dict.fromkeys(["idea:0", "idea:1", "idea:2"], "uncertain")
    assert (len(post.arrived), news.told) == (1, [])


def test_killed_while_it_hands_over_the_letter_is_never_sent_again(early, tell_news, post, clock):
    for number in range(3):
        tell_news(early, about=f"idea:{number}")
    all_due(clock)
    batch = steps.claim(clock())
    assert steps.begin_hand_over(batch, clock()) is True  # and here it dies

    reap(clock.tick(minutes=2))
    dispatch(clock)

    assert states() == dict.fromkeys(["idea:0", "idea:1", "idea:2"], "uncertain")
    assert post.arrived == []


def test_a_letter_of_which_somebody_else_has_one_message_does_not_leave(early, tell_news, clock):
    for number in range(3):
        tell_news(early, about=f"idea:{number}")
    all_due(clock)
    batch = steps.claim(clock())
    Message.objects.filter(about="idea:1").update(token=uuid4())

    assert steps.begin_hand_over(batch, clock()) is False

    assert set(states().values()) == {"claimed"}


def test_an_app_that_stumbles_over_one_leaves_the_others_told(early, news, tell_news, post, clock, monkeypatch):
    def on_sent(message: Message) -> None:
        if message.about == "idea:1":
            raise ValueError

    for number in range(3):
        tell_news(early, about=f"idea:{number}")
    monkeypatch.setitem(KINDS, "test_news", Kind("test_news", on_sent=on_sent))

    all_due(clock)
    dispatch(clock)

    assert states() == {"idea:0": "sent", "idea:1": "uncertain", "idea:2": "sent"}


def test_after_hours_of_silence_what_waited_and_what_is_planned_is_one_letter(lena, news, tell_news, post, clock):
    Heartbeat.beat("plan", clock() - timedelta(hours=5))
    Heartbeat.beat("dispatch", clock() - timedelta(hours=5))
    for number in range(2):
        tell_news(lena, about=f"waited:{number}")
    news.owed = [Owed([lena], f"planned:{number}", "2026-03-12") for number in range(3)]

    wait_for_the_others(clock())
    dispatch(clock)
    plan(clock())
    assert post.arrived == []
    assert Message.objects.first().why == (
        "Nothing was sent for some hours. It goes out in a few minutes, with what else waited."
    )
    clock.tick(minutes=3)
    dispatch(clock)

    assert [mail["Subject"] for mail in post.arrived] == ["5 messages for you"]
    assert set(states().values()) == {"sent"}


def test_after_a_short_break_nothing_waits(lena, news, tell_news, post, clock):
    Heartbeat.beat("plan", clock() - timedelta(hours=2))
    Heartbeat.beat("dispatch", clock() - timedelta(hours=2))
    tell_news(lena)

    wait_for_the_others(clock())
    dispatch(clock)

    assert post.recipients == ["lena@example.org"]
