"""The queue is gone: pages work as before, and what was promised waits for the next tick."""

import time

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from participants.outbox.dispatch import dispatch
from principles.models import Review
from tests.feedback.saying import said
from tests.reading import said_back
from tests.services import free_port

SOON = 5  # seconds


@pytest.fixture
def _no_queue(transactional_db, monkeypatch):
    """Nobody listens where the queue should be."""
    monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{free_port()}/0")


@pytest.mark.usefixtures("_no_queue")
def test_the_page_works_and_the_message_waits_and_is_sent_later(client_of, project, fay, lena, mail_server, caplog):
    idea = said(project, lena)
    began = time.monotonic()

    response = client_of(fay).post(reverse("thank", args=[project.pk, idea.pk]), follow=True)

    took = time.monotonic() - began
    states = list(Message.objects.values_list("state", flat=True))
    dispatch()
    assert (said_back(response), states, took < SOON) == (["Thanked: Lena Okoro."], ["queued"], True)
    assert "Error calling" in caplog.text
    assert [mail["To"] for mail in mail_server.arrived] == ["Lena Okoro <lena@example.org>"]


@pytest.mark.usefixtures("_no_queue")
def test_a_review_that_was_asked_for_waits(client_of, project, fay):
    began = time.monotonic()

    response = client_of(fay).post(reverse("review_make", args=[project.pk]), follow=True)

    review = Review.objects.get()
    assert response.redirect_chain[-1][0] == review.get_absolute_url()
    assert (review.ready_at, review.state(timezone.now())) == (None, Review.State.BEING_MADE)
    assert time.monotonic() - began < SOON
