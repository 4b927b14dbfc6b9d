"""The public page as one sheet for a wall."""

import pymupdf
import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Outcome
from tests.feedback.in_public import put, switched_on
from tests.feedback.saying import said

pytestmark = pytest.mark.pdf


def test_the_poster_is_one_sheet_with_what_was_done_and_not_and_the_way_to_the_page(client_of, project, fay, lena):
    switched_on(project)
    put(project, fay, lena)
    put(project, fay, lena, "Start later.", "Three people would miss the end.", outcome=Outcome.NOT)
    back = put(project, fay, lena, "A softer bell.", "It is softer.")
    back.take_back(timezone.now())
    said(project, lena, "Nobody has answered this.")

    response = client_of(fay).post(reverse("poster_pdf", args=[project.pk]))

    sheet = pymupdf.open(stream=response.content)
    text = " ".join(sheet[0].get_text().split())
    assert (len(sheet), sheet.metadata["title"]) == (1, "You said, we did: Waiting room")
    assert "People want a lighter door. We will do it. It opens by a button." in text
    assert "Start later. We are not doing this. Three people would miss the end." in text
    assert "http://127.0.0.1:8000/p/waiting-room" in text
    assert [words for words in ("softer", "Lena", "Nobody has answered") if words in text] == []


def test_there_is_no_poster_of_a_page_that_is_off(client_of, project, fay, lena):
    switched_on(project, on_since=None)

    codes = [client_of(one).post(reverse("poster_pdf", args=[project.pk])).status_code for one in (fay, lena)]

    assert codes == [404, 403]
