"""What changed: written down once, told to who asked for it, noticed or not; its old words stay."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from feedback.models import Change, NamedAs, Noticed
from feedback.noticed import HIDDEN, NOBODY, SOME_HIDDEN, figures_in_words, in_words
from participants.models import Message
from participants.outbox.dispatch import dispatch
from projects.models import Action, Capacity
from tests.feedback.changing import MAY, changed, noticed
from tests.feedback.saying import in_parts, said, told
from tests.principles.answering import members
from tests.projects.test_decision import make_final, write_down
from tests.reading import heading, links, read, said_back, to_check, typed

WORDS = {"after": "A button opens the door.", "before": "Two hands were needed."} | in_parts(MAY, "since")


def url(name, *args, query=""):
    return reverse(name, args=[getattr(one, "pk", one) for one in args]) + query


def heard() -> dict[str, tuple[str, str]]:
    """Who was told of a change: the subject and the whole text."""
    rows = Message.objects.filter(kind="change_came").select_related("recipient")
    return {row.recipient.name: (row.subject, row.text) for row in rows}


# ---- writing it down


def test_fay_writes_down_what_changed_and_whoever_asked_for_it_hears_it_once(
    client_of, project, fay, lena, gus, max, mail_server
):
    door, chairs = said(project, lena), said(project, lena, "The chairs are cold.")
    said(project, gus, "The lift is small.")
    client = client_of(fay)

    client.post(url("change_new", project), WORDS | {"feedback": [door.pk, chairs.pk]})
    change = Change.objects.get()
    client.post(url("change_edit", project, change), WORDS | {"feedback": [door.pk, chairs.pk]})
    dispatch()

    subject, text = heard()["Lena Okoro"]
    change.refresh_from_db()
    assert list(heard()) == ["Lena Okoro"]
    assert subject == "What you asked for has come: A button opens the door."
    assert 'You said: "The door is heavy."\n\nNow: A button opens the door.' in text
    assert "Have you noticed? You can tell us here, if you like:" in text
    assert change.told_on == timezone.localdate()


def test_who_has_left_hears_it_too_and_reads_it_where_their_words_stand(project, fay, lena, client_of):
    door = said(project, lena)
    lena.memberships.update(left_on=date(2026, 4, 1))

    client_of(fay).post(url("change_new", project), WORDS | {"feedback": [door.pk]})

    message = Message.objects.get(kind="change_came")
    assert message.link == door.get_absolute_url()
    assert "Have you noticed?" not in message.text
    assert client_of(lena).get(Change.objects.get().get_absolute_url()).status_code == 404


def test_what_is_taken_back_leaves_the_news_and_is_sent_to_nobody(project, fay, lena, client_of, mail_server):
    door = said(project, lena, "Quillfeather is loud.")
    client_of(fay).post(url("change_new", project), WORDS | {"feedback": [door.pk]})
    lena.memberships.update(left_on=date(2026, 4, 1))

    door.take_back(timezone.now())
    dispatch()

    message = Message.objects.get(kind="change_came")
    assert ("Quillfeather" in message.text, message.state) == (False, Message.State.CANCELLED)


def test_a_day_to_come_and_no_words_are_refused_and_what_was_typed_stays(client_of, project, fay):
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {"before": "Two hands were needed."} | in_parts(tomorrow, "since")

    response = client_of(fay).post(url("change_new", project), sent)

    assert to_check(response) == [
        "Say what is different now.",
        "That day is still to come. Write it down when it has come.",
    ]
    assert typed(response)["before"] == "Two hands were needed."
    assert not Change.objects.exists()


def test_from_a_decision_its_feedback_is_ticked_already(client_of, project, fay, lena):
    door, lift = said(project, lena), said(project, lena, "The lift is small.")
    decision = make_final(write_down(project, fay, reason="It hurts."), (lena, Capacity.LIVED))
    decision.feedback.add(door)

    response = client_of(fay).get(url("change_new", project, query=f"?decisions={decision.pk}"))

    form = response.context["form"]
    assert (form["feedback"].value(), form["decisions"].value()) == ([door.pk], [decision.pk])
    assert [pk for pk, _ in form.fields["feedback"].choices] == [door.pk, lift.pk]


def test_a_strange_address_is_no_fault_and_another_projects_words_cannot_be_linked(client_of, project, fay, olu):
    theirs = said(olu.memberships.get().project, olu, "Wheelbarrow")
    said(project, None, group="The Tuesday group")
    client = client_of(fay)

    strange = client.get(url("change_new", project, query="?decisions=7&actions=x"))
    wrong = client.post(url("change_new", project), WORDS | {"feedback": [theirs.pk]})

    assert (strange.status_code, to_check(wrong)) == (200, ["Tick lines of this list only."])
    assert not Change.objects.exists()


def test_a_file_stands_among_the_papers_where_everyone_can_open_it(client_of, project, fay, lena):
    file = SimpleUploadedFile("calls.txt", b"41 calls, 2 gave up")

    client_of(fay).post(url("change_new", project), WORDS | {"evidence": "We counted.", "file": file})

    change = Change.objects.get()
    assert url("paper", project, change.paper) in links(client_of(lena).get(change.get_absolute_url()))
    assert bytes(change.paper.content) == b"41 calls, 2 gave up"


def test_a_file_that_nobody_can_open_is_refused(client_of, project, fay):
    file = SimpleUploadedFile("calls.exe", b"MZ")

    response = client_of(fay).post(url("change_new", project), WORDS | {"file": file})

    assert to_check(response) == ["We take text, tables, slides, pictures, sound and film. Save it as a PDF."]
    assert typed(response)["after"] == "A button opens the door."


def test_new_words_keep_the_old_ones_for_everybody_to_read(client_of, project, fay, lena):
    change = changed(project, fay)
    sent = WORDS | {"after": "A button opens both doors.", "why": "The second one came on Friday."}

    client_of(fay).post(url("change_edit", project, change), sent | {"output": "film", "made_by": "Gus"})

    page = client_of(lena).get(change.get_absolute_url())
    assert heading(page) == "A button opens both doors."
    assert (
        "Fay changed how it is now was: A button opens the door. now: A button opens both doors. "
        "Why: The second one came on Friday."
    ) in read(page)
    assert "Fay changed what was made and who made it" in read(page)
    assert "Film, made by Gus." in read(page)


def test_a_check_of_easy_words_belongs_to_these_words(client_of, project, fay):
    easy = {"easy_words": "Press the button.", "easy_checked_by": "Aisha"} | in_parts(MAY, "easy_checked_on")
    client = client_of(fay)
    client.post(url("change_new", project), WORDS | easy)

    changed_easy = client.post(
        url("change_edit", project, Change.objects.get()), WORDS | easy | {"easy_words": "Push the button."}
    )

    assert to_check(changed_easy) == ["These words are new. Give the new check below, or leave the check empty."]
    assert Change.objects.get().easy_words == "Press the button."


# ---- have you noticed


def test_lena_is_asked_on_her_first_page_once_and_may_add_a_line_later(client_of, project, fay, lena, gus):
    change = changed(project, fay, told_on=MAY)
    client = client_of(lena)
    asked = read(client.get(reverse("home")))

    answer = client.post(url("noticed", project, change), {"answer": "yes"}, follow=True)
    client.post(change.get_absolute_url(), {"answer": "yes", "line": "I come alone now."})

    row = Noticed.objects.get()
    assert "Have you noticed? Since Monday 4 May: A button opens the door. Yes No I am not sure" in asked
    assert said_back(answer) == ["Written down. Thank you."]
    assert "Have you noticed?" not in read(answer)
    assert (row.person, row.answer, row.line) == (lena, "yes", "I come alone now.")


def test_only_members_are_asked_and_only_of_what_people_were_told(client_of, project, fay, lena, pru, max):
    change = changed(project, fay)

    before = {who.name: "Have you noticed?" in read(client_of(who).get(reverse("home"))) for who in (lena, pru, fay)}
    codes = [
        client_of(who).post(url("noticed", project, change), {"answer": "yes"}).status_code for who in (pru, max, fay)
    ]

    assert before == {"Lena Okoro": False, "Pru Lind": False, "Fay Adams": False}
    assert (codes, Noticed.objects.count()) == ([403, 403, 403], 0)


def test_no_answer_and_a_strange_answer_write_nothing(client_of, project, fay, lena):
    change = changed(project, fay, told_on=MAY)
    client = client_of(lena)

    strange = client.post(url("noticed", project, change), {"answer": "maybe"})
    none = client.post(change.get_absolute_url(), {"line": "The door is light."})

    assert strange.url == change.get_absolute_url()
    assert (to_check(none), typed(none)["line"]) == (["Choose one of the three."], "The door is light.")
    assert Noticed.objects.count() == 0


def test_a_line_is_for_the_facilitators_and_without_a_name(client_of, project, fay, lena, gus, pru, max):
    change = changed(project, fay)
    noticed(change, gus, line="Copperkettle is quiet now.")

    pages = {who.name: read(client_of(who).get(change.get_absolute_url())) for who in (fay, lena, pru, max)}

    assert {name: "Copperkettle" in page for name, page in pages.items()} == {
        "Fay Adams": True,
        "Lena Okoro": False,
        "Pru Lind": False,
        "Max Bell": False,
    }
    assert [name for name, page in pages.items() if "Gus Hart" in page] == []


def test_small_numbers_are_hidden_and_none_follows_from_the_others(project, fay):
    change = changed(project, fay)
    before = in_words(change)
    people = members(project, 9)
    noticed(change, *people[:4])
    few = in_words(change)
    noticed(change, *people[4:6])
    enough = in_words(change)
    noticed(change, people[6], answer="no")

    assert (before, few, enough, in_words(change)) == ([NOBODY], [HIDDEN], ["6 people noticed it."], [HIDDEN])
    assert figures_in_words({"yes": 7, "no": None, "unsure": None}) == ["7 people noticed it.", SOME_HIDDEN]


# ---- telling everybody, and who sees what


def test_fay_tells_everybody_and_nobody_hears_it_twice(client_of, project, fay, lena, gus, max, sam, mail_server):
    change = changed(project, fay)
    change.feedback.add(said(project, lena))
    client = client_of(fay)
    client.post(url("change_edit", project, change), WORDS | {"feedback": [change.feedback.get().pk]})

    client.post(url("change_tell", project, change))
    client.post(url("change_tell", project, change))
    dispatch()

    texts = {name: text for name, (_, text) in heard().items()}
    assert sorted(texts) == ["Gus Hart", "Lena Okoro", "Max Bell"]
    assert Message.objects.filter(kind="change_came").count() == 3
    assert ["Have you noticed?" in texts[name] for name in ("Gus Hart", "Max Bell")] == [True, False]
    assert "You said" in texts["Lena Okoro"]
    assert "You said" not in texts["Gus Hart"]


def test_private_words_behind_a_change_leave_no_trace_for_others(client_of, project, fay, lena, gus, max):
    change = changed(project, fay)
    change.feedback.add(said(project, gus, "Copperkettle shouts.", named_as=NamedAs.PRIVATE))
    change.decisions.add(write_down(project, fay, question="Gooseberry?"))

    pages = {who.name: read(client_of(who).get(change.get_absolute_url())) for who in (fay, lena, max)}

    assert "What led to this Somebody said Copperkettle shouts. Decision 1 Gooseberry?" in pages["Fay Adams"]
    assert [name for name, page in pages.items() if "What led to this" in page] == ["Fay Adams"]


def test_all_roles_of_the_project_read_what_changed_and_nobody_else(client_of, project, fay, lena, pru, max, olu, sam):
    change = changed(project, fay)

    codes = [client_of(who).get(change.get_absolute_url()).status_code for who in (fay, lena, pru, max, olu, sam)]

    assert codes == [200, 200, 200, 200, 404, 404]


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_list_asks_as_often_for_300_as_for_1(client_of, project, fay, django_assert_num_queries, rows):
    Change.objects.bulk_create(
        Change(project=project, after=f"Change {n}", since=MAY, written_by=fay) for n in range(rows)
    )
    client = client_of(fay)

    with django_assert_num_queries(7):
        response = client.get(url("changes", project))

    assert len(response.context["page"]) == min(rows, 20)


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_change_asks_as_often_for_300_links_as_for_1(client_of, project, fay, lena, django_assert_num_queries, rows):
    change = changed(project, fay)
    for number in range(rows):
        change.actions.add(Action.objects.create(project=project, what=f"Step {number}", written_by=fay))
    told(said(project, lena), fay)
    client = client_of(fay)

    with django_assert_num_queries(14):
        page = client.get(change.get_absolute_url())

    assert read(page).count("Small step Step") == rows
