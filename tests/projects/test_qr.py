"""The square that a camera reads: drawn module by module as the library says."""

import re

import pytest
import qrcode

from projects.templatetags.qr import qr

pytestmark = pytest.mark.once


def test_every_dark_module_is_drawn_and_no_other():
    address = "https://coproduce.example.org/card/K7MQRTX9W234"
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    wanted = {(x, y) for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark}

    drawn = re.findall(r"M(\d+) (\d+)h(\d+)v1", qr(address).split('fill="#000"')[1])

    assert {(int(x) + step, int(y)) for x, y, long in drawn for step in range(int(long))} == wanted


def test_the_square_holds_no_words_that_could_be_read_in_the_page():
    assert "K7MQRTX9W234" not in qr("https://coproduce.example.org/card/K7MQRTX9W234")
