"""Hearing back without a name: the code leads to what was said, where it stands, and the last word."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.models import Channel, Feedback, Kind
from feedback.passing import pass_feedback
from participants.models import Event, Message
from projects import codes
from tests.feedback.by_link import came_by, hear, link_to
from tests.feedback.saying import ANSWER, answered, in_parts, said, thanked, told
from tests.reading import heading, read, said_back, to_check, typed

UNKNOWN = "We do not know this code. Look at each letter and number again."


@pytest.fixture
def way(project):
    return link_to(project)


@pytest.fixture
def piece(way):
    return came_by(way)[0]


@pytest.fixture
def code(way):
    return came_by(way, "The letter used a name I left behind.")[1]


def of(code) -> Feedback:
    return Feedback.objects.get(code_hash=codes.hashed("reply", code))


# ---- being answered and told


def test_fay_answers_and_the_answer_stands_where_the_code_leads(client_of, project, fay, code):
    one, browser = of(code), client_of(fay)
    browser.post(reverse("thank", args=[project.pk, one.pk]))

    answer = browser.post(
        reverse("answer", args=[project.pk, one.pk]), ANSWER | in_parts(date(2026, 3, 3)), follow=True
    )

    one.refresh_from_db()
    reply, today = one.answer, timezone.localdate()
    assert said_back(answer)[1:] == [f'The answer stands now where their code leads. You answered "{one.title}"']
    assert (reply.told_on, reply.told_how, reply.told_in_public) == (today, "on the page behind the code", False)
    assert one.step == 4
    assert not Message.objects.exists()
    page = read(hear(codes.grouped(code).lower()))
    assert "We will do it. The button comes in May. Why: The door hurts wrists." in page
    assert "The last step is yours" in page


def test_until_there_is_an_answer_its_date_stands_above_the_words(fay, code):
    before = read(hear(code))
    told(of(code), fay)
    after = read(hear(code))

    assert before.index("We promised by") < before.index("Keep your code.") < before.index("The letter used")
    assert ("Keep your code." in after, after.count("we told you on")) == (False, 1)


def test_an_answer_that_nobody_has_told_is_not_on_the_page(fay, code):
    answered(of(code), fay, why="Marrowbone is not told.")

    page = read(hear(code))

    assert "Marrowbone" not in page
    assert "We have an answer" in page


def test_an_answer_saved_for_later_is_told_by_one_press(client_of, project, fay, code):
    reply = answered(of(code), fay)
    url = reverse("tell_giver", args=[project.pk, reply.feedback_id])

    page = client_of(fay).get(url)
    client_of(fay).post(url, {"send": "1"})

    reply.refresh_from_db()
    assert heading(page) == "Tell the person with the code"
    assert "in public" not in read(page)
    assert (reply.told_on, reply.told_how) == (timezone.localdate(), "on the page behind the code")


def test_not_yet_is_contact_and_moves_the_promise(client_of, project, fay, code):
    one, later = of(code), date(2027, 3, 1)
    words = ANSWER | {"outcome": "not_yet", "why": "The lawyer is away."} | in_parts(later, "next_by")

    client_of(fay).post(reverse("answer", args=[project.pk, one.pk]), words)

    one.refresh_from_db()
    assert (one.answer, one.promised_by) == (None, later)
    assert "We do not know yet." in read(hear(code))


def test_a_thank_you_without_a_name_ends_with_thanks(way, fay):
    _, code = came_by(way, "The nurse sang.", kind=Kind.THANKS)

    thanked(of(code), fay)

    assert (of(code).step, of(code).needs_answer) == (4, False)
    assert list(Feedback.objects.waiting_for_giver()) == [of(code)]
    assert "I am happy, close it" in read(hear(code))


def test_one_answer_for_many_reaches_those_with_a_code_too(client_of, project, fay, way):
    codes_of = [came_by(way, f"Chair {n}", waits_for_look=False)[1] for n in range(2)]
    pieces = [str(of(one).pk) for one in codes_of]
    address = f"{reverse('answer_together', args=[project.pk])}?piece={pieces[0]}&piece={pieces[1]}"

    done = client_of(fay).post(address, ANSWER | {"piece": pieces} | in_parts(date(2026, 3, 3)), follow=True)

    assert said_back(done) == ["Answered: 2. They are told: 2 where their code leads."]
    assert {(of(one).step, of(one).answer.told_how) for one in codes_of} == {(4, "on the page behind the code")}


def test_words_of_a_group_are_still_told_in_public(project, fay):
    group = said(project, None, group="Parents")

    told(group, fay)

    assert (group.comes_back, group.step, group.tell_whom) == (False, 5, "the group")


# ---- the person's own last word


def test_the_person_closes_it(fay, code):
    told(of(code), fay)

    page = hear(code, "hear_close")

    one = of(code)
    assert (one.closed_on, one.closed_noted_by, one.answer.happy) == (timezone.localdate(), None, True)
    assert said_back(page) == ["You closed it. Thank you."]
    assert "You closed it" in read(hear(code))


def test_nothing_is_closed_before_somebody_was_told(fay, code):
    answered(of(code), fay)

    hear(code, "hear_close")

    assert of(code).closed_on is None


def test_the_person_asks_again_once_however_often_it_is_sent(project, fay, code):
    reply = told(of(code), fay)

    for _ in range(2):
        page = hear(code, "hear_more", words="And at night?")

    one = of(code)
    reply.refresh_from_db()
    assert (one.answer, one.promised_by) == (None, project.promise_from(timezone.localdate()))
    assert (reply.happy, reply.giver_words) == (False, "And at night?")
    assert one.waits_for_look
    assert "And at night?" not in one.better
    assert "And at night?" in read(page)


def test_the_person_adds_words_before_there_is_an_answer(code):
    one = of(code)
    one.waits_for_look = False
    one.save()

    for _ in range(2):
        page = hear(code, "hear_more", words="It was in May.")

    one.refresh_from_db()
    today = timezone.localdate()
    assert one.better == f"A button that opens it.\n\nAdded on {today:%A} {today.day} {today:%B}:\nIt was in May."
    assert one.waits_for_look
    assert said_back(page) == ["Thank you. We have it."]


def test_what_is_added_has_an_end_and_nothing_typed_is_lost(way, fay):
    _, code = came_by(way, better="x" * 5500)
    much = "And at night. " * 50

    page = hear(code, "hear_more", words=much)
    short = hear(code, "hear_more", words="It was in May.")

    no_room = "With what you sent before, there is room here for 500 letters until we answer. "
    assert to_check(page) == [no_room + "Your words are still here: make them shorter, or ring us and say them."]
    assert much.strip() in read(page)
    assert said_back(short) == ["Thank you. We have it."]
    told(of(code), fay)
    assert said_back(hear(code, "hear_more", words=much)) == ["Thank you. We have it."]
    assert len(of(code).better) < 5600


def test_a_word_that_stands_in_what_was_said_can_be_added(code):
    hear(code, "hear_more", words="button")

    assert of(code).better.endswith(":\nbutton")


def test_the_same_question_can_be_asked_after_each_answer(fay, code):
    for _ in range(2):
        told(of(code), fay)
        hear(code, "hear_more", words="Why?")

    one = of(code)
    assert one.answer is None
    assert [reply.giver_words for reply in one.replies.all()] == ["Why?", "Why?"]


def test_nothing_written_is_asked_for(code):
    page = hear(code, "hear_more", words=" ")

    assert to_check(page) == ["Write one line or two, so that we know what you want to ask."]


def test_the_person_takes_it_back_and_no_copy_stays(way, fay):
    _, code = came_by(way, "Blackbird", with_others="Blackbird's sister")
    told(of(code), fay)

    page = hear(code, "hear_take_back")

    one = of(code)
    assert (one.problem, one.better, one.with_others, one.taken_back_on) == ("", "", "", timezone.localdate())
    assert heading(page) == "You took this back"
    assert "Blackbird" not in read(hear(code))


def test_what_was_passed_to_the_lead_says_who_has_it(fay, code):
    pass_feedback(of(code), fay)

    pages = [hear(code, name, words="More") for name in ("hear", "hear_close", "hear_more", "hear_take_back")]

    assert {heading(page) for page in pages} == {"Sam Osei reads this"}
    assert Feedback.passed_on.get().taken_back_on is None


# ---- the code


@pytest.mark.parametrize("wrong", ["K7MQRTX9", "K7M", "K7MQRTX9W234", "!!!!"])
def test_a_wrong_code_looks_the_same_as_none_that_ever_was(code, wrong):
    page = hear(wrong)

    assert (to_check(page), heading(page)) == ([UNKNOWN], "I have a code")


def test_a_code_with_one_wrong_letter_opens_nothing(code):
    other = next(sign for sign in codes.ALPHABET if sign != code[0])

    assert to_check(hear(other + code[1:])) == [UNKNOWN]


@pytest.mark.parametrize("name", ["hear_close", "hear_more", "hear_take_back"])
def test_without_the_code_nothing_happens(fay, code, name):
    told(of(code), fay)
    before = Feedback.objects.values().get()

    page = hear("K7MQRTX9", name, words="More")

    assert to_check(page) == [UNKNOWN]
    assert Feedback.objects.values().get() == before


def test_after_five_wrong_codes_a_browser_waits_ten_minutes(code):
    browser = Client()
    browser.get(reverse("hear"))
    for _ in range(5):
        hear("K7MQRTX9", browser=browser)

    page = hear(code, browser=browser)

    assert to_check(page) == ["That was a lot of wrong codes. Wait ten minutes, then try again. Or ring us."]


def test_the_code_is_in_no_address_cookie_session_or_log(code, caplog):
    browser = Client()

    page = hear(code, browser=browser)

    assert page.status_code == 200
    assert page.wsgi_request.get_full_path() == "/hear"
    assert "no-store" in page["Cache-Control"]
    assert set(browser.cookies) <= {"csrftoken"}
    assert not BrowserSession.objects.exists()
    assert code not in caplog.text


def test_having_the_last_word_leaves_no_trace_in_the_browser_or_here(fay, code):
    told(of(code), fay)
    browser = Client(REMOTE_ADDR="203.0.113.77")

    for name in ("hear_close", "hear_more", "hear_take_back"):
        hear(code, name, browser=browser, words="And at night?")

    assert of(code).taken_back_on == timezone.localdate()
    assert set(browser.cookies) <= {"csrftoken", "messages"}
    assert not browser.cookies.get("messages")
    assert not BrowserSession.objects.exists()
    assert not Event.objects.exists()


def test_a_flood_of_added_words_waits(code, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"say_by_link": "1/m/ip"}
    hear(code, "hear_more", words="One")

    page = hear(code, "hear_more", words="Two")

    assert to_check(page)[0].startswith("A great deal came from here just now.")
    assert "Two" not in of(code).better


def test_reading_the_page_changes_nothing(fay, code):
    told(of(code), fay)
    before = Feedback.objects.values().get()

    hear(code)

    assert Feedback.objects.values().get() == before


def test_a_code_has_eight_signs_and_two_of_them_are_ours():
    made = {codes.checked() for _ in range(50)}

    assert {(len(code), codes.checks(code)) for code in made} == {(8, True)}
    assert len(made) == 50
    assert sum(codes.checks(code[:-1] + sign) for code in made for sign in codes.ALPHABET) == 50


# ---- a slip of paper


def slip(code: str, **more) -> dict[str, str]:
    words = {"who": "slip", "code": code, "kind": "worry", "problem": "Who has my letters?", "named_as": "member"}
    return words | in_parts(timezone.localdate(), "received_on") | more


def test_fay_types_in_a_slip_and_its_giver_hears_back(client_of, project, fay):
    code, browser = codes.checked(), client_of(fay)

    page = browser.post(reverse("say_for", args=[project.pk]), slip(codes.grouped(code).lower()), follow=True)

    one = of(code)
    assert heading(page) == "Read it back"
    assert "Lay the slip beside it. Is every word here?" in read(page)
    assert (one.channel, one.giver, one.typed_by, one.waits_for_look) == (Channel.PAPER, None, fay, False)
    assert timezone.localtime(one.recorded_at).hour == 0
    assert "Who has my letters?" in read(hear(code))
    again = browser.post(reverse("read_back", args=[project.pk, one.pk]), follow=True)
    assert of(code).read_back_on == timezone.localdate()
    assert said_back(again) == ['Written down, and read back: "Who has my letters?"']
    assert (heading(again), typed(again)["who"]) == ("Write down feedback for someone", "slip")  # to the next slip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type the code on the slip."),
        ("K7MQRTX9", "We do not know this code. Look at each letter and number on the slip again."),
    ],
)
def test_a_slip_needs_its_code(client_of, project, fay, typed, words):
    page = client_of(fay).post(reverse("say_for", args=[project.pk]), slip(typed))

    assert to_check(page) == [words]
    assert not Feedback.objects.exists()


def test_a_slip_is_typed_in_once(client_of, project, fay, code):
    page = client_of(fay).post(reverse("say_for", args=[project.pk]), slip(code))

    assert to_check(page) == ["This slip is in already. Each slip has its own code."]


@pytest.mark.parametrize("first", ["say_for", "hear"])
def test_who_tries_codes_of_slips_waits_as_at_the_page_of_a_code(client_of, project, fay, code, first):
    browser, there = client_of(fay), reverse("say_for", args=[project.pk])
    for n in range(5):
        tried = slip(code if n % 2 else "K7MQRTX9")
        browser.post(there, tried) if first == "say_for" else hear("K7MQRTX9", browser=browser)

    page = browser.post(there, slip(codes.checked()))
    page_of_code = hear(code, browser=browser)

    wait = "That was a lot of wrong codes. Wait ten minutes, then try again. Or ring us."
    assert (to_check(page), to_check(page_of_code)) == ([wait], [wait])
    assert typed(page)["problem"] == "Who has my letters?"
    assert Feedback.objects.count() == 1


def test_right_slips_are_not_counted(client_of, project, fay):
    browser, there = client_of(fay), reverse("say_for", args=[project.pk])

    sent = [browser.post(there, slip(codes.checked())).status_code for _ in range(7)]

    assert sent == [302] * 7


def test_the_words_of_a_slip_are_changed_without_its_code(client_of, project, fay):
    code, browser = codes.checked(), client_of(fay)
    browser.post(reverse("say_for", args=[project.pk]), slip(code))

    browser.post(reverse("say_for_change", args=[project.pk, of(code).pk]), slip("", problem="Who has my parcels?"))

    assert of(code).problem == "Who has my parcels?"


def test_somebody_on_the_phone_is_written_down_as_that(client_of, project, fay, gus):
    words = slip("") | {"who": str(gus.pk), "channel": "phone"}

    client_of(fay).post(reverse("say_for", args=[project.pk]), words)

    one = Feedback.objects.get()
    assert (one.channel, one.giver, one.code_hash) == (Channel.PHONE, gus, "")
