"""A project: what it says about itself, and what it needs before anyone is asked in."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from projects.models import Invitation, Membership, Project, Role, Safeguarding
from tests.people import join, make_project, someone
from tests.reading import heading, links, read, said_back, to_check, typed

WORDS = {
    "title": "Letters people understand",
    "purpose": "Write letters that people can read.",
    "for_whom": "Anyone who gets a letter from us",
    "level": "co_produce",
    "reply_within": "10",
}
SAFETY = {
    "lead": "Sam Osei",
    "phone": "0117 496 0199",
    "passes_on": "If someone may be hurt, we tell the duty team.",
    "what_happens": "Sam reads it on the next working day.",
}
RITA = {"name": "Rita May", "role": "member", "contact_by": "email", "email": "rita@example.org", "phone": ""}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


@pytest.fixture
def wyn(organisation):
    """A facilitator of the whole organisation."""
    wyn = someone("Wyn Parry")
    join(wyn, organisation, None, Role.FACILITATOR)
    return wyn


@pytest.fixture
def new(organisation, wyn):
    """A project that only says what it is called and what it is for."""
    new = Project.objects.create(organisation=organisation, title="Letters", purpose="Letters people can read.")
    Membership.objects.facilitate(new, wyn)
    return new


# ---- a new one


def test_wyn_makes_a_project_and_is_its_facilitator_and_contact(client_of, organisation, wyn):
    response = client_of(wyn).post(reverse("project_new"), WORDS)

    project = Project.objects.get()
    place = project.memberships.get()
    assert response["Location"] == url("project_safeguarding", project)
    assert (project.title, project.level, project.reply_within, project.started_on) == (
        "Letters people understand",
        "co_produce",
        10,
        None,
    )
    assert (place.person, place.role, place.named_contact, place.joined_on) == (
        wyn,
        Role.FACILITATOR,
        True,
        timezone.localdate(),
    )
    assert project.organisation == organisation


def test_an_empty_form_makes_no_project_and_asks_in_plain_words(client_of, wyn):
    response = client_of(wyn).post(reverse("project_new"), {"purpose": "Letters.", "reply_within": "soon"})

    assert to_check(response) == [
        "Give the project a name.",
        "Choose the level that is true for this project.",
        "Write the days as a number, like 10.",
    ]
    assert (typed(response)["purpose"], typed(response)["reply_within"]) == ("Letters.", "soon")
    assert Project.objects.count() == 0


def test_words_that_are_too_long_come_back_whole(client_of, wyn):
    long = {"title": "t" * 101, "purpose": "p" * 601, "for_whom": "f" * 201}

    response = client_of(wyn).post(reverse("project_new"), WORDS | long)

    assert to_check(response) == ["Use 100 letters or fewer.", "Use 600 letters or fewer.", "Use 200 letters or fewer."]
    assert {name: typed(response)[name] for name in long} == long
    assert Project.objects.count() == 0


@pytest.mark.parametrize(("days", "kept"), [("0", False), ("1", True), ("40", True), ("41", False), ("-1", False)])
def test_a_reply_is_promised_within_1_to_40_working_days(client_of, wyn, days, kept):
    client_of(wyn).post(reverse("project_new"), WORDS | {"reply_within": days})

    assert Project.objects.exists() == kept


def test_a_change_keeps_what_it_said_before(client_of, project, fay):
    response = client_of(fay).post(url("project_edit", project), WORDS, follow=True)

    assert heading(response) == "Letters people understand"
    assert said_back(response) == ["Saved."]
    assert list(project.history.values_list("title", "history_user__name")) == [
        ("Letters people understand", "Fay Adams"),
        ("Waiting room", None),
    ]


# ---- what must be there before anyone is asked in


def test_missing_names_all_that_is_not_there(new):
    new.memberships.update(named_contact=False)

    assert [(one.words, one.blocks) for one in new.missing()] == [
        ("A safeguarding contact", True),
        ("Whose life it touches", False),
        ("The level it works at", False),
        ("What can and cannot change", False),
        ("A person members can ring", False),
        ("Time, money and permission", False),
    ]


def test_missing_is_empty_for_a_project_with_all_it_needs(project):
    assert project.missing() == []


def test_the_facilitator_sees_what_is_missing_and_where_to_mend_it(client_of, new, wyn):
    response = client_of(wyn).get(url("project", new))

    assert "Before that, these are missing: A safeguarding contact Nobody can be invited without it." in read(response)
    wanted = ["project_safeguarding", "boundaries", "project_edit", "invite"]
    assert {url(name, new) for name in wanted} <= set(links(response))


def test_nobody_is_asked_in_before_there_is_a_safeguarding_contact(client_of, new, wyn):
    response = client_of(wyn).post(url("invite", new), RITA | {"despite": "We are in a hurry."})

    new.refresh_from_db()
    assert "First, this Nobody can be invited before there is a safeguarding contact." in read(response)
    assert (new.started_on, Invitation.objects.count(), new.memberships.count()) == (None, 0, 1)


def test_the_safeguarding_form_starts_from_the_lead_of_the_organisation(client_of, new, wyn):
    response = client_of(wyn).get(url("project_safeguarding", new))

    assert (typed(response)["lead"], typed(response)["phone"]) == ("Sam Osei", "0117 496 0199")


def test_a_safeguarding_contact_is_confirmed_by_someone_on_a_day(client_of, new, wyn):
    client_of(wyn).post(url("project_safeguarding", new), SAFETY)

    kept = Safeguarding.objects.get(project=new)
    assert (kept.lead, kept.phone, kept.passes_on, kept.what_happens) == tuple(SAFETY.values())
    assert (kept.confirmed_on, kept.confirmed_by) == (timezone.localdate(), wyn)


def test_an_empty_safeguarding_form_is_not_a_contact(client_of, new, wyn):
    response = client_of(wyn).post(url("project_safeguarding", new), {})

    assert to_check(response) == [
        "Name the person people can ring.",
        "Give the number that reaches them.",
        "Say what you may have to pass on.",
        "Say what happens next, and when.",
    ]
    assert not Safeguarding.objects.exists()


def test_starting_without_the_rest_needs_a_reason(client_of, new, wyn):
    client_of(wyn).post(url("project_safeguarding", new), SAFETY)

    response = client_of(wyn).post(url("invite", new), RITA)

    new.refresh_from_db()
    assert to_check(response) == ["Say why you start without these, or add them first."]
    assert (typed(response)["name"], typed(response)["email"]) == ("Rita May", "rita@example.org")
    assert (new.started_on, Invitation.objects.count()) == (None, 0)


def test_a_reason_starts_it_and_is_kept(client_of, new, wyn):
    client_of(wyn).post(url("project_safeguarding", new), SAFETY)

    client_of(wyn).post(url("invite", new), RITA | {"despite": "The group will write the list."})

    new.refresh_from_db()
    assert (new.started_on, new.started_despite) == (timezone.localdate(), "The group will write the list.")
    assert Invitation.objects.get().person.email == "rita@example.org"


def test_with_all_in_place_the_first_invitation_starts_it_and_nobody_asks_why(client_of, project, fay):
    Project.objects.filter(pk=project.pk).update(started_on=None)

    client_of(fay).post(url("invite", project), RITA)

    project.refresh_from_db()
    assert (project.started_on, project.started_despite) == (timezone.localdate(), "")


def test_a_second_invitation_moves_no_start(client_of, project, fay):
    client_of(fay).post(url("invite", project), RITA)

    project.refresh_from_db()
    assert project.started_on == date(2026, 3, 2)


# ---- who sees it, as what


def test_a_place_in_the_project_wins_over_one_in_the_organisation(project, organisation, wyn):
    before = project.role_of(wyn)
    join(wyn, organisation, project, Role.MEMBER)

    assert (before, project.role_of(wyn)) == (Role.FACILITATOR, Role.MEMBER)


def test_who_left_and_who_only_leads_safeguarding_have_no_role(project, lena, sam, olu):
    lena.memberships.get().end(timezone.now())

    assert [project.role_of(person) for person in (lena, sam, olu)] == [None, None, None]
    assert [list(Project.objects.visible_to(person)) for person in (lena, sam)] == [[], []]


def test_visible_to_counts_a_project_once_for_who_has_two_places(project, organisation, wyn):
    join(wyn, organisation, project, Role.MEMBER)

    assert list(Project.objects.visible_to(wyn)) == [project]


def test_a_member_reads_what_it_is_and_whom_to_ring_and_may_change_nothing(client_of, project, lena, fay):
    fay.phone = "0117 496 0011"
    fay.save()

    response = client_of(lena).get(url("project", project))

    assert "We call this co-production: members and staff decide together." in read(response)
    assert "1 member, 1 staff. Fay is the person to talk to. Ring or text 0117 496 0011." in read(response)
    assert "Why: The building is locked at six. (The landlord)" in read(response)
    assert [link for link in links(response) if link.endswith(("/edit", "/safeguarding", "/what-can-change"))] == []


def test_the_list_of_projects_shows_mine_a_to_z(client_of, project, organisation, fay, olu):
    make_project(organisation, fay, "Aisles")

    response = client_of(fay).get(reverse("projects"))

    assert read(response).index("Aisles") < read(response).index("Waiting room")
    assert "Bus stop" not in read(response)


def test_a_person_in_no_project_is_told_so(client_of, organisation):
    response = client_of(someone("Ned Low")).get(reverse("projects"))

    assert read(response) == "My projects Listed A to Z. Not ranked. All of them You are in no project yet."


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_of_projects_asks_as_often_for_300_as_for_1(
    client_of, organisation, wyn, django_assert_num_queries, count
):
    Project.objects.bulk_create(
        Project(organisation=organisation, title=f"Project {number}", purpose="Ours.") for number in range(count)
    )
    browser = client_of(wyn)

    with django_assert_num_queries(10):
        response = browser.get(reverse("projects"))

    assert len([link for link in links(response) if link.startswith("/projects/") and link != "/projects/new"]) == count


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_project_page_asks_as_often_for_300_people_as_for_1(
    client_of, project, organisation, fay, django_assert_num_queries, count
):
    for number in range(count):
        join(someone(f"p{number} Smith"), organisation, project, Role.MEMBER)
    browser = client_of(fay)

    with django_assert_num_queries(13):
        response = browser.get(url("project", project))

    assert f"{count} member{'s' if count > 1 else ''}, 1 staff." in read(response)


def test_only_one_safeguarding_contact_stands(project, fay):
    with pytest.raises(IntegrityError), transaction.atomic():
        Safeguarding.objects.create(project=project, confirmed_on=date(2026, 3, 3), confirmed_by=fay, **SAFETY)
