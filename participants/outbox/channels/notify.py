"""GOV.UK Notify: texts, and letters that it prints and posts. It can be asked afterwards what became of one."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import jwt
import requests
from urllib3.exceptions import NewConnectionError

from participants.outbox.channels import notify_replies as replies
from participants.outbox.channels.outcome import Fence, Outcome, Result

TIMEOUT = (5, 10)
PAGES = 20  # of 250 each


@dataclass(frozen=True)
class Slip:
    """One text or letter as Notify takes it."""

    path: str  # "sms" or "letter"
    body: dict[str, Any] = field(repr=False)


class CannotAsk(Exception):
    """Notify gave no answer that we can use."""


class Notify:
    """One line for many messages. Nothing is tried twice by itself."""

    def __init__(self, account: dict[str, str]) -> None:
        self.account, self.line = account, requests.Session()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.line.close()

    def signed(self) -> dict[str, str]:
        """Who we are, for the next 30 seconds."""
        claims = {"iss": self.account["service"], "iat": int(time.time())}
        return {"Authorization": "Bearer " + jwt.encode(claims, self.account["secret"], "HS256")}

    def send(self, slip: Slip, fence: Fence) -> Outcome:
        """Hand one over. Signed before the fence: should we sleep long after it, Notify no longer takes it from us,
        so that what was asked about in the meantime stays true."""
        signed = self.signed()
        if not fence():
            return Outcome(Result.LOST)
        try:
            url = f"{self.account['url']}/v2/notifications/{slip.path}"
            answer = self.line.post(url, json=slip.body, headers=signed, timeout=TIMEOUT, allow_redirects=False)
        except requests.RequestException as error:
            return Outcome(Result.NOT_TAKEN, replies.NOBODY, stop=True) if never_began(error) else replies.QUIET
        return replies.to_slip(answer.status_code, answer.content)

    def ask(self, **about: str) -> list[dict[str, Any]]:
        """What Notify knows, the newest first. CannotAsk when it does not say."""
        try:
            url = f"{self.account['url']}/v2/notifications?{urlencode(about)}"
            answer = self.line.get(url, headers=self.signed(), timeout=TIMEOUT, allow_redirects=False)
            answer.raise_for_status()
            found: list[dict[str, Any]] = answer.json()["notifications"]
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise CannotAsk(str(error)) from error
        return found

    def newest(self, kind: str) -> Iterator[dict[str, Any]]:
        """All "sms" or "letter" that it still knows, the newest first, a page at a time."""
        about = {"template_type": kind}
        for _ in range(PAGES):
            page = self.ask(**about)
            yield from page
            if not page:
                return
            about["older_than"] = page[-1]["id"]


def never_began(error: requests.RequestException) -> bool:
    """True when there was no line at all: nothing can have been heard."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)
