"""What the made-up people get back: rates, offers, what each chose, what is paid, the budget."""

from decimal import Decimal

from care.models import BudgetLine, Rate, Return
from care.offering import Offering
from principles.demonstration import letters
from principles.demonstration.story import Data, Story, backdate


def give_back(story: Story, data: Data) -> None:
    """In the order in which it happened: the rates, the offers for each session, thanks; and the money planned."""
    for row in data.get("rates", []):
        amount = Decimal(row["amount"]) if "amount" in row else None
        words = story.words(row, "for_what", "form", "unit", "note")
        organisation = story.project.organisation
        rate = Rate(organisation=organisation, amount=amount, from_on=story.days.ago(row["from"]), **words).begin()
        backdate(rate, story.days.moment(row["from"]))
    for row in data.get("returns", []):
        offer(story, row)
    for row in data.get("thanks", []):
        thank(story, row)
    for row in data.get("budget", []):
        known = {name: Decimal(row[name]) for name in ("planned", "spent") if name in row}
        until_on = story.days.ahead(row["until"]) if "until" in row else None
        words = story.words(row, "kind", "source")
        backdate(
            BudgetLine.objects.create(project=story.project, until_on=until_on, **known, **words),
            story.days.moment(row["on"]),
        )


def offer(story: Story, data: Data) -> None:
    """Everybody who came to one session is offered what we owe, told, and says what they want, or has not said yet."""
    session, days = story.sessions[data["session"]], story.days
    said = {story.people[name]: words for name, words in data.get("said", {}).items()}
    for one in Offering.of(session, days.today).make(story.by, days.ago(data["offered"])):
        at = days.moment(data["offered"], 16)
        backdate(one, at)
        letters.sent(letters.returned("return_offered", one, "offered", at), at)
        if one.person in said:
            one.refresh_from_db()
            settle(story, one, said[one.person])


def settle(story: Story, one: Return, data: Data) -> None:
    """What they chose; then, as far as it has come, approved and paid."""
    days = story.days
    one.choice, one.wish, one.costs_for = data["choice"], data.get("wish", ""), data.get("costs_for", "")
    for name in ("less", "travel", "care", "other"):
        setattr(one, name, Decimal(data[name]) if name in data else None)
    one.choose(days.ago(data["on"]), story.by if one.person.told_by_hand else None)
    mine = Return.objects.filter(pk=one.pk)
    if "approved" in data:
        mine.approve(story.people[data.get("by", "hester")], days.ago(data["approved"]))
    if "paid" in data:
        mine.update(paid_on=days.ago(data["paid"]))
        at = days.moment(data["paid"], 15)
        letters.sent(letters.returned("return_paid", mine.select_related("person", "project").get(), "paid", at), at)


def thank(story: Story, data: Data) -> None:
    """A thank you, to read on their own page."""
    words = story.words(data, "for_what", "note", "sent_how")
    on, person = story.days.ago(data["on"]), story.people[data["who"]]
    one = Return.objects.create(
        project=story.project, person=person, form="thanks", offered_on=on, told_on=on, offered_by=story.by, **words
    )
    backdate(one, story.days.moment(data["on"], 15))
