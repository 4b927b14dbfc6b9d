"""Fair return in a project: offer, approve, pay. Who said no or less stands in no list."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from care.forms.reward import ChoiceForm, OfferForm
from care.kinds.reward import tell_offered, tell_paid
from care.models import Form, Return
from care.models.reward import ReturnQuerySet
from care.offering import Offering
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project, Session

A_PAGE = 50
LOOK_AGAIN = "It changed while you looked, or it is your own. Somebody else approves what is yours."
# key, words, which rows, the action that opens it
LISTS: list[tuple[str, str, Callable[[ReturnQuerySet], ReturnQuerySet], str]] = [
    ("approve", "To approve", ReturnQuerySet.to_approve, "approve_returns"),
    ("pay", "To pay", ReturnQuerySet.to_pay, "approve_returns"),
    ("open", "No answer yet", ReturnQuerySet.open, "offer_returns"),
    ("paid", "Paid", ReturnQuerySet.paid, "approve_returns"),
    ("thanks", "Thanks", ReturnQuerySet.thanks, "offer_returns"),
]


@project_view("approve_returns")
def returns(request: SignedIn, project: Project) -> HttpResponse:
    """One list at a time, the longest wait first; above it how many are in each."""
    here, today = Return.objects.filter(project=project), timezone.localdate()
    lists = {key: (words, rows(here)) for key, words, rows, action in LISTS if project.may(action)}
    show = request.GET.get("show", "")
    show = show if show in lists else "approve"
    page = {
        "project": project,
        "show": show,
        "filters": [(key, words, rows.count()) for key, (words, rows) in lists.items()],
        "page": Paginator(lists[show][1].in_list(), A_PAGE).get_page(request.GET.get("page")),
        "totals": here.totals(project),
        "late": here.late(today).count(),
        "today": today,
        "offers": project.may("offer_returns"),
        "among_members": project.role.among_members,
    }
    return render(request, "care/returns.html", page)


@require_POST
@project_view("offer_returns")
def returns_offer(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """An offer to each member who came to this session and has none."""
    session, today = get_object_or_404(Session.objects.seen_in(project).standing(), pk=pk), timezone.localdate()
    session.project = project
    offering = Offering.of(session, today)
    if offering.why_not:
        messages.error(request, offering.why_not)
        return redirect("session_people", project.pk, pk)
    new = offering.make(request.user, today)
    for one in new:
        tell_offered(one)
    many = f"{len(new)} {'person has' if len(new) == 1 else 'people have'} an offer now. Each hears in their way."
    messages.success(request, many if new else "Everybody who came has an offer already.")
    return redirect("session_people", project.pk, pk)


@project_view("offer_returns")
def return_new(request: SignedIn, project: Project) -> HttpResponse:
    """Offer something by hand, or say thank you."""
    form = OfferForm(request.POST if request.method == "POST" else None, project=project, by=request.user)
    if form.is_valid():
        one = form.offer(request.user, timezone.localdate())
        if one.form != Form.THANKS:
            tell_offered(one)
        messages.success(request, f"Written down. {one.person.first_name} can read it.")
        return redirect("returns", project.pk)
    return render(request, "care/return_new.html", {"project": project, "form": form})


@project_view("offer_returns")
def return_for(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Write down what somebody said they want, when they have told you."""
    rows = Return.objects.typed_for().filter(project=project).exclude(person=request.user)
    rows = rows.select_related("person", "session", "project__organisation")
    offer = get_object_or_404(rows if request.method == "GET" else rows.select_for_update(of=("self",)), pk=pk)
    form = ChoiceForm(request.POST if request.method == "POST" else None, instance=offer)
    if form.is_valid():
        offer.choose(timezone.localdate(), typed_by=request.user)
        messages.success(request, f"Written down for {offer.person.first_name}.")
        return redirect("returns", project.pk)
    return render(request, "care/return_for.html", {"project": project, "form": form, "offer": offer})


def ticked(request: SignedIn, rows: ReturnQuerySet) -> list[Return]:
    """Those among these that were ticked and still say what the person saw who ticked them."""
    seen = set(request.POST.getlist("row"))
    return [
        row for row in rows.select_related("person", "project").select_for_update(of=("self",)) if row.stamp in seen
    ]


@require_POST
@project_view("approve_returns")
def returns_approve(request: SignedIn, project: Project) -> HttpResponse:
    """Approve the ticked ones; nobody approves their own."""
    rows = ticked(request, Return.objects.filter(project=project).to_approve())
    count = Return.objects.filter(pk__in=[row.pk for row in rows]).approve(request.user, timezone.localdate())
    if count:
        messages.success(request, f"{count} approved. Finance can pay {'it' if count == 1 else 'them'} now.")
    if count < len(request.POST.getlist("row")):
        messages.error(request, LOOK_AGAIN)
    if not request.POST.getlist("row"):
        messages.error(request, "Nothing was ticked. Tick what you approve.")
    return redirect("returns", project.pk)


@require_POST
@project_view("approve_returns")
def returns_paid(request: SignedIn, project: Project) -> HttpResponse:
    """The ticked ones are paid or given, or all that are to be paid. Each person hears."""
    to_pay = Return.objects.filter(project=project).to_pay()
    rows = list(to_pay.select_related("person", "project")) if "all" in request.POST else ticked(request, to_pay)
    for row in rows:
        row.paid_on = timezone.localdate()
        row.save(update_fields=["paid_on"])
        tell_paid(row)
    if rows:
        messages.success(request, f"{len(rows)} paid. Each person hears in their way.")
    else:
        messages.error(request, "Nothing was ticked. Tick what is paid.")
    return redirect(f"{request.path.removesuffix('/paid')}?show=pay")
