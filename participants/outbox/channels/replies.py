"""What a mail server's answers mean, in words for a facilitator. Its own words follow in brackets, for who mends it."""

import re
import smtplib
import socket
import ssl

from participants.outbox.channels.outcome import Outcome, Result

NOT_ABOUT_THE_PERSON = {421, 500, 502, 503, 504, 530, 534, 535, 538}
QUIET = "The mail server went quiet after we handed this over. We cannot tell whether it arrived."
TROUBLE: list[tuple[type[Exception], str]] = [
    (smtplib.SMTPAuthenticationError, "The mail server does not accept our password."),
    (smtplib.SMTPNotSupportedError, "The mail server cannot do what our settings ask for."),
    (smtplib.SMTPServerDisconnected, "The mail server hung up on us."),
    (smtplib.SMTPException, "The mail server does not want to talk to us."),
    (ssl.SSLCertVerificationError, "We do not trust the mail server's certificate."),
    (ssl.SSLError, "The mail server does not speak our kind of encryption."),
    (socket.gaierror, "We cannot find the mail server by its name."),
    (TimeoutError, "The mail server does not answer."),
    (ConnectionError, "The mail server does not answer."),
]


def with_its_words(words: str, code: int, reply: bytes) -> str:
    """Our words, then theirs."""
    theirs = " ".join(reply.decode("utf-8", "replace").split())
    return f"{words} (It said: {code} {theirs})"[:300]


def trouble(error: Exception, stop: bool) -> Outcome:
    """Something between us and the mail server is wrong: nothing was handed over."""
    # smtplib says "disconnected" for a server that is only silent; what it met first tells the two apart.
    met = error.__context__ if isinstance(error.__context__, TimeoutError) else error
    words = next((words for kind, words in TROUBLE if isinstance(met, kind)), "We could not reach the mail server.")
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        words = with_its_words(words, error.smtp_code, reply if isinstance(reply, bytes) else reply.encode())
    return Outcome(Result.TROUBLE, words, stop)


def to_sender(code: int, reply: bytes) -> Outcome:
    """MAIL or DATA refused: that is about us."""
    return Outcome(Result.TROUBLE, with_its_words("The mail server does not take mail from us.", code, reply))


def to_recipient(code: int, reply: bytes) -> Outcome:
    """RCPT refused: about this person, unless the answer says that it is about us or about the server."""
    if code in NOT_ABOUT_THE_PERSON or re.match(rb"5\.7\.|4\.3\.", reply) or b"relay" in reply.lower():
        return to_sender(code, reply)
    if 500 <= code <= 599:
        return Outcome(Result.REFUSED, with_its_words("The mail server does not know this address.", code, reply))
    return Outcome(Result.LATER, with_its_words("Their mail server asks us to come back later.", code, reply))


def to_letter(code: int, reply: bytes) -> Outcome:
    """The answer after the final dot."""
    if 200 <= code <= 299:
        return Outcome(Result.ACCEPTED)
    if 400 <= code <= 499:
        return Outcome(Result.LATER, with_its_words("The mail server asks us to come back later.", code, reply))
    if 500 <= code <= 599:
        return Outcome(Result.REFUSED, with_its_words("The mail server refused this letter.", code, reply))
    return Outcome(Result.UNKNOWN, QUIET)
