"""Who speaks for whom: never implied, said by the person or written down for them to read and take back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import Basis, Represents
from projects.models import Project
from tests.care.mapping import MARCH, mapped, speaks
from tests.reading import read, said_back, to_check, tree, typed


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def what_stands() -> list[tuple]:
    rows = Represents.objects.order_by("person__name", "group__name")
    return [(row.person.first_name, row.group.name, row.basis, row.note, row.written_by.first_name) for row in rows]


def test_lena_says_what_she_knows_from_her_own_life(client_of, project, fay, lena):
    carers, other = mapped(project, fay), mapped(project, fay, "Renters")
    lenas = client_of(lena)
    page = lenas.get(url("represents", project) + f"?group={carers.pk}")

    said = {"group": carers.pk, "basis": "self", "note": "Only the nights."}
    response = lenas.post(url("represents", project), said, follow=True)
    lenas.post(url("represents", project), {"group": other.pk, "basis": "chosen"})

    assert typed(page)["group"] == str(carers.pk)
    assert "You speak only for yourself, unless a group chose you." in read(page)
    assert said_back(response) == ["Kept. You can change it or take it back here."]
    assert what_stands() == [
        ("Lena", "Renters", "chosen", "", "Lena"),
        ("Lena", "Young carers", "self", "Only the nights.", "Lena"),
    ]
    assert "Young carers. I live it myself. Only the nights. You said this on" in read(
        lenas.get(url("represents", project))
    )


def test_saying_it_again_replaces_what_stood(client_of, project, fay, lena):
    group = mapped(project, fay)
    speaks(lena, group, note="Old.", considered_on=MARCH)

    client_of(lena).post(url("represents", project), {"group": group.pk, "basis": "connected", "note": "New."})

    assert what_stands() == [("Lena", "Young carers", "connected", "New.", "Lena")]
    assert Represents.objects.get().considered_on == timezone.localdate()


def test_what_lena_takes_back_leaves_nothing(client_of, project, fay, lena):
    tie = speaks(lena, mapped(project, fay), note="Marjoram.")

    response = client_of(lena).post(url("represents_end", project, tie.pk), follow=True)

    assert said_back(response) == ["Taken back. We keep no copy."]
    assert "You have said nothing yet. You do not have to." in read(response)
    assert (what_stands(), hasattr(Represents, "history")) == ([], False)


def test_nobody_takes_back_what_somebody_else_said(client_of, project, fay, lena, gus, pru, max):
    tie = speaks(gus, mapped(project, fay))

    answers = [client_of(who).post(url("represents_end", project, tie.pk)).status_code for who in (lena, pru, max)]
    stands = what_stands()
    client_of(fay).post(url("represents_end", project, tie.pk))

    assert (answers, stands) == ([404, 404, 404], [("Gus", "Young carers", "self", "", "Gus")])
    assert what_stands() == []


def test_lena_can_take_back_after_the_project_has_closed(client_of, project, fay, lena):
    tie = speaks(lena, mapped(project, fay))
    project.close(MARCH, "Done.", "Kept.")
    lenas = client_of(lena)

    page = lenas.get(url("represents", project))
    lenas.post(url("represents_end", project, tie.pk))

    assert not tree(page).xpath("//input[@name='basis']")
    assert "Young carers. I live it myself." in read(page)
    assert what_stands() == []


def test_lena_reads_her_own_and_nobody_elses(client_of, project, fay, lena, gus):
    group = mapped(project, fay)
    speaks(gus, group, note="Marjoram.")
    speaks(lena, group, basis=Basis.CONNECTED)

    page = read(client_of(lena).get(url("represents", project)))

    assert "I am close to people who live it." in page
    assert ("Marjoram" in page, "Gus" in page) == (False, False)


def test_fay_writes_down_what_gus_told_her_and_he_is_named_as_told(client_of, project, fay, gus):
    group = mapped(project, fay)
    said = {"person": gus.pk, "basis": "self", "note": "The phone.", "talked": "on"}

    response = client_of(fay).post(url("represents_for", project, group.pk), said, follow=True)

    assert said_back(response) == ["Written down. Gus can read it, and take it back."]
    assert what_stands() == [("Gus", "Young carers", "self", "The phone.", "Fay")]


def test_lena_sees_that_fay_wrote_it_down_for_her(client_of, project, fay, lena):
    speaks(lena, mapped(project, fay), written_by=fay)

    page = read(client_of(lena).get(url("represents", project)))

    assert "Fay wrote this down for you on Tuesday 3 March" in page


def test_fay_cannot_write_without_having_asked_nor_over_what_lena_wrote(client_of, project, fay, lena, gus, max):
    group = mapped(project, fay)
    speaks(lena, group, note="Mine.")
    fays, page = client_of(fay), url("represents_for", project, group.pk)

    not_asked = fays.post(page, {"person": gus.pk, "basis": "self", "note": "The phone."})
    over_hers = fays.post(page, {"person": lena.pk, "basis": "chosen", "talked": "on"})
    reads_only = fays.post(page, {"person": max.pk, "basis": "self", "talked": "on"})

    assert to_check(not_asked) == ["Ask them first. Tick this when they said yes."]
    assert typed(not_asked)["note"] == "The phone."
    assert to_check(over_hers) == ["They wrote this down themselves. Only they can change it."]
    assert to_check(reads_only) == ["Choose somebody of the list."]
    assert what_stands() == [("Lena", "Young carers", "self", "Mine.", "Lena")]


def test_only_facilitators_write_for_somebody_else(client_of, project, fay, lena, gus, pru, max):
    group = mapped(project, fay)
    said = {"person": gus.pk, "basis": "self", "talked": "on"}

    codes = [
        client_of(who).post(url("represents_for", project, group.pk), said).status_code for who in (lena, pru, max)
    ]

    assert (codes, what_stands()) == ([403, 403, 403], [])


def test_a_group_of_another_project_cannot_be_chosen(client_of, project, lena, olu):
    elsewhere = mapped(Project.objects.get(title="Bus stop"), olu, "Drivers")
    gone = mapped(project, lena, "Gone", dropped_on=MARCH, dropped_why="Twice.")
    lenas = client_of(lena)
    nothing_there = lenas.post(url("represents", project), {"group": elsewhere.pk, "basis": "self"})
    mapped(project, lena)

    answers = [lenas.post(url("represents", project), {"group": one.pk, "basis": "self"}) for one in (elsewhere, gone)]

    assert "Nobody is on the list yet." in read(nothing_there)
    assert [to_check(answer) for answer in answers] == [["Choose one of the answers that stand here."]] * 2
    assert what_stands() == []


@pytest.mark.parametrize("count", [1, 3, 300])
def test_my_own_page_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    for number in range(count):
        speaks(lena, mapped(project, fay, f"Group {number}"), written_by=fay)
    lenas = client_of(lena)

    with django_assert_num_queries(8):
        lenas.get(url("represents", project))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_group_asks_as_often_for_300_people_as_for_1(
    client_of, project, fay, lena, gus, django_assert_num_queries, count
):
    group = mapped(project, fay)
    for number in range(count):
        group.how = f"Wording {number}"
        group.save()
    for person in (lena, gus):
        speaks(person, group, written_by=fay)
    fays = client_of(fay)

    with django_assert_num_queries(9):
        fays.get(url("group", project, group.pk))
