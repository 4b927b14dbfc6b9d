"""The email itself: the words first, then the same words in a plain frame. It may carry several messages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from itertools import groupby
from typing import Any
from urllib.parse import urljoin
from uuid import UUID, uuid5

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.encoding import punycode

from participants.models import Message, Person
from participants.models.message import LINK
from participants.outbox.digest import as_read
from participants.outbox.kinds import Attachment, kind_of
from participants.outbox.stops import stop_path, token_of

NOT_READ = "We do not read replies to this email. "
IN_THE_MORNING = "You get this because you want one email at 8 in the morning."
AT_ONE_TIME = "You get this as one email, because several waited for you at the same time."


Phone = Callable[[Message], str]
PHONE: list[Phone] = []


def rings_with(phone: Phone) -> None:
    """Make known who says which number people ring about a message, when the app starts."""
    PHONE[:] = [phone]


@dataclass(frozen=True)
class Under:
    """A line under every email. In plain words its address stands below it, in the frame behind `opens`."""

    words: str
    opens: str
    url: str


@dataclass(frozen=True)
class Part:
    """One message as it is written now, with its link: a secret one is made for this and nowhere stored."""

    message: Message
    link: str

    @property
    def text(self) -> str:
        return self.message.text.replace(LINK, self.link)

    @property
    def paragraphs(self) -> list[str]:
        """What it says, without the greeting and without why they get it."""
        *said, _ = self.text.strip().split("\n\n")
        return said[1:] if said and said[0].startswith("Hello") else said

    @property
    def blocks(self) -> Iterator[tuple[bool, list[str]]]:
        """The same as lines that stand together: of a list (without their dashes), or of a paragraph."""
        for paragraph in self.paragraphs:
            for listed, lines in groupby(paragraph.split("\n"), key=lambda line: line.startswith("- ")):
                yield listed, [line.removeprefix("- ") if listed else line for line in lines]

    @property
    def again(self) -> str:
        """What stands above a reminder that somebody put off."""
        message = self.message
        if not message.put_off_until:
            return ""
        return f"You asked to be reminded today. This is what we wrote on {day(message.recorded_at)}."


def part_of(message: Message) -> Part:
    """Its words, at hand-over."""
    make_link = kind_of(message).link
    return Part(message, urljoin(settings.SITE_URL + "/", make_link(message) if make_link else message.link))


def letter(parts: list[Part]) -> EmailMessage:
    """The email for these messages to one person. Its Message-ID is made of theirs, the same at each attempt."""
    person = parts[0].message.recipient
    if len(parts) > 1:
        parts = in_order(parts)
    subject = one_line(parts[0].message.subject) if len(parts) == 1 else f"{len(parts)} messages for you"
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    mail["From"] = address(*parseaddr(settings.DEFAULT_FROM_EMAIL))
    mail["To"] = address(person.name, person.email or "")
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = f"<{name_of([part.message for part in parts])}@{settings.SITE_HOST}>"
    mail["Auto-Submitted"] = "auto-generated"
    stop = stop_link(parts)
    if stop:
        # RFC 8058: one click in the mail program, without signing in. The mail server's DKIM signature covers them.
        mail["List-Unsubscribe"] = f"<{stop}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    words = {"subject": subject, "parts": parts, "person": person, "why": why(parts), "foot": foot(parts, stop)}
    mail.set_content(in_plain_text(words))
    mail.add_alternative(render_to_string("messages/_frame.html", words), subtype="html")
    for part in parts:
        if attach := kind_of(part.message).attach:
            add_files(mail, [file for file in attach(part.message) if file.name or len(parts) == 1])
    return mail


def in_plain_text(words: dict[str, Any]) -> str:
    """The frame's loops leave lines empty: one between two paragraphs is enough."""
    text = render_to_string("messages/_frame.txt", words | {"one": len(words["parts"]) == 1})
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def in_order(parts: list[Part]) -> list[Part]:
    """As they are read."""
    by_message = {part.message.pk: part for part in parts}
    return [by_message[message.pk] for message in as_read([part.message for part in parts])]


def name_of(messages: list[Message]) -> str:
    """The row's own id; put off, another one, for mail programs show the same id once. Of several: made of all."""
    names = [f"{row.pk}{f'-{row.put_off_until}' if row.put_off_until else ''}" for row in messages]
    return names[0] if len(names) == 1 else str(uuid5(UUID(int=0), " ".join(sorted(names))))


def why(parts: list[Part]) -> str:
    """The last paragraph of a message says why they get it; of several, how they came together."""
    if len(parts) == 1:
        return parts[0].text.strip().split("\n\n")[-1]
    return IN_THE_MORNING if parts[0].message.recipient.daily else AT_ONE_TIME


def foot(parts: list[Part], stop: str) -> list[Under]:
    """What stands under every email."""
    first = parts[0].message
    phone = PHONE[0](first) if PHONE else ""
    instead = f"Ring us on {phone}, or say it on our pages:" if phone else "Say it on our pages:"
    lines = [Under(NOT_READ + instead, "Get help", settings.SITE_URL + reverse("help"))]
    if len(parts) == 1 and kind_of(first).reminds:
        later = settings.SITE_URL + reverse("remind_later", args=[first.pk])
        lines.insert(0, Under("To be reminded of this on a later day:", "Choose a day", later))
    return [*lines, Under("To get fewer emails from us, or none:", "Choose what we send", stop)] if stop else lines


def stop_link(parts: list[Part]) -> str:
    """Where they stop what this letter is about: its project, or everything when it is about several."""
    paths = {stop_path(part.message) for part in parts} - {""}
    if not paths:
        return ""
    person: Person = parts[0].message.recipient
    path = paths.pop() if len(paths) == 1 else reverse("stop", args=[token_of(person.pk, None)])
    return settings.SITE_URL + path


def add_files(mail: EmailMessage, files: list[Attachment]) -> None:
    """Other ways to read the letter first: they stand beside its words, before any file is hung on."""
    for file in sorted(files, key=lambda file: bool(file.name)):
        how: dict[str, Any] = {"maintype": file.maintype, "subtype": file.subtype, "params": file.params}
        if file.name:
            mail.add_attachment(file.content, filename=file.name, **how)
        else:
            mail.add_alternative(file.content, **how)


def day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "l j F")


def address(name: str, email: str) -> Address:
    """A header address; a domain in letters beyond ASCII is written the way mail servers know it."""
    user, _, domain = email.rpartition("@")
    return Address(one_line(name), user, punycode(domain))


def one_line(words: str) -> str:
    """A header holds one line, whatever somebody typed."""
    return " ".join(words.split())
