"""Whom to ring stands wherever somebody can type."""

import pytest
from lxml import html

from tests.access_matrix import rows
from tests.walk import address

FREE = "//form[.//textarea or .//input[not(@type) or @type='text'][number(@maxlength) >= 160]]"
# Their own pages say it in full; the lead need not be told; the last is a page for developers.
SAY_IT_THEMSELVES = {"safe", "safe_here", "concern", "components"}


@pytest.mark.once
@pytest.mark.parametrize("role", ["member", "professional", "facilitator", "manager"])
def test_every_page_where_somebody_can_type_says_once_whom_to_ring(everything, visitors, role):
    wrong = []
    for row in rows():
        if row.method != "GET" or row.status[role] != "200" or row.url in SAY_IT_THEMSELVES:
            continue
        answer = visitors[role].look(address(row, everything.here, everything.key(row.of)))
        if "text/html" not in answer.kind:
            continue
        page = html.fromstring(answer.text)
        said = page.xpath("//main//*[@class='safety' or @class='note safe']//a[starts-with(@href, 'tel:')]")
        if page.xpath(f"//main{FREE}") and [one.text_content() for one in said] != ["0117 496 0199"]:
            wrong.append(row.url)

    assert wrong == []
