"""The table for finance: who gets how much for what. Making it is written down."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from care.forms.reward import FinanceForm
from care.models import Form, Return
from care.models.reward import ReturnQuerySet
from care.templatetags.rewards import for_what
from participants.models import Event
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project
from projects.views.decision_csv import safe

HEADS = ["Reference", "Name", "For what", "Day", "For time", "For costs", "In all", "Goes as", "Wish", "Costs were"]
HEADS += ["Claimed on", "Approved on", "Approved by", "Paid on"]


@project_view("approve_returns")
def finance(request: SignedIn, project: Project) -> HttpResponse:
    """A look asks which ones; sending gives the file."""
    form = FinanceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        Event.note(Event.Kind.EXPORTED, request.user, f"returns:{project.pk}", project.pk)
        return table(chosen(project, form), project)
    return render(request, "care/finance.html", {"project": project, "form": form})


def chosen(project: Project, form: FinanceForm) -> ReturnQuerySet:
    """Approved and not paid yet, or approved on these days; the first one first."""
    here = Return.objects.filter(project=project, approved_on__isnull=False)
    rows = here.select_related("person", "session", "approved_by").order_by("approved_on", "person__name", "pk")
    if form.cleaned_data["which"] == form.TO_PAY:
        return rows.to_pay()
    return rows.filter(approved_on__range=(form.cleaned_data["from_on"], form.cleaned_data["until_on"]))


def table(rows: ReturnQuerySet, project: Project) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="returns.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADS)
    for row in rows:
        if row.total:
            writer.writerow([safe(cell) for cell in line(row, project.role.among_members)])
    return response


def line(row: Return, among_members: bool) -> Iterator[Any]:
    """The cells in the order of the heads."""
    session = row.session if row.session and (among_members or not row.session.members_only) else None
    yield from (row.reference, row.person.name, for_what(row, among_members))
    yield (session.day if session else None) or row.offered_on
    yield from (row.fee, row.costs, row.total, Form(row.goes_as).label, row.wish, row.costs_for)
    yield from (row.claimed_on, row.approved_on, row.approved_by, row.paid_on)
