"""All that everybody may read of a project, gathered once for the page, the frame, the feed and the poster."""

from dataclasses import dataclass
from datetime import date

from care.small_numbers import FEWEST
from feedback.models import Change, Feedback, News, Outcome, PublicLine, PublicPage
from feedback.models.lists import counts_of
from feedback.ways import address_of
from projects.models import Decision

NEWEST_NEWS = 5
# What became of it: the heading, and the outcomes that stand under it.
HEADINGS = (
    ("You said, we did", (Outcome.USED, Outcome.PARTLY)),
    ("You said, and we did not, because", (Outcome.NOT,)),
    ("You said, and it went on", (Outcome.PASSED_ON, Outcome.NOTED)),
)


@dataclass(frozen=True)
class Public:
    """`said`: each heading with its lines. `loops`: how many are closed, of how many. `still_open`: a sentence."""

    page: PublicPage
    said: list[tuple[str, list[PublicLine]]]
    changes: list[Change]
    decisions: list[Decision]
    news: list[News]
    loops: tuple[int, int] | None
    still_open: str

    @property
    def say_at(self) -> str:
        """Where anybody says something, while that link is open; empty when there is none."""
        way = self.page.way_in
        return address_of(way) if way and way.is_open and self.page.project.open_now else ""

    @property
    def is_settled(self) -> bool:
        """Something has changed, or is decided."""
        return bool(self.changes or self.decisions)

    @property
    def changed_on(self) -> date | None:
        """The day of the newest thing on it."""
        lines = [line.published_on for _, rows in self.said for line in rows]
        days = [
            *lines,
            *(one.since for one in self.changes),
            *(one.final_on for one in self.decisions),
            *(one.told_on for one in self.news),
        ]
        return max((day for day in [*days, self.page.on_since] if day), default=None)


def gather(page: PublicPage) -> Public:
    """As it stands at this moment: what was taken off, taken back or changed a second ago is not in it."""
    lines, kept = lines_of(page), not page._state.adding
    pieces = Feedback.objects.filter(project=page.project_id, waits_for_look=False)
    counts = pieces.aggregate(**counts_of("open", "closed"))
    said = [(heading, [line for line in lines if outcome_of(line) in outcomes]) for heading, outcomes in HEADINGS]
    return Public(
        page,
        [(heading, rows) for heading, rows in said if rows],
        list(page.changes.filter(project=page.project_id)) if kept else [],
        list(page.decisions.standing().filter(final_on__isnull=False).order_by("-number")) if kept else [],
        list(News.objects.for_the_community().filter(project=page.project_id)[:NEWEST_NEWS]),
        loops_in_public(**counts),
        still_open(counts["open"]),
    )


def lines_of(page: PublicPage) -> list[PublicLine]:
    standing = PublicLine.objects.standing().filter(feedback__project=page.project_id)
    return [line for line in standing if line.unchanged]


def outcome_of(line: PublicLine) -> str:
    answer = line.feedback.answer
    return answer.outcome if answer else ""


def loops_in_public(open: int, closed: int) -> tuple[int, int] | None:
    """How many are closed, of how many; not where it would tell a small number of any, open ones too."""
    told = closed >= FEWEST and (not open or open >= FEWEST)
    return (closed, open + closed) if told else None


def still_open(count: int) -> str:
    """How much is open, as a number from 5 on: a smaller one could point to somebody."""
    if not count:
        return "Nothing that people said is waiting."
    if count < FEWEST:
        return "A few things that people said are still open. We count them from 5 on."
    return f"{count} things that people said are still open."


def tell_groups(page: PublicPage, on: date) -> None:
    """A group's loop ends here: what stands on a page that is on has been told in public."""
    if not page.on_since:
        return
    for line in lines_of(page):
        said, answer = line.feedback, line.feedback.answer
        if answer and not (said.giver_id or said.code_hash or answer.told_on) and answer.why:
            answer.mark_told(on, "on our public page", in_public=True)
