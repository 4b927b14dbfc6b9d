"""Any bytes in; out come headings and lines, or one sentence that says what to do."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

import charset_normalizer

MOST_BYTES = 2 * 1024 * 1024
MOST_LINES = 2000
MOST_COLUMNS = 50
DELIMITERS = ",;\t|"
NO_DELIMITER = "\x1f"  # a control character, which no readable file holds

# The longer mark first: UTF-32's begins with UTF-16's.
MARKS = [
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
]
# How files that are no text begin: xlsx, ods and numbers; xls; PDF; pictures; rtf.
OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

EMPTY = "This file is empty. Choose the one with the lines in it."
NOT_CSV = "This is not a CSV file. Save it as CSV first: open it, then File, Save as, CSV."
LETTERS = "We cannot read the letters in this file. Save it again as CSV UTF-8, and choose that file."
NO_LINES = "There is only one line in this file. The first line names the columns; the others come below it."
TOO_BIG = "This file is bigger than 2 MB. Split it into smaller files, and bring them in one by one."


class Unreadable(Exception):
    """The whole file cannot be used; the words say why and what to do."""


@dataclass(frozen=True)
class Line:
    """One line of the spreadsheet, with the number that the spreadsheet program shows beside it."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    """A file as read: its column names, its lines, and a sentence for each line that does not fit."""

    headings: list[str]
    lines: list[Line] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)

    def column(self, place: int) -> list[str]:
        """What stands in this column, line by line, without the empty cells."""
        return [line.cells[place] for line in self.lines if line.cells[place]]


def read(content: bytes) -> Sheet:
    """The sheet in these bytes. Unreadable, with a sentence, when they are no CSV."""
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_BIG)
    if not content.strip():
        raise Unreadable(EMPTY)
    if content.startswith(OTHER_FILES):
        raise Unreadable(NOT_CSV)
    text = tidy(decode(content))
    if CONTROL.search(text):
        raise Unreadable(NOT_CSV)
    if not text.strip():
        raise Unreadable(EMPTY)
    return sort_out(text, find_delimiter(text))


def decode(content: bytes) -> str:
    """The text, by its mark, else as UTF-8, else as what its bytes look like."""
    marked = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    for encoding in [*marked, *unmarked_utf16(content), "utf-8"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    # Short texts mislead a free guess. Here spreadsheets without a mark come from Windows or an older Mac.
    guess = charset_normalizer.from_bytes(content, cp_isolation=["cp1252", "mac_roman"]).best()
    guess = guess or charset_normalizer.from_bytes(content).best()
    if not guess:
        raise Unreadable(LETTERS)
    return str(guess)


def unmarked_utf16(content: bytes) -> list[str]:
    """UTF-16 without a mark shows itself: in our alphabet every second byte is nought."""
    if content[1::2].count(0) > len(content) // 4:
        return ["utf-16-le"]
    return ["utf-16-be"] if content[::2].count(0) > len(content) // 4 else []


def tidy(text: str) -> str:
    """Without the marks of old programs: end-of-file, and line breaks inside a cell."""
    return text.lstrip("\ufeff").rstrip("\x1a").replace("\x0b", "\n").replace("\x0c", "\n")


def rows(text: str, delimiter: str) -> Iterator[list[str] | csv.Error]:
    """Row by row; a row that cannot be taken apart comes as its error."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def find_delimiter(text: str) -> str:
    """The character between the cells: the one that splits most rows into as many cells as the first row."""
    told = re.match(r'"?sep=([,;\t|])', text)
    if told:
        return told[1]
    best, most = NO_DELIMITER, (0, 0)
    for delimiter in DELIMITERS:
        sizes = [len(row) for row in rows(text, delimiter) if isinstance(row, list) and row]
        if not sizes or sizes[0] < 2:
            continue
        score = (Counter(sizes)[sizes[0]], sizes[0])
        if score > most:
            best, most = delimiter, score
    return best


def sort_out(text: str, delimiter: str) -> Sheet:
    """Headings from the first row that says anything, then the lines that fit them, and faults by line."""
    sheet: Sheet | None = None
    for number, row in enumerate(rows(text, delimiter), start=1):
        if isinstance(row, csv.Error):
            sheet = sheet or Sheet(headings=[])
            sheet.faults[number] = broken(row)
            continue
        cells = [clean(cell) for cell in row]
        if not any(cells) or (number == 1 and cells[0].startswith("sep=")):
            continue
        if sheet is None:
            sheet = Sheet(headings=name_columns(cells))
        else:
            fit(sheet, number, cells)
    return within_limits(sheet)


def within_limits(sheet: Sheet | None) -> Sheet:
    if sheet is None:
        raise Unreadable(EMPTY)
    if not sheet.headings:
        raise Unreadable(f"The first line cannot be read. {next(iter(sheet.faults.values()))}")
    if len(sheet.headings) > MOST_COLUMNS:
        raise Unreadable(f"This file has {len(sheet.headings):,} columns. {MOST_COLUMNS} is the most.")
    count = len(sheet.lines) + len(sheet.faults)
    if not count:
        raise Unreadable(NO_LINES)
    if count > MOST_LINES:
        raise Unreadable(f"This file has {count:,} lines. {MOST_LINES:,} is the most at once. Split it in two.")
    return sheet


def clean(cell: str) -> str:
    """A cell's words: every line break of one kind, nothing empty around them."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip()


def name_columns(cells: list[str]) -> list[str]:
    """The headings; a column without one is called by its place. Empty columns at the end are left out."""
    while not cells[-1]:
        cells.pop()
    return [" ".join(cell.split()) or f"Column {place}" for place, cell in enumerate(cells, start=1)]


def fit(sheet: Sheet, number: int, cells: list[str]) -> None:
    """Take the line in, or say how it differs from the first one."""
    width = len(sheet.headings)
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if len(cells) == width:
        sheet.lines.append(Line(number, cells))
    else:
        count = f"{len(cells)} cell{'s' if len(cells) > 1 else ''}"
        sheet.faults[number] = f"It has {count}, and the first line has {width}. Look for a missing quotation mark."


def broken(error: csv.Error) -> str:
    """What to look for in a row that cannot be taken apart."""
    if "unexpected end" in str(error):
        return "A quotation mark opens here and does not close. Everything below it was read as one cell."
    if "field limit" in str(error):
        return "One cell is much too long. Look for a missing quotation mark."
    return "A quotation mark stands inside a cell. Write it twice, or leave it out."
