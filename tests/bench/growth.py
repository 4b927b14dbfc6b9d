"""A project with the usual content, and the same one grown big: one line in CONTENT for each kind of thing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection, models, transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from feedback.models import Feedback, Kind, Lesson, LessonKind, NamedAs, News, Outcome, Reply
from participants.models import Message, Person
from principles.models import Checklist, PrincipleSet
from projects.models import (
    Action,
    AgendaItem,
    Agreement,
    AgreementKind,
    Assent,
    Attendance,
    Boundary,
    Capacity,
    Coming,
    Decision,
    DecisionMaker,
    Entry,
    EntryKind,
    ItemKind,
    Membership,
    Openness,
    Paper,
    Project,
    Role,
    Session,
    Stage,
    StageKind,
    Step,
)
from tests.people import STARTED
from tests.principles.reviewing import ask, made
from tests.world import World

LINE = "The door of the waiting room is heavy, and the bell is too high to reach from a chair."


@dataclass
class Scene:
    """The project that grows, and the people it grows with."""

    world: World
    today: date = field(default_factory=timezone.localdate)

    @property
    def here(self) -> Project:
        return self.world.here

    @property
    def fay(self) -> Person:
        return self.world.people["facilitator"]

    def people(self) -> list[Person]:
        """Those who take part, lena first: she has said and done as much as each of the others."""
        lena = self.world.people["member"]
        others = Person.objects.filter(memberships__project=self.here, memberships__role=Role.MEMBER)
        return [lena, *others.exclude(pk=lena.pk).order_by("name")]

    def ago(self, number: int, days: int = 700) -> date:
        """A day in the last two years, the later the higher the number, round and round."""
        return self.today - timedelta(days=days - number % days)

    def each(self, model: type[models.Model], make: Callable[[int], models.Model], numbers: range) -> list:
        """Rows in bulk; what keeps its history has a first line of it."""
        new = [make(number) for number in numbers]
        if hasattr(model, "history"):
            return bulk_create_with_history(new, model, batch_size=1000, default_user=self.fay)
        return model.objects.bulk_create(new, batch_size=1000)


def next_number(rows: models.QuerySet) -> int:
    return (rows.aggregate(last=models.Max("number"))["last"] or 0) + 1


def people(scene: Scene, numbers: range) -> None:
    new = [Person(name=f"Ada{n} Moss", email=f"ada{n}@example.org", password="!") for n in numbers]
    Person.objects.bulk_create(new)
    place = {"organisation": scene.here.organisation, "project": scene.here, "joined_on": STARTED}
    Membership.objects.bulk_create(Membership(person=one, role=Role.MEMBER, **place) for one in new)


def projects(scene: Scene, numbers: range) -> None:
    """Other projects with the same people in them: fay runs them, lena takes part, max looks on."""
    organisation, here = scene.here.organisation, scene.here
    common = {"purpose": here.purpose, "for_whom": here.for_whom, "level": here.level, "started_on": STARTED}
    new = scene.each(Project, lambda n: Project(organisation=organisation, title=f"Stop {n}", **common), numbers)
    places = [(role, project) for project in new for role in (Role.FACILITATOR, Role.MEMBER, Role.MANAGER)]
    Membership.objects.bulk_create(
        Membership(
            person=scene.world.people[role],
            organisation=organisation,
            project=project,
            role=role,
            named_contact=role == Role.FACILITATOR,
            joined_on=STARTED,
        )
        for role, project in places
    )


def stages(scene: Scene, numbers: range) -> None:
    kinds = list(StageKind)

    def make(n: int) -> Stage:
        began = scene.ago(n * 10)
        return Stage(project=scene.here, kind=kinds[n % 3], cycle=10 + n // 3, aim=LINE, began_on=began, ended_on=began)

    scene.each(Stage, make, numbers)


def boundaries(scene: Scene, numbers: range) -> None:
    scene.each(
        Boundary, lambda n: Boundary(project=scene.here, what=LINE, openness=list(Openness)[n % 3], why=LINE), numbers
    )


def sessions(scene: Scene, numbers: range) -> None:
    """One a week, the last of them still to come; ten people asked to each, most of them there."""
    now, first = timezone.now(), next_number(scene.here.sessions)

    def make(n: int) -> Session:
        starts = now + timedelta(weeks=2, days=-7 * (n % 100))
        closed = timezone.localdate(starts) if starts < now else None
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "closed_on": closed}
        number = first + n - numbers.start
        return Session(
            project=scene.here, number=number, title=f"Session {n}", notes=LINE * 5, made_by=scene.fay, **times
        )

    new, who = scene.each(Session, make, numbers), scene.people()[:10]
    asked = [(session, person) for session in new for person in who]
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            person=person,
            invited_on=scene.today,
            invited_by=scene.fay,
            reply=Coming.YES,
            capacity=Capacity.LIVED,
            came=bool(session.closed_on) or None,
        )
        for session, person in asked
    )


def agenda(scene: Scene, numbers: range) -> None:
    """Eight of ten on an agenda, one in the backlog, one parked."""
    on = list(scene.here.sessions.order_by("-starts_at"))
    who, kinds = scene.people(), list(ItemKind)

    def make(n: int) -> AgendaItem:
        place = n % 10
        return AgendaItem(
            project=scene.here,
            session=on[n // 10 % len(on)] if place > 1 else None,
            position=n,
            what=LINE,
            kind=kinds[n % len(kinds)],
            minutes=10,
            why=LINE,
            brought_by=who[n % len(who)],
            first_raised_on=scene.ago(n),
            parked_on=scene.today if place == 1 else None,
        )

    scene.each(AgendaItem, make, numbers)


def decisions(scene: Scene, numbers: range) -> None:
    first = next_number(scene.here.decisions)

    def make(n: int) -> Decision:
        return Decision(
            project=scene.here,
            number=first + n - numbers.start,
            question=LINE,
            decided=LINE,
            reason=LINE,
            made_on=scene.ago(n),
            final_on=scene.ago(n) if n % 9 else None,
            recorded_by=scene.fay,
        )

    new, who = scene.each(Decision, make, numbers), scene.people()
    DecisionMaker.objects.bulk_create(
        DecisionMaker(decision=decision, person=who[(n + more) % len(who)], capacity=Capacity.LIVED)
        for n, decision in enumerate(new)
        for more in range(3)
    )


def actions(scene: Scene, numbers: range) -> None:
    who = scene.people()

    def make(n: int) -> Action:
        owner = who[n % len(who)]
        done = scene.today if n % 3 else None
        return Action(project=scene.here, what=LINE, owner=owner, by=scene.ago(n), done_on=done, written_by=scene.fay)

    scene.each(Action, make, numbers)


def feedback(scene: Scene, numbers: range) -> None:
    """A fifth each: new, thanked, answered, told, closed."""
    who, kinds = scene.people(), list(Kind)
    made_now = [said(scene, n, who[n % len(who)], kinds[n % len(kinds)]) for n in numbers]
    answered = [(n, one, Reply(pk=one.pk)) for n, one in zip(numbers, made_now, strict=True) if n % 5 > 1]
    with transaction.atomic():  # each names the other: both keys are looked at when it ends
        for n, one, reply in answered:
            reply.feedback, reply.outcome, reply.how, reply.why = one, Outcome.USED, LINE, LINE
            reply.answered_by, reply.answered_on, reply.promised_by = scene.fay, one.received_on, one.promised_by
            reply.told_on = one.received_on if n % 5 > 2 else None
            one.answer_id = reply.pk
        Feedback.objects.bulk_create(made_now, batch_size=1000)
        Reply.objects.bulk_create([reply for *_, reply in answered], batch_size=1000)


def said(scene: Scene, n: int, giver: Person, kind: Kind) -> Feedback:
    day, step = scene.ago(n), n % 5
    return Feedback(
        project=scene.here,
        giver=giver,
        kind=kind,
        problem=LINE,
        better=LINE,
        named_as=list(NamedAs)[n % 3],
        received_on=day,
        promised_by=day + timedelta(days=14),
        thanked_on=day if step else None,
        owner=scene.fay if step else None,
        closed_on=scene.today if step == 4 else None,
    )


def messages(scene: Scene, numbers: range) -> None:
    who, states = scene.people(), [Message.State.SENT, Message.State.DEAD, Message.State.UNCERTAIN]

    def make(n: int) -> Message:
        return Message(
            kind="thanked",
            about=f"feedback:{n}",
            slot="thanks",
            recipient=who[n % len(who)],
            scope=scene.here.pk,
            channel=Message.Channel.EMAIL,
            state=states[n % 3],
            subject="Thank you",
            text=LINE * 4,
        )

    scene.each(Message, make, numbers)


def steps(scene: Scene, numbers: range) -> None:
    scene.each(
        Step,
        lambda n: Step(project=scene.here, what=LINE, how=LINE, on=scene.ago(n), proposed_by=scene.fay),
        numbers,
    )


def entries(scene: Scene, numbers: range) -> None:
    who, kinds = scene.people(), list(EntryKind)

    def make(n: int) -> Entry:
        kind = kinds[n % len(kinds)]
        return Entry(project=scene.here, kind=kind, line=LINE, on=scene.ago(n), brought_by=who[n % len(who)])

    scene.each(Entry, make, numbers)


def agreements(scene: Scene, numbers: range) -> None:
    kinds, who = list(AgreementKind), scene.people()[:10]

    def make(n: int) -> Agreement:
        kind = kinds[n % len(kinds)]
        return Agreement(project=scene.here, kind=kind, wording=LINE, proposed_by=scene.fay, proposed_on=scene.ago(n))

    Assent.objects.bulk_create(
        Assent(agreement=one, person=person, capacity=Capacity.LIVED, understands=True, agrees=True, on=scene.today)
        for one in scene.each(Agreement, make, numbers)
        for person in who
    )


def papers(scene: Scene, numbers: range) -> None:
    link = "https://example.org/paper"
    scene.each(
        Paper,
        lambda n: Paper(project=scene.here, title=f"Paper {n}", link=link, shared_on=scene.today, added_by=scene.fay),
        numbers,
    )


def lessons(scene: Scene, numbers: range) -> None:
    kinds = list(LessonKind)

    def make(n: int) -> Lesson:
        return Lesson(project=scene.here, kind=kinds[n % 3], what=LINE, changed=LINE, by=scene.fay, on=scene.ago(n))

    scene.each(Lesson, make, numbers)


def news(scene: Scene, numbers: range) -> None:
    scene.each(
        News,
        lambda n: News(project=scene.here, progress=LINE, told_on=scene.ago(n), written_by=scene.fay),
        numbers,
    )


def checklists(scene: Scene, numbers: range) -> None:
    asked = PrincipleSet.objects.first()

    def make(n: int) -> Checklist:
        on = scene.ago(n)
        return Checklist(
            project=scene.here, set=asked, title=f"Round {n}", opened_on=on, opened_by=scene.fay, revealed_on=on
        )

    scene.each(Checklist, make, numbers)


def reviews(scene: Scene, numbers: range) -> None:
    for _ in numbers:
        made(ask(scene.here, scene.fay, timezone.now()))


# What grows -> who builds it, how many there usually are, how many in a big project. Each after what it needs.
CONTENT: dict[str, tuple[Callable[[Scene, range], None], int, int]] = {
    "people": (people, 20, 100),
    "projects": (projects, 2, 50),
    "stages": (stages, 5, 15),
    "boundaries": (boundaries, 5, 50),
    "sessions": (sessions, 15, 200),
    "agenda items": (agenda, 60, 2_000),
    "decisions": (decisions, 45, 1_000),
    "actions": (actions, 20, 1_000),
    "feedback": (feedback, 50, 10_000),
    "messages": (messages, 20, 5_000),
    "steps": (steps, 10, 200),
    "entries": (entries, 30, 1_000),
    "agreements": (agreements, 8, 100),
    "papers": (papers, 10, 200),
    "lessons": (lessons, 10, 300),
    "news": (news, 5, 100),
    "checklists": (checklists, 3, 50),
    "reviews": (reviews, 2, 10),
}


def add_usual(scene: Scene) -> None:
    """The usual content."""
    for build, usual, _ in CONTENT.values():
        build(scene, range(usual))
    look_again()


def grow(scene: Scene) -> None:
    """From the usual content to the big project."""
    for build, usual, big in CONTENT.values():
        build(scene, range(usual, big))
    look_again()


def look_again() -> None:
    """What PostgreSQL does by itself sooner or later: count, so that it plans for what is there now."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
