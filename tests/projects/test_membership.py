"""Asking people in, who is here, who leaves."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import ContactBy, Message, Person
from participants.outbox.dispatch import dispatch
from projects.models import Invitation, Membership, Project, Role
from tests.people import STARTED, join, someone
from tests.reading import heading, read, said_back, to_check, typed

RITA = {"name": "Rita May", "role": "member", "contact_by": "email", "email": "rita@example.org", "phone": ""}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


@pytest.fixture
def invitation(project, fay):
    """Rita has been asked in, and is nowhere yet."""
    place = {"organisation": project.organisation, "project": project, "role": Role.MEMBER}
    return Invitation.objects.create(person=someone("Rita May"), invited_by=fay, **place)


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
    assert mail["Subject"] == 'You are invited to "Waiting room"'
    assert 'Fay Adams invites you to join "Waiting room".' in text
    assert heading(Client().get(link)) == "Hello, Rita"


def test_someone_without_e_mail_is_in_at_once(client_of, project, fay):
    gus = {"name": "Gus Hart", "role": "member", "contact_by": "phone", "email": "", "phone": "0117 496 0042"}
    gus["joins"] = "table"

    response = client_of(fay).post(url("invite", project), gus, follow=True)

    place = Membership.objects.get(person__name="Gus Hart")
    assert (place.project, place.role, place.invited_by) == (project, Role.MEMBER, fay)
    assert (place.person.email, place.person.phone, place.person.contact_by) == (None, "0117 496 0042", "phone")
    assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)
    assert said_back(response) == ["Gus Hart is in the project."]


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
    Client().post(Invitation.objects.get().link, {"agree": "yes"})

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
        "Give an email address, or choose another way to reach them.",
    ]


def test_a_broken_address_and_a_long_name_come_back_as_typed(client_of, project, fay):
    wrong = {"name": "R" * 81, "email": "rita at example"}

    response = client_of(fay).post(url("invite", project), RITA | wrong)

    assert to_check(response) == [
        "Use 80 letters or fewer.",
        "Check the email address. It looks like name@example.org.",
    ]
    assert {name: typed(response)[name] for name in wrong} == wrong
    assert not Person.objects.filter(name="R" * 81).exists()


@pytest.mark.parametrize("role", ["safeguarding", "owner", ""])
def test_nobody_is_asked_in_as_something_else(client_of, project, fay, role):
    client_of(fay).post(url("invite", project), RITA | {"role": role})

    assert Invitation.objects.count() == 0


# ---- people


def test_people_shows_who_is_here_and_who_has_been_asked(client_of, project, fay, lena, gus, invitation):
    response = client_of(fay).get(url("people", project))

    text = read(response)
    assert "Lena Okoro Member Email 2 March" in text
    assert "Gus Hart Member Phone call, 0117 496 0042 2 March" in text
    assert "Rita May as member. The link works until" in text


def test_people_shows_no_one_of_another_project_and_apart_who_left(client_of, project, fay, lena, olu):
    lena.memberships.get().end(timezone.now())

    text = read(client_of(fay).get(url("people", project)))

    here, left = text.split("Have left")
    assert [name for name in ("Fay", "Lena", "Olu") if name in here] == ["Fay"]
    assert [name for name in ("Fay", "Lena", "Olu") if name in left] == ["Lena"]


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
    by_hand = RITA | {"contact_by": ContactBy.POST, "joins": "table"}

    client_of(fay).post(url("invite", project), by_hand)

    rita = Person.objects.get(name="Rita May")
    assert (rita.told_by_hand, rita.memberships.count(), Invitation.objects.count()) == (True, 1, 0)


def test_the_database_refuses_a_second_place_in_the_same_project(project, lena):
    with pytest.raises(IntegrityError), transaction.atomic():
        join(lena, project.organisation, project, Role.MANAGER)
