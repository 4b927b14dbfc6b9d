"""Saying thank you: what staff do, and what the giver hears."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback
from participants.models import Message
from participants.outbox.dispatch import dispatch
from tests.feedback.saying import ANSWER, said
from tests.people import someone
from tests.reading import heading, read, said_back


def url(name, said, *args):
    return reverse(name, args=[said.project_id, said.pk, *args])


@pytest.fixture
def idea(project, lena):
    return said(project, lena)


def test_fay_thanks_and_lena_hears_it_and_by_when_she_gets_an_answer(client_of, fay, lena, idea, mail_server):
    response = client_of(fay).post(url("thank", idea), follow=True)
    dispatch()

    idea.refresh_from_db()
    [mail] = mail_server.arrived
    text = mail.get_body(("plain",)).get_content()
    assert said_back(response) == ["Thanked: Lena Okoro."]
    assert (idea.thanked_on, idea.owner, idea.step) == (timezone.localdate(), fay, 2)
    assert (mail["To"], mail["Subject"]) == (
        "Lena Okoro <lena@example.org>",
        "Thank you. We have read what you said",
    )
    assert 'Thank you for "The door is heavy.". Fay has read it.' in text
    assert "You will hear from us by Monday 16 March." in text


def test_thanking_twice_is_one_mail_and_the_first_owner_stays(client_of, project, fay, idea, mail_server):
    wyn = someone("Wyn Parry")
    project.memberships.create(
        organisation=project.organisation, person=wyn, role="facilitator", joined_on=date(2026, 3, 2)
    )

    for person in (fay, wyn):
        client_of(person).post(url("thank", idea))
    dispatch()

    idea.refresh_from_db()
    assert (idea.owner, len(mail_server.arrived)) == (fay, 1)


def test_a_thank_you_is_not_sent_once_the_answer_is_there(client_of, fay, idea, mail_server):
    client_of(fay).post(url("thank", idea))
    client_of(fay).post(url("answer", idea), ANSWER)

    dispatch()

    assert [mail["Subject"] for mail in mail_server.arrived] == ["There is news about what you said"]


def test_a_thank_you_or_a_feeling_needs_no_answer(client_of, project, fay, lena):
    idea = said(project, lena, "The nurse was kind.", kind="thanks")

    response = client_of(fay).post(url("thank", idea), follow=True)
    page = client_of(fay).get(url("answer", idea))

    idea.refresh_from_db()
    assert (heading(response), idea.step) == ("Feedback", 4)
    assert "Save the answer" not in read(page)


def test_who_is_told_by_hand_gets_no_call_only_for_the_thanks(client_of, project, fay, gus):
    client_of(fay).post(url("thank", said(project, gus)))

    assert Message.objects.count() == 0


def test_thank_all_thanks_each_of_this_project_once(client_of, project, fay, lena, gus, olu):
    mine = [said(project, lena), said(project, gus), said(project, None, group="Parents")]
    gone = said(project, lena)
    gone.take_back(timezone.now())
    there = said(olu.memberships.get().project, olu)

    response = client_of(fay).post(reverse("thank_all", args=[project.pk]), follow=True)

    assert said_back(response) == ["Thanked: 3."]
    assert response.redirect_chain[-1][0] == reverse("board", args=[project.pk]) + "?show=answer"  # what comes next
    assert set(Feedback.objects.filter(thanked_on__isnull=False)) == set(mine)
    assert Feedback.objects.get(pk=there.pk).thanked_on is None
    assert [message.recipient for message in Message.objects.all()] == [lena]
