from tests.access_matrix import rows
from tests.bench.pages import FORMS, TARGETS

TO_COME = {("portfolio", "GET")}


def test_what_has_a_target_or_is_sent_is_a_page():
    lines = {(row.url, row.method) for row in rows()}

    assert (set(TARGETS) | {(url, "POST") for url in FORMS}) - TO_COME <= lines
