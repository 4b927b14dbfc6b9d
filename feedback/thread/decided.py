"""What was decided, and plans that were changed on the day."""

from django.utils import timezone

from feedback.thread.change import Change, Stretch, noon
from projects.models import Decision, PlanKept, Session


def decisions(stretch: Stretch) -> list[Change]:
    """Decisions made final. One that replaces another shows both."""
    rows = Decision.objects.filter(project=stretch.project, final_on__lte=timezone.localdate(stretch.before))
    found = []
    for row in rows.select_related("replaces").order_by("-final_on", "-number")[: stretch.most]:
        says, was = f"The group decided: {row.question}", ""
        if row.replaces:
            says, was = f"The group changed decision {row.replaces.number}: {row.question}", row.replaces.decided
        at = noon(row.final_on or stretch.before.date(), row.number)
        found.append(Change(at, says, "decisions", row.pk, row.get_absolute_url(), was, row.decided, row.why_replaced))
    return found


def plans(stretch: Stretch) -> list[Change]:
    """Sessions whose plan was changed or scrapped: good work, not failure (GW2d)."""
    rows = Session.objects.visible_to(stretch.person).filter(project=stretch.project, closed_on__isnull=False)
    changed = rows.filter(plan_kept__in=[PlanKept.CHANGED, PlanKept.SCRAPPED])
    changed = changed.filter(closed_on__lte=timezone.localdate(stretch.before))
    return [plan(row) for row in changed.order_by("-closed_on", "-number")[: stretch.most]]


def plan(row: Session) -> Change:
    verb = "scrapped" if row.plan_kept == PlanKept.SCRAPPED else "changed"
    says = f"The group {verb} the plan of {row.numbered.lower()}"
    day = row.day or row.closed_on or timezone.localdate(row.recorded_at)
    return Change(noon(day, -row.number), says, "sessions", row.pk, row.get_absolute_url(), why=row.wandered)
