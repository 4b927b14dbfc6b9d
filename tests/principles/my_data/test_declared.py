"""Every field that points to a person, and every word beside one, is declared: else this fails."""

import pytest
from django.apps import apps
from django.db import models

from participants.folding import FoldedField
from participants.models import Person
from principles.my_data.declared import DECLARED
from principles.my_data.holds import DELETE, Holds

OURS = {"participants", "projects", "care", "feedback", "principles"}
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
# Made for each record by its history: it follows the record.
IN_HISTORY = {"history_user", "history_change_reason", "history_type"}


def to_a_person(model: type[models.Model]) -> set[str]:
    """The fields of a record that point to a person: keys, and lists of people."""
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return {field.name for field in fields if field.related_model is Person}


def texts(model: type[models.Model]) -> set[str]:
    """The fields of a record in which somebody's words can stand."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) and not field.choices and not isinstance(field, FoldedField)
    }


def record_of(model: type[models.Model]) -> type[models.Model]:
    """The record that a history table belongs to; any other record is its own."""
    return getattr(model, "instance_type", model)


def undeclared(declared: list[Holds], found: list[type[models.Model]]) -> list[str]:
    """What nobody has said: `projects.Follow why`."""
    known = {holds.model: holds for holds in declared}
    missing = []
    for model in found:
        people, holds = to_a_person(model), known.get(record_of(model), Holds(record_of(model)))
        in_history = IN_HISTORY if model is not record_of(model) else set()
        said = {holds.whose, *holds.did, *holds.held_back} | in_history
        missing += [f"{model._meta.label} {name}" for name in people - said]
        if people:
            words = {*holds.columns, *holds.emptied, *holds.rest, *holds.held_back} | in_history
            missing += [f"{model._meta.label} {name}" for name in texts(model) - words - people]
    return sorted(missing)


def every_model() -> list[type[models.Model]]:
    return list(apps.get_models(include_auto_created=True))


def test_every_field_that_points_to_a_person_and_every_text_beside_one_is_declared() -> None:
    assert undeclared(DECLARED, every_model()) == []


@pytest.mark.parametrize(
    "gone", [holds for holds in DECLARED if holds.model is not Person], ids=lambda holds: holds.model.__name__
)
def test_each_declaration_is_missed_when_it_is_taken_out(gone: Holds) -> None:
    rest = [holds for holds in DECLARED if holds is not gone]

    records = {line.split()[0].split(".")[1].removeprefix("Historical") for line in undeclared(rest, every_model())}

    assert records == {gone.model.__name__}


def test_every_field_of_a_person_is_declared() -> None:
    holds = next(holds for holds in DECLARED if holds.model is Person)

    said = {*holds.columns, *holds.rest}

    assert {field.name for field in Person._meta.get_fields() if field.concrete} - said == set()


def test_what_is_declared_is_there() -> None:
    wrong = []
    for holds in DECLARED:
        names = {field.name for field in holds.model._meta.get_fields()} | {"pk"}
        said = {name.split("__")[0] for name in (*holds.columns, *holds.rest, *holds.emptied, *holds.did)}
        wrong += [f"{holds.model.__name__} {name}" for name in said - names]

    assert wrong == []


def test_a_record_is_declared_once_and_its_title_names_one_table() -> None:
    models_, titles = [holds.model for holds in DECLARED], [holds.title for holds in DECLARED if holds.title]

    assert (len(set(models_)), len(set(titles))) == (len(models_), len(titles))


def test_every_column_is_explained_in_one_short_sentence() -> None:
    sentences = [means for holds in DECLARED for means in [*holds.columns.values(), *holds.did.values()]]

    assert [one for one in sentences if not one.endswith(".") or len(one.split()) > 15] == []


def test_what_is_deleted_has_an_owner() -> None:
    assert [holds.model for holds in DECLARED if holds.erase == DELETE and not holds.whose] == []
