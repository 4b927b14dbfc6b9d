"""What each kind of line in the notebook is for, and what it asks: each serves its row of the requirements."""

from dataclasses import dataclass

from projects.models import EntryKind


@dataclass(frozen=True)
class Prompt:
    """`line`, `more`, `how`: the questions. `asks`: what to think of. `settle`, `ended`: before and after it is."""

    what_for: str
    example: str
    line: str
    more: str = "What does it mean, or what do we do about it?"
    how: str = "What became of it?"
    settle: str = "It is settled"
    ended: str = "What became of it"
    asks: tuple[str, ...] = ()
    more_hint: str = ""


PROMPTS: dict[EntryKind, Prompt] = {
    EntryKind.KNOW: Prompt(
        what_for="What we know, and who told us. Everybody here can read it, so nobody is ahead of the others.",
        example="Most people wait 40 minutes. From the clinic's own figures.",
        line="What do you know?",
        asks=("Who else knows about this?", "Is it from figures, from work, from the law, or from life?"),
    ),
    EntryKind.GUIDING: Prompt(
        what_for="The questions that our work tries to answer. Anybody can change their words. The old words stay.",
        example="What would make the wait bearable?",
        line="Which question should we work on?",
        how="How did we answer it?",
        settle="It is answered",
        ended="Our answer",
    ),
    EntryKind.QUESTION: Prompt(
        what_for="Anything you wonder about. Nobody has to know the answer.",
        example="Why is there glass in front of the desk?",
        line="What do you wonder about?",
        how="What did we find?",
        settle="We looked into it",
        ended="We found",
    ),
    EntryKind.ASSUMPTION: Prompt(
        what_for="What we take to be true and have not checked. Saying it makes it easy to ask.",
        example="Everybody can read the letters.",
        line="What do we assume?",
        how="What did we find?",
        settle="We checked it",
        ended="We found",
    ),
    EntryKind.BARRIER: Prompt(
        what_for="What keeps people from taking part. We take it away, and say when it is gone.",
        example="The last bus goes at five.",
        line="What is in the way?",
        more="What do we do about it?",
        how="What took it away?",
        settle="It is out of the way",
        ended="Out of the way",
        asks=(
            "Money or travel?",
            "Caring for somebody?",
            "No data or no kit?",
            "The time of day?",
            "Hard words?",
            "Fear?",
        ),
    ),
    EntryKind.POWER: Prompt(
        what_for="Who has power over whom in this work. First we say it. Then we do something about it.",
        example="The clinic pays for the room and also chairs. We take turns in the chair.",
        line="Where does power lie?",
        more="What will we do about it?",
        how="What did we do?",
        settle="We did something about it",
        ended="What we did",
        asks=(
            "Who pays?",
            "Who chairs?",
            "Who decides?",
            "Who in the room employs, treats or pays whom?",
            "Who can be hurt by speaking?",
        ),
    ),
    EntryKind.STRENGTH: Prompt(
        what_for="What people, the group and this place are good at. Begin here: it is more than we think.",
        example="Lena has fed thirty people from one small kitchen.",
        line="Who or what is good at something?",
        more="What could that be used for?",
        asks=("What are you good at that nobody asks you for?", "What does this place do well?"),
    ),
    EntryKind.HERE: Prompt(
        what_for="What is here already. We build on it before we make anything new.",
        example="The Tuesday drop-in already has a kettle and forty regulars.",
        line="What is here already?",
        more="How could we build on this?",
    ),
    EntryKind.EARLIER: Prompt(
        what_for="Other work on the same thing, and what people have already said. Nobody should be asked twice.",
        example="In 2024 forty people told the council that the chairs hurt.",
        line="What was done or said before?",
        more="What did people already say?",
    ),
    EntryKind.WORD: Prompt(
        what_for="Hard words in plain words. A word that you do not know belongs here too.",
        example="Triage: deciding who is seen first.",
        line="Which word?",
        more="What does it mean, in plain words?",
        more_hint="Leave this empty if you do not know. Somebody will.",
    ),
}
