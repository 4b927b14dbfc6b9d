"""For machines: is it alive?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers."""
    return HttpResponse("ok", content_type="text/plain")
