"""What was offered to me, what I say to it, and asking somebody to get in touch."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from care.forms.care import NoteForm
from care.kinds.talk import tell_wanted
from care.models import Care, CareKind
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 50
ANSWERS = {"yes": "Thank you. We let them know.", "no": "That is fine. Nobody asks again."}


def my_care(request: SignedIn) -> HttpResponse:
    """What waits for my word first, then the newest."""
    rows = Care.objects.filter(person=request.user).in_list()
    runs = Project.objects.where(request.user, "say").filter(started_on__isnull=False, closed_on=None)
    page = {"page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")), "projects": runs}
    return render(request, "care/my_care.html", page)


@require_POST
def my_care_answer(request: SignedIn, pk: UUID) -> HttpResponse:
    """Yes or no; both can be taken back until it took place."""
    one = get_object_or_404(Care.objects.select_for_update().filter(person=request.user, held_on=None), pk=pk)
    says = request.POST.get("says")
    if says in ANSWERS:
        one.answer(says == "yes", timezone.localdate())
        if says == "yes":
            tell_wanted(one)
        messages.success(request, ANSWERS[says])
    return redirect("my_care")


def my_care_note(request: SignedIn, pk: UUID) -> HttpResponse:
    """What the two want to remember, read and changed by either of them."""
    mine = Care.objects.filter(Q(person=request.user) | Q(with_whom=request.user))
    one = get_object_or_404(mine.select_related("person", "with_whom", "project"), pk=pk)
    form = NoteForm(request.POST if request.method == "POST" else None, instance=one)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved. Only the two of you can read it.")
        return redirect("my_care")
    return render(request, "care/my_care_note.html", {"form": form, "one": one})


@require_POST
@project_view("say")
def contact_me(request: SignedIn, project: Project) -> HttpResponse:
    """Somebody gets in touch. Asking twice while one waits asks once."""
    asks = {"project": project, "person": request.user, "kind": CareKind.CONTACT, "held_on": None, "declined_on": None}
    today = timezone.localdate()
    contact = project.contact if project.contact != request.user else None
    defaults = {
        "offered_on": today,
        "wanted_on": today,
        "asked_by_them": True,
        "with_whom": contact,
        "written_by": request.user,
    }
    one, new = Care.objects.get_or_create(**asks, defaults=defaults)
    if new:
        tell_wanted(one)
    who = contact.first_name if contact else "Somebody"
    messages.success(request, f"{who} knows, and gets in touch with you.")
    return redirect("my_care")
