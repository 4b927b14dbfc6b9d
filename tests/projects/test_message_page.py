"""What waits, what is uncertain, what could not be sent and why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.kinds import tell_answer
from feedback.models import NamedAs, Reply
from participants.models import Heartbeat, Message
from participants.outbox.dispatch import dispatch
from tests.feedback.saying import answered, said
from tests.reading import heading, read, said_back

NO_SUCH_PERSON = "550 5.1.1 No such person here"


@pytest.fixture(autouse=True)
def _alive(db) -> None:
    Heartbeat.beat("dispatch", timezone.now())


@pytest.fixture
def owed_to():
    """`owed_to(lena)`: she said something and has an answer, which is on its way to her."""

    def tell(person, by, project, **more):
        reply = answered(said(project, person, **more), by)
        tell_answer(reply)
        return Message.objects.get(about=f"reply:{reply.pk}")

    return tell


def page(client_of, person):
    return client_of(person).get(reverse("messages"))


def press(client_of, person, name, message):
    return client_of(person).post(reverse(name, args=[message.pk]), follow=True)


def test_with_nothing_to_send_it_says_so(client_of, project, fay):
    assert read(page(client_of, fay)) == (
        "Messages Nothing waits. Everybody has been told what we promised to tell them. "
        "All messages, and why some were not sent"
    )


def test_what_goes_out_by_itself_stands_under_on_their_way(client_of, project, fay, lena, owed_to):
    owed_to(lena, fay, project)

    assert read(page(client_of, fay)) == (
        "Messages On their way There is news about what you said, to Lena Okoro. "
        "All messages, and why some were not sent"
    )


def test_gus_is_rung_and_told_and_the_answer_counts_as_told(client_of, project, fay, gus, owed_to):
    message = owed_to(gus, fay, project)
    before = read(page(client_of, fay))

    response = press(client_of, fay, "message_told", message)

    reply = Reply.objects.get()
    message.refresh_from_db()
    assert "Gus Hart, by phone: 0117 496 0042" in before
    assert "Why: The door hurts wrists." in before
    assert said_back(response) == ["Written down: Gus Hart has been told."]
    assert (reply.told_on, reply.told_how) == (timezone.localdate(), "by phone")
    assert (message.state, message.decided_by) == (Message.State.SENT, fay)
    assert "Gus" not in read(page(client_of, fay))


def test_told_twice_is_told_once(client_of, project, fay, gus, owed_to):
    message = owed_to(gus, fay, project)

    answers = [press(client_of, fay, "message_told", message).status_code for _ in range(2)]

    assert answers == [200, 404]


def test_an_address_nobody_has_is_shown_with_its_reason_and_can_be_tried_again(
    client_of, project, fay, lena, owed_to, mail_server
):
    message = owed_to(lena, fay, project)
    mail_server.refuse["lena@example.org"] = NO_SUCH_PERSON
    dispatch()
    shown = read(page(client_of, fay))

    del mail_server.refuse["lena@example.org"]
    response = press(client_of, fay, "message_again", message)
    dispatch()

    assert "These could not be sent There is news about what you said, to Lena Okoro. Why: " in shown
    assert "No such person here" in shown
    assert said_back(response) == ["It is on its way to Lena Okoro again."]
    assert [mail["To"] for mail in mail_server.arrived] == ["Lena Okoro <lena@example.org>"]
    assert Reply.objects.get().told_on == timezone.localdate()


def test_an_uncertain_one_is_not_told_until_someone_says_so(client_of, project, fay, lena, owed_to):
    message = owed_to(lena, fay, project)
    Message.objects.update(state=Message.State.UNCERTAIN, handed_over_at=timezone.now() - timedelta(days=2))
    told_before = Reply.objects.get().told_on

    response = press(client_of, fay, "message_arrived", message)

    assert told_before is None
    assert said_back(response) == ["Written down: it reached Lena Okoro."]
    assert Reply.objects.get().told_on == timezone.localdate() - timedelta(days=2)


def test_an_uncertain_one_can_be_sent_again(client_of, project, fay, lena, owed_to, mail_server):
    message = owed_to(lena, fay, project)
    Message.objects.update(state=Message.State.UNCERTAIN, handed_over_at=timezone.now())

    press(client_of, fay, "message_again", message)
    dispatch()

    assert len(mail_server.arrived) == 1
    assert Reply.objects.get().told_on == timezone.localdate()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("message_told", Message.State.SENT),
        ("message_arrived", Message.State.QUEUED),
        ("message_again", Message.State.SENT),
        ("message_again", Message.State.QUEUED),
    ],
)
def test_a_button_for_another_state_does_nothing(client_of, project, fay, lena, owed_to, name, state):
    message = owed_to(lena, fay, project)
    Message.objects.update(state=state)

    response = press(client_of, fay, name, message)

    message.refresh_from_db()
    assert (response.status_code, message.state) == (404, state)


def test_why_one_waits_is_in_plain_words(client_of, project, fay, lena, owed_to, settings):
    owed_to(lena, fay, project)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    dispatch()

    assert "It waits: " in read(page(client_of, fay))
    assert "We try again by ourselves." in read(page(client_of, fay))


def test_fay_sees_the_messages_of_her_own_projects_only(client_of, project, fay, lena, olu, owed_to):
    message = owed_to(lena, fay, project, problem="Only Fay reads this.", named_as=NamedAs.PRIVATE)

    response = press(client_of, olu, "message_told", message)

    assert response.status_code == 404
    assert "Lena" not in read(page(client_of, olu))


def test_when_nothing_has_been_sent_for_five_minutes_a_person_is_told(client_of, project, fay):
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=6))

    assert "Messages are not going out" in read(page(client_of, fay))


def test_a_secret_link_is_not_shown_to_staff(client_of, project, fay):
    form = {"name": "Rita May", "role": "member", "contact_by": "email", "email": "rita@example.org"}
    client_of(fay).post(reverse("invite", args=[project.pk]), form)
    Message.objects.update(channel=Message.Channel.BY_HAND)

    response = page(client_of, fay)

    assert "(a link only they may see)" in read(response)
    assert "/join/" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    lists = [
        (channel, state)
        for channel, state in (("by_hand", "queued"), ("email", "uncertain"), ("email", "dead"), ("email", "queued"))
        for _ in range(count)
    ]
    Message.objects.bulk_create(
        Message(
            kind="answer",
            about=f"reply:{number}",
            slot="told",
            recipient=lena,
            scope=project.pk,
            subject="News",
            text="Words",
            channel=channel,
            state=state,
        )
        for number, (channel, state) in enumerate(lists)
    )
    browser = client_of(fay)

    with django_assert_num_queries(16):
        response = browser.get(reverse("messages"))

    assert heading(response) == "Messages"
    assert read(response).count("Lena Okoro") == 6 * min(count, 50)
