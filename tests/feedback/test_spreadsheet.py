"""Fay brings a spreadsheet in: three pages, all or nothing."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, NamedAs, Outcome, Reply, Upload
from feedback.spreadsheet.kinds import KNOWN_KINDS
from participants.models import Person
from tests.reading import tree, typed

EVENT = (
    "When,What people said,Who said it,Event\n"
    '13/03/2026,"The tea is cold,\nand the room is loud",Parents at the drop-in,Open day\n'
    "14/03/2026,Thank you for the chairs,,Open day\n"
)
COLUMNS = {
    "said": "1",
    "when": "0",
    "who": "2",
    "where": "3",
    "who_is": "group",
    "named_as": "member",
    "one_kind": "idea",
}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def upload(client, project, content: str | bytes, name: str = "open-day.csv"):
    """What the page of columns says of this file; or the first page again, with a sentence."""
    raw = content if isinstance(content, bytes) else content.encode()
    return client.post(url("import_upload", project), {"file": SimpleUploadedFile(name, raw)}, follow=True)


def match(client, project, **columns):
    """The preview, after the columns have been told."""
    address = url("import_match", project, Upload.objects.get().pk)
    return client.post(address, COLUMNS | columns, follow=True)


def bring_in(client, project, **answers):
    return client.post(url("import_preview", project, Upload.objects.get().pk), answers, follow=True)


def faults_of(response) -> dict[int, str]:
    return response.context["reading"].faults


def test_fay_brings_in_what_was_said_at_an_event(client_of, project, fay):
    client = client_of(fay)

    upload(client, project, EVENT)
    match(client, project)
    bring_in(client, project)

    first, second = Feedback.objects.order_by("received_on")
    assert (first.problem, first.group) == ("The tea is cold,\nand the room is loud", "Parents at the drop-in")
    assert (second.problem, second.group) == ("Thank you for the chairs", "")
    assert (first.received_on, first.promised_by) == (date(2026, 3, 13), project.promise_from(timezone.localdate()))
    assert (first.giver, first.typed_by, first.kind, first.named_as) == (None, fay, "idea", NamedAs.MEMBER)
    assert first.source == "Open day; open-day.csv, line 2"
    assert Upload.objects.count() == 0


def test_the_columns_are_guessed_from_their_headings_and_cells(client_of, project, fay):
    form = upload(client_of(fay), project, EVENT).context["form"]

    guessed = {name: form[name].value() for name in ("said", "better", "when", "who", "who_is", "kind", "where")}
    assert guessed == {
        "said": "1",
        "better": None,
        "when": "0",
        "who": "2",
        "who_is": "group",
        "kind": None,
        "where": "3",
    }


def test_what_was_guessed_is_read_back_and_one_question_is_left(client_of, project, fay):
    client = client_of(fay)

    page = upload(client, project, EVENT.replace("Event", "Event,Postcode").replace("Open day\n", "Open day,BS1\n"))
    [folded] = tree(page).xpath("//main//details[not(@open)][.//select[@name='said']]")
    shown = client.post(page.redirect_chain[-1][0], typed(page), follow=True)

    assert [said.problem for said in page.context["first"]] == [
        "The tea is cold,\nand the room is loud",
        "Thank you for the chairs",
    ]
    assert page.context["form"].reads == [
        ("What people said", 'The column "What people said"'),
        ("When it was said", 'The column "When"'),
        ("Who said it", 'The column "Who said it"'),
        ("Where it came from", 'The column "Event"'),
        ("Left out", "Postcode"),
    ]
    assert not folded.xpath(".//input[@name='named_as']")
    assert "Bring in 2 lines" in text(shown)


@pytest.mark.parametrize(
    "unsure",
    [
        "When,Said\n03/04/2026,Tea\n",  # March or April?
        "When,Said\n,Tea\n",
        "When,Said,Kind\n13/03/2026,Tea,Blue\n",
    ],
)
def test_what_is_missing_or_unsure_is_asked_openly(client_of, project, fay, unsure):
    page = upload(client_of(fay), project, unsure)

    assert page.context["first"] == []
    assert not tree(page).xpath("//main//details[.//select[@name='said']]")


def test_headings_that_say_nothing_leave_the_longest_column_as_the_words(client_of, project, fay):
    form = upload(client_of(fay), project, "A;B;C\n1;The tea is always cold here;x\n").context["form"]

    assert (form["said"].value(), form["when"].value()) == ("1", None)


def test_the_page_of_columns_shows_three_cells_of_each(client_of, project, fay):
    rows = "".join(f"Words {number},Lena\n" for number in range(5))

    response = upload(client_of(fay), project, "Said,Who\n" + rows)

    assert response.context["first"] == []  # on which day?
    assert response.context["columns"] == [("Said", ["Words 0", "Words 1", "Words 2"]), ("Who", ["Lena"])]


def test_people_are_found_by_name_or_address_and_get_their_own_loop(client_of, project, fay, lena, gus):
    client = client_of(fay)
    upload(
        client,
        project,
        "When,Said,Who\n2026-03-13,Tea, lena  OKORO \n2026-03-13,Milk,Lena@Example.org\n2026-03-13,Jam,gus hart\n",
    )

    match(client, project, who_is="person", where="", named_as="private")
    bring_in(client, project)

    rows = Feedback.objects.order_by("problem").values_list("problem", "giver", "group", "named_as")
    assert list(rows) == [
        ("Jam", gus.pk, "", "private"),
        ("Milk", lena.pk, "", "private"),
        ("Tea", lena.pk, "", "private"),
    ]


def test_a_groups_loop_ends_told_in_public_and_apart_from_closed(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, EVENT)
    match(client, project)
    bring_in(client, project)
    said = Feedback.objects.earliest("received_on")
    reply = said.reply(Reply(outcome=Outcome.USED, why="It was cold.", answered_by=fay), timezone.now())

    reply.mark_told(timezone.localdate(), "read out at the next open day", in_public=True)

    said.refresh_from_db()
    assert (said.step, said.closed_on, said in Feedback.objects.closed()) == (5, None, True)


def test_a_kind_column_is_read_and_the_rest_gets_the_one_kind(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, "When,Said,Type\n2026-03-13,Tea,Thank you\n2026-03-13,Jam,WORRY\n2026-03-13,Milk,\n")

    match(client, project, who="", where="", kind="2", one_kind="need")
    bring_in(client, project)

    rows = Feedback.objects.order_by("problem").values_list("problem", "kind")
    assert list(rows) == [("Jam", "worry"), ("Milk", "need"), ("Tea", "thanks")]


def test_lines_without_a_day_get_the_one_day(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, "Said,Better\nTea,Hot tea\n")

    day = {"day_day": "13", "day_month": "3", "day_year": "2026"}
    match(client, project, said="0", better="1", when="", who="", where="", **day)
    bring_in(client, project)

    kept = Feedback.objects.get()
    assert (kept.problem, kept.better, kept.received_on) == ("Tea", "Hot tea", date(2026, 3, 13))


def test_a_day_is_needed_from_somewhere(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, "Said,Better\nTea,Hot tea\n")

    response = match(client, project, said="0", when="", who="", where="")

    assert "Choose the column with the day, or write one day for all lines below." in text(response)


def test_days_that_can_be_read_both_ways_are_asked_about(client_of, project, fay):
    client = client_of(fay)
    page = upload(client, project, "When,Said\n03/04/2026,Tea\n05/06/2026,Jam\n")
    unanswered = match(client, project, who="", where="")

    match(client, project, who="", where="", order="month")
    bring_in(client, project)

    assert "Which day is 03/04/2026?" in text(page)
    assert "Choose which of the two days is meant." in text(unanswered)
    days = Feedback.objects.order_by("received_on").values_list("received_on", flat=True)
    assert list(days) == [date(2026, 3, 4), date(2026, 5, 6)]


def test_headings_of_an_event_are_asked_about_once_and_then_are_kinds(client_of, project, fay):
    client = client_of(fay)
    rows = "13/03/2026,Tea,What is working well?\n13/03/2026,Milk,what is working well?\n13/03/2026,Jam,Meetings\n"
    rows += "13/03/2026,Cake,What is working well?\n"

    page = upload(client, project, "When,Said,Heading\n" + rows).context["form"]
    unanswered = match(client, project, who="", where="", kind="2")
    match(client, project, who="", where="", kind="2", kind_2_0="works", kind_2_1="worry")
    bring_in(client, project)

    asked = [(page[name].label, page[name].value(), page[name].help_text) for name in ("kind_2_0", "kind_2_1")]
    assert asked == [
        ('Which kind is "What is working well?"?', "works", ""),
        ('Which kind is "Meetings"?', "", "For example: Jam"),
    ]
    assert "Choose the kind for &quot;Meetings&quot;." in text(unanswered)
    kinds = dict(Feedback.objects.values_list("problem", "kind"))
    assert kinds == {"Tea": "works", "Milk": "works", "Jam": "worry", "Cake": "works"}


def test_a_column_of_many_words_is_no_column_of_kinds(client_of, project, fay):
    client = client_of(fay)
    rows = "".join(f"13/03/2026,Tea,Heading {number}\n" for number in range(9))

    page = upload(client, project, "When,Said,Heading\n" + rows).context["form"]
    response = match(client, project, who="", where="", kind="2")

    assert page["kind"].value() is None
    assert faults_of(response)[2] == f'We know no kind "Heading 0". Use one of these: {KNOWN_KINDS}.'


def test_plain_days_are_not_asked_about(client_of, project, fay):
    assert "order" not in upload(client_of(fay), project, EVENT).context["form"].fields


def test_a_wrong_file_brings_in_nothing_and_names_each_line(client_of, project, fay, lena):
    tomorrow = timezone.localdate() + timedelta(days=1)
    client = client_of(fay)
    upload(
        client,
        project,
        "When,Said,Who,Type\n"
        "2026-03-13,Tea,Lena Okoro,idea\n"
        "31/02/2026,Tea,Lena Okoro,idea\n"
        f"{tomorrow:%d/%m/%Y},Tea,Lena Okoro,idea\n"
        "2026-03-13,,Lena Okoro,idea\n"
        "2026-03-13,Tea,Nobody Known,idea\n"
        f"2026-03-13,{'a' * 2001},Lena Okoro,idea\n"
        ",Tea,Lena Okoro,idea\n"
        "2026-03-13,Tea,Lena Okoro\n",
    )

    response = match(client, project, who_is="person", where="", kind="3")
    again = bring_in(client, project)

    assert faults_of(response) == {
        3: '"31/02/2026" is not a real date. Write it like 27/03/2026.',
        4: f"The day {tomorrow:%d/%m/%Y} is still to come.",
        5: "Nobody said anything here. Write what was said, or take the line out.",
        6: 'Nobody in this project is called "Nobody Known". Write the name as on the page People.',
        7: "This is 2,001 letters long. Use 2,000 or fewer.",
        8: "There is no date. Write the day when it was said, like 27/03/2026.",
        9: "It has 3 cells, and the first line has 4. Look for a missing quotation mark.",
    }
    assert "7 lines to mend" in text(response)
    assert "<b>Line 3.</b>" in text(again)
    assert Feedback.objects.count() == 0


def test_two_people_of_one_name_are_told_apart_by_address(client_of, project, fay, lena):
    namesake = Person.objects.create_user(email="other@example.org", name="Lena Okoro")
    lena.memberships.get().__class__.objects.create(
        organisation=project.organisation, project=project, person=namesake, role="member", joined_on=date(2026, 3, 2)
    )
    client = client_of(fay)
    upload(client, project, "When,Said,Who\n2026-03-13,Tea,Lena Okoro\n2026-03-13,Tea,other@example.org\n")

    response = match(client, project, who_is="person", where="")

    assert faults_of(response) == {2: 'Two people here are called "Lena Okoro". Write the email instead.'}


def test_names_and_groups_too_long_to_keep_are_named(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, f"When,Said,Who,Event\n2026-03-13,Tea,{'g' * 161},x\n2026-03-13,Tea,Lena,{'e' * 190}\n")

    response = match(client, project)

    assert faults_of(response) == {
        2: "The group's name is 161 letters long. Use 160 or fewer.",
        3: "Where it came from is 190 letters long. Use 178 or fewer.",
    }


def test_the_same_file_twice_is_said_and_left_out_only_when_fay_says_so(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, EVENT)
    match(client, project)
    bring_in(client, project)
    upload(client, project, EVENT + "15/03/2026,More chairs,,Open day\n")

    page = match(client, project)
    refused = bring_in(client, project)
    before = Feedback.objects.count()
    bring_in(client, project, leave_out="on")

    assert "2 of these lines are already here" in text(page)
    assert "Tick this to leave out the lines that are already here." in text(refused)
    assert before == 2
    assert sorted(Feedback.objects.values_list("problem", flat=True)) == [
        "More chairs",
        "Thank you for the chairs",
        "The tea is cold,\nand the room is loud",
    ]


def test_a_file_that_is_all_here_already_has_nothing_to_bring_in(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, EVENT)
    match(client, project)
    bring_in(client, project)
    upload(client, project, EVENT)

    page = match(client, project)
    bring_in(client, project, leave_out="on")

    assert "All of these lines are already here" in text(page)
    assert Feedback.objects.count() == 2


def test_the_last_button_pressed_twice_counts_once(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, EVENT)
    match(client, project)
    address = url("import_preview", project, Upload.objects.get().pk)

    client.post(address)
    again = client.post(address, follow=True)

    assert Feedback.objects.count() == 2
    assert "That file is not here any more." in text(again)


def test_formulas_and_markup_are_words(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, 'When,Said\n2026-03-13,"=1+1"\n2026-03-14,<script>alert(1)</script>\n')

    page = match(client, project, who="", where="")
    bring_in(client, project)

    assert "<script>alert" not in page.content.decode()
    assert list(Feedback.objects.order_by("received_on").values_list("problem", flat=True)) == [
        "=1+1",
        "<script>alert(1)</script>",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty. Choose the one with the lines in it."),
        (
            b"PK\x03\x04 what Excel writes",
            "This is not a CSV file. Save it as CSV first: open it, then File, Save as, CSV.",
        ),
        (b"a" * (2 * 1024 * 1024 + 1), "This file is bigger than 2 MB."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(client_of, project, fay, content, sentence):
    response = upload(client_of(fay), project, content)

    assert sentence in text(response)
    assert Upload.objects.count() == 0


def test_no_file_is_refused_in_a_sentence(client_of, project, fay):
    response = client_of(fay).post(url("import_upload", project), {})

    assert "Choose a file." in text(response)


def test_the_preview_waits_for_the_columns(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, EVENT)

    response = client.get(url("import_preview", project, Upload.objects.get().pk))

    assert response.url == url("import_match", project, Upload.objects.get().pk)


def test_the_answers_about_the_columns_are_still_there_on_the_way_back(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, EVENT)
    match(client, project, said="3", where="", one_kind="thanks")

    form = client.get(url("import_match", project, Upload.objects.get().pk)).context["form"]

    assert (form["said"].value(), form["where"].value(), form["one_kind"].value()) == ("3", "", "thanks")


def test_the_preview_shows_ten_lines_as_they_will_be(client_of, project, fay):
    client = client_of(fay)
    upload(client, project, "When,Said,Who\n" + "".join(f"13/03/2026,Words {n},Parents\n" for n in range(12)))

    page = match(client, project, where="")

    assert [said.problem for said in page.context["first"]] == [f"Words {n}" for n in range(10)]
    assert "Friday 13 March" in text(page)
    assert "All of them are a group's words." in text(page)
    assert re.search(r"Bring in 12 lines", text(page))


def test_a_file_is_seen_only_by_the_one_who_chose_it(client_of, project, fay, pru):
    place = pru.memberships.get()
    place.role = "facilitator"
    place.save()
    upload(client_of(fay), project, EVENT)
    kept = Upload.objects.get()

    pages = [
        client_of(pru).get(url(name, project, kept.pk), follow=True) for name in ("import_match", "import_preview")
    ]

    assert all("The tea is cold" not in text(page) for page in pages)
    assert all(page.redirect_chain[-1][0] == url("import_upload", project) for page in pages)


def test_only_facilitators_bring_in(client_of, project, fay, lena, pru, max, olu):
    upload(client_of(fay), project, EVENT)
    addresses = [url("import_upload", project)]
    addresses += [url(name, project, Upload.objects.get().pk) for name in ("import_match", "import_preview")]

    codes = {
        p.first_name: [client_of(p).post(address).status_code for address in addresses] for p in (lena, pru, max, olu)
    }

    assert codes == {"Lena": [403] * 3, "Pru": [403] * 3, "Max": [403] * 3, "Olu": [404] * 3}


def test_a_file_left_lying_for_a_day_goes_when_the_next_one_comes(client_of, project, fay):
    old = Upload.objects.create(project=project, by=fay, name="old.csv", content=b"Said\nTea\n")
    Upload.objects.filter(pk=old.pk).update(recorded_at=timezone.now() - timedelta(days=1, minutes=1))
    young = Upload.objects.create(project=project, by=fay, name="young.csv", content=b"Said\nTea\n")

    upload(client_of(fay), project, EVENT)

    assert set(Upload.objects.values_list("name", flat=True)) == {young.name, "open-day.csv"}


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_preview_asks_the_same_number_of_questions(client_of, project, fay, lena, django_assert_num_queries, rows):
    client = client_of(fay)
    upload(client, project, "When,Said,Who\n" + "".join(f"13/03/2026,Words {n},Lena Okoro\n" for n in range(rows)))
    match(client, project, who_is="person", where="")
    address = url("import_preview", project, Upload.objects.get().pk)

    with django_assert_num_queries(10):
        response = client.get(address)

    assert len(response.context["reading"].feedback) == rows
