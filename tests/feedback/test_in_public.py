"""Facilitators put things in public; givers are asked, see it, and can take it off at once."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from care.models import Purpose
from feedback.models import Feedback, NamedAs, PublicLine, PublicPage, Reply
from participants.models import Message
from participants.outbox.dispatch import dispatch
from projects.models import Capacity
from tests.feedback.in_public import SINCE, agreed, put, switched_on
from tests.feedback.saying import answered, said, told
from tests.projects.test_decision import make_final, write_down
from tests.reading import links, read, said_back, to_check, typed

OWN = "The door hurts my wrists."
LINE = {"words": "People want a lighter door.", "did": "It opens by a button."}


def url(name, project, *more):
    return reverse(name, args=[project.pk, *more])


def anybody(slug="waiting-room") -> str:
    response = Client().get(reverse("public", args=[slug]))
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


@pytest.fixture
def piece(project, fay, lena) -> Feedback:
    """What Lena said, and has an answer to."""
    piece = said(project, lena, OWN)
    told(piece, fay)
    return piece


# ---- the page


def test_the_page_is_off_says_what_everybody_will_see_and_goes_on_and_off(client_of, project, fay, lena):
    client = client_of(fay)
    chosen = make_final(write_down(project, fay, question="Blue chairs?", reason="Calm."), (lena, Capacity.LIVED))

    first, start = client.get(url("public_page", project)), typed(client.get(url("public_page", project)))
    before = anybody()
    response = client.post(url("public_page", project), start | {"decisions": str(chosen.pk)}, follow=True)
    on = anybody()
    client.post(url("public_off", project))

    assert "What everybody will see" in read(first)
    assert (start["slug"], start["contact"]) == ("waiting-room", "Riverside Community Trust, 0117 496 0100")
    assert said_back(response) == ["The page is on. Everybody can read it."]
    assert 'src="http://127.0.0.1:8000/p/waiting-room/embed"' in read(response)
    assert (before, anybody()) == ("404", "404")
    assert "Blue chairs?" in on
    assert PublicPage.objects.get().on_since is None


def test_a_page_needs_its_own_address_and_somebody_to_ask(client_of, project, fay, olu):
    there = olu.memberships.get(project__isnull=False).project
    switched_on(there)
    client = client_of(fay)

    taken = client.post(url("public_page", project), {"slug": "waiting-room", "contact": ""})
    odd = client.post(url("public_page", project), {"slug": "waiting room", "contact": "Fay"})

    assert to_check(taken) == ["Another page has this address. Choose another one.", "Say whom people can ask."]
    assert to_check(odd) == ["Use letters, numbers and hyphens only."]
    assert typed(odd)["contact"] == "Fay"
    assert PublicPage.objects.count() == 1


def test_a_facilitator_looks_at_it_before_anybody_else_does(client_of, project, fay, lena):
    put(project, fay, lena)

    page = read(client_of(fay).get(url("public_look", project)))

    assert "Only you see this. The page is off." in page
    assert "People want a lighter door." in page


# ---- a line


def test_a_line_in_other_words_stands_at_once_and_its_giver_sees_it(client_of, project, fay, lena, piece):
    switched_on(project)
    client = client_of(fay)

    start = typed(client.get(url("public_line", project, piece.pk)))
    response = client.post(url("public_line", project, piece.pk), LINE, follow=True)

    assert start["did"] == "The button comes in May. The door hurts wrists."
    assert said_back(response) == ["Stands in public."]
    assert "People want a lighter door." in anybody()
    hers = read(client_of(lena).get(piece.get_absolute_url()))
    assert "On our public page People want a lighter door. Everybody can read this since" in hers
    assert Message.objects.count() == 0


def test_a_giver_takes_it_off_at_once_and_nobody_puts_it_back(client_of, project, fay, lena, piece):
    switched_on(project)
    facilitator = client_of(fay)
    facilitator.post(url("public_line", project, piece.pk), LINE)

    response = client_of(lena).post(url("may_stand", project, piece.pk), {"says": "no"}, follow=True)
    again = facilitator.post(url("public_line", project, piece.pk), LINE)

    assert "Nobody sees it there." in read(response)
    assert to_check(again) == ["Lena said no to it. Only Lena can change that."]
    assert "lighter door" not in anybody()
    assert "Its giver said no." in read(facilitator.get(url("in_public", project)))


def test_own_words_wait_for_their_yes_by_a_message_that_changes_nothing(
    client_of, project, fay, lena, piece, mail_server
):
    switched_on(project)
    agreed(lena, Purpose.QUOTE, project)
    lenas = client_of(lena)

    response = client_of(fay).post(url("public_line", project, piece.pk), LINE | {"words": OWN}, follow=True)
    dispatch()
    followed = lenas.get(Message.objects.get().link)
    waits = anybody()
    lenas.post(Message.objects.get().link, {"says": "yes", "words": OWN})

    assert said_back(response) == ["Waits for a yes from its giver."]
    [mail] = mail_server.arrived
    assert (mail["Subject"], str(mail["To"].addresses[0].display_name)) == (
        "May your words stand on our public page?",
        "Lena Okoro",
    )
    assert "May this stand on our public page?" in read(followed)
    assert (OWN in waits, OWN in anybody()) == (False, True)


def test_own_words_without_consent_to_be_quoted_are_refused_also_when_nobody_says_so(
    client_of, project, fay, lena, piece
):
    switched_on(project)

    response = client_of(fay).post(
        url("public_line", project, piece.pk), LINE | {"words": "“the DOOR hurts my wrists”"}
    )

    assert to_check(response) == [
        'Lena has not agreed to "Use my words". Write it in other words, or ask Lena for that first.'
    ]
    assert typed(response)["did"] == LINE["did"]
    assert (PublicLine.objects.count(), Message.objects.count()) == (0, 0)


def test_words_that_a_giver_changed_wait_for_a_look_and_need_no_second_yes(client_of, project, fay, lena, piece):
    switched_on(project)
    agreed(lena, Purpose.QUOTE, project)
    client = client_of(fay)
    client.post(url("public_line", project, piece.pk), LINE | {"words": OWN})

    empty = client_of(lena).post(url("may_stand", project, piece.pk), {"says": "changed", "words": ""})
    client_of(lena).post(url("may_stand", project, piece.pk), {"says": "changed", "words": "Doors can hurt."})
    waits = anybody()
    client.post(url("public_line", project, piece.pk), typed(client.get(url("public_line", project, piece.pk))))

    assert to_check(empty) == ["Write the words that may stand there."]
    assert ("Doors can hurt." in waits, "Doors can hurt." in anybody()) == (False, True)
    assert Message.objects.count() == 1


def test_other_own_words_need_another_yes(client_of, project, fay, lena, piece):
    switched_on(project)
    agreed(lena, Purpose.QUOTE, project)
    client = client_of(fay)
    client.post(url("public_line", project, piece.pk), LINE | {"words": OWN})
    client_of(lena).post(url("may_stand", project, piece.pk), {"says": "yes", "words": OWN})

    client.post(url("public_line", project, piece.pk), LINE | {"words": "A button that opens it."})

    assert "button that opens it" not in anybody()
    assert PublicLine.objects.get().said == ""


def test_who_is_told_by_hand_says_it_to_a_facilitator_who_writes_it_down(client_of, project, fay, gus, lena):
    switched_on(project)
    agreed(gus, Purpose.QUOTE, project)
    piece = said(project, gus, OWN)
    told(piece, fay)
    client = client_of(fay)

    client.post(url("public_line", project, piece.pk), LINE | {"words": OWN})
    listed = Message.objects.get()
    client.post(url("may_stand", project, piece.pk), {"says": "yes", "words": OWN})

    assert (listed.recipient, listed.channel) == (gus, Message.Channel.BY_HAND)
    assert PublicLine.objects.get().noted_by == fay
    assert OWN in anybody()
    assert client_of(lena).get(url("may_stand", project, piece.pk)).status_code == 404


def test_nobody_answers_for_a_giver_who_can_answer_alone(client_of, project, fay, lena, piece):
    client_of(fay).post(url("public_line", project, piece.pk), LINE)

    assert client_of(fay).post(url("may_stand", project, piece.pk), {"says": "yes"}).status_code == 404
    assert PublicLine.objects.get().said == ""


def test_a_question_that_is_not_needed_any_more_is_not_sent(client_of, project, fay, lena, piece, mail_server):
    agreed(lena, Purpose.QUOTE, project)
    client_of(fay).post(url("public_line", project, piece.pk), LINE | {"words": OWN})

    client_of(fay).post(url("public_line_off", project, piece.pk))
    dispatch()

    assert (Message.objects.get().state, mail_server.arrived) == (Message.State.CANCELLED, [])


def test_words_that_were_taken_back_are_not_in_the_question_either(client_of, project, fay, lena, piece):
    agreed(lena, Purpose.QUOTE, project)
    client_of(fay).post(url("public_line", project, piece.pk), LINE | {"words": OWN})

    piece.refresh_from_db()
    piece.take_back(timezone.now())

    assert OWN not in Message.objects.get().text


# ---- groups, and what cannot come


def test_a_groups_loop_ends_on_the_public_page_and_not_before_it_is_on(client_of, project, fay):
    piece = said(project, None, OWN, group="The Tuesday group")
    answered(piece, fay)
    client = client_of(fay)

    refused = client.post(url("public_line", project, piece.pk), LINE | {"words": OWN})
    client.post(url("public_line", project, piece.pk), LINE)
    before = Reply.objects.get().told_on
    client.post(url("public_page", project), {"slug": "waiting-room", "contact": "Riverside"})

    assert to_check(refused) == ["These are their own words, and nobody can be asked. Write it in other words."]
    reply = Reply.objects.get()
    assert (before, reply.told_on, reply.told_in_public) == (None, timezone.localdate(), True)
    assert "The Tuesday group" not in anybody()
    assert url("public_line", project, piece.pk) not in links(client.get(url("board", project)))


def test_whom_nobody_told_does_not_read_it_first_in_public(client_of, project, fay, lena):
    switched_on(project)
    piece = said(project, lena, OWN)
    answered(piece, fay)

    response = client_of(fay).post(url("public_line", project, piece.pk), LINE, follow=True)

    assert said_back(response) == ["Waits until its giver is told."]
    assert "lighter door" not in anybody()


@pytest.mark.parametrize("kind", ["private", "open", "taken back", "waiting for a look"])
def test_what_cannot_stand_in_public_is_not_offered(client_of, project, fay, lena, kind):
    private = NamedAs.PRIVATE if kind == "private" else NamedAs.MEMBER
    piece = said(project, lena, OWN, named_as=private, waits_for_look=kind == "waiting for a look")
    if kind != "open":
        told(piece, fay)
    if kind == "taken back":
        piece.take_back(timezone.now())

    client = client_of(fay)

    assert client.get(url("public_line", project, piece.pk)).status_code == 404
    assert OWN not in read(client.get(url("in_public", project)))


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_list_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, rows, django_assert_num_queries):
    for _ in range(min(rows, 25)):
        put(project, fay, lena)
    client = client_of(fay)

    with django_assert_num_queries(8):
        response = client.get(url("in_public", project))

    assert len(response.context["page"]) == min(rows, 20)


def test_it_was_put_there_on_a_day(project, fay, lena):
    piece = put(project, fay, lena)

    piece.public_line.publish("Another line.", timezone.localdate())

    assert piece.public_line.published_on == SINCE
