"""Django says at every start when PDFs cannot be made."""

import sys

from coproduce import checks


def test_a_machine_without_pango_is_told_what_installs_it(monkeypatch) -> None:
    monkeypatch.setitem(checks.LIBRARIES, sys.platform, ("libpango-of-no-machine.so.0",))

    (warning,) = checks.pdf_libraries()

    assert (warning.id, warning.msg) == (
        "coproduce.W001",
        "Pango is not installed, so reviews cannot become PDFs.",
    )
    assert warning.hint.startswith("sudo apt install libpangoft2-1.0-0 ")


def test_a_machine_with_all_libraries_is_told_nothing(monkeypatch) -> None:
    monkeypatch.setitem(checks.LIBRARIES, sys.platform, ())

    assert checks.pdf_libraries() == []
