"""The notebook: one place, one line each; anybody may change the words, and the old ones stay."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects import turns
from projects.forms.prompts import PROMPTS
from projects.models import Entry, EntryKind
from tests.reading import heading, links, read, said_back, to_check, tree, typed, words

MARCH = date(2026, 3, 3)


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def of_kind(project, kind) -> str:
    return f"{url('notebook', project)}?kind={kind}"


def written(project, by, line="Is the radio needed?", kind="guiding", **more):
    return Entry.objects.create(project=project, kind=kind, line=line, brought_by=by, **({"on": MARCH} | more))


def lines(response) -> list[str]:
    return [words(line) for line in tree(response).xpath("//ul[contains(@class, 'lines')]//p[@class='line']/a")]


def days_ago(days: int) -> dict[str, str]:
    day = timezone.localdate() - timedelta(days=days)
    return {"on_day": str(day.day), "on_month": str(day.month), "on_year": str(day.year)}


def told(entry) -> list[tuple[str, str, str, str]]:
    return [(turn.says, turn.was, turn.now, turn.why) for turn in turns.of_entry(entry)]


@pytest.mark.parametrize("kind", EntryKind)
def test_each_kind_says_what_it_is_for_and_takes_one_line(client_of, project, lena, kind):
    client = client_of(lena)
    page = read(client.get(of_kind(project, kind)))

    response = client.post(of_kind(project, kind), {"line": "One line."}, follow=True)

    entry = Entry.objects.get()
    prompt = PROMPTS[kind]
    assert all(words in page for words in (kind.label, prompt.what_for, prompt.example, prompt.line, *prompt.asks))
    assert (entry.kind, entry.line, entry.brought_by, entry.on) == (kind, "One line.", lena, timezone.localdate())
    assert said_back(response) == ["It is in the notebook."]
    assert lines(response) == ["One line."]
    assert f"{kind.label} (1)" in read(response)


def test_who_does_not_want_to_be_named_is_named_nowhere(client_of, project, lena, pru):
    client_of(lena).post(of_kind(project, "barrier"), {"line": "I am afraid of the desk.", "nameless": "on"})

    entry = Entry.objects.get()
    kept = entry.history.get()
    assert (entry.brought_by, kept.brought_by_id, kept.history_user_id) == (None, None, None)
    page = read(client_of(pru).get(url("entry", project, entry.pk)))
    assert "Somebody wrote this down" in page
    assert "Lena" not in page


def test_pru_changes_lenas_question_and_its_old_words_stand_in_the_list(client_of, project, lena, pru, max):
    client_of(lena).post(of_kind(project, "guiding"), {"line": "How do we make the wait shorter?"})
    entry = Entry.objects.get()
    change = {"line": "What would make the wait bearable?", "why": "It will not get shorter."}

    client_of(pru).post(url("entry_reword", project, entry.pk), change)
    client_of(pru).post(url("entry_reword", project, entry.pk), change | {"why": "Nothing changed."})

    entry.refresh_from_db()
    assert told(entry) == [
        ("Lena wrote this down", "", "", ""),
        (
            "Pru changed the words",
            "How do we make the wait shorter?",
            "What would make the wait bearable?",
            "It will not get shorter.",
        ),
    ]
    page = read(client_of(max).get(url("notebook", project)))
    assert "What would make the wait bearable? was: How do we make the wait shorter?" in page
    assert "Pru changed the words. Why: It will not get shorter." in page


def test_an_assumption_is_checked_and_opened_again(client_of, project, lena, pru):
    entry = written(project, lena, "Everybody reads the letters.", "assumption")
    client = client_of(pru)
    ahead = client.post(url("entry_settle", project, entry.pk), {"how": "No.", **days_ago(-1)})

    response = client.post(
        url("entry_settle", project, entry.pk), {"how": "Four of ten do not.", **days_ago(2)}, follow=True
    )

    entry.refresh_from_db()
    assert to_check(ahead) == ["That day is still to come. Give the day it happened."]
    assert (entry.settled_on, entry.how) == (timezone.localdate() - timedelta(days=2), "Four of ten do not.")
    assert "We assumed: Everybody reads the letters. We found: Four of ten do not." in read(response)
    client_of(lena).post(url("entry_open", project, entry.pk))
    entry.refresh_from_db()
    assert (entry.settled_on, entry.how) == (None, "")
    assert told(entry)[1:] == [
        ("Pru said what we found", "", "Four of ten do not.", ""),
        ("Lena opened it again", "Four of ten do not.", "", ""),
    ]


def test_what_is_settled_stands_after_what_is_not(client_of, project, lena):
    written(project, lena, "Old", "barrier", on=date(2026, 3, 1))
    written(project, lena, "Gone", "barrier", on=date(2026, 3, 9), settled_on=MARCH, how="A ramp.")
    written(project, lena, "New", "barrier", on=date(2026, 3, 2))

    assert lines(client_of(lena).get(of_kind(project, "barrier"))) == ["New", "Old", "Gone"]


def test_a_line_that_is_too_long_or_a_link_that_is_none_comes_back_whole(client_of, project, lena):
    wrong = {"line": "w" * 201, "more": "m" * 301, "come_from": "c" * 161, "link": "not a link"}

    response = client_of(lena).post(of_kind(project, "know"), wrong)

    assert to_check(response) == [
        "Use 200 letters or fewer.",
        "Use 300 letters or fewer.",
        "Use 160 letters or fewer.",
        "Write the whole address of the page, like https://example.org.",
    ]
    assert {name: typed(response)[name] for name in wrong} == wrong
    assert not Entry.objects.exists()


def test_max_reads_all_of_it_and_writes_nothing(client_of, project, lena, max):
    entry = written(project, lena)

    page = client_of(max).get(of_kind(project, "guiding"))
    client_of(max).post(of_kind(project, "guiding"), {"line": "Mine."})

    assert lines(page) == ["Is the radio needed?"]
    assert Entry.objects.get() == entry
    one = client_of(max).get(url("entry", project, entry.pk))
    assert url("entry_reword", project, entry.pk) not in links(one)
    assert not tree(one).xpath("//main//form")


def test_an_unknown_kind_shows_all_kinds(client_of, project, lena):
    written(project, lena)

    page = client_of(lena).get(of_kind(project, "gossip"))

    assert (heading(page), lines(page)) == ("Notebook", ["Is the radio needed?"])


def test_the_word_list_goes_from_a_to_z(client_of, project, lena):
    for word in ("triage", "Éclair chart", "2-week wait", "DNA", "(sic)", "Zone", "e-mail"):
        written(project, lena, word, "word", more="" if word == "DNA" else "What it means.")

    page = client_of(lena).get(url("words", project))

    assert [words(letter) for letter in tree(page).xpath("//main//h2")] == ["D", "E", "T", "Z", "#"]
    assert [words(word) for word in tree(page).xpath("//main//dt")] == [
        "DNA",
        "e-mail",
        "Éclair chart",
        "triage",
        "Zone",
        "(sic)",
        "2-week wait",
    ]
    assert "Nobody has explained it yet. Explain it" in read(page)


@pytest.mark.parametrize("name", ["entry", "entry_reword", "entry_settle", "entry_open"])
def test_a_line_of_another_project_is_not_there(client_of, project, lena, olu, name):
    elsewhere = written(olu.memberships.get().project, olu)

    assert client_of(lena).post(url(name, project, elsewhere.pk), {"line": "x", "how": "x"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_notebook_asks_the_database_as_often_for_many_lines(
    client_of, project, lena, django_assert_num_queries, count
):
    for number in range(count):
        entry = written(project, lena, f"Question {number}?")
        entry.line = f"Better question {number}?"
        entry.save()
    written(project, lena, "A word", "word")
    client = client_of(lena)

    with django_assert_num_queries(8):
        page = client.get(of_kind(project, "guiding"))
    with django_assert_num_queries(6):
        client.get(url("words", project))
    with django_assert_num_queries(8):
        client.get(url("entry", project, entry.pk))

    assert len(lines(page)) == min(count, 50)
    assert read(page).count("was: Question") == min(count, 50)


def test_what_we_know_is_counted_by_where_it_is_from(client_of, project, fay, lena):
    lenas, line = client_of(lena), {"line": "Most people wait 40 minutes.", "basis": "data"}
    lenas.post(of_kind(project, "know"), line)
    written(project, fay, "The doors hurt.", "know", basis="lived")
    written(project, fay, "Cold in March.", "know")

    lenas.post(of_kind(project, "guiding"), {"line": "Why?", "basis": "law"})

    assert {one.line: one.basis for one in Entry.objects.all()} == {
        "Most people wait 40 minutes.": "data",
        "The doors hurt.": "lived",
        "Cold in March.": "",
        "Why?": "",
    }
    assert "What people have lived: 1. Figures: 1. Not said: 1." in read(lenas.get(of_kind(project, "know")))
