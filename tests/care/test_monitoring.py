"""About us in figures: counted, never kept with a person, and small numbers hidden."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from care.models import RATHER_NOT, Monitoring, Question
from participants.models import Person
from tests.reading import links, read, said_back, to_check, tree, typed, words

JANUARY, MARCH, APRIL, MAY = (date(2026, month, 9) for month in (1, 3, 4, 5))
AGES = ["Under 25", "25 to 64", "65 or older"]


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def asked(project, words="How old are you?", answers=AGES, **more) -> Question:
    return Question.objects.create(project=project, words=words, answers=answers, **more)


def counted(question, answer, number, on=JANUARY) -> None:
    for _ in range(number):
        question.count(answer, on)


def shown(response) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in tree(response).xpath("//tbody/tr")]


# ---- what is kept


def test_an_answer_adds_one_to_the_count_of_the_month_and_nothing_else(client_of, project, lena):
    age, care = asked(project), asked(project, "Do you care for somebody?", ["Yes", "No"])
    models = [model for model in apps.get_models() if model._meta.app_label in {"participants", "projects", "care"}]
    before = {model: model.objects.count() for model in models}

    response = client_of(lena).post(
        url("monitoring_answer", project), {str(age.pk): "25 to 64", str(care.pk): RATHER_NOT}, follow=True
    )

    month = timezone.localdate().replace(day=1)
    rows = Monitoring.objects.exclude(number=0).order_by("answer")
    assert [(row.answer, row.month, row.number) for row in rows] == [("25 to 64", month, 1), (RATHER_NOT, month, 1)]
    assert {model for model in models if model.objects.count() != before[model]} == {Monitoring}
    assert said_back(response) == ["Thank you. It is counted, without your name."]


def test_a_count_is_tied_to_no_person_no_session_and_no_hour():
    tied = {field.related_model for field in Monitoring._meta.fields if field.is_relation}
    dated = {field.name: type(field).__name__ for field in Monitoring._meta.fields if "Date" in type(field).__name__}

    assert (tied, dated) == ({Question}, {"month": "DateField"})
    assert Person not in {field.related_model for field in Question._meta.fields if field.is_relation}


def test_all_counts_of_a_month_begin_at_once(project):
    age = asked(project)

    age.count("65 or older", MARCH)

    assert set(age.counts.values_list("answer", "number")) == {
        ("Under 25", 0),
        ("25 to 64", 0),
        ("65 or older", 1),
        (RATHER_NOT, 0),
    }


def test_a_month_is_its_first_day(project):
    with pytest.raises(IntegrityError):
        Monitoring.objects.create(question=asked(project), answer="25 to 64", month=MARCH)


# ---- answering


def test_the_page_says_that_no_name_is_kept_and_that_one_need_not_answer(client_of, project, lena):
    asked(project)

    page = client_of(lena).get(url("monitoring_answer", project))

    assert "This is not kept with your name. You do not have to answer." in read(page)
    assert "So you cannot change or take back an answer later. We could not find it." in read(page)
    assert [words(one) for one in tree(page).xpath("//label[@class='pick']")] == [*AGES, RATHER_NOT]


def test_nothing_chosen_or_something_made_up_counts_nothing(client_of, project, lena):
    age = asked(project)
    lenas = client_of(lena)

    nothing = lenas.post(url("monitoring_answer", project), {})
    made_up = lenas.post(url("monitoring_answer", project), {str(age.pk): "150"})

    assert to_check(nothing) == ["Choose an answer, or go back. You do not have to answer."]
    assert to_check(made_up) == ["Choose one of the answers that stand here."]
    assert Monitoring.objects.count() == 0


def test_the_browser_remembers_which_were_answered_and_not_how(client_of, project, lena):
    age, care = asked(project), asked(project, "Do you care for somebody?", ["Yes", "No"])
    lenas = client_of(lena)

    lenas.post(url("monitoring_answer", project), {str(age.pk): "25 to 64"})
    left = typed(lenas.get(url("monitoring_answer", project)))
    lenas.post(url("monitoring_answer", project), {str(care.pk): "Yes", str(age.pk): "65 or older"})
    done = read(lenas.get(url("monitoring_answer", project)))

    cookie = lenas.cookies["answered"]
    assert list(left) == [str(care.pk)]
    assert cookie.value.split(":")[0] == ".".join(sorted([str(age.pk), str(care.pk)]))
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "These questions were answered in this browser." in done
    assert set(Monitoring.objects.exclude(number=0).values_list("answer", "number")) == {("25 to 64", 1), ("Yes", 1)}


def test_somebody_else_at_the_same_computer_may_answer_too(client_of, project, lena, gus):
    age = asked(project)
    lenas = client_of(lena)
    lenas.post(url("monitoring_answer", project), {str(age.pk): "25 to 64"})

    lenas.post(url("monitoring_answer", project) + "?again", {str(age.pk): "65 or older"})

    assert set(Monitoring.objects.exclude(number=0).values_list("answer", "number")) == {
        ("25 to 64", 1),
        ("65 or older", 1),
    }


def test_a_note_that_somebody_made_themselves_is_not_believed(client_of, project, lena):
    age = asked(project)
    lenas = client_of(lena)
    lenas.cookies["answered"] = f"{age.pk}:forged"

    assert list(typed(lenas.get(url("monitoring_answer", project)))) == [str(age.pk)]


def test_managers_read_the_figures_and_do_not_answer(client_of, project, max):
    asked(project)

    maxs = client_of(max)

    assert url("monitoring_answer", project) not in links(maxs.get(url("monitoring", project)))
    assert maxs.get(url("monitoring_answer", project)).status_code == 403


# ---- the figures


def test_small_numbers_are_hidden_and_so_is_what_would_give_them_away(client_of, project, fay, lena):
    age = asked(project)
    counted(age, "Under 25", 2)
    counted(age, "25 to 64", 6)
    counted(age, "65 or older", 9)
    counted(age, RATHER_NOT, 5)

    pages = [client_of(who).get(url("monitoring", project)) for who in (fay, lena)]

    assert [shown(page) for page in pages] == [
        [["Under 25", "Not shown"], ["25 to 64", "6"], ["65 or older", "9"], [RATHER_NOT, "Not shown"]]
    ] * 2
    assert ["22 answers." in read(page) for page in pages] == [True, True]


def test_of_fewer_than_five_people_nothing_is_shown(client_of, project, lena):
    counted(asked(project), "25 to 64", 4)

    page = client_of(lena).get(url("monitoring", project))

    assert (shown(page), "There are too few answers to show any." in read(page)) == ([], True)


def test_new_answers_show_from_the_next_month_on_and_five_at_a_time(project):
    age = asked(project)
    counted(age, "25 to 64", 6, JANUARY)
    counted(age, "65 or older", 3, MARCH)
    counted(age, "65 or older", 1, APRIL)

    def of_the_older(on):
        return (age.figures(on)["25 to 64"], age.figures(on)["65 or older"])

    assert of_the_older(JANUARY) == (0, 0)
    assert of_the_older(MARCH) == (6, 0)
    assert of_the_older(APRIL) == (6, 0)
    assert of_the_older(MAY) == (6, 0)
    counted(age, "25 to 64", 1, APRIL)
    assert of_the_older(APRIL) == (6, 0)
    assert of_the_older(MAY) == (7, 4)


def test_looking_before_and_after_lena_answers_shows_no_difference(client_of, project, fay, lena):
    age = asked(project)
    counted(age, "25 to 64", 6)
    fays = client_of(fay)
    before = read(fays.get(url("monitoring", project)))

    client_of(lena).post(url("monitoring_answer", project), {str(age.pk): "Under 25"})

    assert read(fays.get(url("monitoring", project))) == before


# ---- choosing what to ask


def test_fay_begins_with_an_example_and_asks_in_her_own_words(client_of, project, fay):
    fays = client_of(fay)
    example = typed(fays.get(url("monitoring_questions", project) + "?example=age"))

    said = {"words": "How old are you?", "answers": f" Under  40 \n\n40 or older\nUnder 40\n{RATHER_NOT}"}
    fays.post(url("monitoring_questions", project), said)

    question = Question.objects.get()
    assert example["words"] == "How old are you?"
    assert example["answers"].split("\n") == ["Under 25", "25 to 44", "45 to 64", "65 or older"]
    assert (question.answers, question.offered) == (
        ["Under 40", "40 or older"],
        ["Under 40", "40 or older", RATHER_NOT],
    )


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ({}, ["Write the question.", "Write the answers, one in each line."]),
        (
            {"words": "w" * 161, "answers": "Yes"},
            ["Use 160 letters or fewer.", "Write from 2 to 12 answers, one in each line."],
        ),
        (
            {"words": "Age?", "answers": "\n".join(map(str, range(13)))},
            ["Write from 2 to 12 answers, one in each line."],
        ),
        ({"words": "Age?", "answers": "Yes\n" + "n" * 81}, ["Make each answer 80 letters or fewer."]),
    ],
)
def test_a_question_that_cannot_be_asked_comes_back(client_of, project, fay, said, lines):
    response = client_of(fay).post(url("monitoring_questions", project), said)

    assert to_check(response) == lines
    assert {name: typed(response)[name].split() for name in said} == {name: text.split() for name, text in said.items()}
    assert Question.objects.count() == 0


def test_no_more_than_six_questions_and_one_that_is_not_asked_any_more_keeps_its_figures(client_of, project, fay, lena):
    questions = [asked(project, f"Question {number}?") for number in range(6)]
    counted(questions[0], "25 to 64", 5)
    counted(questions[0], "65 or older", 5)
    fays = client_of(fay)

    full = fays.get(url("monitoring_questions", project))
    fays.post(url("monitoring_questions", project), {"words": "One more?", "answers": "Yes\nNo"})
    fays.post(url("monitoring_end", project, questions[0].pk))

    assert "These are enough." in read(full)
    assert Question.objects.count() == 6
    assert "Question 0?" not in read(client_of(lena).get(url("monitoring_answer", project)))
    assert "Question 0?" in read(client_of(lena).get(url("monitoring", project)))


def test_only_facilitators_choose_the_questions(client_of, project, lena, pru, max):
    question = asked(project)

    codes = [client_of(who).post(url("monitoring_end", project, question.pk)).status_code for who in (lena, pru, max)]

    question.refresh_from_db()
    assert (codes, question.ended_on) == ([403] * 3, None)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_figures_ask_as_often_for_300_as_for_1(client_of, project, lena, django_assert_num_queries, count):
    for number in range(count):
        counted(asked(project, f"Question {number}?"), "25 to 64", 1)
    lenas = client_of(lena)

    with django_assert_num_queries(8):
        lenas.get(url("monitoring", project))
