""" "You said, we did", for everybody: a page, a frame for other sites, a feed. The same for whoever asks."""

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from feedback import public_feed as feed
from feedback.models import PublicPage
from feedback.public import Public, gather


def what_stands(slug: str) -> Public:
    """A page that is off looks as if there were none."""
    pages = PublicPage.objects.filter(on_since__isnull=False).select_related("project__organisation", "way_in")
    return gather(get_object_or_404(pages, slug=slug))


def for_all(request: HttpRequest, response: HttpResponse, listed: bool) -> HttpResponse:
    """Anybody may keep it and asks each time whether it is still so: what is taken off is gone at once.

    The answer is known by its ETag alone. A last day of change would hide that something was taken away.
    """
    patch_cache_control(response, public=True, no_cache=True)
    if not listed:
        response["X-Robots-Tag"] = "noindex"
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def shown(request: HttpRequest, slug: str, template: str) -> HttpResponse:
    stands = what_stands(slug)
    page = {"stands": stands, "project": stands.page.project}
    return for_all(request, render(request, template, page), stands.page.listed)


@login_not_required
@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    return shown(request, slug, "feedback/public.html")


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@login_not_required
@require_safe
def public_embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The same in the frame of another site: the one page that may be framed."""
    response = shown(request, slug, "feedback/public_embed.html")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@login_not_required
@require_safe
def public_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as RSS."""
    stands = what_stands(slug)
    response = HttpResponse(feed.feed_of(stands), content_type="application/rss+xml; charset=utf-8")
    return for_all(request, response, stands.page.listed)
