"""A kind of message that holds, for the tests, what is owed and who was told."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from participants.models import Message, Person
from participants.outbox import Kind, tell
from participants.outbox.kinds import KINDS
from tests.participants.outbox.mail import MoodyServer


@dataclass
class News:
    settled: set[str] = field(default_factory=set)
    told: list[tuple[str, str]] = field(default_factory=list)
    owed: list = field(default_factory=list)
    secret: str = ""

    def still_owed(self, message: Message) -> bool:
        return not self.settled & {message.about, message.slot}

    def on_sent(self, message: Message) -> None:
        self.told.append((message.recipient.name, message.told_how))

    def kind(self, **more) -> Kind:
        return Kind("test_news", self.still_owed, self.on_sent, plan=lambda as_at: self.owed, **more)


@dataclass
class Clock:
    """A clock that the test moves."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **time: int) -> datetime:
        self.now += timedelta(**time)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(timezone.now() + timedelta(minutes=1))  # however slowly the machine tells a hundred people


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch, settings: Settings, db: None) -> News:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
    news = News()
    monkeypatch.setitem(KINDS, "test_news", news.kind())
    return news


@pytest.fixture
def tell_news(news: News) -> Callable[..., Message]:
    """`tell_news(lena)`: the promise, as a row."""

    def promise(person: Person, about: str = "idea:1", **more) -> Message:
        tell([person], "test_news", about=about, slot="2026-03-12", **{"title": "chairs", "link": "/ideas/1"} | more)
        return Message.objects.get(about=about, recipient=person, slot="2026-03-12")

    return promise


@pytest.fixture
def post(settings: Settings) -> Iterator[MoodyServer]:
    """The mail server that the settings point at."""
    server = MoodyServer()
    server.controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
    yield server
    server.controller.stop()
