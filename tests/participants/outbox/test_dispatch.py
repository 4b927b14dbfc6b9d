"""Sending: claimed, looked at once more, handed over, settled. With a real mail server."""

import socket
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from participants.models import ContactBy, Heartbeat, Message
from participants.outbox import Kind, steps
from participants.outbox import dispatch as dispatching
from participants.outbox.channels import Result, way_out
from participants.outbox.dispatch import dispatch
from participants.outbox.kinds import KINDS
from participants.outbox.letter import letter, part_of
from participants.outbox.reap import reap
from participants.outbox.stops import token_of
from tests.participants.outbox.mail import HANG_UP
from tests.people import someone
from tests.reading import read
from tests.services import free_port


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_lena_is_told_once_however_often_the_clock_ticks(lena, news, tell_news, post, clock):
    message = tell_news(lena)

    for _ in range(4):
        dispatch(clock)
        clock.tick(hours=25)
        reap(clock())

    assert post.recipients == ["lena@example.org"]
    assert news.told == [("Lena Okoro", "by email")]
    assert (fresh(message).state, fresh(message).why) == ("sent", "Told by email.")
    assert fresh(message).token is None


def test_the_letter_has_the_words_first_and_the_row_as_its_id(lena, tell_news, post, clock):
    message = tell_news(lena, title="Tea & cake", more="One line\nbegins with a dot")

    dispatch(clock)

    mail = post.arrived[0]
    words, framed = mail.iter_parts()
    assert mail["Message-ID"] == f"<{message.pk}@127.0.0.1>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == "Lena Okoro <lena@example.org>"
    assert mail["Subject"] == "News: Tea & cake"
    assert (mail.get_content_type(), words.get_content_type(), framed.get_content_type()) == (
        "multipart/alternative",
        "text/plain",
        "text/html",
    )
    assert words.get_content().splitlines() == [
        "Hello Lena,",
        "",
        "The chairs & tables are here:",
        "http://127.0.0.1:8000/ideas/1",
        "",
        ".One line",
        "begins with a dot",
        "",
        "You get this because you said something.",
        "",
        "We do not read replies to this email. Ring us on 0117 496 0100, or say it on our pages:",
        "http://127.0.0.1:8000/help",
        "",
        "To get fewer emails from us, or none:",
        f"http://127.0.0.1:8000/stop/{token_of(lena.pk, None)}",
    ]
    assert "<h1>News: Tea &amp; cake</h1>" in framed.get_content()
    assert '<a class="go" href="http://127.0.0.1:8000/ideas/1">Open this page</a>' in framed.get_content()
    assert '<p class="why">You get this because you said something.</p>' in framed.get_content()


def test_lines_with_dashes_are_a_list_in_the_frame(lena, tell_news, post, clock):
    tell_news(lena, more="Two things:\n- a <b>chair</b>\n- a table\nThat is all.")

    dispatch(clock)

    frame = post.arrived[0].get_body(["html"]).get_content()
    assert "Two things:</p>" in frame
    assert "<ul><li>a &lt;b&gt;chair&lt;/b&gt;</li><li>a table</li></ul>" in frame
    assert "<p>That is all.</p>" in frame


def test_nobody_writes_headers_through_a_name_or_a_title(lena, tell_news, post, clock):
    lena.name = "Lena\r\nBcc: olu@example.org"
    lena.save()
    tell_news(lena, title="<b>tea</b>\r\nBcc: olu@example.org")

    dispatch(clock)

    mail = post.arrived[0]
    assert (mail["Bcc"], mail["Subject"]) == (None, "News: <b>tea</b>")
    assert post.recipients == ["lena@example.org"]
    assert "<b>" not in mail.get_body(["html"]).get_content()


def test_a_secret_link_is_in_the_mail_and_nowhere_else(lena, news, tell_news, post, clock, monkeypatch):
    monkeypatch.setitem(KINDS, "test_news", news.kind(link=lambda message: "/join/open-sesame"))
    message = tell_news(lena, link="")

    dispatch(clock)

    assert "http://127.0.0.1:8000/join/open-sesame" in post.arrived[0].get_body(["plain"]).get_content()
    assert "open-sesame" not in str(Message.objects.values().get(pk=message.pk))
    assert "(a link only they may see)" in message.words


def test_what_was_answered_before_its_turn_is_not_sent(lena, max, news, tell_news, post, clock):
    message = tell_news(lena, about="idea:1")
    tell_news(max, about="idea:2")
    news.settled = {"idea:1"}

    dispatch(clock)

    assert post.recipients == ["max@example.org"]
    assert (fresh(message).state, fresh(message).why) == (
        "cancelled",
        "It was no longer needed when its turn came.",
    )


def test_what_it_was_about_is_gone(lena, news, tell_news, post, clock, monkeypatch):
    monkeypatch.setitem(KINDS, "test_news", Kind("test_news", still_owed=lambda message: Message.objects.get(kind="x")))
    message = tell_news(lena)

    dispatch(clock)

    assert (fresh(message).state, fresh(message).why) == ("cancelled", "What it was about is no longer there.")
    assert post.arrived == []


def test_who_left_in_the_meantime_gets_nothing(lena, tell_news, post, clock):
    message = tell_news(lena)
    lena.is_active = False
    lena.save()

    dispatch(clock)

    assert (fresh(message).state, fresh(message).why) == ("cancelled", "They no longer take part.")
    assert post.arrived == []


def test_who_wants_a_call_now_goes_to_the_list_for_people(lena, tell_news, post, clock):
    message = tell_news(lena)
    lena.contact_by = ContactBy.PHONE
    lena.save()

    dispatch(clock)

    assert list(Message.objects.by_hand_to_do()) == [message]
    assert (fresh(message).why, fresh(message).attempts) == ("They hear from us by phone, from a person.", 0)
    assert post.arrived == []


def test_what_is_due_later_waits(lena, tell_news, post, clock):
    tell_news(lena, next_at=clock() + timedelta(days=3))

    dispatch(clock)
    assert post.arrived == []

    clock.tick(days=3)
    dispatch(clock)
    assert post.recipients == ["lena@example.org"]


def test_an_address_nobody_has_is_dead_for_that_person_only(lena, max, tell_news, post, clock):
    post.refuse["lena@example.org"] = "550 5.1.1 nobody here"
    message = tell_news(lena)
    tell_news(max)

    dispatch(clock)

    assert post.recipients == ["max@example.org"]
    assert list(Message.objects.dead()) == [message]
    assert fresh(message).why == "The mail server does not know this address. (It said: 550 5.1.1 nobody here)"


@pytest.mark.parametrize(
    "answer",
    [
        "554 5.7.1 <lena@example.org>: Relay access denied",
        "550 relay not permitted",
        "530 sign in",
        "452 4.3.1 disk full",
    ],
)
def test_a_refusal_that_is_about_us_kills_nothing(lena, tell_news, post, clock, answer):
    post.refuse["lena@example.org"] = answer
    message = tell_news(lena)

    for _ in range(20):
        dispatch(clock)
        clock.tick(minutes=2)

    assert (fresh(message).state, fresh(message).attempts) == ("queued", 0)
    assert fresh(message).why == f"The mail server does not take mail from us. (It said: {answer})"


def test_not_now_means_ever_longer_pauses_and_dead_after_eight(lena, tell_news, post, clock):
    post.refuse["lena@example.org"] = "451 4.2.0 greylisted"
    message = tell_news(lena)
    pauses = []

    for _ in range(8):
        dispatch(clock)
        pauses.append(round((fresh(message).next_at - clock()) / timedelta(minutes=1), 1))
        clock.now = max_(clock.now, fresh(message).next_at)

    assert [
        0.8 <= pause / planned <= 1.2 for pause, planned in zip(pauses, (1, 2, 4, 8, 16, 32, 60), strict=False)
    ] == [True] * 7
    assert (fresh(message).state, fresh(message).attempts) == ("dead", 8)
    assert fresh(message).why == "Their mail server asks us to come back later. (It said: 451 4.2.0 greylisted)"


def max_(*moments):
    return sorted(moments)[-1]


def test_a_server_that_is_busy_after_the_dot_gets_it_again(lena, tell_news, post, clock):
    post.after_dot["lena@example.org"] = "451 try again"
    message = tell_news(lena)
    dispatch(clock)
    assert (fresh(message).state, fresh(message).attempts) == ("queued", 1)

    post.after_dot.clear()
    clock.tick(minutes=2)
    dispatch(clock)

    assert fresh(message).state == "sent"
    assert post.recipients == ["lena@example.org"]


def test_a_letter_refused_after_the_dot_is_dead(lena, max, tell_news, post, clock):
    post.after_dot["lena@example.org"] = "554 too many pictures"
    message = tell_news(lena)
    tell_news(max)

    dispatch(clock)

    assert fresh(message).state == "dead"
    assert post.recipients == ["max@example.org"]


def test_a_wrong_password_for_an_hour_kills_nothing(
    client_of, project, fay, news, tell_news, post, clock, settings, capsys
):
    post.password, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "right", "us", "wrong"
    people = [someone(f"P{number} Lane") for number in range(40)]
    for number, person in enumerate(people):
        tell_news(person, next_at=clock() + timedelta(seconds=90 * number))
    Heartbeat.beat("dispatch", timezone.now())

    for _ in range(240):
        dispatch(clock)
        clock.tick(seconds=15)

    tries, dead = post.greetings, Message.objects.dead().count()
    shown = read(client_of(fay).get(reverse("messages")))
    assert list(Message.objects.values_list("state", "attempts").distinct()) == [("queued", 0)]
    assert shown.startswith("Messages Messages are not going out The mail server does not accept our password.")
    assert tries <= 61  # one try a minute: no mail server shuts us out for that

    settings.EMAIL_HOST_PASSWORD = "right"
    clock.tick(minutes=1)
    dispatch(clock)

    assert (len(post.recipients), len(set(post.recipients)), dead) == (40, 40, 0)
    assert "not going out" not in read(client_of(fay).get(reverse("messages")))
    with capsys.disabled():
        print(f"\nwrong password for an hour: {dead} dead, {tries} tries to sign in, {len(post.recipients)} sent after")


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("127.0.0.1", "The mail server does not answer."),
        ("mail.invalid", "We cannot find the mail server by its name."),
    ],
)
def test_no_mail_server_at_all(lena, tell_news, post, clock, settings, host, words):
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, free_port()
    message = tell_news(lena)

    dispatch(clock)

    assert (fresh(message).state, fresh(message).attempts, fresh(message).why) == ("queued", 0, words)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("EMAIL_USE_TLS", "The mail server cannot do what our settings ask for."),
        ("EMAIL_USE_SSL", "The mail server does not speak our kind of encryption."),
    ],
)
def test_no_letter_goes_in_clear_when_the_settings_ask_for_encryption(
    lena, tell_news, post, clock, settings, wish, words
):
    setattr(settings, wish, True)
    message = tell_news(lena)

    dispatch(clock)

    assert (fresh(message).state, fresh(message).why) == ("queued", words)
    assert post.arrived == []


def test_a_mail_server_that_never_says_hello_is_left(lena, tell_news, post, clock, settings):
    settings.EMAIL_TIMEOUT = 0.2
    message = tell_news(lena)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        dispatch(clock)

    assert fresh(message).why == "The mail server does not answer."


def test_three_troubles_in_a_row_end_the_tick(tell_news, post, clock):
    for number in range(5):
        post.refuse[f"p{number}@example.org"] = "530 sign in"
        tell_news(someone(f"P{number}"), about=f"idea:{number}", next_at=clock() - timedelta(minutes=9 - number))

    dispatch(clock)

    tried = Message.objects.exclude(error="").values_list("about", flat=True)
    assert sorted(tried) == ["idea:0", "idea:1", "idea:2"]
    assert set(Message.objects.values_list("state", "attempts")) == {("queued", 0)}


def test_our_own_fault_holds_up_nobody_else(lena, max, news, tell_news, post, clock, monkeypatch, caplog):
    monkeypatch.setitem(KINDS, "broken", Kind("broken", still_owed=lambda message: 1 / 0))
    for number in range(9):
        message = tell_news(lena, about=f"idea:{number}", next_at=clock() - timedelta(hours=1))
    Message.objects.update(kind="broken")
    tell_news(max)

    dispatch(clock)

    assert post.recipients == ["max@example.org"]
    assert (fresh(message).state, fresh(message).attempts) == ("queued", 0)
    assert fresh(message).why == "Our program stumbled over this message. Tell whoever looks after it."
    assert "ZeroDivisionError" in caplog.text


def test_a_line_cut_after_the_dot_is_uncertain_and_never_sent_again_by_itself(lena, news, tell_news, post, clock):
    post.after_dot["lena@example.org"] = HANG_UP
    message = tell_news(lena)

    for _ in range(5):
        dispatch(clock)
        reap(clock())
        clock.tick(hours=2)

    assert post.recipients == ["lena@example.org"]
    assert list(Message.objects.uncertain()) == [message]
    assert fresh(message).why.endswith("We cannot tell whether it arrived.")
    assert news.told == []


def test_a_line_cut_before_the_dot_costs_nothing(lena, tell_news, post, clock, settings):
    message = tell_news(lena)
    with way_out() as channel:
        channel.open()
        channel.line.sock.shutdown(socket.SHUT_RDWR)
        steps.claim(clock())
        outcome = channel.send(letter([part_of(message)]), lambda: True)

    assert outcome.result == Result.TROUBLE
    assert post.arrived == []


def test_what_cannot_be_written_down_is_uncertain_until_a_person_looks(lena, news, tell_news, post, clock, monkeypatch):
    broken = Kind("test_news", on_sent=lambda message: 1 / 0)
    monkeypatch.setitem(KINDS, "test_news", broken)
    message = tell_news(lena)

    dispatch(clock)

    assert fresh(message).state == "uncertain"
    assert fresh(message).why == "It was sent, but we could not write that down."
    assert post.recipients == ["lena@example.org"]


def test_two_dispatchers_never_claim_the_same(tell_news, clock):
    for number in range(steps.BATCH + 5):
        tell_news(someone(f"P{number}"), about=f"idea:{number}")

    first, second, third = (steps.claim(clock()) for _ in range(3))

    assert [len(batch) for batch in (first, second, third)] == [steps.BATCH, 5, 0]
    assert {message.pk for message in first} & {message.pk for message in second} == set()


def test_a_dispatcher_that_slept_through_its_lease_sends_nothing(lena, news, tell_news, post, clock):
    tell_news(lena)
    slept = steps.claim(clock())[0]
    reap(clock.tick(minutes=2))
    dispatch(clock)
    assert post.recipients == ["lena@example.org"]

    with way_out() as channel:
        outcome = channel.send(letter([part_of(slept)]), lambda: steps.begin_hand_over([slept], clock()))
    dispatching.settle([slept], outcome, clock)

    assert outcome.result == Result.LOST
    assert post.recipients == ["lena@example.org"]
    assert news.told == [("Lena Okoro", "by email")]


def test_a_dispatcher_that_slept_may_not_touch_what_another_has_claimed(lena, tell_news, clock):
    tell_news(lena)
    [slept] = steps.claim(clock())
    reap(clock.tick(minutes=2))
    [claimed] = steps.claim(clock())

    assert steps.begin_hand_over([slept], clock()) is False
    steps.give_back([slept], "no", clock())
    steps.dead([slept], "no")
    assert (fresh(claimed).state, fresh(claimed).token) == ("claimed", claimed.token)


def test_after_a_letter_that_may_not_leave_the_next_one_does(lena, max, tell_news, post, clock):
    lost, good = tell_news(lena), tell_news(max)

    with way_out() as channel:
        outcomes = [
            channel.send(letter([part_of(lost)]), lambda: False),
            channel.send(letter([part_of(good)]), lambda: True),
        ]

    assert [outcome.result for outcome in outcomes] == [Result.LOST, Result.ACCEPTED]
    assert post.recipients == ["max@example.org"]


def test_when_time_is_up_the_rest_is_put_back(lena, tell_news, post, clock, monkeypatch):
    monkeypatch.setattr(dispatching, "SECONDS", -1)
    message = tell_news(lena)

    dispatch(clock)

    assert (fresh(message).state, fresh(message).attempts, fresh(message).token) == ("queued", 0, None)
    assert post.arrived == []


def test_a_quiet_tick_asks_the_database_once(lena, gus, tell_news, post, clock, django_assert_num_queries):
    tell_news(gus)

    with django_assert_num_queries(1):
        dispatch(clock)

    assert post.greetings == 0


def test_many_letters_go_through_one_connection(project, tell_news, post, clock):
    for number in range(60):
        tell_news(someone(f"Person{number} Smith"))

    assert dispatch(clock) == 60

    assert (len(set(post.recipients)), post.greetings) == (60, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_dispatchers_at_once_tell_each_person_once(project, news, tell_news, post):
    for number in range(120):
        tell_news(someone(f"Person{number} Smith"))

    def run() -> None:
        dispatch()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(post.recipients) == sorted(f"person{number}@example.org" for number in range(120))
    assert len(news.told) == 120
