"""The mail of a demonstration, in the browser: there is no mail server, so each mail is a file."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

SHOWN = 40
BETWEEN_MAILS = b"\n" + b"-" * 79 + b"\n"


@login_not_required
def mail(request: HttpRequest) -> HttpResponse:
    """The newest 40 mails, newest first. There is no such page where a mail server is set."""
    if settings.EMAIL_HOST:
        raise Http404
    return render(request, "participants/mail.html", {"mails": newest(Path(settings.EMAIL_FILE_PATH))})


def newest(folder: Path) -> list[dict[str, Any]]:
    """To whom, about what, and the text of each, from the files of our outbox and of the sign-in codes."""
    files = sorted(folder.glob("*.*"), key=lambda file: file.stat().st_mtime, reverse=True)[:SHOWN]
    return [shown(part) for file in files for part in parts(file)]


def parts(file: Path) -> list[EmailMessage]:
    """The mails in one file; Django's own backend writes several one after another."""
    pieces = file.read_bytes().split(BETWEEN_MAILS)
    return [message_from_bytes(piece, policy=default) for piece in pieces if piece.strip()]


def shown(message: EmailMessage) -> dict[str, Any]:
    body = message.get_body(preferencelist=("plain",))
    return {
        "to": str(message["To"]),
        "subject": str(message["Subject"]),
        "at": message["Date"].datetime if message["Date"] else None,
        "text": body.get_content() if body else "",
    }
