"""How people are named beside what they brought: as they chose, and as before while they have not."""

import pytest
from django.urls import reverse

from feedback.models import NamedAs
from participants.models import Credit, Person
from projects.models import Agreement, Entry, Step
from tests.feedback.saying import said
from tests.meeting import RAISED, brought, planned
from tests.reading import read, tree, words

UNASKED = ("", "")
WAYS = [
    (UNASKED, "Lena"),
    ((Credit.NAME, ""), "Lena"),
    ((Credit.NAME, "L. Okoro"), "L. Okoro"),
    ((Credit.MEMBER, ""), "A member"),
    ((Credit.NONE, ""), ""),
]


def choose(person, credit, credit_as=""):
    Person.objects.filter(pk=person.pk).update(credit=credit, credit_as=credit_as)
    person.refresh_from_db()


@pytest.mark.parametrize(("way", "shown"), WAYS)
def test_the_agenda_names_lena_as_she_chose(client_of, project, fay, lena, pru, way, shown):
    choose(lena, *way)
    session = planned(project, fay)
    brought(project, lena, "The radio", session)

    page = tree(client_of(pru).get(session.get_absolute_url()))

    assert [words(cell) for cell in page.xpath("//td[@data-l='Brought by']")] == [shown or "The group"]


@pytest.mark.parametrize(("way", "shown"), WAYS)
def test_notebook_plan_and_agreements_name_her_so_too(client_of, project, lena, pru, way, shown):
    choose(lena, *way)
    who = shown or "Somebody"
    entry = Entry.objects.create(project=project, kind="know", line="It is loud.", brought_by=lena, on=RAISED)
    Step.objects.create(project=project, what="Walk through", proposed_by=lena)
    agreed = {"kind": "outcome", "wording": "Calm.", "proposed_by": lena, "proposed_on": RAISED}
    agreement = Agreement.objects.create(project=project, **agreed)
    browser = client_of(pru)

    texts = [
        read(browser.get(reverse(name, args=[project.pk, *key])))
        for name, key in (("entry", [entry.pk]), ("notebook", []), ("plan", []), ("agreement", [agreement.pk]))
    ]

    assert [f"{who} wrote this down on" in texts[0], f"{who}, 3 March." in texts[1]] == [True, True]
    assert [f"{who} proposed this." in texts[2], f"{who} proposed this on" in texts[3]] == [True, True]


@pytest.mark.parametrize("credit", [Credit.MEMBER, Credit.NONE])
def test_her_name_is_nowhere_in_how_people_shaped_this(client_of, project, fay, lena, pru, credit):
    choose(lena, credit)
    session = planned(project, fay)
    item = brought(project, lena, "The radio", session)
    item.what = "The loud radio"
    item.keep(lena, "It is louder now")

    text = read(client_of(pru).get(reverse("shaped", args=[project.pk])))

    assert ("The loud radio" in text, "Lena" in text) == (True, False)


@pytest.mark.parametrize(
    ("named_as", "way", "seen"),
    [
        (NamedAs.NAME, UNASKED, "Lena Okoro"),
        (NamedAs.NAME, (Credit.NAME, "L. Okoro"), "L. Okoro"),
        (NamedAs.NAME, (Credit.MEMBER, ""), "a member"),
        (NamedAs.NAME, (Credit.NONE, ""), "a member"),
        (NamedAs.MEMBER, (Credit.NAME, "L. Okoro"), "a member"),
        (NamedAs.PRIVATE, (Credit.NAME, ""), "a member"),
    ],
)
def test_what_she_said_is_never_shown_with_more_than_both_choices_allow(project, lena, named_as, way, seen):
    choose(lena, *way)

    idea = said(project, lena, named_as=named_as)

    assert (idea.others_see, idea.facilitators_see) == (seen, "Lena Okoro")


@pytest.mark.parametrize(("way", "offered"), [(UNASKED, "Lena Okoro"), ((Credit.NAME, "L. O."), "L. O.")])
def test_saying_something_offers_the_name_that_others_would_see(client_of, project, lena, way, offered):
    choose(lena, *way)

    form = client_of(lena).get(reverse("say", args=[project.pk])).context["form"]

    assert form.fields["named_as"].choices[0] == ("name", f"{offered}\nEveryone in the project sees this name.")
    assert form.fields["named_as"].initial == NamedAs.MEMBER


def test_who_wants_no_name_is_offered_none(client_of, project, lena):
    choose(lena, Credit.NONE)

    form = client_of(lena).get(reverse("say", args=[project.pk])).context["form"]

    assert [value for value, _ in form.fields["named_as"].choices] == ["member", "private"]
