"""The log and the pages of a decision, as each person meets them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Capacity, Decision, DecisionMaker
from tests.projects.test_decision import MARCH, make_final, write_down

HALF_KNOWN = {
    "question": "Shall the radio play?",
    "decided": "No radio before ten.",
    "made_on_day": "12",
    "made_on_month": "3",
    "made_on_year": "2026",
}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def days_from_now(days: int) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=days)
    return {"made_on_day": str(day.day), "made_on_month": str(day.month), "made_on_year": str(day.year)}


@pytest.fixture
def standing(project, fay, lena, gus):
    decision = write_down(project, fay, reason="It wakes the babies.", views_that_differed="Gus likes the news.")
    return make_final(decision, (lena, Capacity.LIVED), (gus, Capacity.PERSONAL), (fay, Capacity.PROFESSIONAL))


def test_fay_writes_down_a_decision_half_known(client_of, project, fay):
    response = client_of(fay).post(url("decision_new", project), HALF_KNOWN, follow=True)

    decision = Decision.objects.get()
    kept = (decision.number, decision.question, decision.decided, decision.made_on, decision.reason, decision.final_on)
    assert kept == (1, "Shall the radio play?", "No radio before ten.", MARCH, "", None)
    assert (decision.recorded_by, decision.makers.count()) == (fay, 0)
    assert "Still missing: a reason and who decided." in text(response)


def test_an_empty_form_keeps_nothing_and_says_what_is_needed(client_of, project, fay):
    response = client_of(fay).post(url("decision_new", project), {"reason": "It wakes the babies."})

    assert Decision.objects.count() == 0
    assert "Write the question in one line." in text(response)
    assert "Say what was decided." in text(response)
    assert "It wakes the babies." in text(response)


def test_a_day_to_come_is_refused_and_the_words_stay(client_of, project, fay):
    response = client_of(fay).post(url("decision_new", project), HALF_KNOWN | days_from_now(1))

    assert Decision.objects.count() == 0
    assert "That day is still to come. Give the day it was made." in text(response)
    assert "No radio before ten." in text(response)


def test_today_is_not_a_day_to_come(client_of, project, fay):
    client_of(fay).post(url("decision_new", project), HALF_KNOWN | days_from_now(0))

    assert Decision.objects.get().made_on == timezone.localdate()


def test_each_person_is_counted_as_they_chose_and_a_board_by_its_name(client_of, project, fay, lena, gus, max):
    makers = {
        f"maker_{lena.pk}": "lived",
        f"maker_{gus.pk}": "",
        f"maker_{fay.pk}": "professional",
        "body": "The trustees",
    }

    client_of(fay).post(url("decision_new", project), HALF_KNOWN | makers)

    rows = DecisionMaker.objects.values_list("person__name", "body", "capacity").order_by("body", "person__name")
    assert list(rows) == [("Fay Adams", "", "professional"), ("Lena Okoro", "", "lived"), (None, "The trustees", "")]


def test_the_choices_name_people_of_this_project_only(client_of, project, fay, lena, max, olu, sam):
    response = client_of(fay).get(url("decision_new", project))

    assert [person.name for person in response.context["form"].people.values()] == [
        "Fay Adams",
        "Lena Okoro",
        "Max Bell",
    ]


def test_an_outsider_cannot_be_made_a_decider(client_of, project, fay, olu):
    client_of(fay).post(url("decision_new", project), HALF_KNOWN | {f"maker_{olu.pk}": "lived"})

    assert DecisionMaker.objects.count() == 0


def test_fay_adds_the_rest_later(client_of, project, fay, lena):
    decision = write_down(project, fay)
    change = HALF_KNOWN | {"reason": "It wakes the babies.", f"maker_{lena.pk}": "lived"}

    client_of(fay).post(url("decision_edit", project, decision.pk), change)
    client_of(fay).post(url("decision_edit", project, decision.pk), change | {f"maker_{lena.pk}": "personal"})

    decision.refresh_from_db()
    assert (decision.reason, [maker.capacity for maker in decision.makers.all()]) == (
        "It wakes the babies.",
        ["personal"],
    )
    assert [event.words for event in decision.events()] == [
        "written down by Fay Adams",
        "changed by Fay Adams: the reason, who decided",
        "changed by Fay Adams: who decided",
    ]


def test_someone_who_left_stays_a_decider(client_of, project, fay, lena):
    decision = write_down(project, fay)
    DecisionMaker.objects.create(decision=decision, person=lena, capacity=Capacity.LIVED)
    lena.memberships.get().end(timezone.now())

    response = client_of(fay).get(url("decision_edit", project, decision.pk))

    field = response.context["form"][f"maker_{lena.pk}"]
    assert (field.label, field.initial) == ("Lena Okoro", "lived")


@pytest.mark.parametrize(
    ("reason", "made", "missing"),
    [
        ("", False, "a reason and who decided"),
        ("", True, "a reason"),
        ("It wakes the babies.", False, "who decided"),
    ],
)
def test_final_without_reason_or_makers_is_refused_by_name(client_of, project, fay, lena, reason, made, missing):
    decision = write_down(project, fay, reason=reason)
    if made:
        DecisionMaker.objects.create(decision=decision, person=lena, capacity=Capacity.LIVED)

    response = client_of(fay).post(url("decision_final", project, decision.pk))

    assert response.status_code == 409
    assert f"Decision 1 still needs {missing}." in text(response)
    assert url("decision_edit", project, decision.pk) in text(response)
    assert Decision.objects.get().final_on is None


def test_fay_makes_it_final(client_of, project, fay, lena):
    decision = write_down(project, fay, reason="It wakes the babies.")
    DecisionMaker.objects.create(decision=decision, person=lena, capacity=Capacity.LIVED)

    client_of(fay).post(url("decision_final", project, decision.pk))
    client_of(fay).post(url("decision_final", project, decision.pk))

    decision.refresh_from_db()
    assert decision.final_on == timezone.localdate()
    assert [event.words for event in decision.events()] == ["written down by Fay Adams", "made final by Fay Adams"]


def test_a_final_decision_is_not_edited(client_of, project, fay, standing):
    response = client_of(fay).post(
        url("decision_edit", project, standing.pk), HALF_KNOWN | {"decided": "Radio all day."}, follow=True
    )

    assert Decision.objects.get().decided == "No radio before ten."
    assert "This decision is final, so its words stay." in text(response)


def test_fay_replaces_a_decision_and_the_old_one_says_so(client_of, project, fay, lena, standing):
    client = client_of(fay)
    change = HALF_KNOWN | {
        "decided": "No radio before nine.",
        "made_on_month": "4",
        "reason": "Babies sleep till nine.",
    }
    change |= {"why_replaced": "Nobody minds at nine.", f"maker_{lena.pk}": "lived", f"maker_{fay.pk}": "professional"}

    client.post(url("decision_revise", project, standing.pk), change)
    new = Decision.objects.get(number=2)
    before = text(client_of(lena).get(url("decision", project, standing.pk)))
    client.post(url("decision_final", project, new.pk))
    after = text(client_of(lena).get(url("decision", project, standing.pk)))

    assert (new.replaces, new.decided, new.made_on) == (standing, "No radio before nine.", date(2026, 4, 12))
    assert "Replaced by decision 2" not in before
    assert "nine" not in before
    assert "Replaced by decision 2" in after
    assert "Nobody minds at nine." in after
    assert "No radio before ten." in after


def test_the_new_decision_starts_from_the_old_words_but_not_its_reason(client_of, project, fay, standing):
    form = client_of(fay).get(url("decision_revise", project, standing.pk)).context["form"]

    values = [form[name].value() for name in ("question", "decided", "reason", "views_that_differed")]
    assert values == ["Shall the radio play?", "No radio before ten.", None, None]
    assert {form[name].value() for name in form.people} == {""}


def test_a_revision_needs_to_say_why_and_is_not_older(client_of, project, fay, standing):
    response = client_of(fay).post(url("decision_revise", project, standing.pk), HALF_KNOWN | {"made_on_month": "2"})

    assert Decision.objects.count() == 1
    assert "Say why it changed." in text(response)
    assert "That is before the decision that this one replaces. Check the day." in text(response)


def test_a_decision_is_revised_once_and_a_draft_is_edited(client_of, project, fay, standing):
    new = standing.revise(fay, "Nobody minds at nine.", MARCH)

    again = client_of(fay).get(url("decision_revise", project, standing.pk))
    draft = client_of(fay).post(url("decision_revise", project, new.pk), HALF_KNOWN | {"why_replaced": "So be it."})

    assert again.url == url("decision", project, new.pk)
    assert draft.url == url("decision_edit", project, new.pk)
    assert Decision.objects.count() == 2


def test_members_read_the_log_without_drafts(client_of, project, fay, lena, standing):
    write_down(project, fay, question="A secret half thought")
    standing.revise(fay, "Nobody minds at nine.", MARCH, question="Another half thought")

    page = text(client_of(lena).get(url("decisions", project)))

    assert "Shall the radio play?" in page
    assert 'Where it stands"> Final </td>' in page
    assert "half thought" not in page
    assert url("decision_new", project) not in page


def test_a_draft_is_no_page_for_a_member(client_of, project, fay, lena, max):
    draft = write_down(project, fay, question="A secret half thought")

    codes = [client_of(person).get(url("decision", project, draft.pk)).status_code for person in (fay, lena, max)]

    assert codes == [200, 404, 404]


def test_the_log_says_what_a_draft_lacks(client_of, project, fay):
    write_down(project, fay)

    page = text(client_of(fay).get(url("decisions", project)))

    assert "No reason written down." in page
    assert "Nobody written down who decided." in page


@pytest.mark.parametrize(
    "name",
    [
        *("decision_new", "decision_edit", "decision_final", "decision_revise", "decision_link"),
        *("decision_easy_words", "decision_keep", "decision_ask", "decision_no_change"),
    ],
)
def test_only_facilitators_write(client_of, project, lena, max, olu, standing, name):
    address = url(name, project) if name == "decision_new" else url(name, project, standing.pk)

    codes = [client_of(person).post(address, HALF_KNOWN).status_code for person in (lena, max, olu)]

    assert codes == [403, 403, 404]
    assert Decision.objects.count() == 1


def test_a_decision_of_another_project_is_not_found_here(client_of, project, olu, standing):
    bus_stop = olu.memberships.get().project

    response = client_of(olu).get(url("decision", bus_stop, standing.pk))

    assert response.status_code == 404
