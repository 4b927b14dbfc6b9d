"""Pages that anybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "participants/help.html")


@login_not_required
def how_we_use(request: HttpRequest) -> HttpResponse:
    return render(request, "participants/how_we_use.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "participants/accessibility.html")
