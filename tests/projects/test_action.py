"""Small steps: who does what by when, and one's own list over all projects."""

from datetime import date

import pytest
from django.urls import reverse

from participants.models import Message
from participants.outbox.dispatch import dispatch
from projects.models import Action
from tests.feedback.saying import in_parts
from tests.reading import read, to_check


def step(project, by, what="Ask for two chairs", owner=None, **more):
    return Action.objects.create(project=project, what=what, written_by=by, owner=owner, **more)


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def test_lena_takes_on_a_step_does_it_and_says_what_came_of_it(client_of, project, lena):
    lenas = client_of(lena)

    lenas.post(
        url("action_new", project), {"what": "Bring a chair", "owner": lena.pk} | in_parts(date(2026, 4, 1), "by")
    )
    action = Action.objects.get()
    on_her_list = read(lenas.get(reverse("my_actions")))
    lenas.post(url("action_end", project, action.pk), {"how": "done", "outcome": "It has arms.", "back": "mine"})

    action.refresh_from_db()
    assert (action.owner, action.by, action.written_by) == (lena, date(2026, 4, 1), lena)
    assert "Bring a chair Waiting room" in on_her_list
    assert (bool(action.done_on), action.outcome) == (True, "It has arms.")
    assert "You have nothing to catch up on." in read(lenas.get(reverse("my_actions")))


def test_lena_can_name_herself_and_reads_no_list_of_names(client_of, project, fay, lena, gus):
    lenas, page = client_of(lena), url("action_new", project)

    refused = lenas.post(page, {"what": "Ring the doctor", "owner": gus.pk})

    assert "Gus" not in read(lenas.get(page))
    assert to_check(refused) == ["Choose one line of the list."]


def test_a_step_without_words_asks_what_it_is(client_of, project, fay):
    assert to_check(client_of(fay).post(url("action_new", project), {})) == ["Say what the step is."]


def test_nobody_ends_the_step_of_somebody_else_but_a_facilitator(client_of, project, fay, lena, pru):
    action = step(project, fay, owner=lena)

    refused = client_of(pru).post(url("action_end", project, action.pk), {"how": "done"})
    client_of(fay).post(url("action_end", project, action.pk), {"how": "left", "outcome": "There were chairs."})

    action.refresh_from_db()
    assert (refused.status_code, action.done_on, bool(action.dropped_on)) == (403, None, True)


def test_her_steps_leave_her_list_with_her_place(client_of, project, fay, lena):
    step(project, fay, owner=lena)
    lena.memberships.update(left_on=date(2026, 3, 9))

    assert "Ask for two chairs" not in read(client_of(lena).get(reverse("my_actions")))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_steps_ask_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    Action.objects.bulk_create(
        Action(project=project, what=f"Step {number}", written_by=fay, owner=lena) for number in range(count)
    )
    lenas = client_of(lena)

    with django_assert_num_queries(8):
        lenas.get(url("actions", project))
    with django_assert_num_queries(8):
        lenas.get(reverse("my_actions"))


def test_who_is_named_by_somebody_else_hears_of_it_once_and_sees_it_on_the_first_page(client_of, project, fay, lena):
    fays, words = client_of(fay), {"what": "Bring a chair", "owner": lena.pk}
    fays.post(url("action_new", project), words)
    given = Action.objects.get()
    fays.post(url("action_edit", project, given.pk), words | {"what": "Bring two chairs"})

    client_of(lena).post(url("action_new", project), {"what": "Ask my brother", "owner": lena.pk})

    told = Message.objects.filter(kind="action_given").values_list("recipient__name", "subject", "state")
    assert list(told) == [("Lena Okoro", "Fay wrote down a small step for you", "queued")]
    assert "My small steps Bring two chairsWaiting room. Ask my brotherWaiting room. All my small steps" in read(
        client_of(lena).get(reverse("home"))
    )


def test_a_step_that_was_given_to_somebody_else_meanwhile_is_told_to_nobody(client_of, project, fay, lena, pru):
    fays = client_of(fay)
    fays.post(url("action_new", project), {"what": "Bring a chair", "owner": lena.pk})
    fays.post(url("action_edit", project, Action.objects.get().pk), {"what": "Bring a chair", "owner": pru.pk})

    dispatch()

    states = Message.objects.filter(kind="action_given").order_by("recipient__name")
    assert list(states.values_list("recipient__name", "state")) == [("Lena Okoro", "cancelled"), ("Pru Lind", "sent")]
