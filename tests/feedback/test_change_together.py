"""Two people change the same words about a change at once; and a file that is replaced."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from feedback.models import Change
from projects.models import Paper, Role
from tests.feedback.changing import changed
from tests.people import join, someone
from tests.projects.test_agenda_together import form_of, shown
from tests.reading import read


@pytest.fixture
def change(project, fay) -> Change:
    return changed(project, fay, evidence="41 calls.")


@pytest.fixture
def ann(project):
    """She facilitates it, too."""
    ann = someone("Ann Low")
    join(ann, project.organisation, project, Role.FACILITATOR)
    return ann


@pytest.fixture
def edit(change) -> str:
    return reverse("change_edit", args=[change.project_id, change.pk])


def test_the_second_sees_what_the_first_changed_and_saves_on_the_second_press(client_of, change, edit, fay, ann):
    fays, anns = client_of(fay), client_of(ann)
    hers, his = form_of(fays.get(edit)), form_of(anns.get(edit))

    first = {"evidence": "12 calls.", "since_day": "7", "unintended": "on", "why": "Somebody counted again."}
    anns.post(edit, his | first)
    between = fays.post(edit, hers | {"evidence": "Nobody gave up.", "before": "It hurt."})
    meanwhile, form = Change.objects.get(), form_of(between)
    fays.post(edit, form)

    after = Change.objects.get()
    assert (between.status_code, meanwhile.evidence, meanwhile.before) == (409, "12 calls.", "Two hands were needed.")
    sentence, *lines = shown(between)
    assert sentence.startswith("Ann changed this, ")
    assert sentence.endswith(" Why: Somebody counted again.")
    assert lines == [
        "Since whenwas: Monday 4 May now: Thursday 7 May",
        "Nobody planned itnow: Yes",
        "How we knowwas: 41 calls. now: 12 calls.",
    ]
    assert (after.before, after.evidence, after.since.day, after.unintended) == ("It hurt.", "Nobody gave up.", 7, True)
    assert [row.evidence for row in after.history.order_by("history_id")] == [
        "41 calls.",
        "12 calls.",
        "Nobody gave up.",
    ]


def test_who_saves_twice_alone_is_not_held_up(client_of, change, edit, fay):
    browser = client_of(fay)

    codes = [browser.post(edit, form_of(browser.get(edit)) | {"evidence": words}).status_code for words in ("1", "2")]

    assert (codes, Change.objects.get().evidence) == ([302, 302], "2")


def test_a_file_is_asked_for_again_when_the_form_comes_back(client_of, change, edit, fay):
    browser = client_of(fay)
    form = form_of(browser.get(edit))
    change.evidence = "12 calls."
    change.keep(fay)

    page = browser.post(edit, form | {"file": SimpleUploadedFile("calls.txt", b"41")})

    assert "press Save again. Choose the file again, too." in read(page)
    assert not Paper.objects.exists()


def test_a_file_that_is_replaced_is_off_the_list_of_papers(client_of, project, change, edit, fay):
    browser = client_of(fay)
    for name in ("old.txt", "new.txt"):
        browser.post(edit, form_of(browser.get(edit)) | {"file": SimpleUploadedFile(name, b"41")})

    standing = [paper.file_name for paper in Paper.objects.filter(withdrawn_on=None)]
    old = Paper.objects.get(file_name="old.txt")
    assert (standing, Change.objects.get().paper.file_name) == (["new.txt"], "new.txt")
    assert browser.get(reverse("paper_file", args=[project.pk, old.pk])).status_code == 404
