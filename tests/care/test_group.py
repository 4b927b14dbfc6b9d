"""Who is affected: anybody adds to the map, a table first, and those who are missing stand out in words."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from care import turns
from care.models import Group
from care.templatetags.people import group_map
from tests.care.mapping import MARCH, mapped, speaks
from tests.people import join, someone
from tests.reading import links, read, said_back, to_check, tree, typed, words

NEW = {"name": "Young carers", "kind": "lived", "how": "They ring for a parent."}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def lines(response) -> list[list[str]]:
    """The cells of the table, row by row."""
    return [[words(cell) for cell in row] for row in tree(response).xpath("//tbody/tr")]


def here_now(response) -> dict[str, str]:
    rows = tree(response).xpath("//tbody/tr")
    return {words(row.xpath("./th/a")[0]): words(row.xpath("./td[@data-l='Here now']")[0]) for row in rows}


def people_of(project, number: int):
    """So many members of the project."""
    made = [someone(f"Number{n} Hart") for n in range(number)]
    for person in made:
        join(person, project.organisation, project, "member")
    return made


# ---- the map


def test_lena_adds_who_is_not_here_in_three_answers(client_of, project, lena):
    response = client_of(lena).post(url("group_new", project), NEW, follow=True)

    group = Group.objects.get()
    assert (group.name, group.kind, group.how, group.wanted, group.ally) == (*NEW.values(), "", "")
    assert (group.project, group.written_by) == (project, lena)
    assert said_back(response) == ["Added: Young carers"]
    assert lines(response) == [
        [
            "Young carersPeople who live with it",
            "They ring for a parent.",
            "Nobody yet",
            "Not recorded",
            "Not recorded",
        ]
    ]


def test_an_empty_map_asks_one_question(client_of, project, lena, max):
    lenas, maxs = client_of(lena).get(url("groups", project)), client_of(max).get(url("groups", project))

    assert "Nobody is on the list yetWho feels it when this goes wrong?" in read(lenas)
    assert url("group_new", project) in links(lenas)
    assert url("group_new", project) not in links(maxs)
    assert not tree(lenas).xpath("//table")


def test_those_who_are_missing_come_first_and_have_a_dashed_edge(client_of, project, fay, lena):
    speaks(lena, mapped(project, fay, "Adults who wait"))
    mapped(project, fay, "Zebra club", kind="community")
    mapped(project, fay, "Builders", kind="other", wanted="no")

    page = client_of(lena).get(url("groups", project))

    assert here_now(page) == {
        "Zebra club": "Nobody yet",
        "Adults who wait": "Some people speak for them",
        "Builders": "Nobody. They need not be here now",
    }
    assert [words(one) for one in tree(page).xpath("//*[@class='nobody']")] == ["Nobody yet"]
    assert [words(one) for one in tree(page).xpath("//ul[@class='filters']//a")] == [
        "Everybody (3)",
        "Nobody here yet (1)",
        "Who is in our corner (0)",
    ]


def test_who_is_in_our_corner_is_one_link_away(client_of, project, fay, lena):
    mapped(project, fay, "Councillors", kind="decision", ally="opens", last_contact_on=MARCH)
    mapped(project, fay, "The landlord", kind="decision", ally="none")
    mapped(project, fay, "Neighbours", kind="community")

    page = client_of(lena).get(url("groups", project) + "?show=allies")

    assert [line[0] for line in lines(page)] == ["CouncillorsPeople who decide"]
    assert "In our corner: opens doors. We last talked on 3 March." in read(page)


def test_an_unknown_list_shows_everybody(client_of, project, lena, fay):
    mapped(project, fay)

    assert len(lines(client_of(lena).get(url("groups", project) + "?show=best"))) == 1


def test_the_picture_draws_who_is_missing_dashed_and_says_the_same_in_words(client_of, project, fay, lena):
    speaks(lena, mapped(project, fay, "Adults who wait"))
    mapped(project, fay, "Zebra club", kind="community")
    mapped(project, fay, "Apple club", kind="community")

    page = client_of(lena).get(url("groups", project))

    picture = tree(page).xpath("//figure/svg")[0]
    assert (picture.get("aria-hidden"), len(picture.xpath(".//g[@class='wait']"))) == ("true", 2)
    assert [words(text) for text in picture.xpath(".//text")] == ["1 of 3", "are here"]
    assert "2 groups have nobody here yet: Apple club; Zebra club." in read(page)


def test_above_24_groups_there_is_no_picture(project, fay):
    for number in range(25):
        mapped(project, fay, f"Group {number}")

    every = list(project.groups.in_page())

    assert (group_map(every), group_map(every[:24])[:4], group_map([])) == ("", "<svg", "")


# ---- how many speak for them


@pytest.mark.parametrize(
    ("number", "told", "exact"),
    [
        (0, "Nobody yet", "Nobody yet"),
        (1, "Some people speak for them", "1 person speaks for them"),
        (4, "Some people speak for them", "4 people speak for them"),
        (5, "5 people speak for them", "5 people speak for them"),
    ],
)
def test_only_facilitators_read_small_numbers(client_of, project, fay, lena, pru, max, number, told, exact):
    group = mapped(project, fay)
    for person in people_of(project, number):
        speaks(person, group)

    read_by = {who.first_name: here_now(client_of(who).get(url("groups", project))) for who in (fay, lena, pru, max)}

    assert read_by == {
        "Fay": {"Young carers": exact},
        "Lena": {"Young carers": told},
        "Pru": {"Young carers": told},
        "Max": {"Young carers": told},
    }
    assert told in read(client_of(max).get(url("group", project, group.pk)))


def test_a_person_who_left_speaks_for_nobody_any_more(client_of, project, fay, lena):
    group = mapped(project, fay)
    speaks(lena, group)
    lena.memberships.get().end(timezone.now())

    page = client_of(fay).get(url("groups", project))

    assert here_now(page) == {"Young carers": "Nobody yet"}
    assert "Lena" not in read(client_of(fay).get(url("group", project, group.pk)))


def test_names_stand_beside_a_group_for_facilitators_and_oneself_only(client_of, project, fay, lena, gus, pru, max):
    group = mapped(project, fay)
    speaks(gus, group, note="Marjoram: only about the phone.", written_by=fay)

    pages = {who.first_name: read(client_of(who).get(url("group", project, group.pk))) for who in (fay, lena, pru, max)}

    assert {name for name, page in pages.items() if "Hart" in page or "Gus" in page or "Marjoram" in page} == {"Fay"}
    assert "Gus Hart. They live it themselves. Marjoram: only about the phone." in pages["Fay"]
    assert "written down by Fay." in pages["Fay"]


# ---- changing it


def test_pru_changes_it_and_the_old_words_stay(client_of, project, lena, pru):
    group = mapped(project, lena, how="They wait.")
    change = {"name": "Young carers", "kind": "family", "how": "They wait outside.", "wanted": "yes", "ally": "knows"}
    change |= {"barrier": "School.", "next_step": "Ring the school.", "last_contact_on_day": "3"}
    change |= {"last_contact_on_month": "3", "last_contact_on_year": "2026"}

    client_of(pru).post(url("group_edit", project, group.pk), change)
    client_of(pru).post(url("group_edit", project, group.pk), change)

    group.refresh_from_db()
    assert (group.wanted, group.last_contact_on, group.history.count()) == ("yes", MARCH, 2)
    assert [(turn.says, turn.was, turn.now) for turn in turns.of_group(group)] == [
        ("Lena thought of them", "", ""),
        ("Pru changed the kind", "People who live with it", "Families and carers"),
        ("Pru changed how it touches them", "They wait.", "They wait outside."),
        ("Pru changed whether they should be here", "Not recorded", "Yes"),
        ("Pru changed what is in the way", "Not recorded", "School."),
        ("Pru changed the next step", "Not recorded", "Ring the school."),
        ("Pru changed whether they are in our corner", "Not recorded", "Knows of the work"),
    ]
    assert "Pru changed the kind was: People who live with it" in read(
        client_of(lena).get(url("group", project, group.pk))
    )


def test_nobody_can_change_the_name_under_which_somebody_speaks(client_of, project, fay, lena, pru):
    group = mapped(project, fay)
    speaks(lena, group)
    change = NEW | {"name": "People who lie", "how": "They wait."}

    page = client_of(pru).get(url("group_edit", project, group.pk))
    client_of(pru).post(url("group_edit", project, group.pk), change)
    group.refresh_from_db()
    after_pru = (group.name, group.how)
    client_of(fay).post(url("group_edit", project, group.pk), change | {"name": "Young people who care"})

    group.refresh_from_db()
    assert "Somebody speaks for them under this name. To change the name, talk to Fay." in read(page)
    assert "name" not in typed(page)
    assert after_pru == ("Young carers", "They wait.")
    assert group.name == "Young people who care"


def test_fay_takes_a_group_off_with_a_reason_that_stays(client_of, project, fay, lena):
    group = mapped(project, lena)
    fays = client_of(fay)
    empty = fays.post(url("group_drop", project, group.pk), {"why": ""})

    fays.post(url("group_drop", project, group.pk), {"why": "It is one with the carers."})

    page = client_of(lena).get(url("group", project, group.pk))
    assert to_check(empty) == ["Say why. One line is enough."]
    assert lines(fays.get(url("groups", project))) == []
    assert "They are off the list since" in read(page)
    assert "Why: It is one with the carers." in read(page)
    assert fays.get(url("group_edit", project, group.pk)).status_code == 302
    assert client_of(lena).post(url("group_drop", project, group.pk), {"why": "Mine."}).status_code == 403


def test_a_group_stands_on_the_map_once_and_again_after_it_was_dropped(client_of, project, fay, lena):
    group = mapped(project, fay)

    twice = client_of(lena).post(url("group_new", project), NEW | {"name": "young CARERS"})
    with pytest.raises(IntegrityError), transaction.atomic():
        mapped(project, fay, "young CARERS")
    group.dropped_on, group.dropped_why = MARCH, "Gone."
    group.save()
    client_of(lena).post(url("group_new", project), NEW)

    assert to_check(twice) == ["They are on the list already. Go back and add to what stands there."]
    assert typed(twice)["how"] == NEW["how"]
    assert project.groups.standing().count() == 1


def test_words_that_are_too_long_or_a_day_to_come_come_back(client_of, project, lena):
    wrong = {"name": "n" * 81, "how": "h" * 301, "barrier": "b" * 301, "next_step": "s" * 201}
    day = {"last_contact_on_day": "1", "last_contact_on_month": "1", "last_contact_on_year": "2199"}

    response = client_of(lena).post(url("group_new", project), wrong | day)

    assert to_check(response) == [
        "Use 80 letters or fewer.",
        "Choose the one that comes nearest.",
        "Use 300 letters or fewer.",
        "Use 300 letters or fewer.",
        "Use 200 letters or fewer.",
        "That day is still to come. Give the day it happened.",
    ]
    assert {name: typed(response)[name] for name in wrong} == wrong
    assert not Group.objects.exists()


def test_a_dropped_group_has_a_reason(project, fay):
    with pytest.raises(IntegrityError):
        mapped(project, fay, dropped_on=MARCH)


# ---- on the project's own pages


@pytest.mark.parametrize(
    ("missing", "spoken_for", "says"),
    [
        (0, 0, "Nobody has listed who is affected yet. Who does this touch?"),
        (0, 1, "Every group we listed has somebody here. Who is affected"),
        (1, 0, "1 group has nobody here yet. Who is affected"),
        (3, 1, "3 groups have nobody here yet. Who is affected"),
    ],
)
def test_the_first_page_tells_who_runs_it_how_many_are_missing(
    client_of, project, fay, lena, max, missing, spoken_for, says
):
    for number in range(missing):
        mapped(project, fay, f"Missing {number}")
    for number in range(spoken_for):
        speaks(lena, mapped(project, fay, f"Here {number}"))
    mapped(project, fay, "Dropped", dropped_on=MARCH, dropped_why="Gone.")
    if says.startswith("Every"):
        mapped(project, fay, "Not wanted", wanted="no")

    pages = [read(client_of(who).get(project.get_absolute_url())) for who in (fay, lena, max)]

    assert [says in page for page in pages] == [True, False, False]
    assert ["Who is affected" in page for page in pages[1:]] == [True, True]
    assert says in read(client_of(fay).get(url("project_start", project)))


def test_the_people_tab_leads_facilitators_to_the_map_and_back(client_of, project, fay, lena):
    people = client_of(fay).get(url("people", project))
    fays, lenas = client_of(fay).get(url("groups", project)), client_of(lena).get(url("groups", project))

    assert url("groups", project) in links(people)
    assert (url("people", project) in links(fays), url("people", project) in links(lenas)) == (True, False)
    assert tree(fays).xpath("//nav[@class='tabs']//a[@aria-current]/text()") == ["People"]


def test_a_closed_project_can_be_read_and_not_changed(client_of, project, fay, lena):
    group = mapped(project, fay)
    speaks(lena, group)
    project.close(MARCH, "Done.", "Kept.")

    fays = client_of(fay).get(url("group", project, group.pk))

    assert "Lena Okoro" in read(fays)
    assert url("represents_for", project, group.pk) not in links(fays)
    assert client_of(fay).get(url("group_new", project)).status_code == 302


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_map_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    for number in range(count):
        speaks(lena, mapped(project, fay, f"Group {number}"))
    lenas, fays = client_of(lena), client_of(fay)

    with django_assert_num_queries(6):
        lenas.get(url("groups", project))
    with django_assert_num_queries(6):
        fays.get(url("groups", project))
