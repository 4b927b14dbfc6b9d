"""The sign with the number 0, in addresses and boxes that no form checks: no database keeps it."""

from django.urls import reverse

from projects.models import Action
from tests.projects.test_decision import write_down


def test_a_sign_that_no_database_keeps_is_left_out(client_of, project, fay):
    fays, decision = client_of(fay), write_down(project, fay, question="Plum for the wall?")
    step = Action.objects.create(project=project, what="Ask for two chairs", owner=fay, written_by=fay)

    pages = [
        fays.get(reverse("search"), {"q": "pl\0um"}),
        fays.get(reverse("decisions", args=[project.pk]), {"q": "\0plum"}),
        fays.get(reverse("decision_link", args=[project.pk, decision.pk]), {"words": "\0"}),
    ]
    fays.post(reverse("action_end", args=[project.pk, step.pk]), {"how": "done", "outcome": "Two\0 came."})
    fays.post(reverse("action_end", args=[project.pk, step.pk]), {"how": "\0"})

    step.refresh_from_db()
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert "Plum for the wall?" in pages[0].text
    assert (bool(step.done_on), step.outcome) == (True, "Two came.")
