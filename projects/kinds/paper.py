"""News of a paper: there is something to read before we meet."""

from django.db.models import QuerySet
from django.urls import reverse

from participants.models import Message, Person
from participants.outbox import Kind, register, tell
from projects.models import Audience, Membership, Paper


def readers(paper: Paper) -> QuerySet[Person]:
    """Whom a paper is for: those who take part, or the staff among them."""
    action = "shape" if paper.audience == Audience.EVERYONE else "see_staff_papers"
    here = Membership.objects.current().of(paper.project).may(action)
    people = Person.objects.filter(pk__in=here.values("person"))
    if paper.session_id:
        asked = paper.session.attendance.exclude(person=None) if paper.session else None
        people = people.filter(pk__in=asked.values("person")) if asked is not None and asked.exists() else people
    return people


def tell_paper(paper: Paper, by: Person) -> None:
    """Everybody whom it is for, once, but for the person who shares it."""
    tell(
        readers(paper).exclude(pk=by.pk),
        "paper_shared",
        about=f"paper:{paper.pk}",
        slot="shared",
        scope=paper.project_id,
        link=reverse("paper", args=[paper.project_id, paper.pk]),
        paper=paper,
    )


def still_theirs(message: Message) -> bool:
    """Not withdrawn, and the recipient may still see it."""
    papers = Paper.objects.visible_to(message.recipient).filter(withdrawn_on=None)
    return papers.filter(pk=message.about.removeprefix("paper:")).exists()


register(Kind("paper_shared", still_owed=still_theirs))
