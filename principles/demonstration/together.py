"""What the made-up group did together: rounds, plan, agreements, notebook, sessions, and every turn of the agenda."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from feedback.models import Lesson, News
from principles.demonstration import flip_chart, letters
from principles.demonstration.story import Data, Story, backdate, next_in_history
from projects.models import (
    Action,
    AgendaItem,
    Agreement,
    Assent,
    Attendance,
    Capacity,
    Coming,
    Entry,
    Method,
    Paper,
    Readiness,
    Session,
    Stage,
    Step,
)


def set_out(story: Story, data: Data) -> None:
    """Time, money, permission; the rounds; the plan; what was agreed; the notebook."""
    days, project = story.days, story.project
    for row in data.get("readiness", []):
        said = {"confirmed_by": story.person(row, "by"), "confirmed_words": row.get("says", "")}
        said |= {"confirmed_on": days.ago(row["on"])}
        words = {"what": row["what"], "answer": row["answer"], "evidence": row["how"]}
        backdate(Readiness.objects.create(project=project, **words, **said), days.moment(row["on"]))
    for row in data.get("stages", []):
        dates = {name: days.ago(row[name]) for name in ("began_on", "ended_on") if name in row}
        words = story.words(row, "kind", "aim", "learned")
        backdate(Stage.objects.create(project=project, **dates, **words), days.moment(row["began_on"]))
    for number, row in enumerate(data.get("steps", [])):
        step(story, row, number)
    for row in data.get("agreements", []):
        agree(story, row)
    for number, row in enumerate(data.get("notebook", [])):
        note(story, row, number)


def step(story: Story, data: Data, number: int) -> None:
    """One step of the plan; without a day it is not known yet."""
    days = story.days
    on = days.ago(data["on"]) if "on" in data else days.ahead(data["ahead"]) if "ahead" in data else None
    words = story.words(data, "what", "how", "level", "with_whom")
    done_on = days.ago(data["done"]) if "done" in data else None
    made = Step.objects.create(
        project=story.project, on=on, done_on=done_on, proposed_by=story.people[data["by"]], **words
    )
    backdate(made, days.moment(data["added"], 14, number), story.people[data["by"]])


def agree(story: Story, data: Data) -> None:
    """One agreement with its later wordings; who agrees said so to the last one."""
    days = story.days
    agreement = Agreement.objects.create(
        project=story.project,
        kind=data["kind"],
        wording=days.words(data["wording"]),
        proposed_by=story.people[data["by"]],
        origin=data.get("origin", "group"),
        proposed_on=days.ago(data["on"]),
    )
    backdate(agreement, days.moment(data["on"], 11))
    for row in data.get("versions", []):
        wording, on = days.words(row["wording"]), days.ago(row["on"])
        agreement = agreement.reword(story.people[row["by"]], wording, row["why"], on)
        backdate(agreement, days.moment(row["on"], 11))
    for capacity, names in data.get("agrees", {}).items():
        for name in names:
            said = {"capacity": capacity, "understands": True, "agrees": True, "on": agreement.proposed_on}
            Assent.objects.create(agreement=agreement, person=story.people[name], **said)


def note(story: Story, data: Data, number: int) -> None:
    """One line of the notebook, with its later wordings, and how it was settled."""
    days, by = story.days, story.person(data, "by")
    words = story.words(data, "kind", "basis", "line", "more", "come_from")
    entry = Entry.objects.create(project=story.project, brought_by=by, on=days.ago(data["on"]), **words)
    backdate(entry, days.moment(data["on"], 13, number), by)
    for row in data.get("rewordings", []):
        entry.line = days.words(row["line"])
        vars(entry)["_change_reason"] = row.get("why", "")
        next_in_history(entry, days.moment(row["on"], 13), story.people[row["by"]])
        entry.save()
    if "settled" in data:
        entry.settled_on, entry.how = days.ago(data["settled"]), days.words(data["how"])
        next_in_history(entry, days.moment(data["settled"], 15), by or story.by)
        entry.save()


def meet(story: Story, data: Data) -> None:
    """The sessions in their order; then what was brought up, moved, parked and dropped; then how they ended."""
    for row in data.get("sessions", []):
        plan(story, row)
    for number, row in enumerate(data.get("agenda", [])):
        bring(story, row, number)
    for row in data.get("sessions", []):
        if "closed" in row:
            close(story, row)
    writes = {"lessons": learn, "news": tell_everybody, "actions": take_on, "papers": hand_out}
    for name, write in (writes | {"photos": flip_chart.pin_up}).items():
        for row in data.get(name, []):
            write(story, row)


def hand_out(story: Story, data: Data) -> None:
    """A paper, since when, for whom."""
    paper = Paper(project=story.project, added_by=story.by, **story.words(data, "title", "link", "audience"))
    paper.formats = data.get("formats", [])
    paper.session = story.sessions.get(data.get("session", ""))
    paper.shared_on = story.days.ago(data["shared"]) if "shared" in data else None
    paper.save()
    backdate(paper, story.days.moment(data["on"]))


def plan(story: Story, data: Data) -> None:
    """A session with who was asked and what they said; known from now on by its name in the file."""
    days = story.days
    starts_at = at_clock(story, data, "from") if "from" in data else None
    session = Session(
        project=story.project,
        made_by=story.by,
        starts_at=starts_at,
        ends_at=at_clock(story, data, "to") if starts_at else None,
        announced_on=days.ago(data["announced"]) if "announced" in data else None,
        venue=data.get("venue", {}),
        stage=story.project.stages.filter(kind=data.get("stage", "deliver")).first(),
        **story.words(data, "title", "kind", "place_kind", "place", "welcome", "strand", "safety_plan"),
    ).record()
    backdate(session, days.moment(data["made"], 9))
    for what, people in data.get("people", {}).items():
        reply, _, capacity = what.partition("_")
        for name in people:
            ask(story, session, data, name, reply, capacity)
    story.sessions[data["key"]] = session


def at_clock(story: Story, data: Data, which: str) -> datetime:
    day = story.days.ago(data["on"]) if "on" in data else story.days.ahead(data["ahead"])
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(data[which])))


def ask(story: Story, session: Session, data: Data, name: str, reply: str, capacity: str) -> None:
    """`came`, `missed`, `yes`, `maybe`, `no` or `asked`, and the capacity they chose."""
    asked_on = story.days.ago(data["announced"] if "announced" in data else data["made"])
    said = {"came": Coming.YES, "missed": Coming.YES, "asked": ""}.get(reply, reply)
    attendance = Attendance.objects.create(
        session=session,
        person=story.people[name],
        invited_on=asked_on,
        invited_by=story.by,
        reply=said,
        replied_on=asked_on if said else None,
        capacity=capacity if capacity in Capacity else "",
        came={"came": True, "missed": False}.get(reply),
        leads=name in data.get("led_by", []),
        part="interpreter" if capacity == "interpreter" else "taking_part",
    )
    backdate(attendance, timezone.make_aware(datetime.combine(asked_on, time(12))))


def bring(story: Story, data: Data, number: int) -> None:
    """One subject and all that became of it."""
    days, by = story.days, story.person(data, "by")
    words = story.words(data, "what", "kind", "how", "why", "content_note", "capacity", "origin", "what_happened")
    item = AgendaItem(
        project=story.project,
        brought_by=by,
        minutes=data.get("minutes"),
        shown=data.get("shown", False),
        disagreed=data.get("disagreed", False),
        method=Method.objects.filter(slug=data.get("method", "")).first(),
        first_raised_on=days.ago(data["on"]),
        **words,
    )
    happens(item, days.moment(data["on"], 10, number % 60))
    typist = by or story.by
    item.put_on(story.sessions[data["session"]], typist) if "session" in data else item.keep(typist)
    backdate(item, days.moment(data["on"], 10, number % 60), typist)
    for row in data.get("turns", []):
        turn(story, item, row)


def happens(item: AgendaItem, at: datetime) -> None:
    """What is saved next stands in the history at this moment."""
    vars(item)["_history_date"] = at


def turn(story: Story, item: AgendaItem, data: Data) -> None:
    """One change: new words, another way to do it, parked, taken up, come back by itself, dropped."""
    by, why, on = story.person(data, "by"), data.get("why", ""), story.days.ago(data["on"])
    happens(item, story.days.moment(data["on"], 15, data.get("minute", 0)))
    if "session" in data:
        item.put_on(story.sessions[data["session"]], by, why)
    elif "back" in data:
        item.park(by or story.by, on, story.days.ahead(data["back"]) if data["back"] else None, why)
    elif data.get("dropped"):
        item.drop(by or story.by, on, why)
    else:
        for name in ("what", "how", "minutes", "content_note"):
            setattr(item, name, data.get(name, getattr(item, name)))
        item.keep(by, why)


def close(story: Story, data: Data) -> None:
    """How it went, written down."""
    session, days = story.sessions[data["key"]], story.days
    session.closed_on, session.closed_by = days.ago(data["closed"]), story.by
    session.plan_kept, session.wandered = data.get("plan_kept", "kept"), data.get("wandered", "")
    session.place_thoughts = data.get("place_thoughts", "")
    session.notes = days.words(data.get("notes", ""))
    session.notes_shared_on = session.notes_sorted_on = session.closed_on if session.notes else None
    session.teller, session.tell_by = story.by, session.closed_on + timedelta(days=7)
    session.save()


def learn(story: Story, data: Data) -> None:
    lesson = Lesson.objects.create(
        project=story.project,
        session=story.sessions.get(data.get("session", "")),
        by=story.people[data["by"]],
        on=story.days.ago(data["on"]),
        beyond=data.get("beyond", False),
        **story.words(data, "kind", "what", "changed"),
    )
    backdate(lesson, story.days.moment(data["on"], 16))


def tell_everybody(story: Story, data: Data) -> None:
    """News of a session, told on the day it was written."""
    at = story.days.moment(data["on"], 16)
    news = News.objects.create(
        project=story.project,
        session=story.sessions.get(data.get("session", "")),
        written_by=story.people[data["by"]],
        told_on=story.days.ago(data["on"]),
        in_public=data.get("in_public", False),
        **story.words(data, "progress", "outcomes", "blocks", "risks", "next"),
    )
    backdate(news, at)
    letters.sent(letters.news(news, at), at)


def take_on(story: Story, data: Data) -> None:
    """A small step somebody said they would do."""
    days = story.days
    by = days.ago(data["by_ago"]) if "by_ago" in data else days.ahead(data["by"]) if "by" in data else None
    action = Action.objects.create(
        project=story.project,
        what=days.words(data["what"]),
        owner=story.person(data, "who"),
        by=by,
        session=story.sessions.get(data.get("session", "")),
        done_on=days.ago(data["done"]) if "done" in data else None,
        written_by=story.by,
    )
    backdate(action, days.moment(data["on"], 15))
