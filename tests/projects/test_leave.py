"""Leaving a project: at once, without a reason, and heard once by those who run it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from feedback.models import News
from participants.models import Message
from projects.models import Membership, Role
from tests.feedback.saying import said
from tests.people import join, someone
from tests.reading import heading, links, read, said_back, to_check, typed


def url(project):
    return reverse("leave", args=[project.pk])


def place_of(person):
    return person.memberships.get()


def test_lena_leaves_without_a_word_and_is_out_at_once(client_of, project, lena):
    browser = client_of(lena)

    response = browser.post(url(project), {}, follow=True)

    place = place_of(lena)
    assert (place.left_on, place.why_left, place.stay_in_touch) == (timezone.localdate(), "", None)
    assert said_back(response) == ["You have left Waiting room. Thank you for being part of it."]
    assert response.redirect_chain == [(reverse("choices"), 302)]
    assert browser.get(project.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("sent", "kept"), [("True", True), ("False", False), ("", None)])
def test_what_she_says_is_kept_as_she_says_it(client_of, project, lena, sent, kept):
    client_of(lena).post(url(project), {"why": "My shifts changed.", "stay_in_touch": sent})

    assert (place_of(lena).why_left, place_of(lena).stay_in_touch) == ("My shifts changed.", kept)


def test_the_page_says_what_happens_and_offers_to_take_words_back(client_of, project, lena):
    response = client_of(lena).get(url(project))

    assert heading(response) == "Leave Waiting room?"
    assert "You do not need to say why." in read(response)
    assert reverse("ideas") in links(response)


def test_those_who_run_it_are_told_once_and_the_reason_is_not_in_the_mail(client_of, project, fay, lena, pru, max):
    client_of(lena).post(url(project), {"why": "Snowberry: it was too loud."})

    message = Message.objects.get()
    assert (message.kind, message.recipient, message.scope) == ("left", fay, project.pk)
    assert message.subject == "Waiting room: Lena Okoro has left"
    assert "Snowberry" not in message.text


def test_facilitators_read_why_and_whether_they_may_write(client_of, project, fay, lena, gus):
    client_of(lena).post(url(project), {"why": "It was too loud.", "stay_in_touch": "False"})
    place_of(gus).end(timezone.now())

    text = read(client_of(fay).get(reverse("people", args=[project.pk])))

    today = timezone.localdate().strftime("%-d %B")
    assert f"Lena Okoro, {today}. We do not write to them.It was too loud." in text
    assert f"Gus Hart, {today}. Staying in touch: not recorded." in text


def test_nobody_else_reads_why(client_of, project, lena, pru, max):
    client_of(lena).post(url(project), {"why": "Snowberry: it was too loud."})

    pages = ("project", "people", "decisions", "sessions")
    seen = [client_of(one).get(reverse(name, args=[project.pk])) for one in (pru, max) for name in pages]

    assert [response.request["PATH_INFO"] for response in seen if "Snowberry" in response.content.decode()] == []


def test_who_came_back_is_not_among_those_who_left(client_of, project, fay, lena):
    place_of(lena).end(timezone.now())
    join(lena, project.organisation, project, Role.MEMBER)

    text = read(client_of(fay).get(reverse("people", args=[project.pk])))

    assert (text.count("Lena Okoro"), "Have left" in text) == (2, False)  # her name, and the words for her link


def test_her_own_words_stay_hers(client_of, project, lena):
    idea = said(project, lena, "The chairs are cold.")
    browser = client_of(lena)

    browser.post(url(project), {})

    assert "The chairs are cold." in read(browser.get(reverse("ideas")))
    browser.post(reverse("take_back", args=[project.pk, idea.pk]))
    idea.refresh_from_db()
    assert idea.problem == ""


def test_the_only_facilitator_is_told_to_name_another_first(client_of, project, fay, pru):
    browser = client_of(fay)

    page, sent = browser.get(url(project)), browser.post(url(project), {"why": "Tired."})

    assert "You are the only facilitator here. Ask another facilitator in first, then you can leave." in read(page)
    assert (read(sent), place_of(fay).left_on) == (read(page), None)
    assert reverse("invite", args=[project.pk]) in links(page)


def test_with_another_one_she_may_go_and_who_is_rung_is_to_be_chosen(client_of, project, fay):
    ivy = someone("Ivy Cole")
    join(ivy, project.organisation, project, Role.FACILITATOR)

    client_of(fay).post(url(project), {})

    message = Message.objects.get()
    assert (place_of(fay).left_on, message.recipient) == (timezone.localdate(), ivy)
    assert "Members rang Fay until now. Choose whom they ring from here on." in message.text


def test_the_last_one_may_leave_what_has_closed(client_of, project, fay):
    project.close(timezone.localdate(), "Done.", "They stay.")

    client_of(fay).post(url(project), {})

    assert place_of(fay).left_on == timezone.localdate()


def test_leaving_one_project_leaves_no_other(client_of, project, olu, fay):
    join(olu, project.organisation, project, Role.MEMBER)

    client_of(olu).post(url(project), {})

    assert list(olu.memberships.filter(left_on=None).values_list("role", flat=True)) == ["facilitator"]


def test_a_place_in_the_whole_organisation_is_not_left_here(client_of, project):
    wyn = someone("Wyn Parry")
    join(wyn, project.organisation, None, Role.MANAGER)

    response = client_of(wyn).post(url(project), {})

    assert (response.status_code, place_of(wyn).left_on) == (404, None)


def test_words_that_are_too_long_come_back_and_she_stays(client_of, project, lena):
    response = client_of(lena).post(url(project), {"why": "x" * 601})

    assert to_check(response) == ["Use 600 letters or fewer. Your words are still here."]
    assert (typed(response)["why"], place_of(lena).left_on) == ("x" * 601, None)


def test_last_news_goes_to_who_left_but_not_to_who_said_no(project, fay, lena, gus, pru):
    for person, may in ((lena, False), (gus, None), (pru, True)):
        place_of(person).leave(timezone.now(), stay_in_touch=may)

    news = News(project=project, written_by=fay, leavers_too=True)

    assert set(news.leavers) == {gus, pru}


def test_the_database_keeps_why_only_for_who_left(lena):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(person=lena).update(why_left="Why not")
