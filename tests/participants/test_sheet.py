"""The reader: any bytes become lines, or a sentence that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.sheet import (
    EMPTY,
    MOST_BYTES,
    NO_LINES,
    NOT_CSV,
    TOO_BIG,
    Sheet,
    Unreadable,
    read,
)

WORDS = "Said,Who\nThe tea isn’t hot – £5,Siân\n"


def lines(content: bytes) -> list[tuple[int, list[str]]]:
    return [(line.number, line.cells) for line in read(content).lines]


def sheet_or_sentence(content: bytes) -> Sheet | str:
    try:
        return read(content)
    except Unreadable as why:
        return str(why)


@given(st.binary(max_size=400))
def test_any_bytes_are_lines_or_a_sentence(content):
    found = sheet_or_sentence(content)

    if isinstance(found, str):
        assert found.endswith(".")
    else:
        assert found.headings
        assert {len(line.cells) for line in found.lines} <= {len(found.headings)}


@given(st.text(alphabet="ab,;\t|\"'\n\r é=\x0b\u2028", max_size=80))
def test_any_text_is_lines_or_a_sentence(text):
    found = sheet_or_sentence(text.encode())

    if isinstance(found, str):
        assert found.endswith(".")
    else:
        assert found.lines or found.faults


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_the_letters_are_read_however_they_were_saved(encoding):
    sheet = read(WORDS.encode(encoding))

    assert (sheet.headings, sheet.lines[0].cells) == (["Said", "Who"], ["The tea isn’t hot – £5", "Siân"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_although_other_ones_stand_in_the_words(delimiter):
    rows = ["Said", "Who"], ['"Tea, hot; not | cold\tat all"', "Lena"], ['"No, never"', "Gus"]

    sheet = read("\n".join(delimiter.join(row) for row in rows).encode())

    assert (sheet.headings, sheet.faults) == (["Said", "Who"], {})
    assert [line.cells[0] for line in sheet.lines] == ["Tea, hot; not | cold\tat all", "No, never"]


def test_a_single_column_keeps_the_commas_in_its_words():
    assert lines(b"What people said\nTea, please, and hot\n") == [(2, ["Tea, please, and hot"])]


def test_a_line_in_a_cell_stays_in_its_cell_and_numbers_are_those_of_the_spreadsheet():
    content = b'Said,Who\r\n"The tea\r\nis cold",Lena\r\n\r\nMore chairs,Gus\r\n'

    assert lines(content) == [(2, ["The tea\nis cold", "Lena"]), (4, ["More chairs", "Gus"])]


def test_lines_that_do_not_fit_are_named_and_the_others_read():
    sheet = read(b"Said,Who\nTea\nTea,Lena,2026,x\nTea,Lena,,\nTea,Gus\n")

    assert [line.number for line in sheet.lines] == [4, 5]
    assert sheet.faults == {
        2: "It has 1 cell, and the first line has 2. Look for a missing quotation mark.",
        3: "It has 4 cells, and the first line has 2. Look for a missing quotation mark.",
    }


def test_a_quotation_mark_that_does_not_close_is_named():
    sheet = read(b'Said,Who\nTea,Gus\n"Tea,Lena\nTea,Lena\n')

    assert list(sheet.faults.items()) == [
        (3, "A quotation mark opens here and does not close. Everything below it was read as one cell.")
    ]


def test_a_quotation_mark_inside_a_cell_is_named_and_reading_goes_on():
    sheet = read(b'Said,Who\n"She said "no" to me",Gus\nTea,Lena\n')

    assert sheet.faults == {2: "A quotation mark stands inside a cell. Write it twice, or leave it out."}
    assert [line.cells for line in sheet.lines] == [["Tea", "Lena"]]


def test_formulas_are_only_words():
    assert lines(b'Said,Who\n"=HYPERLINK(""x"")",@Lena\n') == [(2, ['=HYPERLINK("x")', "@Lena"])]


def test_excels_own_first_line_names_the_delimiter_and_is_no_heading():
    assert read(b"sep=;\nSaid;Who\nTea;Gus\n").headings == ["Said", "Who"]


def test_columns_without_a_heading_are_called_by_their_place():
    assert read(b"Said,,When,\nTea,Gus,1,\n").headings == ["Said", "Column 2", "When"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", EMPTY),
        (b" \n\n \n", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b",,,\n,,\n", EMPTY),
        (b"Said,Who\n", NO_LINES),
        (b"Said,Who\n,\n", NO_LINES),
        (b"PK\x03\x04 what Excel writes", NOT_CSV),
        (b"\xd0\xcf\x11\xe0 what old Excel writes", NOT_CSV),
        (b"%PDF-1.7 a report", NOT_CSV),
        (b"Said,Who\nTea\x00\x01\x02,Gus\n", NOT_CSV),
        (b"a" * (MOST_BYTES + 1), TOO_BIG),
        (b"Said\n" + b"Tea\n" * 2001, "This file has 2,001 lines. 2,000 is the most at once. Split it in two."),
        (b"a," * 51 + b"b\n1,2\n", "This file has 52 columns. 50 is the most."),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(content)

    assert str(refusal.value) == sentence


def test_two_thousand_lines_are_not_too_many():
    assert len(read(b"Said\n" + b"Tea\n" * 2000).lines) == 2000


def test_a_column_is_its_cells_without_the_empty_ones():
    assert read(b"Said,Who\nTea,\nMilk,Gus\n").column(1) == ["Gus"]
