"""Fair return: offered from who came, chosen by the person, approved by somebody else, paid."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from care.kinds.reward import late
from care.models import BudgetLine, Rate, Return
from participants.models import Event, Message
from projects.models import Role
from tests.care.paying import MARCH, claimed, offered, rate
from tests.meeting import came, planned
from tests.people import join, someone
from tests.reading import links, read, said_back, to_check, typed


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def mine(one):
    return reverse("my_return", args=[one.pk])


# ---- what the organisation gives


def test_a_new_rate_takes_the_place_of_the_old_one_and_both_days_are_known(organisation):
    old, new = rate(organisation), rate(organisation, "14", from_on=MARCH)

    old.refresh_from_db()
    assert (old.until_on, new.until_on) == (MARCH - timedelta(days=1), None)
    assert list(organisation.rates.on(date(2026, 3, 2))) == [old]
    assert list(organisation.rates.on(MARCH)) == [new]


def test_nobody_ships_a_rate_and_the_page_says_whom_to_ask(client_of, project, fay, max):
    assert "Not decided yet. Ask Fay." in read(client_of(max).get(url("rates", project)))
    assert Rate.objects.count() == 0


@pytest.mark.parametrize(
    ("rates", "line"),
    [
        ([{}], "We pay £12.50 an hour. You may say no."),
        ([{}, {"for_what": "travelling", "unit": "cost", "amount": ""}], "We pay £12.50 an hour and your travel."),
        ([{"form": "training", "amount": ""}], "We give training. You may say no."),
        (
            [{"form": "voucher", "amount": "10", "unit": "session"}, {"for_what": "chairing", "amount": "5"}],
            "We pay a voucher of £10 a session and £5 an hour for leading a session.",
        ),
    ],
)
def test_what_people_get_stands_in_one_line_on_the_page_of_a_session(client_of, project, fay, lena, rates, line):
    for one in rates:
        rate(project.organisation, **one)
    session = planned(project, fay, timezone.now() + timedelta(days=3))

    assert line in read(client_of(lena).get(session.get_absolute_url()))


def test_max_writes_down_a_rate_in_the_words_that_people_type(client_of, project, max):
    sent = {"for_what": "attending", "form": "money", "amount": "£ 12.50", "unit": "hour", "note": ""}
    sent |= {"from_on_day": "3", "from_on_month": "3", "from_on_year": "2026"}

    client_of(max).post(url("rate_new", project), sent)

    kept = Rate.objects.get()
    assert (kept.amount, kept.words, kept.from_on) == (Decimal("12.50"), "£12.50 an hour", MARCH)


def test_a_rate_without_pounds_is_refused_in_one_sentence(client_of, project, max):
    sent = {"for_what": "attending", "form": "money", "amount": "a lot", "unit": "hour", "note": "to agree"}
    sent |= {"from_on_day": "3", "from_on_month": "3", "from_on_year": "2026"}

    response = client_of(max).post(url("rate_new", project), sent)

    assert to_check(response) == ["Write pounds and pence, like 12.50."]
    assert (typed(response)["amount"], typed(response)["note"], Rate.objects.count()) == ("a lot", "to agree", 0)


# ---- offered from who came


@pytest.fixture
def session(project, fay, lena, gus, pru):
    """Lena and Gus came, and Pru, who is paid for it; an interpreter; somebody did not come."""
    session = planned(project, fay)
    for person in (lena, gus, pru, fay):
        came(session, person)
    for name, more in {"Ida Roth": {"part": "interpreter"}, "Abel Moss": {"came": False}}.items():
        person = someone(name)
        join(person, project.organisation, project, Role.MEMBER)
        line = came(session, person)
        session.attendance.filter(pk=line.pk).update(**more)
    return session


def test_members_who_came_are_offered_what_we_owe_once_and_hear_of_it(client_of, project, fay, lena, gus, session):
    rate(project.organisation)
    fays = client_of(fay)

    for _ in range(2):
        fays.post(url("returns_offer", project, session.pk))

    rows = Return.objects.order_by("person__name")
    assert [(row.person, row.amount, row.offer_words) for row in rows] == [
        (gus, Decimal("25.00"), "£25"),
        (lena, Decimal("25.00"), "£25"),
    ]
    told = Message.objects.filter(kind="return_offered").values_list("recipient__name", "channel")
    assert sorted(told) == [("Gus Hart", "by_hand"), ("Lena Okoro", "email")]


def test_who_came_and_left_is_owed_it_all_the_same(client_of, project, fay, lena, gus, session):
    rate(project.organisation)
    lena.memberships.get().end(timezone.now())

    client_of(fay).post(url("returns_offer", project, session.pk))

    assert {row.person for row in Return.objects.all()} == {lena, gus}


def test_without_a_rate_nothing_is_offered_and_the_page_says_what_is_missing(client_of, project, fay, session):
    page = client_of(fay).get(url("session_people", project, session.pk))
    response = client_of(fay).post(url("returns_offer", project, session.pk), follow=True)

    missing = "Nobody has written down what you pay for coming. Write down a rate first."
    assert f"2 members came. Nobody has an offer yet. {missing}" in read(page)
    assert url("rates", project) in links(page)
    assert (said_back(response), Return.objects.count()) == ([missing], 0)


def test_an_hourly_rate_needs_to_know_how_long_it_was(client_of, project, fay, session):
    rate(project.organisation)
    session.ends_at = None
    session.save()

    response = client_of(fay).post(url("returns_offer", project, session.pk), follow=True)

    assert said_back(response) == ["We do not know how much. Write down from when to when it was, or a rate in pounds."]


def test_an_hour_and_a_half_is_paid_to_the_penny(organisation, project, fay):
    session = planned(project, fay)
    session.ends_at = session.starts_at + timedelta(minutes=95)

    assert rate(organisation, "11.44").amount_for(session) == Decimal("18.11")


def test_the_database_refuses_a_second_offer_for_the_same(project, fay, lena, session):
    offered(project, lena, fay, session=session)

    with pytest.raises(IntegrityError), transaction.atomic():
        offered(project, lena, fay, session=session)


def test_fay_thanks_lena_for_something_and_nothing_is_to_be_paid(client_of, project, fay, lena):
    sent = {"person": str(lena.pk), "for_what": "presenting", "form": "thanks", "note": "the talk", "sent_how": "post"}

    client_of(fay).post(url("return_new", project), sent)

    one = Return.objects.get()
    assert (one.form, one.sent_how, one.amount, Message.objects.count()) == ("thanks", "post", None, 0)
    assert "Speaking for the group. the talk" in read(client_of(lena).get(reverse("my_returns")))
    assert client_of(lena).get(mine(one)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"form": "money", "amount": ""}, "Say how many pounds you offer."),
        ({"form": "training", "amount": ""}, "Say what it is for: the person reads it."),
        ({"person": ""}, "Choose for whom it is."),
        ({"note": "20-40-60 12345678"}, "This looks like a bank or National Insurance number: "),
    ],
)
def test_an_offer_by_hand_says_what_is_missing(client_of, project, fay, lena, sent, said):
    known = {
        "person": str(lena.pk),
        "for_what": "preparing",
        "form": "money",
        "amount": "10",
        "note": "",
        "sent_how": "",
    }

    response = client_of(fay).post(url("return_new", project), known | sent)

    assert [line[: len(said)] for line in to_check(response)] == [said]
    assert Return.objects.count() == 0


def test_nobody_is_offered_the_same_twice_by_hand(client_of, project, fay, lena, session):
    offered(project, lena, fay, session=session)
    sent = {
        "person": str(lena.pk),
        "for_what": "attending",
        "form": "money",
        "amount": "10",
        "session": str(session.pk),
    }

    response = client_of(fay).post(url("return_new", project), sent | {"note": "", "sent_how": ""})

    assert to_check(response) == ["They have an offer for this already. Choose another person or thing."]


# ---- chosen by the person


def test_lena_says_yes_and_claims_what_it_cost_her_on_one_page(client_of, project, fay, lena):
    one = offered(project, lena, fay)
    sent = {"choice": "accept", "travel": "£4.60", "care": "12", "costs_for": "bus, and Gran sat with Tom"}

    response = client_of(lena).post(mine(one), sent, follow=True)

    one.refresh_from_db()
    today = timezone.localdate()
    assert (one.chosen_on, one.claimed_on, one.total) == (today, today, Decimal("41.60"))
    assert one.due_words == "£25 and £16.60 for costs"
    assert said_back(response) == ["Thank you. We have what you chose."]


@pytest.mark.parametrize(
    ("sent", "due", "total", "claims"),
    [
        ({"choice": "less", "less": "10"}, "£10", "10", True),
        ({"choice": "charity", "wish": "The food bank"}, "£25 to a charity", "25", True),
        ({"choice": "time"}, "time given back", "0", True),
        ({"choice": "training"}, "training", "0", True),
        ({"choice": "nothing"}, "", "0", False),
        ({"choice": "nothing", "travel": "3"}, "£3 for costs", "3", True),
        ({"choice": "accept", "less": "10"}, "£25", "25", True),
    ],
)
def test_each_choice_is_kept_as_it_was_said(client_of, project, fay, lena, sent, due, total, claims):
    one = offered(project, lena, fay)

    client_of(lena).post(mine(one), sent)

    one.refresh_from_db()
    assert (one.due_words, one.total, bool(one.claimed_on)) == (due, Decimal(total), claims)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"costs_for": "bus"}, "Choose one. No is a good answer too."),
        ({"choice": "less", "costs_for": "bus"}, "Write how much you want: less than £25."),
        ({"choice": "less", "less": "25", "costs_for": "bus"}, "Write how much you want: less than £25."),
        ({"choice": "less", "less": "ten", "costs_for": "bus"}, "Write pounds and pence, like 12.50."),
        ({"choice": "accept", "travel": "4.605", "costs_for": "bus"}, "Write pounds and pence, like 12.50."),
    ],
)
def test_a_slip_costs_lena_nothing_she_typed(client_of, project, fay, lena, sent, said):
    one = offered(project, lena, fay)

    response = client_of(lena).post(mine(one), sent)

    one.refresh_from_db()
    assert (to_check(response), typed(response)["costs_for"], one.choice) == ([said], "bus", "")


@pytest.mark.parametrize(
    "words",
    ["20-40-60", "204060", "sort code 20 40 60", "12345678", "qq 12 34 56 c", "QQ123456C", "4929 1234 5678 1234"],
)
def test_bank_and_benefit_numbers_are_refused_and_the_rest_stays(client_of, project, fay, lena, words):
    one = offered(project, lena, fay)

    response = client_of(lena).post(mine(one), {"choice": "accept", "travel": "4", "wish": f"Pay me: {words}"})

    one.refresh_from_db()
    said = "This looks like a bank or National Insurance number: take it out, and write a day like 12 March."
    assert (to_check(response), typed(response)["travel"], one.choice) == ([said], "4", "")


@pytest.mark.parametrize("words", ["ring 07700 900118", "bus 4.60 and 12.30", "in March 2027", "room 12, 10 to 12"])
def test_plain_numbers_are_no_bank_details(client_of, project, fay, lena, words):
    one = offered(project, lena, fay)

    client_of(lena).post(mine(one), {"choice": "accept", "wish": words})

    one.refresh_from_db()
    assert one.wish == words


def test_an_offer_of_training_is_taken_or_not(client_of, project, fay, lena):
    one = offered(project, lena, fay, "", form="training", note="A day on speaking")

    response = client_of(lena).post(mine(one), {"choice": "charity"})

    assert to_check(response) == ["Choose one of the answers that stand here."]


def test_lena_changes_her_mind_until_it_is_approved_and_keeps_her_place(client_of, project, fay, lena, max):
    one = claimed(project, lena, fay)
    lenas = client_of(lena)

    lenas.post(mine(one), {"choice": "less", "less": "5"})
    one.refresh_from_db()
    Return.objects.all().approve(max, MARCH)
    lenas.post(mine(one), {"choice": "accept"})

    assert (one.total, one.claimed_on) == (Decimal(5), MARCH)
    assert Return.objects.get().less == Decimal(5)


def test_lena_sees_how_long_she_waits_and_when_we_are_late(client_of, project, fay, lena):
    today = timezone.localdate()
    waits = claimed(project, lena, fay, on=today - timedelta(days=12))
    lenas = client_of(lena)

    calm = read(lenas.get(reverse("my_returns")))
    Return.objects.update(pay_by=today - timedelta(days=1))
    late_now = read(lenas.get(mine(waits)))

    assert "12 days ago. We pay by" in calm
    assert "We are late. We said" in late_now
    assert "ask an independent adviser first" in calm.lower()


def test_what_waits_for_lena_stands_first_and_then_the_newest(client_of, project, fay, lena):
    for number, more in enumerate([{"note": "open"}, {"note": "thanks", "form": "thanks", "amount": ""}]):
        offered(project, lena, fay, **more, offered_on=MARCH + timedelta(days=number))
    for number, note in enumerate(["old", "new"]):
        claimed(project, lena, fay, note=note, offered_on=MARCH + timedelta(days=2 + number))

    page = client_of(lena).get(reverse("my_returns")).context["page"]

    assert [one.note for one in page] == ["open", "new", "old", "thanks"]


def test_gus_says_it_on_the_phone_and_fay_writes_it_down(client_of, project, fay, gus):
    one = offered(project, gus, fay)

    client_of(fay).post(url("return_for", project, one.pk), {"choice": "charity", "wish": "The food bank"})

    one.refresh_from_db()
    assert (one.choice, one.typed_by, bool(one.claimed_on)) == ("charity", fay, True)


# ---- approved by somebody else, paid


def test_fay_approves_what_she_saw_and_lena_hears_when_it_is_paid(client_of, project, fay, lena):
    one = claimed(project, lena, fay)
    fays = client_of(fay)

    fays.post(url("returns_approve", project), {"row": one.stamp})
    fays.post(url("returns_paid", project), {"row": one.stamp})

    one.refresh_from_db()
    today = timezone.localdate()
    assert (one.approved_by, one.approved_on, one.paid_on) == (fay, today, today)
    message = Message.objects.get(kind="return_paid")
    assert (message.recipient, "we sent what we agreed: £25." in message.text) == (lena, True)


def test_what_changed_since_somebody_looked_is_not_approved(client_of, project, fay, lena):
    one = claimed(project, lena, fay)
    seen = one.stamp
    client_of(lena).post(mine(one), {"choice": "accept", "travel": "90"})

    response = client_of(fay).post(url("returns_approve", project), {"row": seen}, follow=True)

    one.refresh_from_db()
    assert said_back(response) == [
        "It changed while you looked, or it is your own. Somebody else approves what is yours."
    ]
    assert one.approved_on is None


def test_nobody_approves_their_own(client_of, project, fay, max):
    one = claimed(project, fay, max)

    client_of(fay).post(url("returns_approve", project), {"row": one.stamp})
    page = read(client_of(fay).get(url("returns", project)))

    one.refresh_from_db()
    assert (one.approved_on, "Yours: somebody else approves it" in page) == (None, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.update(approved_by=fay, approved_on=MARCH)


def test_who_said_no_stands_in_no_list(client_of, project, fay, lena, max):
    claimed(project, lena, fay, "47.53", "nothing")

    pages = [
        read(client_of(person).get(f"{url('returns', project)}?show={show}"))
        for person in (fay, max)
        for show in ("approve", "pay", "open", "paid", "thanks")
    ]

    assert [page for page in pages if "Lena" in page or "47.53" in page] == []


def test_max_sees_no_open_offers_and_no_members_session(client_of, project, fay, lena, max):
    offered(project, lena, fay, "33.11")
    hidden = planned(project, fay, kind="members", title="Among ourselves")
    claimed(project, lena, fay, "12", session=hidden)
    maxes = client_of(max)

    words = [read(maxes.get(f"{url('returns', project)}?show={show}")) for show in ("approve", "open")]
    table = maxes.post(url("finance", project), {"which": "to_pay"}).content.decode()

    assert [one for one in (*words, table) if "33.11" in one or "Among" in one or "session 1" in one] == []
    assert "Lena OkoroComing to a session" in words[0].replace(" Coming", "Coming")


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize("show", ["approve", "open"])
def test_returns_ask_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count, show):
    same = {"project": project, "person": lena, "amount": 5, "offered_on": MARCH, "offered_by": fay}
    claims = {"choice": "accept", "claimed_on": MARCH, "pay_by": MARCH} if show == "approve" else {}
    Return.objects.bulk_create(Return(**same, **claims) for _ in range(count))
    fays = client_of(fay)

    with django_assert_num_queries(14):
        fays.get(f"{url('returns', project)}?show={show}")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_my_returns_ask_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    same = {"project": project, "person": lena, "amount": 5, "offered_on": MARCH, "offered_by": fay}
    Return.objects.bulk_create(Return(**same) for _ in range(count))
    lenas = client_of(lena)

    with django_assert_num_queries(8):
        lenas.get(reverse("my_returns"))


# ---- finance, reminders, totals, budget


def test_finance_gets_what_is_to_pay_with_formulas_made_harmless_and_it_is_written_down(
    client_of, project, fay, lena, max
):
    one = claimed(project, lena, fay, wish="=HYPERLINK(0)", travel=Decimal("4.60"))
    claimed(project, lena, fay, "3")
    Return.objects.filter(pk=one.pk).approve(max, MARCH)

    response = client_of(fay).post(url("finance", project), {"which": "to_pay"})

    _, *lines = response.content.decode("utf-8-sig").splitlines()
    assert lines == [
        f"{one.reference},Lena Okoro,Coming to a session,2026-03-03,25.00,4.60,29.60,Money,'=HYPERLINK(0),,"
        "2026-03-03,2026-03-03,Max Bell,"
    ]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert [(event.kind, event.by, event.scope) for event in Event.objects.filter(kind="exported")] == [
        ("exported", fay, project.pk)
    ]


def test_looking_at_the_page_of_finance_gives_and_writes_nothing(client_of, project, fay):
    response = client_of(fay).get(url("finance", project))

    assert (response["Content-Type"], Event.objects.filter(kind="exported").count()) == ("text/html; charset=utf-8", 0)


def test_finance_between_two_days_needs_both(client_of, project, fay):
    response = client_of(fay).post(url("finance", project), {"which": "days", "from_on_day": "1"})

    assert to_check(response) == ["Write a real date, like 27 3 2026."]


def test_staff_hear_once_when_a_claim_waits_too_long(project, fay, lena, max):
    one = claimed(project, lena, fay)
    noon = timezone.make_aware(timezone.datetime(2026, 3, 31, 12))

    before = list(late(noon))
    after = list(late(noon + timedelta(days=1)))

    assert (one.pay_by, before) == (date(2026, 3, 31), [])
    assert [(owed.people, owed.slot, owed.context["count"]) for owed in after] == [([fay], "2026-03-31", 1)]


def test_totals_name_nobody_and_hide_small_numbers(project, fay):
    people = [someone(f"P{number} Member") for number in range(11)]
    for number, person in enumerate(people):
        claimed(project, person, fay, choice="nothing" if number < 4 else "accept")

    few = Return.objects.totals(project)
    claimed(project, people[5], fay, choice="nothing")
    enough = Return.objects.totals(project)

    assert (few.offered, few.accepted, few.declined, few.paid) == (11, None, None, None)
    assert (enough.offered, enough.accepted, enough.declined) == (12, 7, 5)


def test_days_to_pay_are_those_in_the_middle(project, fay, max):
    for number in range(5):
        claimed(project, someone(f"P{number} Member"), fay)
    Return.objects.all().approve(max, MARCH)
    Return.objects.update(paid_on=MARCH + timedelta(days=9))

    assert (Return.objects.totals(project).paid, Return.objects.totals(project).days_to_pay) == (5, 9)


def test_budget_sets_planned_against_promised_and_paid(client_of, project, fay, lena, max):
    BudgetLine.objects.create(project=project, kind="time", planned=40, source="The trust")
    paid = claimed(project, lena, fay, "25", travel=Decimal("4.60"))
    Return.objects.all().approve(max, MARCH)
    Return.objects.filter(pk=paid.pk).update(paid_on=MARCH)
    offered(project, lena, fay, "30")
    claimed(project, lena, fay, "99", "nothing")

    words = read(client_of(max).get(url("budget", project)))

    assert "People's time £40 £30 £25 The trust" in words
    assert "Travel, care and other costs Not recorded £0 £4.60 Not recorded" in words
    assert "People's time: £15 more is promised and paid than planned." in words


def test_no_budget_is_not_recorded(client_of, project, max):
    assert "Not recorded: nobody has written down what is planned." in read(client_of(max).get(url("budget", project)))


def test_max_writes_down_one_line_of_the_budget_and_changes_it(client_of, project, max):
    maxes = client_of(max)

    maxes.post(url("budget_line", project, "food"), {"planned": "300", "spent": "20.50", "source": "The trust"})
    maxes.post(url("budget_line", project, "food"), {"planned": "350", "spent": "20.50", "source": "The trust"})

    line = project.budget.get()
    assert (line.kind, line.planned, line.spent) == ("food", Decimal(350), Decimal("20.50"))
    assert maxes.get(url("budget_line", project, "yachts")).status_code == 404
