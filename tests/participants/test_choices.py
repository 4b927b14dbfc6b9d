"""My choices: one page that shows them, and one question at a time to change them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from participants.models import Person
from tests.reading import heading, links, read, said_back, to_check, tree, typed, words


def url(what):
    return reverse("choice", args=[what])


def chosen(response):
    """What stands beside each choice, without the link that changes it."""
    page = tree(response)
    return dict(
        zip(
            (words(one) for one in page.xpath("//dl/dt")),
            (words(one) for one in page.xpath("//dl/dd/span")),
            strict=True,
        )
    )


def kept(person, *names):
    return Person.objects.values_list(*names).get(pk=person.pk)


def everything_of(person):
    found = Person.objects.values().get(pk=person.pk)
    return {name: value for name, value in found.items() if name != "last_login"}


def test_one_page_shows_every_choice_and_what_nobody_said(client_of, gus):
    gus.easy_words, gus.size, gus.colours = True, "large", "dark"
    gus.save()

    response = client_of(gus).get(reverse("choices"))

    assert chosen(response) == {
        "Name": "Gus Hart",
        "What you bring": "Not recorded",
        "How we name you": "Not recorded",
        "How you hear from us": "Phone call",
        "When emails come": "At once",
        "Messages you stopped": "None",
        "Email": "Not recorded",
        "Phone": "0117 496 0042",
        "Address for letters": "Not recorded",
        "Easy words first": "Yes",
        "Text and colours": "Large text. Dark.",
        "Waiting room": "Member since 2 March",
    }


def test_everything_on_the_page_can_be_changed_or_left(client_of, project, lena):
    response = client_of(lena).get(reverse("choices"))

    changing = ["name", "brings", "credit", "contact", "when", "phone", "address", "easy-words"]
    assert {*map(url, changing), reverse("email_change"), reverse("reading")} <= set(links(response))
    assert reverse("leave", args=[project.pk]) in links(response)


def test_the_menu_leads_there_from_every_page(client_of, lena):
    page = tree(client_of(lena).get(reverse("help")))

    assert [words(link) for link in page.xpath("//nav//a") if link.get("href") == reverse("choices")] == ["My choices"]


def test_who_has_left_still_has_their_choices_and_no_project_there(client_of, project, lena):
    lena.memberships.get().end(timezone.now())

    response = client_of(lena).get(reverse("choices"))

    assert "Waiting room" not in chosen(response)
    assert chosen(response)["Name"] == "Lena Okoro"


@pytest.mark.parametrize(
    ("what", "sent"),
    [
        ("name", {"name": "Lena O."}),
        ("brings", {"brings": "I draw."}),
        ("credit", {"credit": "name", "credit_as": "L. Okoro"}),
        ("credit", {"credit": "none", "credit_as": ""}),
        ("contact", {"contact_by": "text", "phone": "0117 496 0050", "address": ""}),
        ("contact", {"contact_by": "post", "phone": "", "address": "4 Tanner's Row"}),
        ("phone", {"phone": "0117 496 0050"}),
        ("address", {"address": "4 Tanner's Row"}),
        ("easy-words", {"easy_words": True}),
    ],
)
def test_lena_changes_one_thing_and_nothing_else(client_of, lena, what, sent):
    browser, before = client_of(lena), everything_of(lena)

    response = browser.post(url(what), sent, follow=True)

    after = everything_of(lena)
    assert {name: after[name] for name in sent} == sent
    assert {name for name in after if after[name] != before[name]} <= set(sent)
    assert said_back(response) == [f"Saved: {heading(browser.get(url(what))).lower()}."]


@pytest.mark.parametrize(
    ("what", "sent", "said"),
    [
        ("name", {"name": ""}, "Write a name. A first name is enough."),
        ("credit", {"credit_as": "L. O."}, "Choose how we name you."),
        ("contact", {"contact_by": "phone", "phone": "", "address": "x"}, "Give the number that we can use."),
        ("contact", {"contact_by": "post", "phone": "1", "address": ""}, "Write the address that we can write to."),
        ("contact", {"contact_by": "drone", "phone": "1", "address": ""}, "Choose one of the answers that stand here."),
    ],
)
def test_what_does_not_fit_comes_back_with_one_sentence(client_of, lena, what, sent, said):
    browser, before = client_of(lena), everything_of(lena)

    response = browser.post(url(what), sent)

    assert to_check(response) == [said]
    assert {name: typed(response)[name] for name in sent if name != "contact_by"} == {
        name: value for name, value in sent.items() if name != "contact_by"
    }
    assert everything_of(lena) == before


def test_without_an_address_e_mail_cannot_be_the_way(client_of, gus):
    response = client_of(gus).post(url("contact"), {"contact_by": "email", "phone": gus.phone, "address": ""})

    assert to_check(response) == ["We have no email address of yours. Give us one first, under My choices."]
    assert kept(gus, "contact_by") == ("phone",)


def test_who_is_rung_keeps_a_number(client_of, gus):
    response = client_of(gus).post(url("phone"), {"phone": ""})

    assert to_check(response) == ["We ring or text you now. Give a number, or choose another way first."]
    assert kept(gus, "phone") == ("0117 496 0042",)


def test_a_name_typed_before_choosing_not_to_be_named_is_not_kept(client_of, lena):
    client_of(lena).post(url("credit"), {"credit": "member", "credit_as": "Lena the Great"})

    assert kept(lena, "credit", "credit_as") == ("member", "")


def test_a_name_that_does_not_fit_stands_nowhere_else_on_the_page(client_of, lena):
    response = client_of(lena).post(url("phone"), {"phone": "0" * 31})

    assert to_check(response) == ["Use 30 letters or fewer."]
    assert kept(lena, "phone") == ("",)


def test_there_is_no_page_for_what_is_not_a_choice(client_of, lena):
    response = client_of(lena).post(url("is-active"), {"is_active": ""})

    assert response.status_code == 404


def test_nobody_changes_the_choices_of_another(client_of, lena, gus):
    client_of(lena).post(url("name"), {"name": "Lena", "pk": str(gus.pk), "id": str(gus.pk)})

    assert kept(gus, "name") == ("Gus Hart",)


def test_facilitators_see_what_somebody_brings_and_members_do_not(client_of, project, fay, lena, gus):
    Person.objects.filter(pk=gus.pk).update(brings="I mend radios.")

    staff, member = (client_of(one).get(reverse("people", args=[project.pk])) for one in (fay, lena))

    assert "Gus HartBrings: I mend radios." in read(staff)
    assert member.status_code == 403


@pytest.mark.parametrize(
    "broken",
    [
        {"credit": "member", "credit_as": "Lena"},
        {"size": "large", "colours": ""},
        {"size": "", "colours": "", "wide": True},
    ],
)
def test_the_database_refuses_half_a_choice(lena, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=lena.pk).update(**broken)
