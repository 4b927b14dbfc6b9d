"""Pages that anybody may read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from participants.forms.every_kind import EveryKindForm
from participants.templatetags.icons import ICONS


@login_not_required
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "participants/help.html")


@login_not_required
def how_we_use(request: HttpRequest) -> HttpResponse:
    return render(request, "participants/how_we_use.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "participants/accessibility.html")


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every piece of the design in every state, for those who build; only in development."""
    if not settings.DEBUG:
        raise Http404
    form = EveryKindForm(request.POST, request.FILES) if request.method == "POST" else EveryKindForm()
    return render(request, "participants/components.html", {"form": form, "icons": ICONS})
