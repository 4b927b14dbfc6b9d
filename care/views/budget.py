"""The money: planned, promised, paid. Facts, and "Not recorded" where nobody said."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from care.forms.budget import BudgetForm
from care.models import BudgetFor, BudgetLine, Return
from care.money import total
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project


@dataclass(frozen=True)
class Row:
    """One line as people read it. None: not recorded."""

    kind: BudgetFor
    line: BudgetLine | None
    promised: Decimal | None
    paid: Decimal | None

    @property
    def planned(self) -> Decimal | None:
        return self.line.planned if self.line else None

    @property
    def is_empty(self) -> bool:
        return self.line is None and self.promised is None and self.paid is None

    @property
    def over(self) -> Decimal:
        """Pounds by which what is promised and paid is more than planned; nothing where no plan is recorded."""
        if self.planned is None:
            return Decimal()
        return max(total([self.promised, self.paid]) - self.planned, Decimal())


def rows_of(project: Project) -> list[Row]:
    """Every kind of cost, in its order; people's time and costs from the offers of this project."""
    lines = {line.kind: line for line in project.budget.all()}
    offers = list(Return.objects.offers().filter(project=project))
    open_ = [one for one in offers if not one.paid_on]
    paid = [one for one in offers if one.paid_on]
    counted = {
        BudgetFor.TIME: (total(one.fee for one in open_), total(one.fee for one in paid)),
        BudgetFor.COSTS: (total(one.costs for one in open_), total(one.costs for one in paid)),
    }
    found = []
    for kind in BudgetFor:
        line = lines.get(kind)
        promised, spent = counted.get(kind, (None, line.spent if line else None))
        found.append(Row(kind, line, promised, spent))
    return found


@project_view("approve_returns")
def budget(request: SignedIn, project: Project) -> HttpResponse:
    rows = rows_of(project)
    page = {
        "project": project,
        "rows": rows,
        "recorded": any(row.planned is not None for row in rows),
        "planned": total(row.planned for row in rows),
        "promised": total(row.promised for row in rows),
        "paid": total(row.paid for row in rows),
        "over": [row for row in rows if row.over],
    }
    return render(request, "care/budget.html", page)


@project_view("approve_returns")
def budget_line(request: SignedIn, project: Project, kind: str) -> HttpResponse:
    """Write down one line, or change it."""
    if kind not in BudgetFor:
        raise Http404
    line = project.budget.filter(kind=kind).first() or BudgetLine(project=project, kind=kind)
    form = BudgetForm(request.POST if request.method == "POST" else None, instance=line)
    if form.is_valid():
        form.save()
        messages.success(request, f"Written down: {line.get_kind_display().lower()}.")
        return redirect("budget", project.pk)
    return render(request, "care/budget_line.html", {"project": project, "form": form, "line": line})
