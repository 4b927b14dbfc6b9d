"""Whose words these are: nobody's own words go into public without their yes, in whichever box they were typed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from care.models import Consent, Purpose
from feedback.models import Feedback, PublicPage, Says
from participants.folding import fold
from projects.models import Decision, Project

RUN, SHORTEST = 6, 4  # so many words in a row that somebody else said are a quotation; of a short text, all of it
IN_PUBLIC = "This stands on the public page, and"
Runs = set[tuple[str, ...]]


def quotes(words: str, said: Feedback) -> bool:
    """These words repeat what they said: six words in a row, or all of a shorter line."""
    return repeats(runs_of([words]), fold(f"{said.problem} {said.better} {said.not_asked}"))


def unagreed(texts: Iterable[str], project: Project, until: datetime | None = None) -> Feedback | None:
    """A piece of this project that these texts repeat, beyond the line to which its giver said yes.

    `until`: only what was said by then. A text that stood first is no quotation of who repeats it.
    """
    runs = runs_of(texts)
    if not runs:
        return None
    rows = Feedback.objects.filter(project=project, taken_back_on=None)
    rows = rows.filter(recorded_at__lte=until) if until else rows
    quote = Consent.objects.yes().filter(purpose=Purpose.QUOTE, person=OuterRef("giver"), project=project)
    said_yes = Q(Exists(quote), public_line__own_words=True, public_line__said=Says.YES)
    free = Case(When(said_yes, then="public_words"), default=Value(""))
    for pk, words, line in rows.annotate(line=free).values_list("pk", "words", "line").iterator():
        if repeats(runs, words) and repeats(runs - runs_of([line]), words):
            return Feedback.objects.select_related("giver").get(pk=pk)
    return None


def refusal(where: str, said: Feedback) -> str:
    """Why it cannot stand in public, and what to do."""
    return (
        f"{where} repeats what {said.facilitators_see} said, word for word: “{said.title}”. "
        "They did not say yes to that. Write it in other words, or leave it out."
    )


def not_theirs(shown: Project | Decision, texts: list[str]) -> str:
    """Why new words of what stands on a public page may not stand there; empty when they may."""
    if isinstance(shown, Project):
        pages, project = PublicPage.objects.filter(project=shown, on_since__isnull=False), shown
    else:
        pages, project = PublicPage.objects.filter(decisions=shown), shown.project
    said = unagreed(texts, project) if pages.exists() else None
    return refusal(IN_PUBLIC, said) if said else ""


def runs_of(texts: Iterable[str]) -> Runs:
    """Every run of words in these texts that would be a quotation."""
    return {run for words in map(bare, map(fold, texts)) for run in in_a_row(words, min(RUN, len(words)))}


def in_a_row(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(length)), strict=False) if length >= SHORTEST else iter(())


def repeats(runs: Runs, folded: str) -> bool:
    theirs = bare(folded)
    return any(not runs.isdisjoint(in_a_row(theirs, length)) for length in {len(run) for run in runs})


def bare(folded: str) -> list[str]:
    """The words without marks, which anybody sets as they like."""
    return "".join(sign if sign.isalnum() else " " for sign in folded).split()
