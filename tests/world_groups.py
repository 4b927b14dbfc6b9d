"""Who is affected in the world: a group, what two people said about it, a look at who is here, a question."""

from datetime import date

from care.models import Group, ParticipationReview, Question, Represents
from participants.models import Person

MARCH = date(2026, 3, 3)


def add_groups(world, add) -> None:
    """`add(world, name, thing)` makes a thing known to the tables by its name."""
    here, fay, lena, pru = world.here, *(world.people[name] for name in ("facilitator", "member", "professional"))
    xan = Person.objects.get(name__startswith="Xanthe")
    carers = {"kind": "lived", "how": "They ring for a parent.", "wanted": "yes", "next_step": "Ask the youth club."}
    group = Group.objects.create(project=here, name="Young carers", written_by=lena, **carers)
    group.barrier = "We meet during school."
    group.save()
    add(world, "group", group)
    said = {"group": group, "basis": "self", "considered_on": MARCH}
    mine = Represents.objects.create(person=lena, note="Meadowsweet: the nights.", written_by=fay, **said)
    Represents.objects.create(person=xan, note="Marjoram: my mother.", written_by=xan, **said)
    add(world, "tie", mine)
    Group.objects.create(project=here, name="The landlord", kind="decision", ally="opens", written_by=fay)
    gone = {"dropped_on": MARCH, "dropped_why": "One with the carers."}
    Group.objects.create(project=here, name="Children", kind="family", written_by=pru, **gone)
    Group.objects.create(project=world.there, name="Wheelbarrow drivers", kind="frontline", written_by=fay)
    seen = {"took_part": "Mostly staff.", "missing": "Young carers.", "will_do": "Meet at the club.", "by": pru}
    ParticipationReview.objects.create(project=here, on=MARCH, next_on=date(2026, 5, 26), written_by=fay, **seen)
    question = Question.objects.create(project=here, words="How old are you?", answers=["Under 40", "40 or older"])
    add(world, "question", question)
    for answer in ["Under 40"] * 7 + ["40 or older"] * 6:
        question.count(answer, MARCH)
