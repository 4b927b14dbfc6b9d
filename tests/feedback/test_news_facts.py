"""News in all its parts: what is said to be none, what nobody said, who heard it when, and what is due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import News
from participants.models import Message, Person
from projects.models import Role, SessionKind
from projects.working_days import add_working_days
from tests.feedback.saying import in_parts
from tests.meeting import planned
from tests.people import join, someone
from tests.reading import read, to_check, tree, words

PARTS = {
    "progress": "We chose the chairs.",
    "outcomes": "Six chairs with arms.",
    "blocks": "None",
    "risks": "The shop may be late.",
    "next": "They come on 4 May.",
}
TOLD = date(2026, 11, 2)


@pytest.fixture
def project(project):
    """One that promises news every eight weeks, as a new project does."""
    project.news_every = 8
    project.save()
    return project


def page(project, name="news", *more):
    return reverse(name, args=[project.pk, *more])


def news_of(project, fay, on=TOLD, **more):
    return News.objects.create(
        project=project, written_by=fay, told_on=on, **({"progress": "The chairs are here."} | more)
    )


def told(news, person, on: datetime | None, how="by email"):
    """A message about it to this person: sent on that day, or still waiting."""
    return Message.objects.create(
        kind="news",
        about=f"news:{news.pk}",
        slot="told",
        recipient=person,
        scope=news.project_id,
        channel=Message.Channel.EMAIL,
        state=Message.State.SENT if on else Message.State.DEAD,
        sent_at=on,
        told_how=how if on else "",
        error="" if on else "There is no mailbox of that name here.",
    )


def to_tell(client, project) -> list[str]:
    """The lines of the note that tells facilitators what is due."""
    return [words(line) for line in tree(client.get(page(project))).xpath("//*[@aria-labelledby='to-tell']//li")]


def test_each_part_stands_under_its_heading_and_an_empty_one_is_not_there(client_of, project, fay, lena):
    fays = client_of(fay)
    fays.post(page(project, "news_new"), PARTS | {"how_far": "interim"})
    fays.post(page(project, "news_new"), {"progress": "Nothing new."})

    newest, first = (words(one) for one in tree(client_of(lena).get(page(project))).xpath("//article"))

    assert "What came of itSix chairs with arms." in first
    assert "What is in the wayNoneWhat could go wrongThe shop may be late." in first
    assert ": so far: it may still change" in first
    assert "What is in the way" not in newest
    text = Message.objects.get(about=f"news:{News.objects.get(blocks='None').pk}", recipient=lena).text
    assert "What is in the way: None\n\nWhat could go wrong: The shop may be late." in text
    assert "This is how far we are. It may still change." in text


def test_who_wants_easy_words_hears_them_first_and_a_check_has_a_name_and_a_day(client_of, project, fay, lena, max):
    Person.objects.filter(pk=lena.pk).update(easy_words=True)
    easy = PARTS | {"easy_words": "New chairs!", "easy_checked_by": "Aisha"}
    client = client_of(fay)

    refused = client.post(page(project, "news_new"), easy)
    client.post(page(project, "news_new"), easy | in_parts(TOLD, "easy_checked_on"))

    assert to_check(refused) == ["Give the day they checked them."]
    texts = {one.recipient.name: one.text for one in Message.objects.filter(kind="news")}
    assert "New chairs!\n\nThe same in more words: We chose" in texts["Lena Okoro"]
    assert "New chairs!" not in texts["Max Bell"]
    assert "Easy words, checked by Aisha on 2 November." in read(client_of(max).get(page(project)))


def test_news_of_members_alone_cannot_be_meant_for_everybody(client_of, project, fay, lena):
    ours = planned(project, fay, kind=SessionKind.MEMBERS)

    client_of(fay).post(page(project, "news_new") + f"?session={ours.pk}", PARTS | {"in_public": "on"})
    client_of(fay).post(page(project, "news_new"), PARTS | {"in_public": "on", "progress": "For all."})

    assert dict(News.objects.values_list("progress", "in_public")) == {"We chose the chairs.": False, "For all.": True}
    News.objects.update(in_public=True)
    assert [one.progress for one in News.objects.for_the_community()] == ["For all."]


def test_who_heard_it_when_and_whom_it_did_not_reach(client_of, project, fay, lena, gus, max, pru):
    project.memberships.filter(person=pru).update(joined_on=TOLD + timedelta(days=3))
    Person.objects.filter(pk=gus.pk).update(easy_words=True)
    news = news_of(project, fay)
    told(news, lena, datetime(2026, 11, 2, 15, tzinfo=UTC))
    told(news, gus, datetime(2026, 11, 5, 15, tzinfo=UTC), "by phone")
    told(news, max, None)

    response = client_of(fay).get(page(project, "news_heard", news.pk))

    rows = [[words(cell) for cell in row] for row in tree(response).xpath("//tbody/tr")]
    assert rows == [
        ["Max Bell", "Not heard", "There is no mailbox of that name here."],
        ["Pru Lind", "Not heard", "They came on Thursday 5 November, after it was sent."],
        ["Gus Hart", "Thursday 5 November, 3 days after it was written", "by phone"],
        ["Lena Okoro", "Monday 2 November", "by email"],
    ]
    text = read(response)
    assert "2 of 4 people have heard it." in text
    assert "Somebody who reads it needs: Easy Read. It is not there yet." in text
    codes = [client_of(one).get(page(project, "news_heard", news.pk)).status_code for one in (lena, max)]
    assert codes == [403, 403]


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_who_heard_it_asks_as_often_for_300_as_for_1(client_of, project, fay, django_assert_num_queries, rows):
    news = news_of(project, fay)
    people = Person.objects.bulk_create(Person(name=f"Ann {n}", email=f"a{n}@example.org") for n in range(rows))
    for person in people:
        join(person, project.organisation, project, Role.MEMBER)
    client = client_of(fay)

    with django_assert_num_queries(11):
        response = client.get(page(project, "news_heard", news.pk))

    assert len(response.context["page"]) == min(rows, 100)


def test_what_was_never_told_and_news_that_are_late_stand_in_words_for_who_tells(client_of, project, fay, lena):
    today = timezone.localdate()
    started = today - timedelta(weeks=9)
    project.started_on = started
    project.save()

    late = to_tell(client_of(fay), project)
    news_of(project, fay, today, blocks="None", risks="None")
    kept = to_tell(client_of(fay), project)

    due = started + timedelta(weeks=8)
    assert late == [
        f"There has been no news yet. We promised some every 8 weeks: by {due:%A} {due.day} {due:%B}.",
        'What is in the way: nobody has told it yet. "None" is news too.',
        'What could go wrong: nobody has told it yet. "None" is news too.',
    ]
    assert kept == []
    assert to_tell(client_of(lena), project) == []


def test_a_paused_project_owes_no_news(client_of, project, fay):
    project.paused_on = TOLD
    project.save()

    assert to_tell(client_of(fay), project) == []


def test_a_session_that_nobody_promised_to_tell_of_gets_the_day_the_project_promises(client_of, project, fay, lena):
    project.tell_within = 3
    project.news_every = 52
    project.save()
    news_of(project, fay, timezone.localdate(), blocks="None", risks="None")
    session = planned(project, fay, timezone.now() - timedelta(hours=4), title="The chairs")

    client_of(fay).post(
        page(project, "session_close", session.pk),
        {"nobody": "on", "teller": "", **dict.fromkeys(in_parts(TOLD, "tell_by"), "")},
    )

    session.refresh_from_db()
    day = add_working_days(timezone.localdate(), 3)
    assert (session.teller, session.tell_by) == (None, day)
    assert to_tell(client_of(fay), project) == [f"The chairs: people hear by {day:%A} {day.day} {day:%B}."]


def test_the_promises_of_news_are_the_projects_own(client_of, project, fay):
    client, url = client_of(fay), page(project, "project_edit")
    form = {"title": "Waiting room", "purpose": "Chairs.", "level": "co_produce", "reply_within": "10"}

    wrong = client.post(url, form | {"news_every": "0", "tell_within": "99"})
    client.post(url, form | {"news_every": "4", "tell_within": ""})

    assert to_check(wrong) == ["Give 1 to 52 weeks.", "Give 1 to 40 working days."]
    project.refresh_from_db()
    assert (project.news_every, project.tell_within) == (4, 5)


def test_news_on_its_way_names_who_hears_it_and_how(client_of, project, fay, lena, gus):
    someone("Nobody Here")

    text = read(client_of(fay).get(page(project, "news_new")))

    assert "1 by email1 by phone" in text
    assert "Lena Okoro, by emailGus Hart, by phone" in text
    assert "Nobody Here" not in text
