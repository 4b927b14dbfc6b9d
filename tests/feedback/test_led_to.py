"""What somebody's words led to: brought up in a session, or linked to what is there already."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from feedback.models import NamedAs
from projects.models import AgendaItem, Entry
from tests.feedback.saying import said, thanked
from tests.meeting import RAISED, brought, planned
from tests.reading import read, to_check


def url(said_, name="led_to"):
    return reverse(name, args=[said_.project_id, said_.pk])


def test_fay_brings_an_idea_to_the_next_session_without_the_name_that_was_not_given(client_of, project, fay, lena):
    session = planned(project, fay, timezone.now() + timedelta(days=3))
    door = thanked(said(project, lena, "The door is heavy.", named_as=NamedAs.MEMBER), fay)

    client_of(fay).post(url(door), {"bring": "up", "what": "The heavy door", "session": session.pk})

    item = AgendaItem.objects.get()
    assert (item.what, item.session, item.brought_by, item.history.get().history_user) == (
        "The heavy door",
        session,
        None,
        fay,
    )
    assert "What it led to The heavy door" in read(client_of(lena).get(door.get_absolute_url()))


def test_a_link_can_be_taken_off_again_and_one_the_page_did_not_show_stays(client_of, project, fay, lena):
    door = thanked(said(project, lena), fay)
    question = Entry.objects.create(project=project, kind="question", line="Who can push it?", on=RAISED)
    item = brought(project, fay, "The door")
    door.entries.add(question)
    door.agenda_items.add(item)
    item.drop(fay, RAISED, "Mended")  # off the list, so not on the page

    client_of(fay).post(url(door), {"entries-had": [question.pk]})

    assert (door.entries.count(), door.agenda_items.count()) == (0, 1)


def test_a_line_of_another_project_cannot_be_linked(client_of, project, fay, lena, olu):
    other = olu.memberships.get().project
    theirs = Entry.objects.create(project=other, kind="question", line="Wheelbarrow?", on=RAISED)
    Entry.objects.create(project=project, kind="question", line="Ours?", on=RAISED)
    door = thanked(said(project, lena), fay)

    response = client_of(fay).post(url(door), {"entries": [theirs.pk]})

    assert (to_check(response), door.entries.count()) == (["Tick lines of this list only."], 0)


def test_what_is_here_shows_the_ideas_that_build_on_it_as_each_may_read_them(client_of, project, fay, lena, pru):
    here = Entry.objects.create(project=project, kind="here", line="The Tuesday kettle", on=RAISED)
    shared, private = said(project, lena, "More kettles."), said(project, lena, "Mine alone.", named_as="private")
    back = said(project, lena, "Taken back.", taken_back_on=RAISED)
    for piece in (shared, private, back):
        piece.entries.add(here)

    pages = [read(client_of(one).get(reverse("entry", args=[project.pk, here.pk]))) for one in (fay, pru)]

    assert ["More kettles." in page for page in pages] == [True, True]
    assert ["Ideas that build on this" in page for page in pages] == [True, True]
    assert ["Mine alone." in page for page in pages] == [True, False]
    assert ["Taken back" in page for page in pages] == [False, False]


def test_lena_reads_who_from_outside_works_on_it_with_us(client_of, project, fay, lena):
    door = thanked(said(project, lena), fay)

    client_of(fay).post(url(door), {"partners": "the blind association"})

    assert "We work on it with the blind association." in read(client_of(lena).get(door.get_absolute_url()))
