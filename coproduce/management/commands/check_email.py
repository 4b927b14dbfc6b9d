"""Tries the mail set-up step by step, and says in one sentence what is wrong and where to mend it."""

import smtplib
import socket
import ssl
from argparse import ArgumentParser
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from participants.outbox.channels.email import MailServer
from participants.outbox.channels.outcome import Result
from participants.outbox.channels.replies import with_its_words

NO_HOST = "No mail server is set: put its name into EMAIL_HOST. Until then each email is a file in a folder."
OWN_WORDS = (
    "This is a test from Coproduce. If you can read it, emails reach you.\n\n"
    "You get this because whoever runs the server ran check_email.\n"
)


class Command(BaseCommand):
    help = "Say whether emails can leave, and if not, why. With --to, one test email is sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", help="an address that gets a test email")

    def handle(self, to: str, **options: Any) -> None:
        if not settings.EMAIL_HOST:
            raise CommandError(NO_HOST)
        server = MailServer()
        try:
            line = server.open()
        except (OSError, ValueError) as fault:
            raise CommandError(why_no_line(fault)) from fault
        with server:
            self.stdout.write(f"{where()} answers{signed_in()}.")
            self.stdout.write(self.send(server, to) if to else may_send(line))

    def send(self, server: MailServer, to: str) -> str:
        """One whole email, as the outbox hands it over."""
        outcome = server.send(test_mail(to), lambda: True)
        if outcome.result != Result.ACCEPTED:
            raise CommandError(f"{outcome.words} {what_to_do(outcome.result)}".strip())
        return f"It took a test email for {to}. Look if it arrived, and that it is not among the spam."


def may_send(line: smtplib.SMTP) -> str:
    """Asks whether it takes mail from our address, without sending any."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    code, reply = line.mail(sender)
    line.rset()
    if code != 250:
        words = f"It does not take mail from {sender}: change DEFAULT_FROM_EMAIL to an address that it knows."
        raise CommandError(with_its_words(words, code, reply))
    return f"It takes mail from {sender}. To send a test email: check_email --to ADDRESS"


def test_mail(to: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    sender = EmailMessage()
    sender["From"] = settings.DEFAULT_FROM_EMAIL
    mail["Subject"], mail["From"], mail["To"] = "A test from Coproduce", sender["From"], to
    mail["Date"], mail["Auto-Submitted"] = timezone.now(), "auto-generated"
    mail.set_content(OWN_WORDS)
    return mail


def where() -> str:
    return f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT},"


def signed_in() -> str:
    return " and takes our name and password" if settings.EMAIL_HOST_USER else ""


def what_to_do(result: Result) -> str:
    if result == Result.TROUBLE:
        return "Check DEFAULT_FROM_EMAIL, and whether the server wants EMAIL_HOST_USER and EMAIL_HOST_PASSWORD."
    return ""


def why_no_line(fault: Exception) -> str:
    """One sentence for each way in which a line to a mail server fails; its own words follow."""
    host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
    met = fault.__context__ if isinstance(fault.__context__, TimeoutError) else fault
    faults: list[tuple[type[BaseException], str]] = [
        (socket.gaierror, f"Nobody knows the name {host}: check EMAIL_HOST for a slip."),
        (ConnectionRefusedError, f"Nothing listens at {host}, port {port}: check EMAIL_PORT; often it is 587 or 465."),
        (TimeoutError, f"{host}, port {port}, is silent: a firewall may block it, or it wants EMAIL_USE_SSL=1."),
        (smtplib.SMTPAuthenticationError, "The password is wrong: check EMAIL_HOST_USER and EMAIL_HOST_PASSWORD."),
        (smtplib.SMTPNotSupportedError, not_supported(str(fault))),
        (ssl.SSLCertVerificationError, f"The certificate is not for {host}, or not to be trusted: check EMAIL_HOST."),
        (ssl.SSLError, f"Port {port} does not begin with encryption: set EMAIL_USE_SSL=0 and EMAIL_USE_TLS=1."),
        (smtplib.SMTPServerDisconnected, f"{host} hung up: check EMAIL_PORT, EMAIL_USE_SSL and EMAIL_USE_TLS."),
    ]
    words = next((words for kind, words in faults if isinstance(met, kind)), f"{host} does not want to talk to us.")
    if isinstance(fault, smtplib.SMTPResponseException):
        reply = fault.smtp_error
        return with_its_words(words, fault.smtp_code, reply if isinstance(reply, bytes) else reply.encode())
    return words


def not_supported(fault: str) -> str:
    if "STARTTLS" in fault:
        return "The server offers no encryption here: check EMAIL_PORT, or set EMAIL_USE_TLS=0 on your own network."
    return "The server asks for no password here: it may want encryption first, so set EMAIL_USE_TLS=1."
