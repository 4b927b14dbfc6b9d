"""For machines: is it alive?"""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from participants.models import Heartbeat

SILENT_AFTER = timedelta(minutes=5)
STARTED = timezone.now()


@login_not_required
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers and messages are being sent on; else 503 and one line that says what is wrong."""
    try:
        trouble = what_is_wrong(timezone.now())
    except DatabaseError:
        trouble = "The database does not answer."
    return HttpResponse(trouble or "ok", content_type="text/plain", status=503 if trouble else 200)


def what_is_wrong(as_at: datetime) -> str:
    """Empty when the dispatcher lives. A site that has just started may still wait for its first sign of life."""
    last = Heartbeat.objects.filter(name="dispatch").values_list("at", flat=True).first()
    if max(last or STARTED, STARTED) > as_at - SILENT_AFTER:
        return ""
    if not last:
        return "No message has ever been sent on: is a worker running?"
    return f"No message has been sent on since {timezone.localtime(last):%d %B %Y, %H:%M}: is the worker running?"
