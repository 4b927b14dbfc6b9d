"""Answering apart, then looking together: who sees what, and when."""

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from principles.kinds import opened_still_owed
from principles.models import Answer, AnswersAreLocked, Checklist, Says, Side
from principles.two_views import HIDDEN
from projects.models import Project, Role
from tests.people import join
from tests.principles.answering import (
    LATER,
    many_questions,
    members,
    open_checklist,
    people,
    questions,
    say,
    statement,
)

YES, NO = Says.YES, Says.NOT_YET
STAFF_ARE_TOLD = "Staff answers are shown even if only one person answers. So yours may be seen as yours."
MEMBERS_ARE_TOLD = "We hide members' answers while fewer than 5 have answered."
SECRETS = ("kettle", "said yes", "said not yet", "Seen ")


@pytest.fixture
def checklist(project, fay):
    return open_checklist(project, fay, questions())


def part(checklist, number=1):
    return reverse("checklist_part", args=[checklist.project_id, checklist.pk, number])


def page(name, checklist):
    return reverse(name, args=[checklist.project_id, checklist.pk])


def words(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def html(response):
    """The page's source with every run of white space as one blank."""
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


# ---- opening


def test_fay_opens_a_checklist_and_everyone_who_may_answer_is_told_once(
    client_of, project, fay, lena, gus, pru, max, sam, olu
):
    asked = questions()
    url = reverse("checklist_open", args=[project.pk])

    response = client_of(fay).post(url, {"title": "After the first month", "set": asked.pk})

    checklist = Checklist.objects.get()
    assert response.url == reverse("checklists", args=[project.pk])
    assert (checklist.opened_by, checklist.opened_on, checklist.set) == (fay, timezone.localdate(), asked)
    assert set(Message.objects.values_list("recipient__name", "kind", "link")) == {
        (person.name, "checklist_opened", page("checklist", checklist)) for person in (lena, gus, pru)
    }


def test_a_second_round_of_the_same_questions_waits_for_the_reveal(client_of, checklist, fay):
    url = reverse("checklist_open", args=[checklist.project_id])

    response = client_of(fay).post(url, {"title": "Again", "set": checklist.set_id})

    assert response.context["form"].errors == {
        "set": ["People are answering these questions now. Look at the answers first."]
    }
    assert Checklist.objects.get() == checklist


def test_the_database_refuses_two_open_rounds_of_the_same_questions(checklist, fay):
    with pytest.raises(IntegrityError), transaction.atomic():
        open_checklist(checklist.project, fay, checklist.set)

    checklist.reveal(LATER)
    open_checklist(checklist.project, fay, checklist.set)


def test_opening_without_a_name_says_what_is_missing_and_opens_nothing(client_of, project, fay):
    asked = questions()

    response = client_of(fay).post(reverse("checklist_open", args=[project.pk]), {"set": asked.pk})

    assert response.context["form"].errors == {"title": ["Give it a name."]}
    assert not Checklist.objects.exists()
    assert not Message.objects.exists()


def test_news_of_a_checklist_is_owed_until_the_reveal_and_to_those_who_still_take_part(checklist, lena, pru):
    pru.memberships.get().end(LATER)
    to_lena, to_pru = (Message(about=f"checklist:{checklist.pk}", recipient=person) for person in (lena, pru))
    before = (opened_still_owed(to_lena), opened_still_owed(to_pru))

    checklist.reveal(LATER)

    assert before == (True, False)
    assert opened_still_owed(to_lena) is False


# ---- answering alone


def test_lena_answers_part_by_part_and_comes_back_to_change_one(client_of, checklist, lena):
    client = client_of(lena)

    first = client.post(part(checklist), {"s1": YES, "note": "Nobody greets us."})
    last = client.post(part(checklist, 2), {"s1": NO, "s2": Says.DONT_KNOW})
    client.post(part(checklist, 2), {"s1": YES, "s2": Says.DONT_KNOW})

    assert (first.url, last.url) == (part(checklist, 2), reverse("checklists", args=[checklist.project_id]))
    assert words(last) == ["Thank you. You can change your answers until we look together."]
    assert set(Answer.objects.values_list("statement__code", "person", "side", "says", "note")) == {
        ("A1", lena.pk, Side.MEMBERS, YES, "Nobody greets us."),
        ("B1", lena.pk, Side.MEMBERS, YES, ""),
        ("B2", lena.pk, Side.MEMBERS, Says.DONT_KNOW, ""),
    }


def test_a_note_alone_is_kept_and_is_no_answer(client_of, checklist, lena):
    client_of(lena).post(part(checklist), {"note": "Ask me in person."})

    assert list(Answer.objects.values_list("statement__code", "says", "note")) == [("A1", "", "Ask me in person.")]
    assert Checklist.objects.with_counts().get().members == 0
    assert Checklist.objects.with_answers_of(lena).get().parts_done == frozenset()


def test_answers_and_note_stand_on_the_page_when_lena_comes_back(client_of, checklist, lena):
    say(checklist, lena, note="Nobody greets us.", A1=YES)

    shown = html(client_of(lena).get(part(checklist)))

    assert '<input type="radio" name="s1" value="yes" id="id_s1_0" checked>' in shown
    assert "Nobody greets us.</textarea>" in shown


def test_a_choice_that_does_not_exist_is_refused_and_the_note_stays(client_of, checklist, lena):
    response = client_of(lena).post(part(checklist), {"s1": "perhaps", "note": "Nobody greets us."})

    assert response.context["form"].errors == {"s1": ["Choose one of the five answers, or none."]}
    assert "Nobody greets us.</textarea>" in html(response)
    assert not Answer.objects.exists()


def test_a_note_that_is_too_long_says_so(client_of, checklist, lena):
    response = client_of(lena).post(part(checklist), {"s1": YES, "note": "x" * 501})

    assert response.context["form"].errors == {"note": ["Use 500 letters or fewer."]}
    assert not Answer.objects.exists()


def test_staff_and_members_are_told_before_they_answer_who_sees_what(client_of, checklist, fay, lena, pru):
    told = {person.first_name: html(client_of(person).get(part(checklist))) for person in (fay, lena, pru)}

    assert [STAFF_ARE_TOLD in told["Fay"], STAFF_ARE_TOLD in told["Pru"], STAFF_ARE_TOLD in told["Lena"]] == [
        True,
        True,
        False,
    ]
    assert [MEMBERS_ARE_TOLD in told["Lena"], MEMBERS_ARE_TOLD in told["Fay"]] == [True, False]


def test_lena_finds_how_far_she_is_and_goes_on_at_the_next_part(client_of, checklist, lena, pru):
    say(checklist, pru, A1=YES, B1=YES)
    client, url = client_of(lena), reverse("checklists", args=[checklist.project_id])
    before, first = html(client.get(url)), client.get(page("checklist", checklist)).url

    say(checklist, lena, A1=YES)

    after, second = html(client.get(url)), client.get(page("checklist", checklist)).url
    assert "There are 2 parts. Skip what you like." in before
    assert "You have answered 1 of 2 parts." in after
    assert (first, second) == (part(checklist, 1), part(checklist, 2))


# ---- before the reveal


def test_nobody_sees_an_answer_or_a_note_before_the_reveal(client_of, checklist, fay, lena, pru, max):
    say(checklist, pru, note="kettle", A1=NO, B1=YES)
    for member in members(checklist.project, 6):
        say(checklist, member, note="kettle", A1=YES, B1=NO)
    urls = [reverse("checklists", args=[checklist.project_id]), part(checklist), part(checklist, 2)]
    urls += [page("checklist_reveal", checklist), page("two_views", checklist)]
    urls += [reverse("project", args=[checklist.project_id]), reverse("reviews", args=[checklist.project_id])]

    for person in (fay, lena, max):
        for url in urls:
            shown = client_of(person).get(url, follow=True).content.decode()
            assert [secret for secret in SECRETS if secret in shown] == [], (person, url)
            assert " checked>" not in shown, (person, url)

    assert [client_of(person).get(page("two_views", checklist)).status_code for person in (fay, lena, pru, max)] == [
        404
    ] * 4


def test_only_facilitators_see_how_many_have_answered_and_only_as_numbers(client_of, checklist, fay, lena, pru, max):
    say(checklist, lena, A1=YES)
    say(checklist, pru, A1=YES)
    for member in members(checklist.project, 2):
        say(checklist, member, A1=YES)
    url = reverse("checklists", args=[checklist.project_id])

    shown = {person.first_name: html(client_of(person).get(url)) for person in (fay, lena, pru, max)}

    assert {name: "3 members and 1 staff have answered." in source for name, source in shown.items()} == {
        "Fay": True,
        "Lena": False,
        "Pru": False,
        "Max": False,
    }
    assert "Lena" not in shown["Fay"]


# ---- the reveal


def test_fay_is_asked_once_and_warned_when_members_would_stay_hidden(client_of, checklist, fay, lena):
    say(checklist, lena, A1=YES)

    shown = html(client_of(fay).get(page("checklist_reveal", checklist)))

    assert "1 member and 0 staff have answered." in shown
    assert "members' answers stay hidden for good" in shown
    assert Checklist.objects.get().revealed_on is None


def test_reveal_shows_both_views_to_everyone_who_may_look(client_of, checklist, fay, lena, pru, max):
    say(checklist, pru, note="letterbox", A1=YES)
    for member in members(checklist.project, 5):
        say(checklist, member, note="kettle", A1=NO)

    response = client_of(fay).post(page("checklist_reveal", checklist))

    assert response.url == page("two_views", checklist)
    assert Checklist.objects.get().revealed_on == timezone.localdate()
    for person in (fay, lena, pru, max):
        shown = html(client_of(person).get(page("two_views", checklist)))
        assert "None of the 5 members said yes. 1 of the staff answered, and said yes." in shown
        assert shown.count("<li>kettle</li>") == 5
        assert "<li>letterbox</li>" in shown
        assert "Smith" not in shown


def test_two_views_page_hides_four_members_and_their_notes_and_shows_one_of_the_staff(client_of, checklist, fay, pru):
    say(checklist, pru, A1=YES)
    for member in members(checklist.project, 4):
        say(checklist, member, note="kettle", A1=NO)
    checklist.reveal(LATER)

    shown = html(client_of(fay).get(page("two_views", checklist)))

    assert "Members: not shown. Fewer than 5 answered." in shown
    assert "1 of the staff answered, and said yes." in shown
    assert '<circle class="sh lived" cx="16.0"' in shown  # the key
    assert shown.count('class="sh lived"') == 1
    assert "members said yes" not in shown
    assert "kettle" not in shown
    assert "of 4" not in shown


def test_two_views_page_says_per_row_when_only_that_row_is_hidden(client_of, checklist, fay):
    everyone = members(checklist.project, 5)
    for member in everyone:
        say(checklist, member, A1=YES)
    for member in everyone[:4]:
        say(checklist, member, B1=NO)
    checklist.reveal(LATER)

    shown = html(client_of(fay).get(page("two_views", checklist)))

    assert "All 5 members said yes." in shown
    assert shown.count(HIDDEN) == 3  # A2, B1, B2
    assert "None of the 4" not in shown


def test_answers_lock_at_the_reveal_and_what_lena_typed_stays(client_of, checklist, lena):
    say(checklist, lena, A1=YES)
    checklist.reveal(LATER)

    read = client_of(lena).get(part(checklist))
    written = client_of(lena).post(part(checklist), {"s1": NO, "note": "Too late?"})

    assert read.url == page("two_views", checklist)
    assert written.status_code == 409
    assert written.context["form"].non_field_errors() == [
        "The group has looked at the answers, so they do not change any more."
    ]
    assert "Too late?</textarea>" in written.content.decode()
    assert Answer.objects.get().says == YES


def test_keep_refuses_even_when_the_page_was_loaded_before_the_reveal(checklist, lena):
    stale = Checklist.objects.get()
    checklist.reveal(LATER)
    first = statement(checklist, "A1")

    with pytest.raises(AnswersAreLocked):
        stale.keep(lena, Side.MEMBERS, first.principle, {first: YES}, "")

    assert not Answer.objects.exists()


def test_revealing_twice_keeps_the_first_day(client_of, checklist, fay):
    checklist.reveal(LATER)

    response = client_of(fay).post(page("checklist_reveal", checklist))

    assert response.url == page("two_views", checklist)
    assert Checklist.objects.get().revealed_on == timezone.localdate(LATER)


def test_looking_at_the_reveal_page_reveals_nothing(client_of, checklist, fay):
    client_of(fay).get(page("checklist_reveal", checklist))

    assert Checklist.objects.get().revealed_on is None


# ---- who may


@pytest.mark.parametrize("name", ["checklist", "checklist_part", "checklist_reveal", "two_views"])
def test_olu_of_another_project_finds_nothing_here(client_of, checklist, olu, name):
    checklist.reveal(LATER)
    hers = Project.objects.get(title="Bus stop")
    more = [1] if name == "checklist_part" else []

    here = client_of(olu).get(reverse(name, args=[checklist.project_id, checklist.pk, *more]))
    under_hers = client_of(olu).get(reverse(name, args=[hers.pk, checklist.pk, *more]))

    assert (here.status_code, under_hers.status_code) == (404, 404)


def test_olu_who_is_a_member_here_cannot_reveal_through_the_project_she_facilitates(client_of, checklist, olu):
    join(olu, checklist.project.organisation, checklist.project, Role.MEMBER)
    hers = Project.objects.get(title="Bus stop")

    response = client_of(olu).post(reverse("checklist_reveal", args=[hers.pk, checklist.pk]))

    assert response.status_code == 404
    assert Checklist.objects.get().revealed_on is None


def test_each_role_may_do_its_own_part(client_of, checklist, fay, lena, pru, max, sam):
    urls = {
        "list": reverse("checklists", args=[checklist.project_id]),
        "open": reverse("checklist_open", args=[checklist.project_id]),
        "answer": part(checklist),
        "reveal": page("checklist_reveal", checklist),
    }
    codes = {
        person.first_name: {name: client_of(person).get(url).status_code for name, url in urls.items()}
        for person in (fay, lena, pru, max, sam)
    }

    assert codes == {
        "Fay": {"list": 200, "open": 200, "answer": 200, "reveal": 200},
        "Lena": {"list": 200, "open": 403, "answer": 200, "reveal": 403},
        "Pru": {"list": 200, "open": 403, "answer": 200, "reveal": 403},
        "Max": {"list": 200, "open": 403, "answer": 403, "reveal": 403},
        "Sam": {"list": 404, "open": 404, "answer": 404, "reveal": 404},
    }


def test_a_part_that_the_checklist_does_not_have_is_not_found(client_of, checklist, lena):
    assert [client_of(lena).get(part(checklist, number)).status_code for number in (0, 3)] == [404, 404]


# ---- how often we ask the database


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_asks_as_often_for_300_rows_as_for_one(
    client_of, checklist, fay, lena, count, django_assert_num_queries
):
    say(checklist, lena, A1=YES)
    Checklist.objects.bulk_create(
        Checklist(
            project=checklist.project,
            set=checklist.set,
            title=f"Round {number}",
            opened_on=LATER,
            opened_by=fay,
            revealed_on=LATER,
        )
        for number in range(count)
    )
    client = client_of(fay)

    with django_assert_num_queries(9):
        response = client.get(reverse("checklists", args=[checklist.project_id]))

    assert html(response).count("<b>Round ") == count


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_two_views_ask_as_often_for_300_rows_as_for_one(client_of, project, fay, count, django_assert_num_queries):
    checklist = open_checklist(project, fay, many_questions(count))
    for person in [*members(project, 5), *people(project, Role.PROFESSIONAL, 1)]:
        say(checklist, person, note="kettle", **{f"C{number}": YES for number in range(count)})
    checklist.reveal(LATER)
    client = client_of(fay)

    with django_assert_num_queries(12):
        response = client.get(page("two_views", checklist))

    assert html(response).count("All 5 members said yes. 1 of the staff answered, and said yes.") == count
