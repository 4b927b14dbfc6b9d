"""The whole organisation: its people and promises, for those who have a place in all of it."""

import pytest
from django.urls import reverse

from participants.models import Message, Person
from projects.models import Invitation, Membership, Role
from tests.people import join, make_project, someone
from tests.reading import read, said_back, to_check

WORDS = {
    "name": "Riverside Trust",
    "phone": "0117 496 0111",
    "email": "",
    "safeguarding_lead": "Sam Osei",
    "safeguarding_phone": "0117 496 0199",
}


@pytest.fixture
def wyn(organisation):
    """Facilitator of the whole organisation."""
    wyn = someone("Wyn Parry")
    join(wyn, organisation, None, Role.FACILITATOR)
    return wyn


@pytest.fixture
def mo(organisation):
    """Manager of the whole organisation."""
    mo = someone("Mo Stone")
    join(mo, organisation, None, Role.MANAGER)
    return mo


def test_wyn_sees_every_project_with_what_it_promises_and_that_the_lead_cannot_sign_in(client_of, project, wyn, lena):
    page = read(client_of(wyn).get(reverse("organisation")))

    assert "Waiting roomSince 2 March1 member, 1 staffA reply within 10 working days" in page
    assert "No safeguarding lead can sign in yet. People can ring. Ask your lead in." in page


def test_the_lead_is_asked_in_once_and_an_older_link_dies(client_of, organisation, wyn):
    wyns, words = client_of(wyn), {"name": "Sam Osei", "role": "safeguarding", "email": "Sam@Example.org"}

    wyns.post(reverse("organisation_invite"), words)
    again = wyns.post(reverse("organisation_invite"), words, follow=True)

    first, second = Invitation.objects.order_by("made_at")
    assert said_back(again) == ["An invitation is on its way to sam@example.org."] * 2
    assert (bool(first.voided_at), second.voided_at, second.project, second.role) == (True, None, None, "safeguarding")
    assert (Person.objects.filter(email="sam@example.org").count(), Message.objects.count()) == (1, 2)


def test_somebody_who_is_in_the_whole_already_is_not_asked_again(client_of, wyn, mo):
    words = {"name": "Mo", "role": "manager", "email": "mo@example.org"}

    page = client_of(wyn).post(reverse("organisation_invite"), words)

    assert to_check(page) == ["Someone with this address is in the whole organisation already."]


def test_a_manager_of_the_whole_reads_and_changes_nothing(client_of, project, mo, lena):
    mos = client_of(mo)

    page = read(mos.get(reverse("organisation")))

    refused = [mos.get(reverse(name)).status_code for name in ("organisation_edit", "organisation_people")]
    assert ("1 member, 1 staff" in page, "Lena" in page, "Change" in page, refused) == (True, False, False, [403, 403])


def test_a_place_in_a_project_opens_no_page_of_the_organisation(client_of, project, fay, max):
    assert [client_of(one).get(reverse("organisation")).status_code for one in (fay, max)] == [404, 404]


def test_what_people_see_is_changed_with_a_sentence_for_what_is_not_there(client_of, organisation, wyn):
    wyns = client_of(wyn)

    empty = wyns.post(reverse("organisation_edit"), WORDS | {"safeguarding_lead": ""})
    wyns.post(reverse("organisation_edit"), WORDS)

    organisation.refresh_from_db()
    assert to_check(empty) == ["Name your safeguarding lead. Nothing starts without one."]
    assert (organisation.name, organisation.phone) == ("Riverside Trust", "0117 496 0111")


def test_mo_leaves_the_whole_and_keeps_their_place_in_a_project(client_of, project, wyn, mo):
    join(mo, project.organisation, project, Role.PROFESSIONAL)
    place = Membership.objects.get(person=mo, project=None)

    client_of(wyn).post(reverse("organisation_end", args=[place.pk]))

    assert list(Membership.objects.current().filter(person=mo).values_list("role", flat=True)) == ["professional"]
    own = Membership.objects.get(person=wyn)
    assert client_of(wyn).post(reverse("organisation_end", args=[own.pk])).status_code == 404


def test_everybody_is_found_by_a_part_of_their_name(client_of, project, wyn, lena, gus):
    found = read(client_of(wyn).get(reverse("organisation_people"), {"q": "hart"}))

    assert ("Gus HartMember: Waiting roomPhone call" in found, "Lena" in found) == (True, False)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_pages_ask_as_often_for_many(client_of, organisation, wyn, django_assert_num_queries, count):
    fay = someone("Fay Adams")
    projects = [make_project(organisation, fay, f"Project {number}") for number in range(count)]
    for number, one in enumerate(projects):
        join(someone(f"M{number} Ames"), organisation, one, Role.MEMBER)
    wyns = client_of(wyn)

    with django_assert_num_queries(10):
        page = wyns.get(reverse("organisation"))
    with django_assert_num_queries(9):
        wyns.get(reverse("organisation_people"))

    assert read(page).count("1 member, 1 staff") == count
