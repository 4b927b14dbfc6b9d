"""What we agreed: every wording stays, people are asked anew for each, and nobody's capacity stands beside a name."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from projects.agreed import standings
from projects.kinds.agreement import still_asked
from projects.models import Agreement, AgreementKind, Assent, Capacity
from tests.feedback.saying import in_parts
from tests.people import join, someone
from tests.reading import heading, links, read, said_back, to_check, typed

MARCH = date(2026, 3, 3)
YES = {"understands": "yes", "agrees": "yes"}
NEW = {"wording": "People know how long they wait, and why.", "why": "Not knowing why is the worst part."}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def proposed(project, by, wording="People know how long they wait.", kind="outcome", **more):
    return Agreement.objects.create(
        project=project, kind=kind, wording=wording, proposed_by=by, proposed_on=MARCH, **more
    )


def says(agreement, person, capacity="", agrees=True, understands=True, **more):
    return agreement.say(person, MARCH, capacity=capacity, agrees=agrees, understands=understands, **more)


def sentences(project) -> list[str]:
    """What the group says of its only agreement."""
    [one] = standings(project, project.agreements.in_page())
    return one.sentences()


def told(**which) -> list[str]:
    return sorted(message.recipient.first_name for message in Message.objects.filter(kind="agreement_new", **which))


# ---- proposing, and who hears of it


def test_everybody_who_takes_part_is_told_once_of_lenas_proposal(client_of, project, fay, lena, gus, pru, max):
    form = client_of(lena).get(url("agreement_new", project) + "?kind=outcome")
    words = typed(form) | {"wording": "People know how long they wait."}

    response = client_of(lena).post(url("agreement_new", project), words, follow=True)

    new = Agreement.objects.get()
    assert (new.kind, new.proposed_by, new.proposed_on) == (AgreementKind.OUTCOME, lena, timezone.localdate())
    assert heading(response) == "What do we want to change?"
    assert new.assents.count() == 0
    assert told() == ["Fay", "Gus", "Pru"]
    letter = Message.objects.get(recipient=pru)
    assert letter.subject == 'There is something to agree in "Waiting room"'
    assert "Lena proposes: People know how long they wait." in letter.text
    assert letter.link == url("agreement", project, new.pk)


def test_new_words_are_told_anew_and_nobody_is_told_in_vain(client_of, project, fay, lena, pru):
    old = proposed(project, fay)
    says(old, pru)

    client_of(lena).post(url("agreement_reword", project, old.pk), NEW)

    new = Agreement.objects.get(replaces=old)
    letter = Message.objects.get(recipient=pru)
    assert "It said: People know how long they wait." in letter.text
    assert still_asked(letter)
    says(new, pru, agrees=False)
    assert not still_asked(letter)
    assert still_asked(Message.objects.get(recipient=fay))
    new.reword(lena, "Other words.", "Shorter.", MARCH)
    assert not still_asked(Message.objects.get(recipient=fay))


def test_who_left_is_not_told_any_more(client_of, project, fay, lena, pru):
    client_of(lena).post(url("agreement_new", project), {"kind": "good", "wording": "It is quiet."})

    pru.memberships.get().end(timezone.now())

    assert [still_asked(Message.objects.get(recipient=person)) for person in (fay, pru)] == [True, False]


# ---- saying what one thinks of it


def test_lena_says_what_she_thinks_and_changes_her_mind(client_of, project, fay, lena):
    one = proposed(project, fay)
    words = YES | {"capacity": "lived", "note": "At last."}

    client_of(lena).post(url("agreement", project, one.pk), words)
    first = Assent.objects.values_list("person__name", "understands", "agrees", "capacity", "note").get()
    page = client_of(lena).get(url("agreement", project, one.pk))
    client_of(lena).post(url("agreement", project, one.pk), {"understands": "yes", "agrees": "no"})

    assert first == ("Lena Okoro", True, True, "lived", "At last.")
    assert {name: typed(page)[name] for name in words} == words
    last = Assent.objects.values_list("understands", "agrees", "capacity", "note").get()
    assert last == (True, False, "", "")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"note": "Hm."}, "Say if you understand it, or if you agree. You can change it later."),
        (
            {"understands": "no", "agrees": "yes"},
            'Nobody agrees to what they do not understand yet. Choose "Not yet" or "No" for one of the two.',
        ),
    ],
)
def test_what_cannot_be_said_is_sent_back_with_its_words(client_of, project, fay, lena, words, fault):
    one = proposed(project, fay)

    response = client_of(lena).post(url("agreement", project, one.pk), words)

    assert to_check(response) == [fault]
    assert {name: typed(response)[name] for name in words} == words
    assert not Assent.objects.exists()


def test_the_database_knows_that_nobody_agrees_to_what_they_do_not_understand(project, fay, lena):
    with pytest.raises(IntegrityError, match="nobody_agrees"), transaction.atomic():
        says(proposed(project, fay), lena, agrees=True, understands=False)


def test_it_is_told_by_capacity_who_agrees_and_as_a_number_who_does_not(client_of, project, fay, lena, gus, pru, max):
    one = proposed(project, fay)
    ann, bea = someone("Ann Lee"), someone("Bea Moss")
    for person in (ann, bea):
        join(person, project.organisation, project, "member")
    says(one, lena, Capacity.LIVED)
    says(one, ann, Capacity.LIVED)
    says(one, pru, Capacity.PROFESSIONAL)
    says(one, bea)
    says(one, gus, Capacity.PERSONAL, agrees=False, note="It says nothing about why.")

    assert sentences(project) == [
        "2 with lived experience, 1 professional and 1 more agree.",
        "1 does not agree.",
        "2 with lived experience, 1 with personal experience, 1 professional and 1 more understand it.",
        "1 has not said.",
    ]
    page = read(client_of(max).get(url("agreement", project, one.pk)))
    assert "Does not agree: It says nothing about why." in page
    assert not any(name in page for name in ("Lena", "Gus", "Pru", "Ann", "Bea"))


def test_who_agreed_to_the_words_before_is_asked_anew(client_of, project, fay, lena, pru):
    old = proposed(project, fay)
    says(old, lena, Capacity.LIVED)
    says(old, pru, Capacity.PROFESSIONAL)

    response = client_of(fay).post(url("agreement_reword", project, old.pk), NEW, follow=True)

    new = Agreement.objects.get(replaces=old)
    says(new, pru, Capacity.PROFESSIONAL)
    assert said_back(response) == ["These are the words now. Everybody is asked anew."]
    assert sentences(project) == [
        "1 professional understands it and agrees.",
        "2 have not said. 1 of them agreed to the wording before.",
    ]
    page = read(client_of(lena).get(url("agreement", project, old.pk), follow=True))
    assert "You agreed to the wording before. These words are new." in page
    assert "was: People know how long they wait. now: People know how long they wait, and why." in page
    assert "Why: Not knowing why is the worst part." in page


def test_an_answer_to_old_words_is_not_taken_for_one_to_the_new(client_of, project, fay, lena):
    old = proposed(project, fay)
    new = old.reword(fay, NEW["wording"], NEW["why"], MARCH)

    response = client_of(lena).post(url("agreement", project, old.pk), YES | {"note": "At last."})

    assert (response.status_code, Assent.objects.count()) == (409, 0)
    assert "Somebody changed the words while you were reading." in read(response)
    assert "At last." in response.content.decode()
    assert f'action="{url("agreement", project, new.pk)}"' in response.content.decode()


def test_two_people_who_reword_at_once_lose_no_words(client_of, project, fay, lena, pru):
    old = proposed(project, fay)
    client_of(lena).post(url("agreement_reword", project, old.pk), NEW)

    response = client_of(pru).post(url("agreement_reword", project, old.pk), {"wording": "Fewer waits.", "why": "So."})

    assert (response.status_code, Agreement.objects.count()) == (409, 2)
    page = response.content.decode()
    assert all(words in page for words in ("Fewer waits.", NEW["wording"], "Somebody changed the words"))


def test_new_words_need_a_reason_and_are_new(client_of, project, fay, lena):
    one = proposed(project, fay)

    response = client_of(lena).post(url("agreement_reword", project, one.pk), {"wording": one.wording})

    assert to_check(response) == [
        "These are the words it has now. Change them, or go back.",
        "Say why it changes.",
    ]


# ---- what facilitators do


def test_fay_writes_down_what_gus_said_and_he_has_the_last_word(client_of, project, fay, lena, gus):
    one = proposed(project, fay)
    says(one, lena)
    form = client_of(fay).get(url("assent_for", project, one.pk))

    client_of(fay).post(url("assent_for", project, one.pk), YES | {"person": gus.pk, "capacity": "lived"})
    refused = client_of(fay).post(url("assent_for", project, one.pk), YES | {"person": lena.pk})

    assert list(form.context["form"].fields["person"].queryset) == [gus]
    said = one.assents.get(person=gus)
    assert (said.agrees, said.capacity, said.written_by) == (True, "lived", fay)
    assert to_check(refused) == ["Choose somebody of the list."]
    client_of(gus).post(url("agreement", project, one.pk), {"agrees": "no"})
    said.refresh_from_db()
    assert (said.agrees, said.written_by) == (False, None)


def test_what_holds_no_longer_stays_readable_with_its_reason(client_of, project, fay, lena):
    one = proposed(project, lena)

    client_of(fay).post(url("agreement_drop", project, one.pk), {"why": "The room is closed."})

    client = client_of(lena)
    page = client.get(url("agreement", project, one.pk))
    assert "This does not hold any more." in read(page)
    assert "Why: The room is closed." in read(page)
    assert url("agreement_reword", project, one.pk) not in links(page)
    assert client.post(url("agreement_reword", project, one.pk), NEW).status_code == 404
    client.post(url("agreement", project, one.pk), YES)
    assert not Assent.objects.exists()
    assert "Not any more: 1" in read(client.get(url("agreements", project)))


def test_what_goes_on_as_it_is_gets_a_new_day_and_nobody_is_asked_anew(client_of, project, fay, lena):
    one = proposed(project, lena, review_on=date(2026, 6, 1))
    says(one, lena, Capacity.LIVED)
    page, fays = url("agreement_keep", project, one.pk), client_of(fay)
    ahead = timezone.localdate() + timedelta(days=90)

    too_early = fays.post(page, in_parts(date(2026, 6, 1), "review_on"))
    fays.post(page, in_parts(ahead, "review_on"))

    one.refresh_from_db()
    assert to_check(too_early) == ["That day is over. Give a day to come."]
    assert (one.review_on, one.assents.count(), Agreement.objects.count()) == (ahead, 1, 1)
    assert page in links(fays.get(url("agreement", project, one.pk)))


def test_on_the_day_to_look_again_staff_are_reminded_once_and_members_are_not(project, fay, lena):
    today = timezone.localdate()
    one = proposed(project, lena, review_on=today)
    proposed(project, lena, "Not yet.", review_on=today + timedelta(days=1))
    proposed(project, lena, "Long ago.", review_on=today - timedelta(days=70))

    for _ in range(2):
        plan(timezone.now())

    reminders = Message.objects.filter(kind="agreement_review")
    assert [(message.recipient, message.about, message.slot) for message in reminders] == [
        (fay, f"agreement:{one.pk}", str(today))
    ]
    one.keep(today + timedelta(days=90))
    dispatch()
    assert reminders.get().state == "cancelled"


def test_the_eight_questions_stand_in_their_order_with_when_to_look_again(client_of, project, fay, max):
    proposed(project, fay, "The Tuesday group keeps it.", "legacy", review_on=date(2026, 6, 1))
    first = proposed(project, fay)
    first.reword(fay, NEW["wording"], NEW["why"], MARCH)

    page = client_of(max).get(url("agreements", project))

    text = read(page)
    places = [text.index(kind.question) for kind in AgreementKind]
    assert places == sorted(places)
    assert "These words are the 2nd, since 3 March." in text
    assert "We said we would look at it again on 1 June." in text
    assert not [link for link in links(page) if "/new" in link]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_agreements_ask_the_database_as_often_for_many(client_of, project, fay, lena, django_assert_num_queries, count):
    for number in range(count):
        one = proposed(project, fay, f"Words {number}", list(AgreementKind)[number % 8])
        if number % 50 == 0:
            says(one, lena, Capacity.LIVED)
            one = one.reword(lena, f"Better words {number}", "Clearer.", MARCH)
            says(one, fay, Capacity.PROFESSIONAL)
    client = client_of(lena)

    with django_assert_num_queries(8):
        page = client.get(url("agreements", project))
    with django_assert_num_queries(8):
        client.get(url("agreement", project, one.pk))

    assert read(page).count("proposed this on") == count


def test_who_brought_a_goal_and_whose_it_was_are_both_said(client_of, project, fay, lena):
    client_of(fay).post(
        url("agreement_new", project), {"kind": "outcome", "wording": "Be quicker.", "origin": "funder"}
    )
    client_of(lena).post(url("agreement_new", project), {"kind": "good", "wording": "Tea.", "origin": "law"})

    money, tea = Agreement.objects.order_by("recorded_at")
    reworded = money.reword(lena, "Be kinder.", "Quick is not kind.", MARCH)
    page = read(client_of(lena).get(url("agreements", project)))
    assert (money.origin, reworded.origin, tea.origin) == ("funder", "funder", "group")
    assert "Fay proposed this on" in page
    assert page.count("It comes from whoever pays.") == 1
