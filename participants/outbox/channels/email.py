"""Email by SMTP, in two halves: all that can be refused comes first, then the fence, then the letter itself."""

import contextlib
import re
import smtplib
import ssl
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail.utils import DNS_NAME

from participants.outbox.channels import replies
from participants.outbox.channels.outcome import Fence, Outcome, Result


class MailServer:
    """One connection for many letters, opened when the first one comes."""

    def __init__(self) -> None:
        self.line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.line and not error:
            with contextlib.suppress(OSError):  # they hung up first
                self.line.quit()
        self.drop()

    def send(self, letter: EmailMessage, fence: Fence) -> Outcome:
        """Hand one letter over. Before the fence any trouble is ours; after it a lost answer is unknown."""
        try:
            line = self.line or self.open()
        except (OSError, ValueError) as error:
            return replies.trouble(error, stop=True)
        try:
            refused = self.announce(line, letter)
        except (OSError, ValueError) as error:
            self.drop()
            return replies.trouble(error, stop=False)
        if refused:
            return refused
        if not self.may_leave(fence):
            return Outcome(Result.LOST)
        return self.hand_over(line, letter)

    def open(self) -> smtplib.SMTP:
        """A line that has said hello, is encrypted and signed in, as the settings ask."""
        kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
        line = kind(settings.EMAIL_HOST, settings.EMAIL_PORT, str(DNS_NAME), timeout=settings.EMAIL_TIMEOUT)
        try:
            line.ehlo_or_helo_if_needed()
            if settings.EMAIL_USE_TLS:
                line.starttls(context=ssl.create_default_context())
                line.ehlo()
            if settings.EMAIL_HOST_USER:
                line.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        except Exception:
            line.close()
            raise
        self.line = line
        return line

    def announce(self, line: smtplib.SMTP, letter: EmailMessage) -> Outcome | None:
        """MAIL, RCPT, DATA. None: the server waits for the letter."""
        code, reply = line.mail(letter["From"].addresses[0].addr_spec)
        if code != 250:
            self.drop()
            return replies.to_sender(code, reply)
        code, reply = line.rcpt(letter["To"].addresses[0].addr_spec)
        if code not in (250, 251):
            line.rset()
            return replies.to_recipient(code, reply)
        code, reply = line.docmd("DATA")
        if code != 354:
            self.drop()
            return replies.to_sender(code, reply)
        return None

    def may_leave(self, fence: Fence) -> bool:
        """Ask the fence. No, or no answer: hang up, so that the server throws away the letter it waits for."""
        allowed = False
        try:
            allowed = fence()
        finally:
            if not allowed:
                self.drop()
        return allowed

    def hand_over(self, line: smtplib.SMTP, letter: EmailMessage) -> Outcome:
        """The letter and the final dot. Whatever breaks from here on, nobody knows how much of it was heard."""
        try:
            line.send(re.sub(rb"(?m)^\.", b"..", letter.as_bytes()) + b".\r\n")
            code, reply = line.getreply()
        except Exception:
            self.drop()
            return Outcome(Result.UNKNOWN, replies.QUIET)
        return replies.to_letter(code, reply)

    def drop(self) -> None:
        """Hang up without a word."""
        if self.line:
            self.line.close()
        self.line = None
