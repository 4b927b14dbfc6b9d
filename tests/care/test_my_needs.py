"""What helps me: told once, in my words, for those I choose; changed, taken away, asked again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from care.models import Adjustment, MayKnow, Need, NeedsAsk, Outcome
from participants.models import Event
from projects.models import Role
from tests.meeting import RAISED, came, planned
from tests.people import join, someone
from tests.reading import links, read, said_back, to_check, typed
from tests.world_needs import need

WORDS = "I sit near the door. Cowslip."


def raw(table: str, column: str) -> list[str]:
    """What stands in the database, as a thief would read it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return [row[0] for row in cursor.fetchall()]


def own_words(client, kind="physical", **sent):
    return client.post(reverse("need_new", args=[kind]), {"words": WORDS, "may_know": "projects"} | sent, follow=True)


def test_lena_tells_what_helps_once_and_the_database_shows_no_word_of_it(client_of, project, lena):
    response = own_words(client_of(lena))

    one = Need.objects.get()
    assert (one.person, one.kind, one.words, one.may_know, one.from_on) == (
        lena,
        "physical",
        WORDS,
        MayKnow.PROJECTS,
        timezone.localdate(),
    )
    assert [word for word in ("near", "door", "Cowslip") if word in raw("care_need", "words")[0]] == []
    assert said_back(response) == ["Thank you. We carry it to your sessions."]
    assert f"Getting in and moving about {WORDS} Who may know: Anybody who plans in my projects." in read(response)


def test_what_is_done_and_what_she_says_about_it_is_encrypted_too(project, fay, lena):
    done = Adjustment(session=planned(project, fay), need=need(lena, WORDS), what="A chair by the door")

    done.say("partly", "It was a stool", timezone.now())

    stored = " ".join(raw("care_adjustment", "what") + raw("care_adjustment", "says"))
    assert [word for word in ("chair", "door", "stool") if word in stored] == []
    assert (Adjustment.objects.get().what, Adjustment.objects.get().says) == ("A chair by the door", "It was a stool")


def test_who_may_know_is_one_of_three_plain_choices_and_none_is_chosen_for_her(client_of, project, fay, lena, olu, pru):
    lenas = client_of(lena)
    page = lenas.get(reverse("need_new", args=["format"]))

    response = lenas.post(reverse("need_new", args=["format"]), {"code": "large"})

    assert typed(page) == {"code": "", "words": "", "may_know": ""}
    assert "Only facilitators who run sessions I go to Only Fay Adams Anybody who plans in my projects" in read(page)
    assert to_check(response) == ["Choose who may know it."]
    assert typed(response)["code"] == "large"


def test_only_fay_may_know_what_lena_chose_for_her(client_of, project, fay, lena):
    own_words(client_of(lena), may_know=f"only {fay.pk}")

    assert (Need.objects.get().may_know, Need.objects.get().known_by) == (MayKnow.NAMED, fay)
    assert "Who may know: Only Fay Adams." in read(client_of(lena).get(reverse("my_needs")))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": ""}, "Write what helps, in a few words."),
        ({"words": "x" * 601}, "Use 600 letters or fewer."),
        ({"may_know": "everybody"}, "Choose one of the answers that stand here."),
    ],
)
def test_what_cannot_be_kept_comes_back_with_one_sentence(client_of, project, lena, sent, said):
    response = client_of(lena).post(reverse("need_new", args=["food"]), {"words": WORDS, "may_know": "projects"} | sent)

    assert (to_check(response), Need.objects.count()) == ([said], 0)
    assert typed(response)["words"] == sent.get("words", WORDS)


def test_one_of_the_usual_ones_needs_no_words(client_of, project, lena):
    response = own_words(client_of(lena), kind="format", words="", code="large")

    assert (Need.objects.get().title, Need.objects.get().words) == ("Large print", "")
    assert "Large print" in read(response)


def test_nothing_and_rather_not_say_take_one_press_and_are_answers(client_of, project, lena):
    lenas = client_of(lena)

    nothing = lenas.post(reverse("needs_say"), {"outcome": "none"}, follow=True)
    first = NeedsAsk.objects.get()
    rather_not = lenas.post(reverse("needs_say"), {"outcome": "rather_not"}, follow=True)

    ask, today = NeedsAsk.objects.get(), timezone.localdate()
    assert said_back(nothing) == ["Thank you. We know that you need nothing. You can change it any time."]
    assert said_back(rather_not) == ["That is fine. You can tell us any time."]
    assert (first.outcome, ask.outcome, ask.asked_by, ask.asked_on) == (Outcome.NONE, Outcome.RATHER_NOT, None, today)
    assert ask.ask_again_on == today + timedelta(days=365)


def test_nobody_needs_nothing_while_a_need_stands(client_of, project, lena):
    need(lena, WORDS)

    response = client_of(lena).post(reverse("needs_say"), {"outcome": "none"}, follow=True)

    assert said_back(response) == ["Take away what stands here first."]
    assert not NeedsAsk.objects.exists()
    assert "I need nothing" not in read(response)


def test_lena_changes_her_words_and_what_was_sorted_for_the_old_ones_is_open_again(client_of, project, fay, lena):
    one = need(lena, "No steps.")
    ahead, over = planned(project, fay), planned(project, fay, closed_on=RAISED)
    for session in (ahead, over):
        Adjustment.objects.create(session=session, need=one, what="A ramp", in_place_on=RAISED)

    client_of(lena).post(reverse("need_edit", args=[one.pk]), {"words": "No stairs.", "may_know": "sessions"})

    one.refresh_from_db()
    days = {done.session_id: done.in_place_on for done in Adjustment.objects.all()}
    assert (one.words, one.may_know, days) == ("No stairs.", MayKnow.SESSIONS, {ahead.pk: None, over.pk: RAISED})


def test_taking_away_deletes_the_words_and_keeps_only_that_something_was_arranged(client_of, project, fay, lena):
    plain, arranged = need(lena, WORDS), need(lena, WORDS, kind="travel")
    Adjustment.objects.create(session=planned(project, fay), need=arranged, what="A taxi")
    lenas = client_of(lena)

    for one in (plain, arranged):
        response = lenas.post(reverse("need_end", args=[one.pk]), follow=True)

    left = Need.objects.get()
    assert (left.kind, left.words, left.until_on) == ("travel", "", timezone.localdate())
    assert "Getting there and home Who may know" not in read(response)
    assert lenas.get(reverse("need_edit", args=[left.pk])).status_code == 404


def test_nobody_else_opens_lenas_need_by_its_address(client_of, project, fay, lena, pru, max):
    one = need(lena, WORDS)

    for person in (fay, pru, max):
        browser = client_of(person)
        assert browser.get(reverse("need_edit", args=[one.pk])).status_code == 404
        assert browser.post(reverse("need_end", args=[one.pk])).status_code == 404
        assert "Cowslip" not in read(browser.get(reverse("my_needs")))

    assert Need.objects.get().words == WORDS


def test_lena_says_when_we_ask_again(client_of, project, lena):
    NeedsAsk.note(lena, Outcome.NONE, RAISED)

    response = client_of(lena).post(reverse("needs_again"), {"months": "3"}, follow=True)

    assert NeedsAsk.objects.get().ask_again_on == timezone.localdate() + timedelta(days=90)
    assert len(said_back(response)) == 1


def test_after_a_year_one_press_says_that_it_is_still_right(client_of, project, lena):
    need(lena, WORDS)
    NeedsAsk.note(lena, Outcome.GIVEN, date(2025, 3, 3))
    lenas = client_of(lena)
    before = read(lenas.get(reverse("my_needs")))

    response = lenas.post(reverse("needs_say"), {"outcome": "given"}, follow=True)

    assert ("It is still right" in before, "It is still right" in read(response)) == (True, False)
    assert NeedsAsk.objects.latest_of(lena).asked_on == timezone.localdate()


def test_lena_reads_who_has_looked(client_of, project, fay, lena, gus):
    for person in (lena, gus):
        Event.note(Event.Kind.NEEDS_READ, fay, f"person:{person.pk}", project.pk)
    Event.note(Event.Kind.NEEDS_READ, someone("Rae Long"), f"person:{gus.pk}", project.pk)

    page = read(client_of(lena).get(reverse("my_needs")))

    assert ("Fay Adams," in page, "Rae Long" in page) == (True, False)


def test_the_database_refuses_a_need_that_says_nothing(project, lena):
    with pytest.raises(IntegrityError, match="a_need_says_something"):
        need(lena, "")


def test_the_database_refuses_a_second_answer_on_one_day(project, lena):
    NeedsAsk.note(lena, Outcome.NONE, RAISED)

    with pytest.raises(IntegrityError):
        NeedsAsk.objects.create(person=lena, asked_on=RAISED, outcome="none", ask_again_on=RAISED + timedelta(days=9))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_my_needs_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    Need.objects.bulk_create(
        Need(person=lena, kind="food", words=f"Food {number}", may_know="named", known_by=fay)
        for number in range(count)
    )
    lenas = client_of(lena)

    with django_assert_num_queries(9):
        lenas.get(reverse("my_needs"))


# ---- afterwards


@pytest.fixture
def held(project, fay):
    return planned(project, fay, timezone.now() - timedelta(days=2), title="The chairs")


def test_lena_says_in_two_presses_from_home_if_it_was_there(client_of, held, lena):
    one, page = need(lena, WORDS), reverse("needs_after", args=[held.pk])
    came(held, lena)
    lenas = client_of(lena)

    home = links(lenas.get(reverse("home")))
    asked = read(lenas.get(page))
    lenas.post(reverse("need_met", args=[one.pk, held.pk]), {f"{one.pk}-met": "partly", f"{one.pk}-says": "Too late."})

    done = Adjustment.objects.get()
    assert page in home
    assert "Nobody wrote down what we did." in asked
    assert (done.met, done.says, done.met_on, done.in_place_on) == ("partly", "Too late.", timezone.localdate(), None)
    assert "You said: partly" in read(lenas.get(page))
    assert page not in links(lenas.get(reverse("home")))


def test_an_answer_without_yes_partly_or_no_is_refused_and_the_words_stay(client_of, held, lena):
    one = need(lena, WORDS)
    came(held, lena)

    response = client_of(lena).post(reverse("need_met", args=[one.pk, held.pk]), {f"{one.pk}-says": "Too late."})

    assert to_check(response) == ["Choose yes, partly or no."]
    assert ("Too late." in response.content.decode(), Adjustment.objects.exists()) == (True, False)


def test_who_was_not_there_or_before_it_began_is_not_asked(client_of, held, project, fay, lena, gus):
    one, later = need(lena, WORDS), planned(project, fay, timezone.now() + timedelta(days=2))
    came(later, lena)
    lenas = client_of(lena)

    codes = [lenas.get(reverse("needs_after", args=[session.pk])).status_code for session in (held, later)]
    sent = lenas.post(reverse("need_met", args=[one.pk, later.pk]), {f"{one.pk}-met": "yes"}).status_code

    assert (codes, sent, Adjustment.objects.exists()) == ([404, 404], 404, False)
    assert "Was it there for you?" not in read(lenas.get(reverse("home")))


def test_facilitators_have_needs_too(client_of, project, organisation, fay):
    wyn = someone("Wyn Parry")
    join(wyn, organisation, None, Role.FACILITATOR)

    page = read(client_of(fay).get(reverse("need_new", args=["food"])))

    assert ("Only Wyn Parry" in page, "Only Fay Adams" in page) == (True, False)
