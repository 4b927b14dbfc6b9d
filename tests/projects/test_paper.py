"""Papers: a file or a link, for whom, in which forms, and who was told when."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from projects.models import Paper
from tests.feedback.test_notes_photos import a_photo
from tests.meeting import asked, planned
from tests.reading import read, to_check


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def file(name="costs.pdf", content=b"%PDF-1.7 costs"):
    return SimpleUploadedFile(name, content)


def paper(project, by, **more):
    words = {"title": "Costs", "link": "https://example.org/costs", "added_by": by}
    return Paper.objects.create(project=project, **(words | more))


def test_fay_adds_a_file_and_lena_gets_it_as_a_download_of_the_kind_we_say(client_of, project, fay, lena):
    sent = {"title": "Costs", "file": file(), "formats": ["large"], "audience": "everyone"}

    client_of(fay).post(url("paper_new", project), sent)

    one = Paper.objects.get()
    got = client_of(lena).get(url("paper_file", project, one.pk))
    assert (one.formats, one.shared_on, got.content) == (["large"], None, b"%PDF-1.7 costs")
    assert (got["Content-Type"], got["Content-Disposition"], got["X-Content-Type-Options"]) == (
        "application/pdf",
        'attachment; filename="costs.pdf"',
        "nosniff",
    )
    assert "Also there asLarge print" in read(client_of(lena).get(url("paper", project, one.pk)))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or give a link."),
        ({"file": file("run.exe")}, "We take text, tables, slides, pictures, sound and film. Save it as a PDF."),
        ({"file": file("page.html")}, "We take text, tables, slides, pictures, sound and film. Save it as a PDF."),
        ({"file": file(content=b"")}, "This file is empty. Choose another one."),
        ({"link": "costs"}, "Write the whole address, with https:// at its beginning."),
        ({"link": "javascript:alert(1)"}, "Write the whole address, with https:// at its beginning."),
    ],
)
def test_what_cannot_be_read_by_all_is_refused_in_one_sentence(client_of, project, fay, sent, said):
    response = client_of(fay).post(url("paper_new", project), {"title": "Costs", "audience": "everyone"} | sent)

    assert (to_check(response), Paper.objects.count()) == ([said], 0)


def test_a_paper_for_staff_leaves_no_trace_for_members(client_of, project, fay, lena, pru):
    one = paper(project, fay, audience="staff", content=b"x", size=1)
    lenas = client_of(lena)

    assert [lenas.get(url(name, project, one.pk)).status_code for name in ("paper", "paper_file")] == [404, 404]
    assert "Costs" not in read(lenas.get(url("papers", project)))
    assert "CostsStaff only." in read(client_of(pru).get(url("papers", project)))


def test_everybody_whom_it_is_for_is_told_once_and_fay_sees_when(client_of, project, fay, lena, gus, pru, max):
    one = paper(project, fay)
    fays = client_of(fay)

    for _ in range(2):
        fays.post(url("paper_share", project, one.pk))

    told = Message.objects.filter(kind="paper_shared")
    assert {(message.recipient, message.channel) for message in told} == {
        (lena, "email"),
        (gus, "by_hand"),
        (pru, "email"),
    }
    assert "Gus Hart: not told. They hear from us by phone, from a person.Lena Okoro: not told. It goes" in read(
        fays.get(url("paper", project, one.pk))
    )
    assert "Who was told" not in read(client_of(lena).get(url("paper", project, one.pk)))


def test_who_got_it_later_and_who_not_at_all_stands_there(client_of, project, fay, lena, gus, pru):
    one = paper(project, fay, shared_on=date(2026, 3, 2))
    at = timezone.make_aware(datetime(2026, 3, 5, 9))
    words = {
        "kind": "paper_shared",
        "about": f"paper:{one.pk}",
        "slot": "shared",
        "channel": "email",
        "subject": "Costs",
    }
    Message.objects.create(recipient=lena, state="sent", sent_at=at, told_how="by email", **words)
    project.memberships.filter(person=gus).update(joined_on=date(2026, 3, 9))

    page = read(client_of(fay).get(url("paper", project, one.pk)))

    assert "Gus Hart: not told. They came on Monday 9 March, after it was sent." in page
    assert "Pru Lind: not told. Nothing was sent to them." in page
    assert "Lena Okoro: 5 March, by email, 3 days after it was shared" in page
    assert "Fay Adams" not in page


def test_a_paper_for_a_session_goes_to_those_who_are_asked_to_it(client_of, project, fay, lena, pru):
    session = planned(project, fay)
    asked(session, lena)
    one = paper(project, fay, session=session)

    client_of(fay).post(url("paper_share", project, one.pk))

    assert [message.recipient for message in Message.objects.all()] == [lena]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_papers_ask_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    same = {"project": project, "link": "https://example.org", "added_by": fay}
    Paper.objects.bulk_create(Paper(title=f"Paper {number}", **same) for number in range(count))
    lenas = client_of(lena)

    with django_assert_num_queries(7):
        lenas.get(url("papers", project))


def test_a_picture_does_not_tell_where_it_was_taken(client_of, project, fay):
    taken = a_photo()
    sent = {"title": "The chart", "file": file("chart.jpeg", taken), "audience": "everyone"}

    client_of(fay).post(url("paper_new", project), sent)

    kept = Paper.objects.get()
    assert (b"Exif" in taken, b"Exif" in bytes(kept.content), kept.file_name) == (True, False, "chart.jpg")


def test_a_broken_picture_is_refused_by_name(client_of, project, fay):
    sent = {"title": "The chart", "file": file("chart.png", b"not a picture"), "audience": "everyone"}

    response = client_of(fay).post(url("paper_new", project), sent)

    assert to_check(response) == [
        "We cannot keep chart.png: it is not a picture that we can read. Send a JPEG, PNG, WebP or HEIC."
    ]
