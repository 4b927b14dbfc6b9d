"""Texts and letters through Notify, against a stand-in that speaks its language over real HTTP."""

import threading
from base64 import b64decode
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from participants.models import ContactBy, Heartbeat, Message, Stop
from participants.outbox import steps
from participants.outbox.channels.notify import Notify
from participants.outbox.channels.outcome import Result
from participants.outbox.dispatch import dispatch
from participants.outbox.fate import ask_notify
from participants.outbox.hold import HELD
from participants.outbox.kinds import KINDS
from participants.outbox.letter import part_of
from participants.outbox.reap import reap
from participants.outbox.stops import short_token
from participants.outbox.trouble import trouble
from participants.outbox.ways import open_ways, texted
from tests.participants.notify import Notify as NotifyStandIn
from tests.people import someone
from tests.reading import heading, read

NOON = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), datetime.min.time())).replace(
    hour=12
)


@pytest.fixture
def notify(settings, clock, monkeypatch):
    """The stand-in, switched on, at noon; a letter is its words."""
    monkeypatch.setattr("participants.outbox.paper.PRESS", [lambda parts: parts[0].text.encode()])
    clock.now = NOON
    with NotifyStandIn() as server:
        settings.NOTIFY = server.account
        yield server


@pytest.fixture
def tess(project):
    """She wants a text."""
    return someone("Tess Moor", contact_by=ContactBy.TEXT, phone="07700 900 111")


@pytest.fixture
def pat(project):
    """He wants a letter."""
    return someone("Pat Dale", contact_by=ContactBy.POST, address="3 Mill Lane\nHarrowmere\nHM1 2AB")


HERE = "http://127.0.0.1:8000"


def to_stop(person) -> str:
    return f"To stop: {HERE}/stop/{short_token(person.pk)}"


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def state(message: Message) -> tuple[str, str]:
    now = fresh(message)
    return now.state, now.why


def ask_later(clock, **time) -> None:
    """Some time goes by, and Notify is asked."""
    Heartbeat.objects.filter(name="notify").delete()
    ask_notify(clock.tick(**time or {"minutes": 6}))


def test_tess_gets_a_text_of_two_lines_once(tess, notify, news, tell_news, clock):
    message = tell_news(tess)

    for _ in range(3):
        dispatch(clock)
        clock.tick(minutes=5)

    assert notify.words == [f"Hello Tess. News: chairs.\nSign in to read it: {HERE}/ideas/1\n{to_stop(tess)}"]
    assert [one["body"]["phone_number"] for one in notify.known] == ["07700900111"]
    assert news.told == [("Tess Moor", "by text")]
    assert state(message) == ("sent", "Told by text.")


def test_pat_gets_a_letter_that_is_printed_for_us(pat, notify, news, tell_news, clock):
    message = tell_news(pat)

    dispatch(clock)

    [letter] = notify.known
    assert (letter["type"], letter["reference"]) == ("letter", str(message.pk))
    assert b64decode(letter["body"]["content"]).decode() == message.text.replace(
        "{link}", "http://127.0.0.1:8000/ideas/1"
    )
    assert state(message) == ("sent", "Told by letter.")


@pytest.mark.parametrize("phone", ["", "0117 496 0042", "ring my sister"])
def test_where_no_text_can_go_a_person_tells_them(tess, notify, tell_news, clock, phone):
    tess.phone = phone
    tess.save()

    message = tell_news(tess)
    dispatch(clock)

    assert (message.channel, notify.known) == ("by_hand", [])


@pytest.mark.parametrize("address", ["", "3 Mill Lane", "3 Mill Lane\nHarrowmere", "HM1 2AB"])
def test_an_address_without_a_postcode_is_written_to_by_hand(pat, notify, tell_news, address):
    pat.address = address
    pat.save()

    assert tell_news(pat).channel == "by_hand"


def test_with_notify_off_all_is_done_by_hand(tess, pat, tell_news):
    assert [tell_news(person).channel for person in (tess, pat)] == ["by_hand", "by_hand"]


@pytest.mark.parametrize(("hour", "count"), [(0, 0), (7, 0), (8, 1), (19, 1), (20, 0), (23, 0)])
def test_no_text_wakes_anybody(tess, notify, tell_news, clock, hour, count):
    tell_news(tess)
    clock.now = NOON.astimezone(ZoneInfo("Europe/London")).replace(hour=hour)

    dispatch(clock)

    assert len(notify.known) == count


def test_several_at_one_moment_are_one_text(tess, notify, news, tell_news, clock):
    rows = [tell_news(tess, about=f"idea:{number}") for number in range(3)]

    dispatch(clock)

    assert notify.words == [f"Hello Tess. 3 messages wait for you.\nSign in to read them: {HERE}\n{to_stop(tess)}"]
    assert len(notify.words[0]) <= 160  # one text
    assert [fresh(row).state for row in rows] == ["sent"] * 3


def test_tess_stops_it_by_the_address_in_the_text_without_signing_in_and_no_more_comes(
    tess, notify, tell_news, client, clock
):
    tell_news(tess)
    dispatch(clock)
    address = notify.words[0].rpartition("To stop: ")[2].removeprefix(HERE)

    shown = client.get(address)
    before = Stop.objects.count()
    done = client.post(address, {"what": "everything"})
    after = tell_news(tess, about="idea:2")
    dispatch(clock)

    assert len("To stop: https://coproduce.example.org" + address) <= 80
    assert (heading(shown), before) == ("Stop messages", 0)
    assert "We do not write to you any more." in read(done)
    assert list(Stop.objects.values_list("person", "scope")) == [(tess.pk, None)]
    assert (len(notify.words), state(after)) == (1, ("cancelled", "They asked us to stop."))


def test_the_short_address_of_somebody_else_cannot_be_made_up(tess, pat, client):
    mine, theirs = short_token(tess.pk), short_token(pat.pk)

    for token in (
        theirs[:21] + mine[21:],
        mine[:-1],
        mine[:-1] + ("A" if mine[-1] != "A" else "Q"),
        "-" * 30,
        "é" * 30,
    ):
        assert client.post(f"/stop/{token}", {"what": "everything"}).status_code == 404

    assert Stop.objects.count() == 0


def test_one_text_at_8_in_the_morning_for_who_wants_that(tess, notify, tell_news):
    tess.daily = True
    tess.save()

    message = tell_news(tess)

    assert timezone.localtime(message.next_at).hour == 8
    assert message.why == "They want one text message at 8 in the morning. It goes out then."


def test_a_wrong_number_is_on_the_list_to_ring_with_a_reason(tess, notify, tell_news, clock):
    message = tell_news(tess)
    notify.mood = "number"

    dispatch(clock)

    words = "Notify does not take this number or address. (It said: 400 phone_number Not enough digits)"
    assert state(message) == ("dead", words)
    assert list(Message.objects.by_hand_to_do()) == [message]


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        ("key", "Notify does not accept our key."),
        ("clock", "The clock of our server is wrong, so Notify takes nothing from us."),
        ("template", "Notify does not know the template that our settings name."),
        ("trial", "Our account with Notify is still on trial. It sends to our own team only."),
        ("fast", "Notify asks us to slow down. It goes out later by itself."),
    ],
)
def test_when_notify_takes_nothing_from_us_all_wait_and_staff_read_why(tess, notify, tell_news, clock, mood, words):
    others = [someone(f"{name} Moor", contact_by=ContactBy.TEXT, phone="07700 900 112") for name in ("Al", "Bo")]
    rows = [tell_news(person) for person in (tess, *others)]
    notify.mood = mood

    for _ in range(60):
        dispatch(clock)
        clock.tick(minutes=1)
    waiting = {(fresh(row).state, fresh(row).attempts) for row in rows}
    banner = trouble(clock())["words"]
    notify.mood = ""
    dispatch(clock)

    assert waiting == {("queued", 0)}
    assert banner.split(" (It said")[0] == words
    assert len(notify.known) == 3
    assert {fresh(row).state for row in rows} == {"sent"}


def test_when_there_is_no_line_nothing_was_taken(tess, notify, settings, tell_news, clock):
    message = tell_news(tess)
    settings.NOTIFY = settings.NOTIFY | {"url": "http://127.0.0.1:1"}

    dispatch(clock)

    assert state(message) == ("queued", "We cannot reach Notify, which sends our texts and letters.")
    assert fresh(message).attempts == 0


@pytest.mark.parametrize("mood", ["took it, then broke", "hang up"])
def test_a_lost_answer_is_uncertain_until_notify_says_that_it_has_it(tess, notify, news, tell_news, clock, mood):
    message = tell_news(tess)
    notify.mood = mood
    dispatch(clock)
    before = fresh(message).state

    ask_later(clock)

    assert before == "uncertain"
    assert news.told == [("Tess Moor", "by text")]
    assert (fresh(message).state, len(notify.known)) == ("sent", 1)


def test_what_notify_never_got_is_sent_once_more(tess, notify, news, tell_news, clock):
    message = tell_news(tess)
    notify.mood = "broken"
    dispatch(clock)
    notify.mood = ""

    ask_later(clock, minutes=1)
    too_early = fresh(message).state
    ask_later(clock)
    dispatch(clock)

    assert (too_early, fresh(message).state) == ("uncertain", "sent")
    assert len(notify.words) == 1


def test_while_notify_cannot_be_asked_it_stays_uncertain(tess, notify, tell_news, clock):
    message = tell_news(tess)
    notify.mood, notify.quiet = "took it, then broke", True
    dispatch(clock)

    ask_later(clock)

    assert fresh(message).state == "uncertain"


def test_who_died_after_the_fence_is_settled_by_asking(tess, notify, tell_news, clock):
    message = tell_news(tess)
    [claimed] = steps.claim(clock(), "text")
    steps.begin_hand_over([claimed], clock(), str(message.pk))  # and here it dies

    reap(clock.tick(minutes=2))
    uncertain = state(message)
    ask_later(clock)
    dispatch(clock)

    words = "Notify does not answer. We ask it in a few minutes what became of what we sent."
    assert uncertain == ("uncertain", words)
    assert (fresh(message).state, len(notify.words)) == ("sent", 1)


def test_who_slept_after_the_fence_is_refused_by_its_old_signature(tess, notify, tell_news, clock, monkeypatch):
    message = tell_news(tess)
    [slept] = steps.claim(clock(), "text")
    with Notify(notify.account) as line:
        with monkeypatch.context() as long_ago:
            long_ago.setattr("participants.outbox.channels.notify.time.time", lambda: 0)
            signed = line.signed()
        monkeypatch.setattr(line, "signed", lambda: signed)

        outcome = line.send(texted([part_of(slept)]), lambda: True)

    assert (outcome.result, notify.known) == (Result.NOT_TAKEN, [])
    assert fresh(message).state == "claimed"


@pytest.mark.django_db(transaction=True)
def test_an_answer_after_the_lease_is_told_once(tess, notify, news, tell_news, clock):
    message = tell_news(tess)
    [way] = [way for way in open_ways(clock()) if way.channel == "text"]
    batch = steps.claim(clock(), "text")
    notify.hold.set()
    outcomes = []
    with way.opens() as line:
        slip = way.writes([part_of(batch[0])])
        fence = steps.begin_hand_over(batch, clock(), way.reference(batch))
        asking = threading.Thread(target=lambda: outcomes.append(line.send(slip, lambda: fence)))
        asking.start()
        while not notify.known:
            pass
        reap(clock.tick(minutes=2))
        notify.go.set()
        asking.join()

    between = fresh(message).state
    ask_later(clock)
    steps.sent(batch, clock())
    dispatch(clock)

    assert (between, outcomes[0].result) == ("uncertain", Result.ACCEPTED)
    assert (fresh(message).state, news.told, len(notify.known)) == ("sent", [("Tess Moor", "by text")], 1)


def test_a_number_that_is_not_in_use_is_found_out_within_the_hour(tess, notify, news, monkeypatch, tell_news, clock):
    message, lost = tell_news(tess), []
    monkeypatch.setitem(KINDS, "test_news", news.kind(on_lost=lost.append))
    dispatch(clock)
    notify.became("permanent-failure")

    ask_later(clock)

    assert state(message) == ("dead", "The number is not in use.")
    assert (list(Message.objects.by_hand_to_do()), lost, fresh(message).sent_at) == ([message], [message], None)


def test_what_was_delivered_is_asked_about_no_more(tess, pat, notify, tell_news, clock):
    rows = [tell_news(tess), tell_news(pat)]
    dispatch(clock)
    notify.page = 1
    notify.became("delivered", 0)
    notify.became("received", 1)

    ask_later(clock)
    asked = len(notify.asked)
    ask_later(clock, hours=2)

    assert [(fresh(row).state, fresh(row).reference) for row in rows] == [("sent", "")] * 2
    assert (asked, len(notify.asked)) == (2, 2)


def test_it_is_asked_once_an_hour_at_most(tess, notify, tell_news, clock):
    tell_news(tess)
    dispatch(clock)

    for _ in range(61):
        ask_notify(clock.tick(minutes=1))

    assert len(notify.asked) == 2


def test_after_a_restore_notify_is_asked_what_went_out_since_the_copy(tess, notify, tell_news, clock):
    message = tell_news(tess)
    dispatch(clock)
    Message.objects.update(state="uncertain", reference="", handed_over_at=None, sent_at=None, token=None, error=HELD)
    other = tell_news(tess, about="idea:2")
    Message.objects.filter(pk=other.pk).update(state="uncertain", error=HELD)

    ask_later(clock)

    assert [fresh(row).state for row in (message, other)] == ["sent", "uncertain"]


def test_who_now_wants_e_mail_gets_e_mail(tess, notify, tell_news, post, clock):
    message = tell_news(tess)
    tess.contact_by = ContactBy.EMAIL
    tess.save()

    dispatch(clock)
    dispatch(clock)

    assert (notify.known, post.recipients, fresh(message).channel) == ([], ["tess@example.org"], "email")
