"""The shared notebook: one place, one line each, ten kinds; and the word list, which is one of them."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.folding import fold
from participants.requests import SignedIn
from projects import turns
from projects.access import project_view
from projects.forms.notebook import EntryForm, RewordForm, SettleForm
from projects.forms.prompts import PROMPTS
from projects.models import Entry, EntryKind, Project

A_PAGE = 50


def load(request: SignedIn, project: Project, pk: UUID) -> Entry:
    """The line, held still while it is being changed."""
    lines = project.entries.select_related("brought_by")
    return get_object_or_404(lines if request.method == "GET" else lines.select_for_update(of=("self",)), pk=pk)


def list_of(project: Project, kind: EntryKind) -> str:
    return f"{reverse('notebook', args=[project.pk])}?kind={kind.value}"


@project_view("see_plan")
def notebook(request: SignedIn, project: Project) -> HttpResponse:
    """All lines, or those of one kind with a place for one more."""
    kind = EntryKind(request.GET["kind"]) if request.GET.get("kind") in EntryKind.values else None
    form, shapes = None, project.may("shape")
    if kind and shapes:
        form = EntryForm(request.POST if request.method == "POST" else None, kind=kind)
        if form.is_valid():
            form.bring(project, request.user, timezone.localdate())
            messages.success(request, "It is in the notebook.")
            return redirect(list_of(project, kind))
    page = lines(project, kind, request.GET.get("page")) | {"project": project, "form": form, "shapes": shapes}
    return render(request, "projects/notebook.html", page)


def lines(project: Project, kind: EntryKind | None, number: str | None) -> dict[str, Any]:
    """One page of lines with their old words, and how many there are of each kind."""
    counts = project.entries.counts()
    chosen = project.entries.filter(kind=kind) if kind else project.entries.all()
    paginator = Paginator(chosen.select_related("brought_by").open_first(), A_PAGE)
    paginator.count = counts.get(kind, 0) if kind else sum(counts.values())
    page = paginator.get_page(number)
    old = turns.old_words(page.object_list)
    return {
        "page": page,
        "kind": kind,
        "prompt": PROMPTS[kind] if kind else None,
        "known_from": project.entries.known_from() if kind == EntryKind.KNOW else [],
        "rows": [(entry, PROMPTS[EntryKind(entry.kind)], old.get(entry.pk, [])) for entry in page.object_list],
        "filters": [(one, counts.get(one, 0)) for one in EntryKind],
        "all": sum(counts.values()),
    }


@project_view("see_plan")
def entry(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """One line, and what became of it."""
    entry = load(request, project, pk)
    page = {
        "project": project,
        "entry": entry,
        "kind": EntryKind(entry.kind),
        "prompt": PROMPTS[EntryKind(entry.kind)],
        "turns": turns.of_entry(entry),
        "shapes": project.may("shape"),
    }
    return render(request, "projects/entry.html", page)


@project_view("shape")
def entry_reword(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Other words for the same line; the old ones stay (TE-CR3)."""
    entry = load(request, project, pk)
    data = request.POST if request.method == "POST" else None
    form = RewordForm(data, kind=EntryKind(entry.kind), instance=entry)
    if form.is_valid():
        form.reword()
        return redirect("entry", project.pk, pk)
    return render(request, "projects/entry_reword.html", {"project": project, "form": form, "entry": entry})


@project_view("shape")
def entry_settle(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Answered, checked, or out of the way: how, and since when."""
    entry = load(request, project, pk)
    if entry.settled_on:
        return redirect("entry", project.pk, pk)
    data = request.POST if request.method == "POST" else None
    form = SettleForm(data, kind=EntryKind(entry.kind), today=timezone.localdate())
    if form.is_valid():
        entry.settle(form.cleaned_data["on"], form.cleaned_data["how"])
        return redirect("entry", project.pk, pk)
    page = {"project": project, "form": form, "entry": entry, "prompt": PROMPTS[EntryKind(entry.kind)]}
    return render(request, "projects/entry_settle.html", page)


@require_POST
@project_view("shape")
def entry_open(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Not settled after all."""
    load(request, project, pk).open_again()
    return redirect("entry", project.pk, pk)


@project_view("see_plan")
def words(request: SignedIn, project: Project) -> HttpResponse:
    """Hard words in plain words, A to Z."""
    found = sorted(project.entries.filter(kind=EntryKind.WORD), key=lambda entry: in_order(entry.line))
    letters = [(letter, list(some)) for letter, some in groupby(found, key=lambda entry: initial(entry.line))]
    page = {"project": project, "letters": letters, "shapes": project.may("shape"), "kind": EntryKind.WORD}
    return render(request, "projects/words.html", page)


def in_order(word: str) -> tuple[bool, str]:
    """Where a word stands in the list: without case and accents; numbers and signs at the end."""
    return initial(word) == "#", fold(word)


def initial(word: str) -> str:
    """The letter under which a word stands; a number or a sign stands under #."""
    first = fold(word)[:1].upper()
    return first if first.isalpha() else "#"
