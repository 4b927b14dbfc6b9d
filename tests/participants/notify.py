"""A stand-in for GOV.UK Notify: real HTTP, signed requests, statuses, and moods."""

import json
import threading
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

from tests.stand_in import Answers, StandIn

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
REFUSALS = {
    "number": (400, "ValidationError", "phone_number Not enough digits"),
    "template": (400, "BadRequestError", "Template not found"),
    "trial": (400, "BadRequestError", "Can't send to this recipient when service is in trial mode"),
    "key": (403, "AuthError", "Invalid token: API key not found"),
    "clock": (403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds"),
    "fast": (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
    "broken": (500, "Exception", "Internal server error"),
}


class Notify(StandIn):
    """`mood`: how it answers the next ones ("", one of REFUSALS, "took it, then broke", "hang up"). `known`: what it
    took, oldest first. `hold`: set it, and an answer waits until `go` is set. `asked`: each question it was asked."""

    def __init__(self) -> None:
        super().__init__(Notifies)
        self.mood, self.quiet = "", False
        self.known: list[dict[str, Any]] = []
        self.asked: list[dict[str, list[str]]] = []
        self.hold, self.go = threading.Event(), threading.Event()
        self.page = 250

    @property
    def account(self) -> dict[str, str]:
        return {"url": self.url, "service": SERVICE, "secret": SECRET, "text": TEMPLATE, "letters": "1"}

    def __exit__(self, *why: object) -> None:
        self.go.set()
        super().__exit__(*why)

    def became(self, status: str, number: int = -1) -> None:
        self.known[number]["status"] = status

    @property
    def words(self) -> list[str]:
        return [one["body"]["personalisation"]["words"] for one in self.known if one["type"] == "sms"]


class Notifies(Answers):
    server: Notify

    def refuse(self, mood: str) -> None:
        status, error, message = REFUSALS[mood]
        self.give(status, {"status_code": status, "errors": [{"error": error, "message": message}]})

    def known_caller(self) -> bool:
        """The token is signed by our service with our secret, no more than 30 seconds ago."""
        try:
            token = self.headers["Authorization"].removeprefix("Bearer ")
            claims = jwt.decode(token, SECRET, ["HS256"], options={"require": ["iss", "iat"]})
        except (jwt.InvalidTokenError, AttributeError):
            self.refuse("key")
            return False
        if claims["iss"] != SERVICE:
            self.refuse("key")
        elif abs(time.time() - claims["iat"]) > 30:
            self.refuse("clock")
        else:
            return True
        return False

    def do_POST(self) -> None:
        kind, mood = urlsplit(self.path).path.removeprefix("/v2/notifications/"), self.server.mood
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.known_caller():
            return
        if mood in REFUSALS:
            self.refuse(mood)
            return
        one = {"id": str(uuid4()), "reference": body["reference"], "type": kind, "status": "created", "body": body}
        self.server.known.append(one)
        if self.server.hold.is_set():
            self.server.go.wait(10)
        if mood == "took it, then broke":
            self.refuse("broken")
        elif mood != "hang up":
            self.give(201, {"id": one["id"], "reference": one["reference"]})

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        if not self.known_caller():
            return
        self.server.asked.append(asked)
        if self.server.quiet:
            self.refuse("broken")
            return
        newest = list(reversed(self.server.known))
        if "older_than" in asked:
            place = [one["id"] for one in newest].index(asked["older_than"][0])
            newest = newest[place + 1 :]
        for name, key in (("reference", "reference"), ("template_type", "type")):
            if name in asked:
                newest = [one for one in newest if one[key] == asked[name][0]]
        self.give(200, {"notifications": newest[: self.server.page], "links": {}})
