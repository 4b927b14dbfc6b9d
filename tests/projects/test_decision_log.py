"""The log: its lists, its words, its pages, and the table that leaves it."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.utils import timezone

from projects.models import Capacity, Decision, DecisionMaker
from tests.meeting import brought, planned
from tests.projects.test_decision import MARCH, make_final, write_down
from tests.projects.test_decision_pages import text, url

pytestmark = pytest.mark.both  # lists, their order, and what is found in them


@pytest.fixture
def log(project, fay, lena) -> None:
    """1 was replaced by 2, whose day to look again has come; 3 is a draft without a reason; 4 stands."""
    first = make_final(write_down(project, fay, reason="It wakes the babies."), (lena, Capacity.LIVED))
    second = first.revise(fay, "Nobody minds at nine.", MARCH, reason="Babies sleep till nine.", review_on=MARCH)
    make_final(second, (lena, Capacity.LIVED))
    write_down(project, fay, question="A half known thing")
    easy = {"reason": "Quieter.", "easy_words": "We get the Café’s old door.", "review_on": date(2100, 1, 1)}
    make_final(write_down(project, fay, question="A new door?", **easy), (lena, Capacity.LIVED))


def numbers(response) -> list[int]:
    return [decision.number for decision in response.context["page"]]


def test_each_list_holds_what_its_name_says(client_of, project, fay, log):
    client, address = client_of(fay), url("decisions", project)

    pages = {key: client.get(address, {"show": key}) for key, _, _ in client.get(address).context["filters"]}

    assert {key: numbers(page) for key, page in pages.items()} == {
        "all": [4, 3, 2, 1],
        "standing": [4, 2],
        "without_reason": [3],
        "again": [2],
        "replaced": [1],
    }
    for page in pages.values():
        assert [count for _, _, count in page.context["filters"]] == [4, 2, 1, 1, 1]


def test_a_member_finds_no_trace_of_drafts_in_the_lists(client_of, project, lena, log):
    response = client_of(lena).get(url("decisions", project), {"show": "without_reason", "q": "known"})

    assert (numbers(response), "half known" in text(response)) == ([], False)
    assert response.context["filters"] == [("all", "All", 0), ("standing", "Standing", 0), ("replaced", "Replaced", 0)]


@pytest.mark.parametrize(
    ("words", "found"),
    [("RADIO  babies", [1]), ("cafe's DOOR", [4]), ("babies door", []), ("%", []), ("", [4, 3, 2, 1])],
)
def test_every_word_is_found_whatever_its_case_and_accents(client_of, project, fay, log, words, found):
    Decision.objects.filter(number=2).update(words="")

    assert numbers(client_of(fay).get(url("decisions", project), {"q": words})) == found


def test_a_list_and_words_and_a_page_go_together(client_of, project, fay, lena):
    for number in range(55):
        write_down(project, fay, question=f"Question {number}" if number else "Radio")
    client = client_of(fay)

    response = client.get(url("decisions", project), {"show": "without_reason", "q": "question", "page": "2"})

    assert numbers(response) == [5, 4, 3, 2]
    assert "?show=all&amp;q=question" in text(response)
    assert "?show=without_reason&amp;q=question&amp;page=1" in text(response)


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_log_and_the_table_ask_the_same_number_of_questions(
    client_of, project, fay, lena, django_assert_num_queries, rows
):
    Decision.objects.bulk_create(
        Decision(project=project, number=n, question=f"Question {n}", decided="So.", made_on=MARCH, recorded_by=fay)
        for n in range(rows)
    )
    DecisionMaker.objects.bulk_create(
        DecisionMaker(decision=one, person=lena, capacity=Capacity.LIVED) for one in Decision.objects.all()
    )
    client = client_of(fay)

    with django_assert_num_queries(8):
        response = client.get(url("decisions", project))
    with django_assert_num_queries(10):
        table = client.get(url("decisions_csv", project))

    assert len(response.context["page"]) == min(rows, 50)
    assert len(cells(table)) == rows


def cells(response) -> list[dict[str, str]]:
    """The lines of the table, each by its heads."""
    words = response.content.decode()
    assert words[0] == "\ufeff"
    return list(csv.DictReader(StringIO(words[1:])))


def test_the_table_has_all_of_a_decision_and_no_capacity_beside_a_name(client_of, project, fay, lena, gus, max):
    session = planned(project, fay)
    item = brought(project, lena, "The radio", session)
    today = timezone.localdate()
    decision = write_down(
        project,
        fay,
        reason="It wakes the babies,\nand the cat.",
        options="All day",
        how_decided="By talking",
        views_that_differed="Gus likes the news.",
        basis=["lived", "data"],
        whose_need="both",
        can_change="partly",
        can_change_until=date(2027, 1, 1),
        review_on=date(2027, 2, 1),
        session=session,
        agenda_item=item,
        asked_of=max,
        asked_on=MARCH,
        easy_words="Quiet till ten.",
        easy_checked_by="Aisha",
        easy_checked_on=MARCH,
    )
    DecisionMaker.objects.create(decision=decision, body="The trustees")
    make_final(decision, (lena, Capacity.LIVED), (gus, Capacity.LIVED), (fay, Capacity.PROFESSIONAL))
    decision.revise(fay, "Nobody minds.", today)

    response = client_of(lena).get(url("decisions_csv", project))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    [row] = cells(response)
    seal = row.pop("Seal")
    assert (len(seal), list(row.values())) == (
        64,
        [
            *("1", "Shall the radio play?", "No radio before ten.", "Quiet till ten.", "Aisha", "2026-03-12"),
            *("It wakes the babies,\nand the cat.", "All day", "By talking", "Gus likes the news."),
            *("What people have lived, Figures", "Both", "Some of it", "2027-01-01", "", "2027-02-01"),
            *("2026-03-12", str(today), "2026-03-14", "Session 1: The first phone call", "The radio"),
            *("Fay Adams, Gus Hart, Lena Okoro", "The trustees", "2", "0", "0", "1"),
            *("Max Bell", "2026-03-12", "", "", ""),
        ],
    )


def test_the_table_keeps_back_what_the_page_keeps_back(client_of, project, fay, lena, gus, pru, log):
    hidden = planned(project, fay, kind="members", title="Only us")
    item = brought(project, lena, "Who gets paid", hidden)
    decision = write_down(project, fay, reason="So.", session=hidden, agenda_item=item)
    make_final(decision, (lena, Capacity.LIVED), (gus, Capacity.LIVED))

    rows = {person.name: cells(client_of(person).get(url("decisions_csv", project)))[-1] for person in (fay, gus, pru)}

    heads = ("Session", "Subject", "Who decided", "Lived experience")
    assert {name: [row[head] for head in heads] for name, row in rows.items()} == {
        "Fay Adams": [str(hidden), "Who gets paid", "Gus Hart, Lena Okoro", "2"],
        "Gus Hart": [str(hidden), "Who gets paid", "", "2"],
        "Pru Lind": ["", "", "", "2"],
    }
    member = cells(client_of(gus).get(url("decisions_csv", project)))
    assert [(row["Decision"], row["Replaces decision"], row["Replaced by decision"]) for row in member] == [
        ("1", "", "2"),
        ("2", "1", ""),
        ("4", "", ""),
        ("5", "", ""),
    ]


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "|calc", "\r=1"])
def test_no_cell_is_taken_for_a_formula(client_of, project, fay, word):
    write_down(project, fay, question=word, decided="It was 5 - 3 = 2.")

    [row] = cells(client_of(fay).get(url("decisions_csv", project)))

    assert (row["Question"], row["What was decided"]) == (f"'{word}", "It was 5 - 3 = 2.")
