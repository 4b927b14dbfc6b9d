"""The first page after signing in, for whoever it is."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.kinds import tell_answer
from feedback.models import Feedback
from projects.models import Capacity, Coming, Membership, Project, Role
from tests.feedback.saying import MONDAY, PROMISED, answered, said, told
from tests.meeting import asked, brought, planned
from tests.people import STARTED, join, make_project, someone
from tests.reading import heading, links, read, tree, words


def home(client_of, person):
    return client_of(person).get(reverse("home"))


def menu(response) -> list[str]:
    return [words(item) for item in tree(response).xpath("//nav[@aria-label='Main']//li")]


def test_a_stranger_reads_what_this_is_and_where_to_sign_in(organisation):
    response = Client().get("/")

    assert heading(response) == "Decide together. Hear back every time."
    assert links(response) == [reverse("account_login"), reverse("hear")]
    assert menu(response) == ["Sign in", "Get help"]


def test_lena_has_one_thing_to_do_her_ideas_and_someone_to_talk_to(client_of, project, fay, lena):
    told(said(project, lena), fay)

    response = home(client_of, lena)

    text = read(response)
    assert "Hello, Lena You are part of 1 project. One idea waits for your last word." in text
    assert reverse("say", args=[project.pk]) in links(response)
    assert "I am happy, close it" in text
    assert "Fay is your contact. Ring 0117 496 0100." in text
    assert menu(response) == ["Home", "My ideas", "Diary", "My choices", "Get help", "Sign out"]


def test_a_member_of_two_projects_chooses_first(client_of, project, organisation, fay, lena):
    join(lena, organisation, make_project(organisation, fay, "Letters"), Role.MEMBER)

    response = home(client_of, lena)

    assert "You are part of 2 projects. You have nothing to catch up on." in read(response)
    buttons = [link for link in links(response) if link.endswith("/say")]
    assert sorted(buttons[:2]) == sorted(reverse("say", args=[one.pk]) for one in Project.objects.visible_to(lena))


@pytest.mark.parametrize("nobody", ["left", "never was"])
def test_who_is_in_no_project_reads_that_their_words_are_still_theirs(client_of, project, fay, lena, nobody):
    said(project, lena, "The sign is small.")
    person = lena if nobody == "left" else someone("Ned Low")
    Membership.objects.filter(person=lena).update(left_on=STARTED)

    response = home(client_of, person)

    assert "You are in no project at the moment. What you said is still yours." in read(response)
    assert ("The sign is small." in read(response)) == (nobody == "left")
    assert "Waiting room" not in read(response)


def test_max_reads_facts_and_has_nothing_to_say_here(client_of, project, max):
    response = home(client_of, max)

    assert "Waiting room" in read(response)
    assert reverse("say", args=[project.pk]) not in links(response)
    assert menu(response) == ["Home", "Projects", "Search", "My choices", "Get help", "Sign out"]


def test_fay_has_her_projects_and_her_messages(client_of, project, fay):
    assert menu(home(client_of, fay)) == [
        "Home",
        "My ideas",
        "Diary",
        "Projects",
        "Messages",
        "Search",
        "My choices",
        "Get help",
        "Sign out",
    ]


def test_sam_reads_that_people_ring_and_sees_no_project(client_of, project, sam):
    response = home(client_of, sam)

    assert "You are the safeguarding lead. People ring you, or write to you here." in read(response)
    assert "Waiting room" not in read(response)


def test_home_shows_three_ideas_and_how_many_there_are(client_of, project, lena):
    for number in range(5):
        said(project, lena, f"Idea {number}")

    response = home(client_of, lena)

    assert "See all 5" in read(response)
    assert read(response).count("We have it.") == 3


def test_fay_reads_how_many_wait_to_be_told_by_hand(client_of, project, fay, gus, lena):
    before = read(home(client_of, fay))
    for person in (gus, lena):
        tell_answer(answered(said(project, person), fay))

    response = home(client_of, fay)

    assert "to tell by phone" not in before
    assert "1 message to tell by phone, by letter or face to face" in read(response)
    assert reverse("messages") in links(response)
    assert "to tell by phone" not in read(home(client_of, lena))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_home_asks_as_often_for_300_as_for_1(client_of, organisation, fay, lena, django_assert_num_queries, count):
    projects = Project.objects.bulk_create(
        Project(organisation=organisation, title=f"Project {number}", purpose="Ours.", started_on=STARTED)
        for number in range(count)
    )
    place = {"organisation": organisation, "joined_on": STARTED}
    Membership.objects.bulk_create(Membership(project=one, person=lena, role="member", **place) for one in projects)
    Membership.objects.bulk_create(
        Membership(project=one, person=fay, role="facilitator", named_contact=True, **place) for one in projects
    )
    dates = {"received_on": MONDAY, "promised_by": PROMISED}
    Feedback.objects.bulk_create(Feedback(project=one, giver=lena, problem="Cold.", **dates) for one in projects)
    browser = client_of(lena)

    with django_assert_num_queries(15):
        response = browser.get(reverse("home"))

    page = read(response)
    assert page.count("loops closed") == min(count + 1, 8)
    if count == 300:  # the first eight, and the way to all of them
        assert "Say something about Project 0Project 1Project 10Project 100Another project" in page
        assert "Fay is your contact for 301 projects." in page
        assert "See all 301" in page
        with django_assert_num_queries(10):
            page = read(browser.get(reverse("projects")))
        assert page.count("loops closed") == page.count("Say something about") == 301


def test_home_shows_what_goes_on_before_what_is_closed(client_of, project, lena):
    for number in range(8):
        closed = make_project(project.organisation, someone(f"Fay{number} Moss"), f"A closed one {number}")
        join(lena, project.organisation, closed, Role.MEMBER)
        closed.close(MONDAY, "We are done.", "We keep them.")

    page = read(home(client_of, lena))

    assert page.index("Waiting room") < page.index("A closed one 0") < page.index("A closed one 6")
    assert "A closed one 7" not in page


def test_home_shows_the_next_session_i_am_asked_to_with_the_room_and_what_can_be_sat_out(
    client_of, project, fay, lena, pru
):
    soon, later = (planned(project, fay, timezone.now() + timedelta(days=day), title=f"In {day}") for day in (3, 9))
    brought(project, fay, "The radio", soon, content_note="Some hear voices.")
    asked(soon, lena)
    asked(soon, fay, Coming.YES, Capacity.PROFESSIONAL)
    asked(later, lena, Coming.YES)
    browser = client_of(lena)

    before = read(home(client_of, lena))
    browser.post(reverse("session_reply", args=[project.pk, soon.pk]), {"reply": "no"})
    after = read(home(client_of, lena))

    assert "Your next session" in before
    assert "In 3 Waiting room" in before
    assert "We talk about: The radio. Some hear voices. You can sit that part out. You are asked." in before
    assert "You have not said yet. Say if you come See the session" in before
    assert "Nobody with lived experience has said yes. 1 professional is coming. 1 member has not replied." in before
    assert ("In 9 Waiting room" in after, "You said that you are coming." in after) == (True, True)
    assert "Your next session" not in read(home(client_of, pru))


def test_home_asks_staff_to_make_signing_in_safer_until_they_have_and_never_members(
    client_of, project, fay, lena, sam, max
):
    asked_for = {who.name: "add a passkey or an app" in read(home(client_of, who)) for who in (fay, lena, sam, max)}
    TOTP.activate(fay, generate_totp_secret())

    assert asked_for == {"Fay Adams": True, "Lena Okoro": False, "Sam Osei": True, "Max Bell": True}
    assert "add a passkey or an app" not in read(home(client_of, fay))
