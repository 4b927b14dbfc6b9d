"""What two people do to one piece in the same moment."""

from functools import partial

import pytest
from django.urls import reverse

from feedback.models import PublicPage, Reply
from tests.feedback.saying import ANSWER, said
from tests.projects.test_agenda_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_a_piece_that_two_answer_has_one_answer(client_of, project, fay, lena):
    for _ in range(4):
        piece = said(project, lena)
        page = reverse("answer", args=[project.pk, piece.pk])

        came = at_once(*[partial(client_of(fay).post, page, ANSWER) for _ in range(2)])

        assert sorted(answer.status_code for answer in came) == [200, 302]
        assert Reply.objects.filter(feedback=piece).count() == 1


def test_a_public_page_that_two_begin_is_one_page(client_of, project, fay):
    for _ in range(4):
        page, form = reverse("public_page", args=[project.pk]), {"slug": "waiting-room", "contact": "Fay"}

        came = at_once(*[partial(client_of(fay).post, page, form) for _ in range(2)])

        assert [answer.status_code for answer in came] == [302, 302]
        assert PublicPage.objects.count() == 1
        PublicPage.objects.all().delete()


def test_words_that_are_taken_back_while_a_name_in_them_is_covered_do_not_come_back(client_of, project, fay, lena):
    for _ in range(6):
        piece = said(project, lena, "Blackbird shouted.")
        cover, take_back = (reverse(name, args=[project.pk, piece.pk]) for name in ("cover", "take_back"))

        at_once(
            partial(client_of(fay).post, cover, {"name": "Blackbird"}),
            partial(client_of(lena).post, take_back),
        )

        piece.refresh_from_db()
        assert (piece.problem, piece.better) == ("", "")
