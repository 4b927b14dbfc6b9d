"""What I said, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.say import AskMoreForm
from feedback.kinds import tell_late
from feedback.models import Feedback, Outcome
from participants.requests import SignedIn
from participants.templatetags.look import day
from projects.models import Project

A_PAGE = 20
# A promise moves only with a reason that the giver sees, at once and not only when the message has come.
HEARD = Q(told_on__isnull=False) | Q(outcome=Outcome.NOT_YET) & ~Q(why="")


def mine(request: SignedIn, project_id: UUID, pk: UUID) -> Feedback:
    """A piece this person gave in this project, also after they have left it."""
    own = Feedback.objects.counted().filter(giver=request.user).select_related("project", "answer")
    return get_object_or_404(own, project=project_id, pk=pk)


def ideas(request: SignedIn) -> HttpResponse:
    """All my ideas, those that wait for me first."""
    rows = Feedback.objects.filter(giver=request.user).their_turn_first()
    page = {"page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")), "today": timezone.localdate()}
    passed = Feedback.passed_on.filter(giver=request.user).order_by("-received_on")
    return render(request, "feedback/ideas.html", page | {"passed": passed})


def idea(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """One idea. The giver's own stays open to them after they leave the project."""
    rows = Feedback.objects.visible_to(request.user).select_related("giver", "answer", "owner", "session", "about")
    said = rows.filter(project=project_id, pk=pk).first()
    if not said:
        return for_its_giver(request, project_id, pk)
    said.project = Project.objects.with_role(request.user).get(pk=project_id)
    page = {
        "said": said,
        "project": said.project,
        "own": said.giver_id == request.user.pk,
        "whom": "" if said.giver_id == request.user.pk else "them",  # never the name: others may be reading
        "staff": said.project.may("answer_feedback"),
        "others_said_it": said.others_said_it,
        "told_replies": said.replies.filter(HEARD).select_related("decision", "asked__asked_by"),
        "today": timezone.localdate(),
        "just_closed": request.GET.get("closed") == "1",
    }
    return render(request, "feedback/idea.html", page)


def for_its_giver(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """Passed to the safeguarding lead: its giver is led to what happens next; for all others there is nothing."""
    get_object_or_404(Feedback.passed_on.filter(giver=request.user), project=project_id, pk=pk)
    return redirect("passed_on", project_id, pk)


@require_POST
def close(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """The giver is happy: the loop closes."""
    said = mine(request, project_id, pk)
    if said.step == 4:
        said.close(timezone.now())
        messages.success(request, "You closed it. Thank you.")
    return redirect(f"{said.get_absolute_url()}?closed=1")


@require_POST
def ask_when(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """We are late: the giver asks again. Whoever looks after it hears so, once for each promise."""
    said = mine(request, project_id, pk)
    if Feedback.objects.late(timezone.localdate()).filter(pk=pk).exists():
        tell_late(said)
        messages.success(request, "We have asked again for you. We are sorry that we are late.")
    return redirect(said)


def ask_more(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """The giver wants more: what, and a new promise."""
    said = mine(request, project_id, pk)
    form = AskMoreForm(request.POST if request.method == "POST" else None)
    if not (said.answer and said.answer.told_on):
        return redirect("say", project_id)  # nothing to ask more about: a new thing to say
    if form.is_valid():
        said.ask_again(form.cleaned_data["words"], timezone.now())
        messages.success(
            request, f"Thank you. We have what you asked. You will hear from us by {day(said.promised_by)}."
        )
        return redirect(said)
    return render(request, "feedback/ask_more.html", {"said": said, "project": said.project, "form": form})


def take_back(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """Ask once, then keep no copy."""
    said = mine(request, project_id, pk)
    if request.method == "POST":
        said.take_back(timezone.now())
        messages.success(request, "You took it back. We keep no copy of your words.")
        return redirect("ideas")
    return render(request, "feedback/take_back.html", {"said": said, "project": said.project})
