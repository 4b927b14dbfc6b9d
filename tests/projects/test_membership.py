"""Asking people in, their links, who is here, who leaves."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import ContactBy, Message, Person
from participants.outbox.dispatch import dispatch
from projects.models import Invitation, Membership, Project, Role
from projects.views.membership import send
from tests.people import STARTED, join, someone
from tests.reading import heading, links, read, said_back, to_check, typed

RITA = {"name": "Rita May", "role": "member", "contact_by": "email", "email": "rita@example.org", "phone": ""}


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


# ---- asking in


def test_fay_asks_rita_in_and_the_link_is_on_its_way(client_of, project, fay):
    response = client_of(fay).post(url("invite", project), RITA, follow=True)

    asked, message = Invitation.objects.get(), Message.objects.get()
    assert (asked.person.name, asked.role, asked.invited_by, asked.project) == ("Rita May", Role.MEMBER, fay, project)
    assert (message.recipient, message.kind, message.about, message.state) == (
        asked.person,
        "invitation",
        f"invitation:{asked.pk}",
        Message.State.QUEUED,
    )
    assert said_back(response) == ["An invitation is on its way to rita@example.org."]
    assert not asked.person.memberships.exists()


def test_no_table_holds_the_secret_of_a_link(client_of, project, fay):
    client_of(fay).post(url("invite", project), RITA)

    token, message = Invitation.objects.get().token, Message.objects.get()
    assert [value for value in vars(message).values() if token in str(value)] == []


def test_the_mail_says_who_invites_to_what_and_its_link_opens_the_door(client_of, project, fay, mail_server):
    client_of(fay).post(url("invite", project), RITA)

    dispatch()

    [mail] = mail_server.arrived
    text = mail.get_body(("plain",)).get_content()
    link = re.search(r"http://127\.0\.0\.1:8000(/join/\S+)", text)[1]
    assert mail["To"] == "Rita May <rita@example.org>"
    assert mail["Subject"] == "Waiting room: you are invited"
    assert 'Fay Adams invites you to join "Waiting room".' in text
    assert heading(Client().get(link)) == "Hello, Rita"


def test_someone_without_e_mail_is_in_at_once(client_of, project, fay):
    gus = {"name": "Gus Hart", "role": "member", "contact_by": "phone", "email": "", "phone": "0117 496 0042"}

    response = client_of(fay).post(url("invite", project), gus, follow=True)

    place = Membership.objects.get(person__name="Gus Hart")
    assert (place.project, place.role, place.invited_by) == (project, Role.MEMBER, fay)
    assert (place.person.email, place.person.phone, place.person.contact_by) == (None, "0117 496 0042", "phone")
    assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)
    assert said_back(response) == ["Gus Hart is in the project. No account is needed."]


def test_someone_known_already_keeps_what_they_chose_for_themselves(client_of, project, fay):
    rita = someone("Rita May", phone="0117 496 0050")

    client_of(fay).post(url("invite", project), RITA | {"name": "R. May", "email": " RITA@example.org "})

    rita.refresh_from_db()
    assert (Invitation.objects.get().person, Person.objects.filter(email="rita@example.org").count()) == (rita, 1)
    assert (rita.name, rita.phone) == ("Rita May", "0117 496 0050")


def test_someone_who_is_here_is_not_asked_again(client_of, project, fay, lena):
    response = client_of(fay).post(url("invite", project), RITA | {"email": "Lena@Example.org"})

    assert to_check(response) == ["Someone with this address is in the project already."]
    assert Invitation.objects.count() == 0


def test_someone_who_left_may_be_asked_again_and_gets_a_new_place(client_of, project, fay, lena):
    lena.memberships.get().end(timezone.now())

    client_of(fay).post(url("invite", project), RITA | {"name": "Lena", "email": "lena@example.org"})
    Client().post(Invitation.objects.get().link)

    assert list(lena.memberships.order_by("recorded_at").values_list("left_on", flat=True)) == [
        timezone.localdate(),
        None,
    ]


def test_asking_twice_makes_a_new_link_and_the_old_one_stops(client_of, project, fay, invitation):
    client_of(fay).post(url("invite", project), RITA)

    new = Invitation.objects.open().get()
    assert new != invitation
    assert Client().get(invitation.link).status_code == 410
    assert Client().get(new.link).status_code == 200


def test_an_empty_form_asks_for_a_name_and_a_way(client_of, project, fay):
    response = client_of(fay).post(url("invite", project), {"contact_by": "email", "role": "member"})

    assert to_check(response) == [
        "Give a name.",
        "Give an e-mail address, or choose another way to reach them.",
    ]


def test_a_broken_address_and_a_long_name_come_back_as_typed(client_of, project, fay):
    wrong = {"name": "R" * 81, "email": "rita at example"}

    response = client_of(fay).post(url("invite", project), RITA | wrong)

    assert to_check(response) == [
        "Use 80 letters or fewer.",
        "Check the e-mail address. It looks like name@example.org.",
    ]
    assert {name: typed(response)[name] for name in wrong} == wrong
    assert not Person.objects.filter(name="R" * 81).exists()


@pytest.mark.parametrize("role", ["safeguarding", "owner", ""])
def test_nobody_is_asked_in_as_something_else(client_of, project, fay, role):
    client_of(fay).post(url("invite", project), RITA | {"role": role})

    assert Invitation.objects.count() == 0


# ---- the link


def test_the_link_says_who_invites_to_what_and_joins_nobody_by_being_opened(project, invitation):
    response = Client().get(invitation.link)

    assert heading(response) == "Hello, Rita"
    assert "Fay Adams invites you to join Waiting room." in read(response)
    assert "Why: The building is locked at six." in read(response)
    assert not invitation.person.memberships.exists()


def test_joining_makes_a_place_and_signs_in(project, fay, invitation):
    browser = Client()

    response = browser.post(invitation.link)

    invitation.refresh_from_db()
    place = invitation.person.memberships.get()
    assert response["Location"] == project.get_absolute_url()
    assert browser.get(project.get_absolute_url()).context["user"] == invitation.person
    assert (place.project, place.role, place.invited_by) == (project, Role.MEMBER, fay)
    assert (place.joined_on, invitation.accepted_at is None) == (timezone.localdate(), False)


def test_joining_signs_out_whoever_used_the_computer_before(client_of, project, invitation, fay):
    browser = client_of(fay)

    browser.post(invitation.link)

    assert browser.get(project.get_absolute_url()).context["user"] == invitation.person
    assert browser.get(url("people", project)).status_code == 403


def test_a_used_link_sends_to_the_code_and_makes_no_second_place(invitation):
    Client().post(invitation.link)

    seen, sent = Client().get(invitation.link), Client().post(invitation.link)

    assert (seen.status_code, sent.status_code) == (410, 410)
    assert heading(sent) == "This link has been used"
    assert links(seen) == [reverse("account_login")]
    assert invitation.person.memberships.count() == 1
    assert Client().post(invitation.link).wsgi_request.user.is_anonymous


def test_a_link_works_for_14_days_and_not_longer(project, fay):
    now = timezone.now()
    lasts, ran_out = (
        invited(project, fay, made_at=now - Invitation.LASTS + timedelta(minutes=minutes)) for minutes in (1, -1)
    )

    assert [Client().get(one.link).status_code for one in (lasts, ran_out)] == [200, 410]
    assert heading(Client().post(ran_out.link)) == "This link no longer works"
    assert not ran_out.person.memberships.exists()


def test_a_replaced_link_points_to_the_newer_one(fay, invitation):
    invitation.again(fay, timezone.now())

    response = Client().post(invitation.link)

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

    response = Client().post(link)

    assert response["Location"] == reverse("home")
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
    Client().post(invitation.link)

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


# ---- people


def test_people_shows_who_is_here_and_who_has_been_asked(client_of, project, fay, lena, gus, invitation):
    response = client_of(fay).get(url("people", project))

    text = read(response)
    assert "Lena Okoro Member E-mail 2 March" in text
    assert "Gus Hart Member Phone call, 0117 496 0042 2 March" in text
    assert "Rita May as member. The link works until" in text


def test_people_shows_no_one_of_another_project_and_no_one_who_left(client_of, project, fay, lena, olu):
    lena.memberships.get().end(timezone.now())

    text = read(client_of(fay).get(url("people", project)))

    assert [name for name in ("Fay", "Lena", "Olu") if name in text] == ["Fay"]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_people_asks_as_often_for_300_as_for_1(client_of, project, fay, django_assert_num_queries, count):
    people = [Person(name=f"P{number}", email=f"p{number}@example.org") for number in range(2 * count)]
    Person.objects.bulk_create(people)
    place = {"organisation": project.organisation, "project": project, "role": Role.MEMBER}
    Membership.objects.bulk_create(Membership(person=one, joined_on=STARTED, **place) for one in people[:count])
    Invitation.objects.bulk_create(Invitation(person=one, **place) for one in people[count:])
    browser = client_of(fay)

    with django_assert_num_queries(9):
        response = browser.get(url("people", project))

    assert response.content.count(b"Send a new link") == count


def test_members_ring_one_person_and_fay_may_choose_another(client_of, project, fay, pru):
    place = pru.memberships.get()

    client_of(fay).post(url("named_contact", project, place.pk))

    assert [place.person for place in project.memberships.filter(named_contact=True)] == [pru]
    assert Project.objects.get(pk=project.pk).contact == pru


def test_a_member_is_not_made_the_one_whom_others_ring(client_of, project, fay, lena):
    response = client_of(fay).post(url("named_contact", project, lena.memberships.get().pk))

    assert response.status_code == 404
    assert project.contact == fay


def test_lena_leaves_and_sees_nothing_of_the_project_any_more(client_of, project, fay, lena):
    browser = client_of(lena)
    end = url("membership_end", project, lena.memberships.get().pk)

    asked = client_of(fay).get(end)
    response = client_of(fay).post(end, follow=True)

    place = lena.memberships.get()
    assert heading(asked) == "Lena Okoro leaves the project?"
    assert said_back(response) == ["Lena Okoro has left the project."]
    assert (place.left_on, place.named_contact) == (timezone.localdate(), False)
    assert browser.get(project.get_absolute_url()).status_code == 404


def test_nobody_ends_their_own_place_by_mistake(client_of, project, fay):
    response = client_of(fay).post(url("membership_end", project, fay.memberships.get().pk))

    assert response.status_code == 404
    assert fay.memberships.get().left_on is None


def test_a_person_told_by_hand_who_is_asked_in_has_no_address(client_of, project, fay):
    by_hand = RITA | {"contact_by": ContactBy.POST}

    client_of(fay).post(url("invite", project), by_hand)

    rita = Person.objects.get(name="Rita May")
    assert (rita.told_by_hand, rita.memberships.count(), Invitation.objects.count()) == (True, 1, 0)


def test_the_database_refuses_a_second_place_in_the_same_project(project, lena):
    with pytest.raises(IntegrityError), transaction.atomic():
        join(lena, project.organisation, project, Role.MANAGER)
