"""What is looked for in the source of every page (tests/test_access.py) can be found."""

import pytest

from tests.markup import faults_of

pytestmark = pytest.mark.once


def test_faults_are_found():
    source = """<html lang="en"><title>x</title><h1 id="a">A</h1><p id="a" style="color:red" onclick="x()">B</p>
    <label for="b">C</label><a href="#c">D</a><script>x()</script><img src="https://example.org/x.png"><button></button>
    <form method="post" action="/x"></form></html>"""

    assert [fault.split(":")[0] for fault in faults_of(source)] == [
        "two things are called #a",
        "for leads to no #b",
        "to no #c",
        "a page has a language, a title and one first heading",
        "inline style",
        "inline script",
        "x()",
        "from elsewhere",
        "without a name",
        "without a name",
        "a form without its token",
    ]
