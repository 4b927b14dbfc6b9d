"""Which tests the PostgreSQL pass need not do again."""

import pytest

from projects.models import Organisation
from tests import asked

pytestmark = pytest.mark.once


class Item:
    """What is asked of a test before it runs."""

    def __init__(self, name: str, *fixtures: str, mark: str = "") -> None:
        self.nodeid, self.fixturenames, self.mark = name, fixtures, mark

    def get_closest_marker(self, name: str) -> bool:
        return name == self.mark


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(asked, "FOLDER", str(tmp_path))
    return tmp_path


def chosen(*items: Item) -> list[str]:
    return [one.nodeid for one in asked.those_that_ask_anew(list(items))]


def test_a_test_of_pages_counts_when_it_asks_what_none_before_it_asks(folder) -> None:
    (folder / "gw0").write_text("model\ta\nfirst\ta b\nsame\ta b\n")
    (folder / "gw1").write_text("new\tb c\nmarked\ta\ncounts\ta\n")
    pages = [Item(name, "client_of") for name in ("first", "same", "new", "not noted")]
    marked = Item("marked", "client_of", mark="both")
    counts = Item("counts", "client_of", "django_assert_num_queries")

    names = chosen(*pages, marked, counts, Item("model", "project"))

    assert names == ["first", "new", "not noted", "marked", "counts", "model"]


def test_where_nothing_was_noted_all_count(monkeypatch) -> None:
    monkeypatch.setattr(asked, "FOLDER", "")

    assert chosen(Item("first", "client_of"), Item("same", "client_of")) == ["first", "same"]


def test_a_statement_is_known_by_its_words_and_its_page_and_not_by_its_values() -> None:
    one, three = "SELECT 1 WHERE a IN (%s) LIMIT 21", "SELECT 1 WHERE a IN (%s, %s, %s) LIMIT 5"

    assert asked.mark_of(one, "GET board") == asked.mark_of(three, "GET board")
    assert len({asked.mark_of(one, ""), asked.mark_of(one, "GET board"), asked.mark_of(one + " FOR UPDATE", "")}) == 3


def test_what_pages_ask_is_noted_and_beside_them_what_was_written(client_of, lena) -> None:
    noting, browser = asked.Noting(), client_of(lena)

    with noting.listening():
        Organisation.objects.count()
        beside = list(noting.asked)
        browser.get("/")
        Organisation.objects.update(phone="0117 496 0200")

    assert beside == []
    assert {(statement.split()[0], where) for statement, where in noting.asked} >= {
        ("SELECT", "GET home"),
        ("UPDATE", ""),
    }


def test_of_many_values_the_last_counts_and_where_queries_are_counted_one_that_is_cheap() -> None:
    values = "1", "3", "300"

    last = asked.one_of([Item(value, "client_of") for value in values])
    cheap = asked.one_of([Item(value, "client_of", "django_assert_num_queries") for value in values])

    assert (last.nodeid, cheap.nodeid) == ("300", "3")
