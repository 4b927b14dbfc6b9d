"""What else the public page shows: what changed, how to say something; and who comes back with a code."""

from datetime import date

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.models import Change, Feedback, PublicLine
from projects.models import WayIn
from tests.feedback.by_link import came_by, link_to
from tests.feedback.in_public import put, switched_on
from tests.feedback.saying import answered, told
from tests.reading import links, read, said_back, typed

MARCH = date(2026, 3, 24)


def page() -> str:
    return Client().get(reverse("public", args=["waiting-room"])).content.decode()


def test_only_chosen_changes_are_shown_with_how_it_was_and_is_and_nobodys_name(client_of, project, fay):
    switched_on(project)
    written = {"project": project, "since": MARCH, "written_by": fay, "made_by": "Lena Okoro"}
    chosen = Change.objects.create(before="It was loud.", after="It is quiet.", evidence="Gus counted.", **written)
    Change.objects.create(after="The clock is right.", **written)
    client, url = client_of(fay), reverse("public_page", args=[project.pk])

    client.post(url, typed(client.get(url)) | {"changes": str(chosen.pk)})

    text = page()
    shown = [words in text for words in ("It was loud.", "It is quiet.", "The clock is right.", "Lena", "Gus")]
    assert shown == [True, True, False, False, False]
    assert "Since Tuesday 24 March:" in text


def test_the_way_to_say_something_is_there_while_its_link_is_open(client_of, project, fay):
    switched_on(project)
    way = link_to(project, hangs="The library")
    client, url = client_of(fay), reverse("public_page", args=[project.pk])
    address = reverse("say_link", args=[way.say_code])

    before = page()
    client.post(url, typed(client.get(url)) | {"way_in": str(way.pk)})
    open_now = page()
    WayIn.objects.update(revoked_at=timezone.now())

    assert [address in text for text in (before, open_now, page())] == [False, True, False]
    assert "The library" not in open_now


def test_a_nameless_giver_hears_it_first_sees_it_with_the_code_and_takes_it_back(client_of, project, fay):
    switched_on(project)
    piece, code = came_by(link_to(project))
    url = reverse("public_line", args=[project.pk, piece.pk])
    words = {"did": "We ask each time."}
    answered(piece, fay)
    client = client_of(fay)

    unlooked = client.get(url).status_code
    Feedback.objects.update(waits_for_look=False)
    quoted = client.post(url, words | {"words": "They rang my mother, and not me"})
    client.post(url, words | {"words": "Some want another person rung."})
    untold = page()
    Feedback.objects.get().answer.mark_told(MARCH, "with the code")
    on = page()
    behind = Client().post(reverse("hear"), {"code": code})
    Client().post(reverse("hear_take_back"), {"code": code})

    assert unlooked == 404
    assert "nobody can be asked" in read(quoted)
    assert [words in text for words in ("another person rung",) for text in (untold, on, page())] == [
        False,
        True,
        False,
    ]
    assert "If you do not want that, take it back below." in read(behind)
    assert reverse("may_stand", args=[project.pk, piece.pk]) not in links(behind)
    assert PublicLine.objects.count() == 0


def test_a_loop_that_a_code_can_close_is_not_told_in_public(client_of, project, fay):
    switched_on(project)
    piece, _ = came_by(link_to(project), waits_for_look=False)
    reply = answered(piece, fay)

    response = client_of(fay).post(
        reverse("public_line", args=[project.pk, piece.pk]), {"words": "Another line.", "did": "Yes."}, follow=True
    )

    reply.refresh_from_db()
    assert said_back(response) == ["Waits until its giver is told."]
    assert (reply.told_on, reply.told_in_public) == (None, False)


def test_the_line_stays_when_only_the_loop_closes(project, fay, lena):
    switched_on(project)
    piece = put(project, fay, lena)

    piece.close(timezone.now())

    assert "People want a lighter door." in page()
    assert told(piece, fay).told_on
