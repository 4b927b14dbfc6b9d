"""Setting out well: time, money, permission; what the work is; round after round."""

from datetime import date

from django.urls import reverse

from projects.models import Readiness, Stage, Step
from tests.feedback.saying import in_parts
from tests.reading import read, to_check, typed

WORDS = {
    "title": "Waiting room",
    "purpose": "A calm room.",
    "level": "co_produce",
    "reply_within": "10",
    "kind": "improve",
    "subject": "The waiting room",
    "co_produces": ["design", "review"],
}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def test_fay_says_honestly_that_the_money_is_not_all_there(client_of, project, fay):
    Readiness.objects.all().delete()
    fays = client_of(fay)

    fays.post(url("readiness", project), {"time": "yes", "money": "partly", "money_evidence": "£900 of £2,000."})

    said = {row.what: (row.answer, row.evidence, row.confirmed_by) for row in project.readiness.all()}
    page = read(fays.get(url("project_start", project)))
    assert said == {"time": ("yes", "", fay), "money": ("partly", "£900 of £2,000.", fay)}
    assert "Money Partly. £900 of £2,000. Fay Adams" in page
    assert "Permission Not recorded." in page


def test_who_confirmed_it_may_be_somebody_else_here_or_somebody_in_words(client_of, project, fay, max):
    Readiness.objects.all().delete()
    fays = client_of(fay)
    answers = {"time": "yes", "time_by": " max  BELL ", "money": "no", "money_by": "The head of finance"}

    fays.post(url("readiness", project), answers | {"permission": "yes", "permission_by": ""})
    fays.post(url("readiness", project), typed(fays.get(url("readiness", project))) | {"money": "partly"})

    said = {row.what: (row.answer, row.confirmed_by, row.confirmed_words) for row in project.readiness.all()}
    page = read(fays.get(url("project_start", project)))
    assert said == {
        "time": ("yes", max, ""),
        "money": ("partly", None, "The head of finance"),
        "permission": ("yes", fay, ""),
    }
    assert "Money Partly. The head of finance," in page
    assert {row.what: row.history.count() for row in project.readiness.all()} == {
        "time": 1,
        "money": 2,
        "permission": 1,
    }


def test_what_somebody_else_confirmed_keeps_their_name_when_nothing_changed(client_of, project, fay):
    wyn = Readiness.objects.get(project=project, what="time")
    answers = {"time": "yes", "money": "no", "permission": "yes"}

    client_of(fay).post(url("readiness", project), answers)

    wyn.refresh_from_db()
    money = Readiness.objects.get(project=project, what="money")
    assert wyn.history.count() == 0  # made in one go by the story, and not touched since
    assert (money.answer, [row.answer for row in money.history.all()]) == ("no", ["no"])


def test_the_days_of_a_project_may_be_unknown_but_not_upside_down(client_of, project, fay):
    fays, page = client_of(fay), url("project_edit", project)

    unknown = fays.post(page, WORDS)
    upside_down = fays.post(
        page,
        WORDS | in_parts(date(2026, 9, 1), "begins_on") | in_parts(date(2026, 3, 1), "ends_on"),
    )

    project.refresh_from_db()
    assert unknown.status_code == 302
    assert (project.begins_on, project.ends_on, project.together) == (
        None,
        None,
        ["How it should be", "Looking at how it went"],
    )
    assert to_check(upside_down) == ["It ends before it begins. Check the two days."]
    assert typed(upside_down)["begins_on_year"] == "2026"


def test_after_looking_back_the_project_goes_round_again(client_of, project, fay):
    fays = client_of(fay)

    for _ in range(4):
        fays.post(url("stage_next", project))

    stages = Stage.objects.filter(project=project)
    assert [str(stage) for stage in stages] == ["Plan", "Do", "Look back", "Plan, round 2"]
    assert [bool(stage.ended_on) for stage in stages] == [True, True, True, False]
    assert "Plan, round 2 We are here" in read(fays.get(project.get_absolute_url()))


def test_lena_reads_the_rounds_and_changes_none(client_of, project, fay, lena):
    stage = Stage.objects.create(project=project, kind="plan", aim="Find out who waits longest")

    page = client_of(lena).get(url("stages", project))
    refused = client_of(lena).post(url("stage_edit", project, stage.pk), {"aim": "Nothing"})

    assert "What we want: Find out who waits longest" in read(page)
    assert refused.status_code == 403


def test_the_first_page_says_at_which_step_of_the_plan_we_are(client_of, project, fay, lena, olu):
    Stage.objects.create(project=project, kind="plan", began_on=date(2026, 3, 2), ended_on=date(2026, 3, 9))
    Stage.objects.create(project=project, kind="deliver", began_on=date(2026, 3, 9))
    steps = [
        ("Ask", 1, {"done_on": date(2026, 3, 5)}),
        ("No", 2, {"dropped_on": date(2026, 3, 5)}),
        ("Try it", 3, {}),
        ("Tell", 4, {}),
    ]
    for what, day, more in steps:
        Step.objects.create(project=project, what=what, on=date(2026, 4, day), proposed_by=lena, **more)
    elsewhere = olu.memberships.get().project
    Step.objects.create(project=elsewhere, what="Wheelbarrow", on=date(2026, 4, 1), proposed_by=olu)

    page = read(client_of(lena).get(project.get_absolute_url()))

    assert page.count("We are here, since 9 March. In the plan: Try it") == 1
    assert page.count("In the plan:") == 1
