"""People: asking in, coming in, leaving."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.outbox import tell
from participants.requests import SignedIn
from participants.sessions import begin
from projects.access import project_view
from projects.forms.membership import InviteForm, JoinForm
from projects.models import Invitation, Membership, Project


def send(invitation: Invitation) -> None:
    """Put the link in the person's post."""
    tell(
        [invitation.person],
        "invitation",
        about=f"invitation:{invitation.pk}",
        slot="sent",
        scope=invitation.project_id,
        invitation=invitation,
    )


def known_invitation(invitation_id: UUID, token: str) -> Invitation:
    """The invitation behind a link, or 404 for a link we never made."""
    invitation = get_object_or_404(
        Invitation.objects.select_related("organisation", "project__organisation", "person", "invited_by"),
        pk=invitation_id,
    )
    if not invitation.fits(token):
        raise Http404
    return invitation


@login_not_required
def join(request: HttpRequest, invitation_id: UUID, token: str) -> HttpResponse:
    """GET says who invites to what; POST accepts and signs in. A dead link says why, and offers what helps."""
    invitation, now = known_invitation(invitation_id, token), timezone.now()
    why_not = invitation.why_not(now)
    form = None if why_not else JoinForm(request.POST if request.method == "POST" else None)
    if form and form.is_valid():
        invitation.accept(now)
        login(request, invitation.person, backend=settings.AUTHENTICATION_BACKENDS[0])
        if invitation.by_letter:
            messages.success(request, "You are in. To come back another day, ask us for a card.")
        return begin(request.session, invitation.project or "home")
    page = {"invitation": invitation, "why_not": why_not, "project": invitation.project, "token": token}
    return render(request, "projects/join.html", page | {"form": form}, status=410 if why_not else 200)


@require_POST
@login_not_required
def join_again(request: HttpRequest, invitation_id: UUID, token: str) -> HttpResponse:
    """Send a new link to the same address. Asking twice in ten minutes sends one."""
    invitation, now = known_invitation(invitation_id, token), timezone.now()
    if invitation.by_letter:
        raise Http404
    latest = invitation.latest()
    if not latest.accepted_at and (latest == invitation or (now - latest.made_at).total_seconds() > 600):
        send(latest.again(by=latest.invited_by, as_at=now))
    return render(request, "projects/join_again.html", {"invitation": invitation})


@project_view("invite")
def people(request: SignedIn, project: Project) -> HttpResponse:
    """Who is here, who has been asked, and who has left."""
    places = project.memberships.select_related("person")
    here = places.current()
    gone = places.filter(left_on__isnull=False).exclude(person__in=here.values("person"))
    page = {
        "project": project,
        "here": here.order_by("role", "person__name"),
        "asked": project.invitations.open().select_related("person").order_by("made_at"),
        "left": gone.order_by("-left_on", "person__name"),
        "now": timezone.now(),
    }
    return render(request, "projects/people.html", page)


@project_view("invite")
def invite(request: SignedIn, project: Project) -> HttpResponse:
    """Ask someone in. The first invitation starts the project; safeguarding always blocks that."""
    form = InviteForm(request.POST if request.method == "POST" else None, project=project, by=request.user)
    blocked = [missing for missing in form.missing if missing.blocks]
    if not blocked and form.is_valid():
        return asked_in(request, project, form.ask(timezone.now()))
    page = {"project": project, "form": None if blocked else form, "missing": form.missing, "blocked": blocked}
    return render(request, "projects/invite.html", page)


def asked_in(request: SignedIn, project: Project, asked: Invitation | Membership) -> HttpResponse:
    """What follows: a mail goes out, a letter is to be printed, or somebody at the table may have a card."""
    if isinstance(asked, Membership):
        messages.success(request, f"{asked.person} is in the project.")
        return redirect("person", project.pk, asked.pk)
    if asked.by_letter:
        return redirect("letter", project.pk, asked.pk)
    send(asked)
    messages.success(request, f"An invitation is on its way to {asked.person.email}.")
    return redirect("people", project.pk)


@require_POST
@project_view("invite")
def invite_again(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """A new link, or a new letter; the old one stops working."""
    old = get_object_or_404(project.invitations.open(), pk=pk)
    new = old.again(request.user, timezone.now())
    if new.by_letter:
        return redirect("letter", project.pk, new.pk)
    send(new)
    messages.success(request, f"A new link is on its way to {old.asked_as}. The old one no longer works.")
    return redirect("people", project.pk)


@require_POST
@project_view("invite")
def named_contact(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Make this the person that members can ring."""
    place = get_object_or_404(project.memberships.current().exclude(role="member"), pk=pk)
    project.memberships.filter(named_contact=True).update(named_contact=False)
    project.memberships.filter(pk=place.pk).update(named_contact=True)
    messages.success(request, f"Members now ring {place.person}.")
    return redirect("people", project.pk)


@project_view("invite")
def membership_end(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Ask once, then close someone's place. Their own record stays theirs."""
    place = get_object_or_404(project.memberships.current().exclude(person=request.user.pk), pk=pk)
    if request.method == "POST":
        place.end(timezone.now())
        messages.success(request, f"{place.person} has left the project.")
        return redirect("people", project.pk)
    return render(request, "projects/membership_end.html", {"project": project, "place": place})
