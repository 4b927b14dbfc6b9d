"""The link in an invitation: once, in time, to one person; and a new one for who asks."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import Message, Person
from participants.outbox.dispatch import dispatch
from projects.models import Invitation, Membership, Role
from projects.views.membership import send
from tests.people import someone
from tests.reading import heading, links, read, said_back

YES = {"agree": "yes"}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def again(invitation):
    return reverse("join_again", args=[invitation.pk, invitation.token])


def invited(project, by, **more):
    """An invitation for Rita, who is nowhere yet."""
    rita = Person.objects.filter(email="rita@example.org").first() or someone("Rita May")
    place = {"organisation": project.organisation, "project": project, "person": rita, "role": Role.MEMBER}
    return Invitation.objects.create(invited_by=by, **(place | more))


@pytest.fixture
def invitation(project, fay):
    return invited(project, fay)


# ---- the link


def test_the_link_says_who_invites_to_what_and_joins_nobody_by_being_opened(project, invitation):
    response = Client().get(invitation.link)

    assert heading(response) == "Hello, Rita"
    assert "Fay Adams invites you to join Waiting room." in read(response)
    assert "Why: The building is locked at six." in read(response)
    assert not invitation.person.memberships.exists()


def test_joining_makes_a_place_and_signs_in(project, fay, invitation):
    browser = Client()

    response = browser.post(invitation.link, YES)

    invitation.refresh_from_db()
    place = invitation.person.memberships.get()
    assert response["Location"] == f"{reverse('own_device')}?{urlencode({'next': project.get_absolute_url()})}"
    assert browser.get(project.get_absolute_url()).context["user"] == invitation.person
    assert (place.project, place.role, place.invited_by) == (project, Role.MEMBER, fay)
    assert (place.joined_on, invitation.accepted_at is None) == (timezone.localdate(), False)


def test_joining_signs_out_whoever_used_the_computer_before(client_of, project, invitation, fay):
    browser = client_of(fay)

    browser.post(invitation.link, YES)

    assert browser.get(project.get_absolute_url()).context["user"] == invitation.person
    assert browser.get(url("people", project)).status_code == 403


def test_a_used_link_sends_to_the_code_and_makes_no_second_place(invitation):
    Client().post(invitation.link, YES)

    seen, sent = Client().get(invitation.link), Client().post(invitation.link, YES)

    assert (seen.status_code, sent.status_code) == (410, 410)
    assert heading(sent) == "This link has been used"
    assert links(seen) == [reverse("account_login")]
    assert invitation.person.memberships.count() == 1
    assert Client().post(invitation.link, YES).wsgi_request.user.is_anonymous


def test_a_link_works_for_14_days_and_not_longer(project, fay):
    now = timezone.now()
    lasts, ran_out = (
        invited(project, fay, made_at=now - Invitation.LASTS + timedelta(minutes=minutes)) for minutes in (1, -1)
    )

    assert [Client().get(one.link).status_code for one in (lasts, ran_out)] == [200, 410]
    assert heading(Client().post(ran_out.link, YES)) == "This link no longer works"
    assert not ran_out.person.memberships.exists()


def test_a_replaced_link_points_to_the_newer_one(fay, invitation):
    invitation.again(fay, timezone.now())

    response = Client().post(invitation.link, YES)

    assert response.status_code == 410
    assert "A newer link has taken its place. Look in your mail for it." in read(response)
    assert not invitation.person.memberships.exists()


@pytest.mark.parametrize("name", ["join", "join_again"])
def test_a_token_of_another_link_opens_nothing(project, fay, invitation, name):
    other = invited(project, fay)
    wrong = reverse(name, args=[invitation.pk, other.token])

    answers = [Client().post(wrong).status_code, Client().post(wrong.replace(other.token, "x")).status_code]

    assert answers == [404, 404]
    assert (Membership.objects.filter(person=invitation.person).count(), Message.objects.count()) == (0, 0)


def test_an_invitation_to_the_organisation_leads_home(organisation):
    wyn = someone("Wyn Parry")
    link = Invitation.objects.create(organisation=organisation, person=wyn, role=Role.FACILITATOR).link

    response = Client().post(link, YES)

    assert response["Location"] == f"{reverse('own_device')}?next=%2F"
    assert (wyn.memberships.get().project, wyn.memberships.get().role) == (None, Role.FACILITATOR)


# ---- a new link, please


def test_a_dead_link_sends_a_new_one_to_the_invited_address(project, fay):
    old = invited(project, fay, made_at=timezone.now() - timedelta(days=20))

    response = Client().post(again(old))

    new = Invitation.objects.open().get()
    assert heading(response) == "Look in your mail"
    assert (new.person, new.invited_by, new.role) == (old.person, fay, Role.MEMBER)
    assert [message.about for message in Message.objects.all()] == [f"invitation:{new.pk}"]
    assert Client().get(new.link).status_code == 200


def test_asking_for_a_new_link_twice_in_ten_minutes_sends_one(project, fay):
    old = invited(project, fay, made_at=timezone.now() - timedelta(days=20))

    answers = [heading(Client().post(again(old))) for _ in range(3)]

    assert answers == ["Look in your mail"] * 3
    assert Message.objects.count() == 1


def test_asking_for_a_new_link_after_ten_minutes_sends_another(project, fay):
    old = invited(project, fay, made_at=timezone.now() - timedelta(days=20))
    Client().post(again(old))
    Invitation.objects.open().update(made_at=timezone.now() - timedelta(minutes=11))

    Client().post(again(old))

    assert (Message.objects.count(), Invitation.objects.open().count()) == (2, 1)


def test_nobody_gets_a_new_link_for_a_used_one(invitation):
    Client().post(invitation.link, YES)

    Client().post(again(invitation))

    assert (Invitation.objects.count(), Message.objects.count()) == (1, 0)


def test_fay_sends_a_new_link_and_the_mail_with_the_old_one_is_not_sent(
    client_of, project, fay, invitation, mail_server
):
    send(invitation)

    response = client_of(fay).post(url("invite_again", project, invitation.pk), follow=True)
    dispatch()

    new = Invitation.objects.open().get()
    assert said_back(response) == ["A new link is on its way to Rita May. The old one no longer works."]
    [mail] = mail_server.arrived
    text = mail.get_body(("plain",)).get_content()
    assert (new.token in text, invitation.token in text) == (True, False)
    assert sorted(Message.objects.values_list("state", flat=True)) == ["cancelled", "sent"]
