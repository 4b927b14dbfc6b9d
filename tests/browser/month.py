"""What people do and read in `test_month`: each window is a browser without JavaScript."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from projects.models import AgendaItem, Project, Session


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


class Month:
    """The project with everybody's window, and the three sessions."""

    def __init__(self, project: Project, windows: dict[str, Page]) -> None:
        self.project, self.windows = project, windows

    def page(self, who: str, name: str, *more: object) -> Page:
        """This person's window, at a page of the project."""
        window = self.windows[who]
        window.goto(reverse(name, args=[self.project.pk, *more]))
        return window

    def session(self, title: str) -> Session:
        return self.project.sessions.get(title=title)

    def at(self, who: str, title: str) -> Page:
        return self.page(who, "session", self.session(title).pk)


def press(page: Page | Locator, words: str) -> None:
    page.get_by_role("button", name=words).click()


def said(page: Page) -> str:
    """What the page confirms on top."""
    return page.locator("[role=status]").inner_text().strip()


def write_day(page: Page | Locator, day: date) -> None:
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(number))


# ---- what people do


def plan_a_step(month: Month, what: str) -> None:
    page = month.page("fay", "step_new")
    page.get_by_label("What happens?").fill(what)
    press(page, "Propose it")
    assert said(page) == f"It is in the plan: {what}"


def plan_a_session(month: Month, title: str, days: int, kind: str = "Working session") -> None:
    page = month.page("fay", "session_new")
    page.get_by_label("What is it about?").fill(title)
    page.get_by_role("radio", name=kind).check()
    write_day(page, in_days(days))
    page.get_by_label("When does it start?").fill("10:30am")
    page.get_by_label("When does it end?").fill("12:30pm")
    press(page, "Save")
    assert page.locator("h1").inner_text().endswith(f": {title}")


def reply(month: Month, who: str, title: str, capacity: str) -> None:
    page = month.page(who, "session_reply", month.session(title).pk)
    page.get_by_role("radio", name="Yes, I am coming").check()
    page.get_by_role("radio", name=capacity).check()
    press(page, "Send it")
    assert said(page).startswith("Thank you. You are on the list for ")


def bring(month: Month, who: str, title: str, what: str, for_whom: str = "") -> None:
    """To the agenda of this session; Fay also writes down what somebody told her."""
    page = month.at(who, title)
    page.get_by_role("link", name="Add to the agenda").click()
    page.get_by_label("What shall we talk about?").fill(what)
    if for_whom:
        page.get_by_label("Who brings it?").select_option(label=for_whom)
    press(page, "Add it")
    assert said(page) == "Thank you. It is on the agenda."


def changing(month: Month, who: str, item: AgendaItem) -> Page:
    page = month.page(who, "session", item.session_id)
    page.get_by_role("link", name="Change the agenda").click()
    return page


def change(month: Month, who: str, what: str, question: str, words: str, why: str = "") -> None:
    item = month.project.agenda.get(what=what)
    page = changing(month, who, item)
    page.locator(f"#subject-{item.pk}").get_by_role("link", name="Change").click()
    box = page.get_by_label(question)
    expect(box).to_be_attached()
    if not box.is_visible():  # folded away unless it says something
        page.get_by_text("How we could do it, and what may upset").click()
    box.fill(words)
    page.get_by_label("Why this change?").fill(why)
    press(page, "Save")
    assert said(page) == "Saved."


def move_earlier(month: Month, who: str, what: str) -> None:
    item = month.project.agenda.get(what=what)
    page = changing(month, who, item)
    press(page.locator(f"#subject-{item.pk}"), "Earlier")


def the_day_is_over(month: Month, title: str) -> None:
    """Two hours, which ended an hour ago."""
    now = timezone.now()
    hours = {"starts_at": now - timedelta(hours=3), "ends_at": now - timedelta(hours=1)}
    Session.objects.filter(pk=month.session(title).pk).update(**hours)


def close(month: Month, title: str, plan: str, decided: dict[str, str], parked: dict[str, str]) -> None:
    """Five minutes, one page. `parked`: subject -> when it comes back."""
    page = month.at("fay", title)
    page.get_by_role("link", name="Write down how it went").click()
    for what, back in parked.items():
        subject = page.locator(".subject", has=page.get_by_role("group", name=what))
        subject.get_by_text("Park it").click()
        subject.get_by_role("combobox").select_option(label=back)
    if len(decided) > 1:
        page.get_by_text("More was decided").click()
    for line, (question, words) in enumerate(decided.items(), start=1):
        page.get_by_label(f"Decision {line}: What was the question?").fill(question)
        page.get_by_label(f"Decision {line}: What was decided?").fill(words)
    page.get_by_role("radio", name=plan).check()
    press(page, "Close the session")
    assert (said(page), page.locator("h1").inner_text()) == ("Written down. Thank you.", "How it went")


def give_reason(page: Page, why: str) -> None:
    """On the page of a decision that is written down: who decided, why; then it is final."""
    page.get_by_label("Lena Okoro").select_option(label="Lived experience")
    page.get_by_label("Pru Lind").select_option(label="Professional")
    page.get_by_label("Why?", exact=True).fill(why)
    press(page, "Save")
    press(page, "Make it final")


def make_final(month: Month, title: str, number: int, why: str) -> None:
    """From the page on which this session was closed."""
    page = month.at("fay", title)
    page.get_by_role("link", name="How it went, and what comes next").click()
    page.get_by_role("link", name=f"Write down decision {number} fully").click()
    give_reason(page, why)
    assert said(page) == f"Decision {number} is final. Everyone in the project can read it."


def revise(month: Month, number: int, decided: str, because: str, why: str) -> None:
    page = month.page("fay", "decision", month.project.decisions.get(number=number).pk)
    page.get_by_role("link", name="This has changed: make a new decision").click()
    page.get_by_label("Why did it change?").fill(because)
    page.get_by_label("What was decided?").fill(decided)
    give_reason(page, why)


# ---- what people read


def agenda(month: Month, who: str, title: str) -> list[str]:
    """The subjects of a session, in order."""
    rows = month.at(who, title).locator("table.agenda tbody th")
    return [row.split("\n")[0] for row in rows.all_inner_texts()]


def room(page: Page) -> str:
    """The room in words: the sentence to read first."""
    return page.locator(".room figcaption b").first.inner_text()


def thread(month: Month, who: str) -> list[tuple[str, str, str]]:
    lines = month.page(who, "shaped").locator("ol.thread > li").all()
    return [tuple(words(line.locator(part)) for part in (".says", "del", "ins")) for line in lines]


def words(of: Locator) -> str:
    return " ".join(of.all_text_contents()).removeprefix("was: ").removeprefix("now: ")
