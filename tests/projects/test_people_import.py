"""Many people at once: a messy list of 500, and each line that does not fit named with what to do."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participants.models import Message, Person
from projects.forms.people_import import TOO_BIG
from projects.models import Invitation, Membership, Project
from tests.reading import read, said_back, to_check


def bring(client, project, text, **more):
    file = SimpleUploadedFile("people.csv", text.encode() if isinstance(text, str) else text)
    return client.post(reverse("people_import", args=[project.pk]), {"file": file, **more})


def ask(client, project, page):
    words = {"text": page.context["text"], "ask": "1"}
    return client.post(reverse("people_import", args=[project.pk]), words, follow=True)


NO_ADDRESS = '"ann at home" is no email address. It looks like name@example.org.'
TWICE = "The same person stands in line {before}. Take one of the two lines out."
NO_ROLE = 'We do not know what "Head of everything" may do here. Write member or professional.'
NO_WAY = "They want email, and there is no address. Give one, or another way to reach them."
# In each fifty lines: what is different in this one, and what is said of it.
ODD = {
    7: ({"mail": "ann at home"}, NO_ADDRESS),
    11: ({"name": ";"}, "There is no name. Write one."),
    13: ({"mail": "ann{before}@example.org"}, TWICE),
    17: ({"mail": "", "phone": "0117 496 00 17"}, ""),
    19: ({"mail": ""}, ""),
    23: ({"role": "Head of everything"}, NO_ROLE),
    29: ({"mail": "", "way": "email"}, NO_WAY),
    31: ({"phone": "ask her mum"}, '"ask her mum" is no phone number. Write only the number.'),
    37: ({"role": "Social worker"}, ""),
}


def messy(count=500) -> tuple[str, dict[int, str]]:
    """A list as people keep it, and what is to be said of which line."""
    lines, faults = ["Forename;Surname;Email address;Mobile;Role;How to contact"], {}
    for number in range(2, count + 2):
        usual = {"name": f"Ann{number};Ames", "mail": f"ANN{number}@Example.org ", "phone": ""}
        usual |= {"role": "Parent", "way": ""}
        odd, says = ODD.get(number % 50, ({}, ""))
        lines.append(";".join((usual | odd).values()).format(before=number - 1))
        if says:
            faults[number] = says.format(before=number - 1)
    return "\r\n".join(lines), faults


def test_500_people_come_in_and_every_line_that_does_not_fit_is_named(client_of, project, fay):
    text, faults = messy()
    fays = client_of(fay)

    page = bring(fays, project, text)
    nobody_yet = Invitation.objects.count()
    asked = ask(fays, project, page)

    assert page.context["found"].faults == faults
    assert read(page).count("Line ") == len(faults) == 60
    assert nobody_yet == 0
    assert said_back(asked) == ["440 people are asked in. 60 lines were left out."]
    places = Membership.objects.filter(project=project, invited_by=fay)
    assert (Invitation.objects.count(), places.count(), Message.objects.filter(kind="invitation").count()) == (
        420,
        20,
        420,
    )
    assert set(places.values_list("person__contact_by", flat=True)) == {"phone", "in_person"}
    assert Invitation.objects.filter(role="professional").count() == 10
    assert Person.objects.filter(name="Ann2 Ames", email="ann2@example.org").count() == 1


def test_the_same_list_again_brings_in_only_the_lines_that_were_mended(client_of, project, fay):
    fays, text = client_of(fay), "Name,Email\nAnn Ames,ann@example.org\nBo Bell,bo at home\nCy Cole,\n"
    ask(fays, project, bring(fays, project, text))

    page = bring(fays, project, text.replace("bo at home", "bo@example.org"))

    found = page.context["found"]
    assert ([one.name for one in found.new], found.here, found.faults) == (["Bo Bell"], [2, 4], {})
    assert "1 person can come in. 1 of them gets a link by email. 2 are here already." in read(page)


def test_somebody_known_keeps_what_they_chose_for_themselves(client_of, project, fay, olu):
    fays = client_of(fay)

    ask(fays, project, bring(fays, project, "Name,Email,Phone\nO. R.,olu@example.org,0117 496 0001\n"))

    olu.refresh_from_db()
    assert (olu.name, olu.phone, Invitation.objects.get().person) == ("Olu Reid", "", olu)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty. Choose the one with the lines in it."),
        (b"%PDF-1.7", "This is not a CSV file. Save it as CSV first: open it, then File, Save as, CSV."),
        (b"Name\n" + b"x" * 500_000, TOO_BIG),
    ],
)
def test_a_file_that_is_no_list_is_answered_in_a_sentence(client_of, project, fay, content, says):
    assert to_check(bring(client_of(fay), project, content)) == [says]


def test_without_a_file_and_before_the_start_it_says_what_to_do_first(client_of, project, fay):
    fays, page = client_of(fay), reverse("people_import", args=[project.pk])

    empty = fays.post(page, {"ask": "1"})
    Project.objects.filter(pk=project.pk).update(started_on=None)
    too_soon = bring(fays, project, "Name\nAnn\n", ask="1")

    assert to_check(empty) == ["Choose a file."]
    assert "Ask the first person in by hand: that starts it." in read(too_soon)
    assert Person.objects.filter(name="Ann").count() == 0


def test_words_that_look_like_code_stay_words(client_of, project, fay):
    page = bring(client_of(fay), project, 'Name,Email\n"<b>Ann</b>, ""the"" one",\n')

    assert '<b>Ann</b>, "the" one' in read(page)
    assert Membership.objects.filter(joined_on=date.today()).count() == 0


@pytest.mark.parametrize("count", [1, 3, 300])
def test_looking_asks_the_database_as_often_for_many(client_of, project, fay, django_assert_num_queries, count):
    fays, text = client_of(fay), "Name,Email\n" + "".join(f"Ann{n} Ames,ann{n}@example.org\n" for n in range(count))

    with django_assert_num_queries(7):
        page = bring(fays, project, text)

    assert len(page.context["found"].new) == count
