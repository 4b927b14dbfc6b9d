"""Where a person's name, address and number stand in words of others, and how they are taken out there.

A name of one word is also a month, a flower or a verb, so it is not looked for: a person reads and decides.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from participants.folding import FoldedField
from participants.models import Person
from participants.sealed_words import SealedField
from principles.models import PlanPaper, Review
from principles.my_data.declared import DECLARED
from projects.models import Decision, DecisionMaker
from projects.sealing import WORDS, cover

OURS = ("participants", "projects", "care", "feedback", "principles")
# Shipped words; whom the organisation names at the foot of every page; what only the safeguarding lead reads.
NOT_LOOKED_IN = {"Principle", "PrincipleSet", "Statement", "Organisation", "Concern", "HistoricalConcern"}
INSTEAD = "someone"
AT_ONCE = 500
# What the program derives, and what is somebody's own: another person may have the same number.
NO_WORDS = {"digests", "salts", "seal", "seal_before", "digest", "secret_hash", "of_words"}
OF_A_PERSON = {"name", "email", "phone", "address", "password", "credit_as"}


@dataclass(frozen=True)
class Told:
    """What would tell who they are: a pattern for each, and a piece of it that a database can look for."""

    pattern: re.Pattern[str]
    pieces: tuple[str, ...]

    def covered(self, value: Any) -> Any:
        """The same words, or list or table of words, with "someone" in its place."""
        if isinstance(value, str):
            return self.pattern.sub(INSTEAD, value)
        if isinstance(value, list):
            return [self.covered(one) for one in value]
        return {name: self.covered(one) for name, one in value.items()} if isinstance(value, dict) else value


def told_by(person: Person) -> Told | None:
    """Full name, credited name, email and postal address, phone number; None when there is nothing to look for."""
    patterns, pieces = [], []
    told = ((person.name, 2), (person.credit_as, 2), (person.email or "", 1), (person.address, 3))
    for words, fewest in told:
        if len(found := parts(words)) >= fewest:
            patterns.append(r"[\s,]+".join(re.escape(part) for part in found))
            pieces.append(longest(max(found, key=len)))
    if len(digits := re.findall(r"\d", person.phone)) > 6:
        patterns.append(r"[\s()/-]*".join(digits))
        pieces.append("".join(digits[-3:]))
    if not patterns:
        return None
    return Told(re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE), tuple(pieces))


def parts(words: str) -> list[str]:
    """The words without what stands between them."""
    return re.findall(r"[^\s,]+", words)


def longest(word: str) -> str:
    """The longest part of a word that every database finds whatever its case."""
    plain = re.findall(r"[ -~]+", word)
    return max(plain, key=len) if plain else word


def models_with_words() -> Iterator[type[models.Model]]:
    """Every record of ours and its history. Decisions first: what is covered there is covered in their history."""
    found = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    rest = [model for model in found if model is not Decision and model.__name__ not in NOT_LOOKED_IN]
    return iter([Decision, *rest])


def text_fields(model: type[models.Model]) -> list[Any]:
    """The fields in which somebody's words can stand."""
    fields = [field for field in model._meta.concrete_fields if not field.choices and not field.is_relation]
    texts = [field for field in fields if isinstance(field, models.CharField | models.TextField | models.JSONField)]
    none = NO_WORDS | (OF_A_PERSON if model is Person else set())
    return [field for field in texts if not isinstance(field, FoldedField) and field.name not in none]


def found_in(model: type[models.Model], told: Told, but: Q | None = None) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each row, `but` for some, with the fields that hold any of it, and what is to stand there instead."""
    fields = text_fields(model)
    heavy = [field.name for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)]
    rows = model._base_manager.filter(may_hold(fields, told)).exclude(but or Q(pk__in=[]))
    for row in rows.defer(*heavy).iterator(AT_ONCE):
        values = {field.name: getattr(row, field.name) for field in fields}
        new = {name: told.covered(value) for name, value in values.items() if value}
        if changed := {name: value for name, value in new.items() if value != values[name]}:
            yield row, changed


def may_hold(fields: list[Any], told: Told) -> Q:
    """Which rows to read: all where something is encrypted or a table of words, into which no database looks."""
    if any(isinstance(field, SealedField | models.JSONField) for field in fields):
        return Q()
    some = Q(pk__in=[])
    for field in fields:
        for piece in told.pieces:
            some |= Q(**{f"{field.name}__icontains": piece})
    return some


def where(told: Told, person: Person) -> dict[str, int]:
    """In how many records that are not the person's own, kind by kind: no words, which not everybody may read."""
    found: Counter[str] = Counter()
    own = {holds.model: Q(**{holds.whose: person.pk}) for holds in DECLARED if holds.whose}
    for model in models_with_words():
        if not hasattr(model, "instance_type"):
            found[str(model._meta.verbose_name)] += sum(1 for _ in found_in(model, told, own.get(model)))
    return dict(+found)


def cover_everywhere(told: Told, by: Person | None) -> None:
    """Take it out of all words of others."""
    for model in models_with_words():
        for row, changed in list(found_in(model, told)):
            put(row, changed, by)


def put(row: Any, changed: dict[str, Any], by: Person | None) -> None:
    """Write the covered words: into a sealed decision through its chain, into a paper by having it made again."""
    if isinstance(row, Decision) and row.sealed_as:
        for name in [name for name in changed if name in WORDS]:
            cover(row, name, by)
            del changed[name]
    if isinstance(row, DecisionMaker) and row.decision.sealed_as:
        cover(row.decision, "makers", by)
        return
    if isinstance(row, PlanPaper):
        row.delete()
        return
    if isinstance(row, Review):
        changed |= {"pdf": None, "ready_at": None, "tried_at": None, "attempts": 0}
    write(row, changed)


def write(row: Any, changed: dict[str, Any]) -> None:
    """Without a line in the history, which would keep the old words; what search looks in follows."""
    for name, value in changed.items():
        setattr(row, name, fitting(row._meta.get_field(name), value))
    for field in row._meta.concrete_fields:
        if isinstance(field, FoldedField):
            field.pre_save(row, False)
            changed[field.name] = getattr(row, field.attname)
    type(row)._base_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in changed})


def fitting(field: Any, value: Any) -> Any:
    """A short name may stand where "someone" is too long."""
    most = getattr(field, "max_length", None)
    return value[:most] if most and isinstance(value, str) else value
