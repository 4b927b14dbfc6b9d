"""A decision that was made elsewhere: Fay asks Max for the reason, and he gives it in his own name."""

import pytest
from django.utils import timezone

from feedback.models import NamedAs
from participants.models import Message
from participants.outbox.dispatch import dispatch
from projects.models import Capacity, Decision, DecisionMaker, Role
from projects.sealing import verify
from tests.feedback.saying import said
from tests.people import join, someone
from tests.projects.test_decision import MARCH, make_final, write_down
from tests.projects.test_decision_pages import days_from_now, text, url

GIVEN = {"decided": "No flowers on the ward.", "reason": "Two people could not breathe."} | days_from_now(0)


@pytest.fixture
def draft(project, fay) -> Decision:
    return write_down(project, fay, question="No flowers?", decided="No flowers, we hear.")


def asked(draft, max, fay) -> Decision:
    return draft.ask(max, fay, timezone.localdate())


def give(client, draft, **more):
    return client.post(url("decision_reason", draft.project, draft.pk), GIVEN | more, follow=True)


# ---- asking


def test_fay_asks_max_and_he_gets_one_mail(client_of, project, draft, fay, max, pru, mail_server):
    client, address = client_of(fay), url("decision_ask", project, draft.pk)

    choices = [str(label) for _, label in client.get(address).context["form"].fields["manager"].choices]
    for _ in range(2):
        client.post(address, {"manager": max.pk})
    dispatch()

    draft.refresh_from_db()
    [mail] = mail_server.arrived
    assert (choices, draft.asked_of, draft.asked_on) == (["Max Bell"], max, timezone.localdate())
    assert (mail["To"].addresses[0].display_name, mail["Subject"]) == (
        "Max Bell",
        "Your reason is asked for: No flowers?",
    )
    assert url("decision_reason", project, draft.pk) in mail.get_body(("plain",)).get_content()
    assert draft.events()[-1].words == "changed by Fay Adams: who is asked for the reason"


def test_only_who_gives_reasons_can_be_asked(client_of, project, draft, fay, lena, pru, max):
    address = url("decision_ask", project, draft.pk)

    for person in (lena, pru, fay):
        client_of(fay).post(address, {"manager": person.pk})
    empty = client_of(fay).post(address)

    assert (Decision.objects.get().asked_of, Message.objects.count()) == (None, 0)
    assert "Choose who is asked." in text(empty)


def test_without_a_manager_the_page_says_what_to_do(client_of, project, draft, fay):
    page = text(client_of(fay).get(url("decision_ask", project, draft.pk)))

    assert "There is no manager in this project" in page
    assert url("invite", project) in page


def test_a_question_that_is_taken_back_leaves_no_trace_with_max(client_of, project, draft, fay, max, mail_server):
    client = client_of(fay)
    client.post(url("decision_ask", project, draft.pk), {"manager": max.pk})

    client.post(url("decision_ask", project, draft.pk), {"manager": ""})
    dispatch()

    codes = [client_of(max).get(url(name, project, draft.pk)).status_code for name in ("decision", "decision_reason")]
    assert (codes, mail_server.arrived, Decision.objects.get().asked_on) == ([404, 404], [], None)
    assert "wait for your reason" not in text(client_of(max).get("/"))


# ---- who sees it


def test_a_draft_is_seen_by_the_manager_who_is_asked_and_by_no_other(
    client_of, project, organisation, draft, fay, lena, pru, max, olu
):
    nia, other = someone("Nia Moss"), write_down(project, fay, question="Another thing?")
    join(nia, organisation, project, Role.MANAGER)
    asked(draft, max, fay)

    seen = {one.name: list(Decision.objects.visible_to(one)) for one in (fay, max, nia, lena, pru, olu)}
    log = text(client_of(max).get(url("decisions", project)))

    assert seen.pop("Fay Adams") == [other, draft]
    assert seen == {"Max Bell": [draft], "Nia Moss": [], "Lena Okoro": [], "Pru Lind": [], "Olu Reid": []}
    assert ("No flowers?" in log, "Another thing?" in log) == (True, False)
    assert client_of(nia).get(url("decision_reason", project, draft.pk)).status_code == 404


def test_who_is_a_manager_no_longer_does_not_see_it(project, draft, fay, max):
    asked(draft, max, fay)

    place = max.memberships.get()
    place.role = Role.MEMBER
    place.save()
    as_member = list(Decision.objects.visible_to(max))
    place.end(timezone.now())

    assert (as_member, list(Decision.objects.visible_to(max))) == ([], [])


def test_max_finds_what_waits_for_him_at_home_and_others_do_not(client_of, project, draft, fay, max, lena):
    asked(draft, max, fay)
    make_final(write_down(project, fay, reason="So.", asked_of=max, asked_on=MARCH), (max, Capacity.PROFESSIONAL))

    pages = [text(client_of(person).get("/")) for person in (max, fay, lena)]

    assert ["Decisions that wait for your reason" in page for page in pages] == [True, False, False]
    assert url("decision_reason", project, draft.pk) in pages[0]
    assert "Shall the radio play?" not in pages[0]


def test_max_reads_the_feedback_behind_it_that_was_shared(client_of, project, draft, fay, lena, max):
    shared, private = said(project, lena, "I miss the roses."), said(project, lena, "The nurse shouted.")
    private.named_as = NamedAs.PRIVATE
    private.save()
    draft.feedback.set([shared, private])
    asked(draft, max, fay)

    page = text(client_of(max).get(url("decision_reason", project, draft.pk)))

    assert ("I miss the roses." in page, "The nurse shouted." in page) == (True, False)


# ---- giving the reason


def test_max_gives_the_reason_and_it_is_final_with_his_name(client_of, project, draft, fay, lena, max):
    asked(draft, max, fay)

    give(client_of(max), draft)

    decision, page = Decision.objects.get(), text(client_of(lena).get(url("decision", project, draft.pk)))
    assert (decision.decided, decision.reason) == ("No flowers on the ward.", "Two people could not breathe.")
    assert (decision.final_on, verify(project).faults) == (timezone.localdate(), [])
    assert [(maker.person, maker.capacity) for maker in decision.makers.all()] == [(max, "professional")]
    assert "<p>Max Bell</p>" in page
    assert "made final by Max Bell" in page
    assert "<dt>Asked for the reason</dt><dd>Max Bell, on" in page


def test_words_without_a_reason_stay_and_are_not_on_the_record(client_of, project, draft, fay, max):
    asked(draft, max, fay)

    response = give(client_of(max), draft, reason="")

    assert "Say why. A decision goes on the record with its reason." in text(response)
    assert "No flowers on the ward." in text(response)
    assert (Decision.objects.get().decided, Decision.objects.get().final_on) == ("No flowers, we hear.", None)


def test_what_max_keeps_for_later_is_no_decision_of_his_yet(client_of, project, draft, fay, lena, max):
    asked(draft, max, fay)

    give(client_of(max), draft, reason="", later="1")

    decision = Decision.objects.get()
    assert (decision.decided, decision.final_on, decision.makers.count()) == ("No flowers on the ward.", None, 0)
    assert client_of(lena).get(url("decision", project, draft.pk)).status_code == 404


def test_makers_who_are_there_stay_as_they_chose(client_of, project, draft, fay, lena, max):
    for person, capacity in ((lena, "lived"), (max, "personal")):
        DecisionMaker.objects.create(decision=draft, person=person, capacity=capacity)
    asked(draft, max, fay)

    give(client_of(max), draft)

    makers = Decision.objects.get().makers.values_list("person__name", "capacity")
    assert sorted(makers) == [("Lena Okoro", "lived"), ("Max Bell", "personal")]


def test_what_is_final_does_not_wait_for_max(client_of, project, draft, fay, max, lena):
    asked(draft, max, fay)
    draft.reason = "Pollen."
    draft.save()
    make_final(draft, (lena, Capacity.LIVED))

    page = text(give(client_of(max), draft))
    again = text(client_of(fay).get(url("decision_ask", project, draft.pk), follow=True))

    assert "This decision does not wait for your reason." in page
    assert "This decision is final. Its reason is written down." in again
    assert Decision.objects.get().reason == "Pollen."
