"""In which forms people need what there is to read, beside those in which it is there (CF-ED6). Never who, or how many.

A word is enough: "somebody needs large print" is a reason to make it, and a number would be a small one.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from care.models import Need, NeedKind
from care.models.need import chosen, run_by
from participants.models import Person
from projects.models import PaperFormat, Session

OF_NEEDS = {"bsl_film": PaperFormat.BSL.value}  # the others are called the same here and there


def needed(people: QuerySet[Person], reader: Person, session: Session | None) -> list[PaperFormat]:
    """What these people need, as far as each of them chose that this planner may know it."""
    runs = session is not None and Session.objects.filter(run_by(reader), pk=session.pk).exists()
    rows = Need.objects.standing().filter(chosen(reader, runs), kind=NeedKind.FORMAT, person__in=people.values("pk"))
    codes = {OF_NEEDS.get(code, code) for code in rows.order_by().values_list("code", flat=True).distinct()}
    if people.filter(easy_words=True).exists():
        codes.add(PaperFormat.EASY_READ)
    return [one for one in PaperFormat if one in codes]


def beside(wanted: Iterable[PaperFormat], made: Iterable[str]) -> list[tuple[PaperFormat, bool]]:
    """Each form, and whether it is there."""
    there = set(made)
    return [(one, one in there) for one in wanted]
