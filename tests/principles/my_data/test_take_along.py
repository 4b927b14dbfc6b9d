"""A person takes along all that is theirs, in a form they can read, and nothing of anybody else."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from lxml import html

from care.models import Concern, Need, NeedKind
from feedback.models import Feedback, Kind
from participants.models import Event, Person
from principles.my_data.declared import DECLARED
from principles.my_data.gather import gather
from projects.models import Capacity, SessionKind
from tests.feedback.saying import MONDAY, answered, said, told
from tests.meeting import asked, brought, planned
from tests.people import join
from tests.principles.answering import open_checklist, questions, say
from tests.projects.test_decision import make_final, write_down

TABLES = len([holds for holds in DECLARED if holds.title])
TRACES = sum(len(holds.did) + (holds.history is not None) for holds in DECLARED)
# Words of others, and words that Lena is not to read yet.
NOT_HERS = ("Quillfeather", "Copperkettle", "Marrowbone", "Gooseberry", "Fay Adams", "fay@example.org")


@pytest.fixture
def files(project, lena, client_of):
    """The names and the words of the files that Lena takes along."""

    def take() -> dict[str, str]:
        response = client_of(lena).post("/me/data/zip")
        with ZipFile(BytesIO(response.content)) as together:
            return {name: together.read(name).decode("utf-8-sig") for name in together.namelist()}

    return take


@pytest.fixture
def much(project, fay, lena):
    """Lena did things, and so did others around her."""
    xan = Person.objects.create_user("xan@example.org", "Xanthe Quillfeather")
    join(xan, project.organisation, project, "member")
    told(said(project, lena, "The chairs are cold."), fay, why="They are old.")
    answered(said(project, lena, "The clock is wrong."), fay, why="Marrowbone: it is listed.")
    said(project, xan, "Copperkettle: the nurse shouted.")
    asked(planned(project, fay), lena, "yes", Capacity.LIVED)
    asked(planned(project, fay, title="Copperkettle talk", kind=SessionKind.STAFF), xan)
    item = brought(project, lena, "The radio")
    item.what = "Radio off"
    item.keep(fay)
    item.keep(lena)
    make_final(write_down(project, fay, question="Two chairs?", reason="Warm."), (lena, Capacity.LIVED))
    draft = write_down(project, fay, question="Gooseberry?")
    draft.makers.create(person=lena, capacity=Capacity.LIVED)
    round_one = open_checklist(project, fay, questions())
    say(round_one, lena, note="I was asked.", A1="yes")
    say(round_one, xan, note="Copperkettle.", A1="yes")


def test_the_file_holds_a_page_json_tables_and_what_every_column_means(much, files):
    found = files()

    assert sorted(found) == [
        "README.txt",
        "about-me.html",
        "about-me.json",
        "look.css",
        "tables/about-you.csv",
        "tables/decisions-you-made.csv",
        "tables/sessions.csv",
        "tables/subjects-you-brought.csv",
        "tables/what-else-you-did.csv",
        "tables/what-we-answered-you.csv",
        "tables/what-you-answered-in-checklists.csv",
        "tables/what-you-said.csv",
        "tables/your-places.csv",
    ]


def test_each_form_says_what_she_said(much, files):
    found = files()

    lines = list(csv.DictReader(StringIO(found["tables/what-you-said.csv"])))
    held = {table["title"]: table for table in json.loads(found["about-me.json"])["held"]}
    page = html.fromstring(found["about-me.html"].encode())
    assert [line["problem"] for line in lines] == ["The chairs are cold.", "The clock is wrong."]
    assert [row["problem"] for row in held["What you said"]["rows"]] == [line["problem"] for line in lines]
    assert lines[0]["received on"] == held["What you said"]["rows"][0]["received on"] == "2026-03-02"
    assert page.xpath("count(//dd[.='The chairs are cold.'])") == 2  # in what she said, and above our answer


def test_nothing_of_others_and_nothing_untold_is_in_it(much, files):
    found = files()

    assert [(name, word) for name, text in found.items() for word in NOT_HERS if word in text] == []


def test_an_answer_is_in_it_once_she_was_told(much, files):
    lines = list(csv.DictReader(StringIO(files()["tables/what-we-answered-you.csv"])))

    assert [(line["feedback"], line["why"]) for line in lines] == [("The chairs are cold.", "They are old.")]


def test_what_she_needs_is_in_it_in_clear_and_what_she_told_the_lead_is_not(organisation, project, lena, files):
    Need.objects.create(
        person=lena, kind=NeedKind.SENSORY, words="Dim light, please.", may_know="projects", written_by=lena
    )
    Concern.objects.create(organisation=organisation, person=lena, words="Snapdragon shouts.", shown="Sam Osei")

    found = files()

    line = next(csv.DictReader(StringIO(found["tables/what-you-need.csv"])))
    assert line["words"] == "Dim light, please."
    assert [name for name, text in found.items() if "Snapdragon" in text] == []


def test_what_she_did_elsewhere_is_named_without_words(project, lena, gus, files):
    said(project, gus, "Copperkettle: the step.", typed_by=lena)

    lines = list(csv.DictReader(StringIO(files()["tables/what-else-you-did.csv"])))

    assert [line["what"] for line in lines] == ["You typed in what somebody said."]


def test_the_readme_explains_every_column_of_every_table(much, files, lena):
    found = files()["README.txt"]

    columns = [f"  {column.label}: {column.means}" for table in gather(lena) for column in table.columns]
    assert [line for line in columns if line not in found.splitlines()] == []


def test_it_says_how_to_ask_for_what_the_safeguarding_lead_holds(files):
    page = html.fromstring(files()["about-me.html"].encode())

    assert (
        "What you told the safeguarding lead is not in here. Ask Sam Osei on 0117 496 0199 if you want to know."
        in page.text_content()
    )


def test_the_page_runs_nothing_and_fetches_nothing_but_its_look(much, files):
    page = html.fromstring(files()["about-me.html"].encode())

    assert page.xpath("//script | //style | //*[@style] | //img | //iframe") == []
    assert page.xpath("//link/@href") == ["look.css"]


def test_a_spreadsheet_takes_no_cell_for_a_formula(project, lena, files):
    said(project, lena, "=HYPERLINK('x')", kind=Kind.IDEA)

    line = next(csv.DictReader(StringIO(files()["tables/what-you-said.csv"])))

    assert line["problem"] == "'=HYPERLINK('x')"


def test_that_it_was_taken_is_written_down_without_a_name(files, lena):
    files()

    event = Event.objects.get()
    assert (event.kind, event.by, event.about) == (Event.Kind.EXPORTED, lena, f"person:{lena.pk}")


def test_two_thousand_pieces_are_taken_in_a_fixed_number_of_queries(
    project, lena, client_of, django_assert_num_queries
):
    words = {"project": project, "giver": lena, "received_on": MONDAY, "promised_by": MONDAY}
    Feedback.objects.bulk_create(Feedback(problem=f"Piece {number}", **words) for number in range(2000))
    browser = client_of(lena)

    with django_assert_num_queries(TABLES + TRACES + 8):
        response = browser.post("/me/data/zip")

    table = ZipFile(BytesIO(response.content)).read("tables/what-you-said.csv").decode()
    assert len(table.splitlines()) == 2001


# ---- the page


def test_the_page_says_what_is_in_it(much, lena, client_of):
    page = html.fromstring(client_of(lena).get("/me/data").content)

    lines = [line.text_content() for line in page.xpath("//summary[.='What is in it']/following-sibling::ul[1]/li")]
    assert lines[:3] == ["About you: 1", "Your places: 1", "Sessions: 1"]


def test_looking_at_the_page_takes_nothing(much, lena, client_of):
    client_of(lena).get("/me/data")

    assert Event.objects.count() == 0


@pytest.mark.parametrize("many", [1, 3, 300])
def test_the_page_asks_the_same_number_of_times_however_much_there_is(
    project, lena, client_of, django_assert_num_queries, many
):
    for number in range(many):
        said(project, lena, f"Piece {number}", recorded_at=timezone.now())
    browser = client_of(lena)

    with django_assert_num_queries(TABLES + 6):
        browser.get("/me/data")
