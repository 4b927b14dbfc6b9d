"""The e-mail itself: the words first, then the same words in a plain frame."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import punycode

from participants.models import Message
from participants.models.message import LINK
from participants.outbox.kinds import Attachment, kind_of


def letter(message: Message) -> EmailMessage:
    """The e-mail for one message. Its Message-ID is the row's id, the same at each attempt."""
    make_link = kind_of(message).link
    link = urljoin(settings.SITE_URL + "/", make_link(message) if make_link else message.link)
    text = message.text.replace(LINK, link)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = one_line(message.subject)
    mail["From"] = address(*parseaddr(settings.DEFAULT_FROM_EMAIL))
    mail["To"] = address(message.recipient.name, message.recipient.email or "")
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = f"<{message.pk}@{settings.SITE_HOST}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    mail.add_alternative(framed(message.subject, text, link), subtype="html")
    if attach := kind_of(message).attach:
        add_files(mail, attach(message))
    return mail


def add_files(mail: EmailMessage, files: list[Attachment]) -> None:
    """Other ways to read the letter first: they stand beside its words, before any file is hung on."""
    for file in sorted(files, key=lambda file: bool(file.name)):
        how: dict[str, Any] = {"maintype": file.maintype, "subtype": file.subtype, "params": file.params}
        if file.name:
            mail.add_attachment(file.content, filename=file.name, **how)
        else:
            mail.add_alternative(file.content, **how)


def framed(subject: str, text: str, link: str) -> str:
    """The words in HTML: paragraphs are what empty lines part; the last one says why they get this."""
    *paragraphs, why = text.strip().split("\n\n")
    lines = [paragraph.split("\n") for paragraph in paragraphs]
    return render_to_string("messages/_frame.html", {"subject": subject, "paragraphs": lines, "why": why, "link": link})


def address(name: str, email: str) -> Address:
    """A header address; a domain in letters beyond ASCII is written the way mail servers know it."""
    user, _, domain = email.rpartition("@")
    return Address(one_line(name), user, punycode(domain))


def one_line(words: str) -> str:
    """A header holds one line, whatever somebody typed."""
    return " ".join(words.split())
