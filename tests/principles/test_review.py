"""Asking for a review, waiting for it, reading it, keeping it; and the tasks that make it."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback
from principles.models import Review
from principles.report.pdf import APT
from principles.report.render import on_paper
from principles.tasks import frozen_facts, make_review, make_reviews
from projects.models import Capacity
from tests.feedback.saying import MONDAY, said, told
from tests.principles.reviewing import APRIL, ask, long_after, made
from tests.projects.test_decision import make_final, write_down
from tests.reading import heading, read, tree

READY, BEING_MADE, GIVEN_UP = Review.State.READY, Review.State.BEING_MADE, Review.State.GIVEN_UP
MAKING = "We are making the review"


def page(name, review):
    return reverse(name, args=[review.project_id, review.pk])


def states(as_at=None):
    return [review.state(as_at or timezone.now()) for review in Review.objects.listed()]


def refreshes(response):
    return [tag.get("content") for tag in tree(response).xpath("//meta[@http-equiv='refresh']")]


@pytest.fixture
def no_pango(tmp_path, monkeypatch):
    """A computer whose Pango cannot be loaded."""
    for name in ("libpango-1.0.so.0", "libgobject-2.0.so.0"):
        (tmp_path / name).write_bytes(b"not a library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))


# ---- who may


def test_max_lists_and_downloads_what_fay_made(client_of, project, fay, max):
    review = made(ask(project, fay), pdf=b"%PDF-1.7 the file")
    max_reads = client_of(max)

    listed = max_reads.get(reverse("reviews", args=[project.pk]))
    file = max_reads.get(page("review_pdf", review))

    assert [link.get("href") for link in tree(listed).xpath("//main//td//a")] == [page("review_pdf", review)]
    assert "PDF, 17\xa0bytes" in tree(listed).xpath("//main//td//a")[0].text
    assert file.content == b"%PDF-1.7 the file"
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="coproduce-review-waiting-room-2026-04-01.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"


def test_a_member_reads_reviews_and_makes_none(client_of, project, fay, lena):
    review = made(ask(project, fay))
    lena_reads = client_of(lena)

    listed, read_it = lena_reads.get(reverse("reviews", args=[project.pk])), lena_reads.get(page("review", review))
    tried = lena_reads.post(reverse("review_make", args=[project.pk]))

    assert (heading(listed), heading(read_it)) == ("Reviews", "Waiting room")
    assert "Make a review" not in read(listed)
    assert (tried.status_code, Review.objects.count()) == (403, 1)


@pytest.mark.parametrize("name", ["review", "review_pdf"])
def test_an_outsider_finds_no_review(client_of, project, fay, olu, sam, name):
    review = made(ask(project, fay))
    elsewhere = made(ask(olu.memberships.get().project, olu))

    answers = [client_of(person).get(page(name, review)) for person in (olu, sam)]
    answers += [client_of(olu).get(reverse(name, args=[elsewhere.project_id, review.pk]))]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_fay_asks_for_one_and_asking_again_leads_to_the_same(client_of, project, fay):
    fay_asks, url = client_of(fay), reverse("review_make", args=[project.pk])

    first, second = fay_asks.post(url), fay_asks.post(url)

    review = Review.objects.get()
    assert (review.made_by, review.project, review.facts) == (fay, project, None)
    assert first.url == second.url == page("review", review)


def test_a_new_one_can_be_made_once_the_last_is_there(client_of, project, fay):
    made(ask(project, fay))

    client_of(fay).post(reverse("review_make", args=[project.pk]))

    assert states() == [BEING_MADE, READY]


def test_looking_never_makes_one(client_of, project, fay):
    response = client_of(fay).get(reverse("review_make", args=[project.pk]))

    assert (response.status_code, Review.objects.count()) == (405, 0)


# ---- waiting


def test_the_page_looks_again_by_itself_only_while_it_waits(client_of, project, fay):
    review = ask(project, fay)
    fay_waits = client_of(fay)

    waiting, staying = fay_waits.get(page("review", review)), fay_waits.get(page("review", review) + "?stay")
    no_file = fay_waits.get(page("review_pdf", review))
    made(review)
    there = fay_waits.get(page("review", review))

    assert (heading(waiting), refreshes(waiting)) == (MAKING, ["3"])
    assert (heading(staying), refreshes(staying)) == (MAKING, [])
    assert (heading(there), refreshes(there)) == ("Waiting room", [])
    assert no_file.status_code == 404


def test_after_a_minute_it_says_that_it_takes_longer(client_of, project, fay):
    review = ask(project, fay)
    before = read(client_of(fay).get(page("review", review)))

    Review.objects.update(asked_at=timezone.now() - timedelta(minutes=2))

    longer = "It takes longer than usual. It will still be made"
    assert longer not in before
    assert longer in read(client_of(fay).get(page("review", review)))


# ---- reading


def test_the_page_shows_what_was_said_what_happened_why_and_when_told(client_of, project, fay, lena):
    feedback = said(project, lena)
    told(feedback, fay)
    make_final(write_down(project, fay, reason="It is calm."), (lena, Capacity.LIVED))
    review = made(ask(project, fay))

    page_read = tree(client_of(lena).get(page("review", review)))

    (row,) = page_read.xpath("//table[@class='log']/tbody/tr")
    for line_break in row.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    cells = [" ".join(cell.text_content().split()) for cell in row][1:]
    assert cells == [
        "The door is heavy. A button that opens it. Idea from a member, 2 March 2026",
        "Used. The button comes in May.",
        "The door hurts wrists.",
        "10 March 2026, by email.",
    ]
    links = page_read.xpath("//article//a/@href")
    assert links == [feedback.get_absolute_url(), feedback.project.decisions.get().get_absolute_url()]
    assert "1 with lived experience" in page_read.text_content()


def test_words_that_look_like_a_page_stay_words(client_of, project, fay, lena):
    attack = '"><x-xss><script>steal()</script>'
    told(said(project, lena, attack, better=attack), fay, how=attack, why=attack)
    make_final(write_down(project, fay, question=attack, decided=attack, reason=attack), (lena, Capacity.LIVED))
    project.title = project.purpose = project.for_whom = attack
    project.save()
    review = made(ask(project, fay, timezone.now()))

    html = client_of(fay).get(page("review", review)).content.decode() + on_paper(frozen_facts(review))

    assert "<x-xss>" not in html
    assert "<script>" not in html
    assert html.count("&lt;x-xss&gt;") > 20


def test_what_happens_later_changes_nothing_in_it(client_of, project, fay, lena):
    feedback = said(project, lena)
    told(feedback, fay)
    review = made(ask(project, fay))
    lena_reads = client_of(lena)
    before = tree(lena_reads.get(page("review", review))).xpath("//article")[0].text_content()

    feedback.close(timezone.now())
    said(project, lena, "Another thing.", received_on=MONDAY)
    project.title, project.level = "Another name", "inform"
    project.save()
    project.boundaries.all().delete()
    make_review(str(review.pk))

    assert tree(lena_reads.get(page("review", review))).xpath("//article")[0].text_content() == before


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_asks_as_many_questions_however_many_reviews_there_are(
    client_of, project, fay, lena, count, django_assert_num_queries
):
    facts = made(ask(project, fay)).facts
    rest = [Review(project=project, made_by=fay, as_at=APRIL, facts=facts, ready_at=APRIL) for _ in range(count - 1)]
    Review.objects.bulk_create(rest)
    lena_reads = client_of(lena)

    with django_assert_num_queries(6):
        listed = lena_reads.get(reverse("reviews", args=[project.pk]))

    assert len(tree(listed).xpath("//main//tbody/tr")) == count


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_as_many_questions_however_much_was_said(
    client_of, project, fay, lena, count, django_assert_num_queries
):
    for _ in range(count):
        said(project, lena)
    review = made(ask(project, fay))
    lena_reads = client_of(lena)

    with django_assert_num_queries(6):
        response = lena_reads.get(page("review", review))

    assert len(tree(response).xpath("//table[@class='log']/tbody/tr")) == count


# ---- words that are taken back


def test_words_taken_back_leave_every_review_they_stand_in(client_of, project, fay, lena, no_pango):
    feedback = said(project, lena, "Copperkettle", better="Copperkettle")
    told(feedback, fay, how="Copperkettle was heard.", why="Copperkettle")
    told(said(project, lena, "The chairs are hard."), fay)
    review = made(ask(project, fay), pdf=b"%PDF-1.7 Copperkettle")
    url = page("review", review)
    before = read(client_of(lena).get(url))

    feedback.take_back(timezone.now())
    at_once = [client_of(fay).get(address) for address in (url, page("review_pdf", review))]
    for held in Review.objects.outdated():
        held.forget_taken_back()
    make_review(str(review.pk))

    assert "Copperkettle" in before
    assert (heading(at_once[0]), at_once[1].status_code) == (MAKING, 404)
    after = read(client_of(lena).get(url))
    assert "Copperkettle" not in after + str(Review.objects.get().facts)
    assert (Review.objects.get().pdf, states()) == (None, [READY])
    assert "From 2 records of feedback." in after
    assert "Taken back later. We keep no copy." in after
    assert "The chairs are hard." in after


def test_a_file_pressed_before_words_were_taken_back_is_thrown_away(project, fay, lena):
    feedback = said(project, lena, "Copperkettle")
    made(ask(project, fay))
    Review.objects.update(ready_at=None)
    in_hand = Review.objects.claim(Review.objects.get().pk, timezone.now())

    feedback.take_back(timezone.now())
    Review.objects.outdated().get().forget_taken_back()
    in_hand.done(timezone.now(), b"%PDF-1.7 Copperkettle")

    review = Review.objects.get()
    assert (review.pdf, review.state(timezone.now())) == (None, BEING_MADE)
    assert list(Review.objects.unmade(timezone.now())) == [review]


def test_words_taken_back_while_the_facts_are_frozen_are_found(project, fay, lena):
    feedback = said(project, lena, "Copperkettle")
    review = ask(project, fay)
    frozen_facts(review)

    feedback.take_back(timezone.now())

    assert list(Review.objects.outdated()) == [review]


def test_what_was_taken_back_before_needs_no_second_look(project, fay, lena):
    feedback = said(project, lena)
    feedback.take_back(timezone.now())

    frozen_facts(ask(project, fay, timezone.now()))
    frozen_facts(ask(project, fay))

    assert list(Review.objects.outdated()) == []
    assert Feedback.objects.filter(quoted_in__isnull=False).count() == 0


# ---- the tasks


def test_without_pango_the_page_is_there_and_one_line_says_how_to_get_the_pdf(client_of, project, fay, no_pango):
    review = ask(project, fay)

    make_review(str(review.pk))

    there = client_of(fay).get(page("review", review))
    assert (heading(there), states()) == ("Waiting room", [READY])
    assert (
        f"There is no PDF of this review. Coproduce has no Pango here, and Pango draws the PDF. To get it: {APT}."
        in read(there)
    )
    assert client_of(fay).get(page("review_pdf", review)).status_code == 404
    assert "No PDF. The page is there." in read(client_of(fay).get(reverse("reviews", args=[project.pk])))


def test_the_pages_and_the_tasks_never_load_the_press():
    loaded = "import django; django.setup(); import coproduce.urls, principles.tasks, sys; print(*sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "coproduce.settings"}

    run = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert {"weasyprint", "pikepdf", "principles.report.pdf"} & set(run.stdout.split()) == {"principles.report.pdf"}


def test_two_workers_never_hold_the_same_review(project, fay):
    review, now = ask(project, fay), timezone.now()

    first, second = (Review.objects.claim(review.pk, now) for _ in range(2))

    assert (first, second) == (review, None)
    assert list(Review.objects.unmade(now)) == []


def test_a_review_whose_worker_died_is_owed_again_and_given_up_after_three(client_of, project, fay):
    review, now, held = ask(project, fay), timezone.now(), []

    for _ in range(5):
        held.append(Review.objects.claim(review.pk, now))
        now = now + Review.LEASE + timedelta(seconds=1)

    assert held == [review, review, review, None, None]
    assert (states(now), list(Review.objects.unmade(now))) == ([GIVEN_UP], [])


def test_the_third_try_still_counts_as_being_made(project, fay):
    review = ask(project, fay)
    Review.objects.update(attempts=3, tried_at=timezone.now())
    review.refresh_from_db()

    assert (states(), states(long_after(review))) == ([BEING_MADE], [GIVEN_UP])


def test_one_that_was_given_up_says_so_and_offers_a_new_one(client_of, project, fay, lena):
    review = ask(project, fay)
    Review.objects.update(attempts=3, tried_at=timezone.now() - timedelta(hours=1))

    for_fay, for_lena = (client_of(person).get(page("review", review)) for person in (fay, lena))

    assert heading(for_fay) == heading(for_lena) == "We could not make this review"
    assert ("Make a new one" in read(for_fay), "Make a new one" in read(for_lena)) == (True, False)


def test_one_given_up_after_its_facts_were_frozen_shows_them(client_of, project, fay, lena):
    said(project, lena)
    frozen_facts(ask(project, fay))
    Review.objects.update(attempts=3, tried_at=timezone.now() - timedelta(hours=1))

    there = read(client_of(fay).get(page("review", Review.objects.get())))

    assert "The door is heavy." in there
    assert "There is no PDF of this review. We tried 3 times" in there


def test_a_second_try_keeps_the_facts_of_the_first(project, fay, lena, no_pango):
    said(project, lena)
    review = ask(project, fay)
    frozen_facts(review)
    said(project, lena, "Another thing.")

    make_review(str(review.pk))

    assert [row["title"] for row in Review.objects.get().facts["said"]] == ["The door is heavy."]


def test_a_task_for_a_review_that_is_there_does_nothing(project, fay):
    review = made(ask(project, fay))
    ready_at = review.ready_at

    make_review(str(review.pk))

    review.refresh_from_db()
    assert (review.ready_at, review.attempts) == (ready_at, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_asking_wakes_a_worker_and_a_tick_finds_what_no_worker_was_told(client_of, project, fay, worker, no_pango):
    lost = ask(project, fay)
    Review.objects.filter(pk=lost.pk).update(ready_at=None)
    other = ask(project, fay)
    made(other)

    make_reviews()
    wait_for(lost)
    client_of(fay).post(reverse("review_make", args=[project.pk]))
    asked = Review.objects.exclude(pk__in=[lost.pk, other.pk]).get()
    wait_for(asked)

    assert states() == [READY, READY, READY]


def wait_for(review, seconds=20):
    give_up = time.monotonic() + seconds
    while not Review.objects.filter(pk=review.pk, ready_at__isnull=False).exists() and time.monotonic() < give_up:
        time.sleep(0.1)
