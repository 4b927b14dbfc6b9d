"""What the link of somebody outside never opens."""

import pytest
from django.test import Client
from django.urls import reverse

from feedback.looking import mark_of
from feedback.models import NamedAs, Reply
from tests.feedback.by_link import came_by, hear, link_to
from tests.feedback.saying import said
from tests.feedback.test_asked import HER_ANSWER, asked, path
from tests.reading import heading, read

NAME = "Zinnia Marsh"


@pytest.mark.parametrize("token", ["é" * 64, "x", "0" * 64])
def test_a_token_that_is_none_of_ours_opens_nothing(project, fay, lena, token):
    one = asked(said(project, lena), fay)

    response = Client().get(reverse("answer_outside", args=[one.pk, token]))

    assert response.status_code == 404


def test_words_that_nobody_has_looked_at_do_not_go_outside(project, fay):
    piece, code = came_by(link_to(project), "The door is heavy.", waits_for_look=False)
    one = asked(piece, fay)
    hear(code, "hear_more", words=f"{NAME} shouted at me.")

    pages = [Client().get(path(one)), Client().post(path(one), HER_ANSWER)]

    assert [page.status_code for page in pages] == [410, 410]
    assert [NAME in read(page) for page in pages] == [False, False]
    assert [heading(page) for page in pages] == ["Please come back tomorrow"] * 2
    assert not Reply.objects.exists()


def test_once_fay_has_looked_the_link_opens_again(client_of, project, fay):
    piece, code = came_by(link_to(project), "The door is heavy.", waits_for_look=False)
    one = asked(piece, fay)
    hear(code, "hear_more", words="Also the lift.")

    piece.refresh_from_db()
    client_of(fay).post(reverse("looked", args=[project.pk, piece.pk]), {"mark": mark_of(piece)})

    assert "Also the lift." in read(Client().get(path(one)))


def test_what_fay_kept_to_the_facilitators_since_does_not_go_outside(client_of, project, fay):
    piece, code = came_by(link_to(project), "The door is heavy.", waits_for_look=False)
    one = asked(piece, fay)
    hear(code, "hear_more", words=f"{NAME} shouted at me.")
    piece.refresh_from_db()
    client_of(fay).post(reverse("looked", args=[project.pk, piece.pk]), {"few": "1", "mark": mark_of(piece)})

    page = Client().get(path(one))

    assert (page.status_code, heading(page)) == (410, "This link no longer opens")
    assert NAME not in read(page)


def test_what_the_giver_agreed_to_goes_outside(project, fay, lena):
    one = asked(said(project, lena, named_as=NamedAs.PRIVATE), fay, giver_agreed=True)

    assert "The door is heavy." in read(Client().get(path(one)))
