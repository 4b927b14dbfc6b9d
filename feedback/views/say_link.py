"""Saying something by an open link: no account, no name, no address kept."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from feedback.forms.say_link import SayLinkForm
from feedback.ways import shown_at
from projects import codes
from projects.models import WayIn

TOO_MANY = "A great deal came from here just now. Wait a minute, then press Send it again. Your words are still here."


@never_cache
@login_not_required
def say_link(request: HttpRequest, code: str) -> HttpResponse:
    """What it is about, the questions; and after sending, the code to hear back. A shut link looks like none."""
    secret = WayIn.Kind.SAY.hashed(codes.read(code))
    way = WayIn.objects.to_say().filter(secret_hash=secret).first()
    if not way or not way.project or not way.project.open_now:
        return render(request, "feedback/say_shut.html", status=404)
    now, project = timezone.now(), way.project
    request.organisation = project.organisation  # type: ignore[attr-defined]
    page = {"project": project, "way": way, "promised_by": project.promise_from(timezone.localdate(now))}
    form = SayLinkForm(request.POST if request.method == "POST" else None)
    form.instance.project = project
    if form.is_valid() and not ratelimit.consume(request, action="say_by_link"):
        form.add_error("problem", TOO_MANY)
    if form.is_valid():
        said, reply_code = form.say(way, now)
        page |= {"said": said, "code": codes.grouped(reply_code), "address": shown_at("hear")}
        return render(request, "feedback/say_kept.html", page)
    return render(request, "feedback/say_link.html", page | {"form": form})
