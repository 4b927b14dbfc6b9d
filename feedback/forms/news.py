"""Writing news: what happened, what is in the way, what comes next."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from feedback.kinds import tell_news
from feedback.models import News
from participants.forms.layout import Button
from participants.models import ContactBy, Person
from participants.templatetags.look import day
from projects.models import Project, Session


def ways(people: Iterable[Person]) -> list[tuple[str, int]]:
    """How many hear it in which way, in words: by e-mail first."""
    counts = Counter(person.contact for person in people)
    return [(contact.adverb, counts[contact]) for contact in ContactBy if counts[contact]]


def first_words(session: Session) -> str:
    """A beginning, from what was written down when the session was closed."""
    when = f"We met on {day(session.starts_at)}. " if session.starts_at else ""
    lines = [f"- {item.what}: {item.what_happened}" for item in session.agenda.on(session) if item.what_happened]
    return "\n".join([f"{when}It was about: {session.title}.", *lines])


class NewsForm(forms.ModelForm):
    class Meta:
        model = News
        fields = ["progress", "blocks", "next", "leavers_too"]
        labels = {"progress": "What happened?", "blocks": "What is in the way?", "next": "What happens next?"}
        help_texts = {
            "progress": "A few lines in everyday words.",
            "blocks": 'Nothing? Write "Nothing". That is news too.',
            "next": "And when. Not known yet? Say so.",
        }
        widgets = {
            "progress": forms.Textarea(attrs={"rows": 6}),
            "blocks": forms.Textarea(attrs={"rows": 3}),
            "next": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "progress": {"required": "Say in a line what happened.", "max_length": "Use 2,000 letters or fewer."},
            "blocks": {"max_length": "Use 1,000 letters or fewer."},
            "next": {"max_length": "Use 1,000 letters or fewer."},
        }

    def __init__(self, data: Any = None, *, project: Project, by: Person, session: Session | None = None) -> None:
        news = News(project=project, written_by=by, session=session)
        super().__init__(data, instance=news, initial={"progress": first_words(session)} if session else None)
        self.fields["progress"].required = True
        self.hear = ways(news.hearers)
        leavers = news.leavers.count()
        self.fields["leavers_too"].label = "Tell people who have left, too"
        self.fields["leavers_too"].help_text = "1 person has left." if leavers == 1 else f"{leavers} people have left."
        if not leavers:
            del self.fields["leavers_too"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Button("Send it", big=True, sun=True, icon="say"))

    def send(self, today: date) -> News:
        return send_once(self.instance, today)


def send_once(news: News, today: date) -> News:
    """Tell everyone. Pressing the button twice tells it once."""
    Project.objects.select_for_update().get(pk=news.project_id)
    words = {"progress": news.progress, "blocks": news.blocks, "next": news.next, "told_on": today}
    same = News.objects.filter(project=news.project_id, session=news.session_id, **words).first()
    if same:
        return same
    news.told_on = today
    news.save()
    tell_news(news)
    return news
