"""News: what was told, and telling it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from feedback.forms.news import NewsForm
from feedback.kinds.news import untold
from feedback.models import News
from feedback.news_facts import as_a_paper, heard, made, worth_saying
from participants.models import Message
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project, Session

A_PAGE = 20


@project_view("see_project")
def news(request: SignedIn, project: Project) -> HttpResponse:
    """All that was told, the newest first; for those who tell, how many have heard it."""
    rows = News.objects.seen_in(project).select_related("session", "written_by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    facts: dict[str, Any] = {"project": project, "page": page}
    if project.may("see_messages"):
        count_hearers(list(page))
        today = timezone.localdate()
        due = untold(today).filter(project=project).select_related("project").order_by("tell_by", "number")
        facts |= {"untold": due[:A_PAGE], "worth_saying": worth_saying(project, today), "today": today}
    return render(request, "feedback/news.html", facts)


@project_view("see_messages")
def news_heard(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Who heard it, when and how; who later than others; whom it did not reach, and why (TE-TR1)."""
    one = get_object_or_404(News.objects.seen_in(project).select_related("session"), pk=pk)
    one.project = project
    rows = heard(one)
    page = {
        "project": project,
        "news": one,
        "page": Paginator(rows, 100).get_page(request.GET.get("page")),
        "reached": sum(1 for row in rows if row.heard_on),
        "everyone": len(rows),
        "made": made(one),
        "add": f"{reverse('paper_new', args=[project.pk])}?{urlencode(as_paper(one))}",
    }
    return render(request, "feedback/news_heard.html", page)


def as_paper(news: News) -> dict[str, str]:
    """How the form of a paper begins, where somebody makes one of the news."""
    return {"title": as_a_paper(news)} | ({"session": str(news.session_id)} if news.session_id else {})


def count_hearers(rows: list[News]) -> None:
    """Write on each how many were told and how many are still to be told: one query."""
    abouts = {f"news:{one.pk}": one for one in rows}
    sent = Count("pk", filter=Q(state=Message.State.SENT))
    waiting = Count("pk", filter=~Q(state__in=[Message.State.SENT, Message.State.CANCELLED]))
    counts = Message.objects.filter(kind="news", about__in=abouts).values("about").annotate(sent=sent, waiting=waiting)
    for row in counts.order_by():
        one = abouts[row["about"]]
        one.sent, one.waiting = row["sent"], row["waiting"]


@project_view("plan_sessions")
def news_new(request: SignedIn, project: Project) -> HttpResponse:
    """Write it, see who hears it, send it."""
    session = session_of(request, project)
    form = NewsForm(
        request.POST if request.method == "POST" else None,
        project=project,
        by=request.user,
        today=timezone.localdate(),
        session=session,
    )
    if form.is_valid():
        form.send()
        messages.success(request, "It is on its way, to each person in their own way.")
        return redirect("news", project.pk)
    page = {"project": project, "form": form, "session": session}
    return render(request, "feedback/news_new.html", page)


def session_of(request: SignedIn, project: Project) -> Session | None:
    """The session it is about, where the address names one."""
    key = request.GET.get("session")
    return get_object_or_404(Session.objects.seen_in(project), pk=key_of(key)) if key else None


def key_of(typed: str) -> UUID:
    """404 for what is none."""
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None
