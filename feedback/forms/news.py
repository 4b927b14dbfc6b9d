"""Writing news: what happened, what came of it, what is in the way, what could go wrong, what comes next."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from feedback.kinds import tell_news
from feedback.models import HowFar, News
from feedback.own_words import refusal, unagreed
from participants.forms.layout import Button
from participants.models import ContactBy, Person
from participants.templatetags.look import day
from projects.forms.decision_more import EASY, EasyWordsForm
from projects.forms.fold import Fold
from projects.models import Project, Session

PARTS = ("progress", "outcomes", "blocks", "risks", "next")


def ways(people: Iterable[Person]) -> list[tuple[str, list[Person]]]:
    """Who hears it in which way, in words: by email first."""
    people = sorted(people, key=lambda person: person.name)
    counts = Counter(person.contact for person in people)
    return [
        (contact.adverb, [person for person in people if person.contact == contact])
        for contact in ContactBy
        if counts[contact]
    ]


def first_words(session: Session) -> str:
    """A beginning, from what was written down when the session was closed."""
    when = f"We met on {day(session.starts_at)}. " if session.starts_at else ""
    lines = [f"- {item.what}: {item.ended}" for item in session.agenda.on(session) if item.what_happened]
    return "\n".join([f"{when}It was about: {session.title}.", *lines])


class NewsForm(EasyWordsForm):
    how_far = forms.ChoiceField(
        label="Can it still change?",
        choices=[*HowFar.choices, ("", "Not said")],
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )

    class Meta(EasyWordsForm.Meta):
        model = News  # type: ignore[assignment]
        fields = [*PARTS, "how_far", *EASY, "in_public", "leavers_too"]
        labels = EasyWordsForm.Meta.labels | {
            "progress": "What happened?",
            "outcomes": "What came of it?",
            "blocks": "What is in the way?",
            "risks": "What could go wrong?",
            "next": "What happens next?",
            "easy_words": "The news in easy words",
            "in_public": "Show it on the public page, too",
        }
        help_texts = EasyWordsForm.Meta.help_texts | {
            "progress": "A few lines in everyday words.",
            "outcomes": "What is different now? Leave it empty if you cannot say yet.",
            "blocks": 'Nothing? Write "None". That is news too. An empty box says nothing.',
            "risks": 'The same here: "None" is an answer.',
            "next": "And when. Not known yet? Say so.",
            "in_public": "Everybody on the internet can read it there. Name nobody in it.",
        }
        widgets = EasyWordsForm.Meta.widgets | {
            "progress": forms.Textarea(attrs={"rows": 6}),
            **{part: forms.Textarea(attrs={"rows": 2}) for part in PARTS[1:]},
        }
        error_messages = EasyWordsForm.Meta.error_messages | {
            "progress": {"required": "Say in a line what happened.", "max_length": "Use 2,000 letters or fewer."},
            **{part: {"max_length": "Use 1,000 letters or fewer."} for part in PARTS[1:]},
        }

    def __init__(
        self, data: Any = None, *, project: Project, by: Person, today: date, session: Session | None = None
    ) -> None:
        news = News(project=project, written_by=by, session=session)
        start = {"progress": first_words(session)} if session else {}
        super().__init__(data, instance=news, initial=start, today=today)
        self.fields["progress"].required = True
        self.hear = ways(news.hearers)
        self.offer_others(news.leavers.count(), bool(session and session.members_only))
        others = [name for name in ("in_public", "leavers_too") if name in self.fields]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *PARTS,
            Fold("Can it still change? And in easy words", "how_far", *EASY),
            *others,
            Button("Send it", big=True, sun=True, icon="say"),
        )

    def offer_others(self, leavers: int, members_only: bool) -> None:
        """To whom else it can go: who has left, and everybody, but for what belongs to members alone."""
        self.fields["leavers_too"].label = "Tell people who have left, too"
        self.fields["leavers_too"].help_text = "1 person has left." if leavers == 1 else f"{leavers} people have left."
        if not leavers:
            del self.fields["leavers_too"]
        if members_only:
            del self.fields["in_public"]

    def clean(self) -> dict[str, Any]:
        """What everybody will read repeats nobody who did not agree to it."""
        data = super().clean() or {}
        texts = [data.get(name) or "" for name in (*PARTS, "easy_words")]
        if data.get("in_public") and (said := unagreed(texts, self.instance.project)):
            self.add_error("in_public", refusal("The news", said))
        return data

    def send(self) -> News:
        return send_once(self.instance, self.today)


def send_once(news: News, today: date) -> News:
    """Tell everyone. Pressing the button twice tells it once."""
    Project.objects.select_for_update().get(pk=news.project_id)
    words = {part: getattr(news, part) for part in PARTS} | {"told_on": today}
    same = News.objects.filter(project=news.project_id, session=news.session_id, **words).first()
    if same:
        return same
    news.told_on = today
    news.save()
    tell_news(news)
    return news
