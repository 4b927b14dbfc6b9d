"""What the person said, and what came of it."""

from datetime import datetime

from django.db.models import Q

from feedback.models import Asked, Change, Feedback, Lesson, News, Noticed, PublicLine, Reply, Upload
from participants.models import Person
from principles.my_data.holds import DELETE, Holds

PROJECT = {"project": "The project it belongs to."}

NEWS = ("progress", "outcomes", "blocks", "risks", "next", "easy_words")


def take_back(person: Person, as_at: datetime) -> None:
    """As if they took all of it back themselves: we keep no copy."""
    for said in Feedback.objects.filter(giver=person.pk, taken_back_on=None).select_related("answer"):
        said.take_back(as_at)


FEEDBACK = [
    Holds(
        Feedback,
        "giver",
        "What you said",
        PROJECT
        | {
            "kind": "What kind of thing it is.",
            "problem": "What you said.",
            "better": "What would make it better.",
            "not_asked": "What we should be asking.",
            "capacity": "The kind of experience you said it with.",
            "named_as": "How you wanted to be shown.",
            "with_others": "Who said it with you.",
            "must_hear": "Who must hear it.",
            "channel": "How it reached us.",
            "public_words": "How it stands on the public page.",
            "received_on": "When we had it.",
            "thanked_on": "When we said thank you.",
            "promised_by": "When we promised to reply.",
            "closed_on": "When you said it is finished.",
            "taken_back_on": "When you took it back. Then the words are gone.",
        },
        only=Q(concern=None),  # what the safeguarding lead has is hers to show
        by_hand=take_back,
        did={
            "typed_by": "You typed in what somebody said.",
            "owner": "You looked after what somebody said.",
            "closed_noted_by": "You wrote down that somebody was happy with an answer.",
        },
        rest=("group", "source", "partners", "code_hash"),
    ),
    Holds(
        Reply,
        "feedback__giver",
        "What we answered you",
        {
            "feedback__project": "The project it belongs to.",
            "feedback": "The first words of what you said.",
            "outcome": "What became of it.",
            "how": "What happens because of it.",
            "why": "Why.",
            "told_on": "When you were told.",
            "happy": "Whether you were happy with the answer.",
            "giver_words": "What you asked next.",
        },
        only=Q(told_on__isnull=False, feedback__concern=None),
        did={"answered_by": "You answered somebody."},
        rest=("passed_to", "told_how", "carried_to", "came_of_it", "in_words_of"),
    ),
    Holds(
        Asked,
        did={"asked_by": "You asked somebody outside the project to answer."},
        rest=("name", "role", "email"),
    ),
    Holds(
        PublicLine,
        "feedback__giver",
        "How what you said stands in public",
        {
            "feedback__project": "The project it belongs to.",
            "feedback__public_words": "The words that stand there.",
            "did": "What stands below them.",
            "own_words": "Whether they are your own words.",
            "published_on": "When we put it there.",
            "asked_on": "When we asked you.",
            "said": "Whether you said yes.",
            "said_on": "When you said so.",
        },
        only=Q(feedback__concern=None),
        did={"noted_by": "You wrote down what somebody said about their words in public."},
        rest=("of_words",),
    ),
    Holds(
        Lesson,
        "by",
        "Lessons you wrote down",
        PROJECT
        | {
            "kind": "Whether it went well, went wrong or was a surprise.",
            "what": "The lesson.",
            "changed": "What changed because of it.",
            "on": "When you wrote it.",
        },
    ),
    Holds(News, did={"written_by": "You wrote news."}, rest=(*NEWS, "easy_checked_by")),
    Holds(
        Change,
        did={"written_by": "You wrote down what changed."},
        rest=(
            *("before", "after", "evidence", "link", "made_by", "presented_by", "shown_where"),
            *("easy_words", "easy_checked_by"),
        ),
    ),
    Holds(
        Noticed,
        "person",
        "Whether you noticed a change",
        {
            "change": "What had changed.",
            "answer": "What you said.",
            "line": "What you noticed.",
            "on": "When you said it.",
        },
        emptied=("line",),
    ),
    Holds(
        Upload,
        "by",
        "Spreadsheets that are not in yet",
        {"name": "The name of the file.", "recorded_at": "When you sent it."},
        erase=DELETE,
        rest=("content", "matched"),
    ),
]
