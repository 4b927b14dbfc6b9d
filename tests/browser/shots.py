"""Pictures of every page of the demonstration, to look at: `python -m tests.browser.shots FOLDER [NAME ...]`.

Each as the role that sees most of it, on a phone and on a desk, light and dark; on the phone also soft, in strong
contrast, and at the largest text with more space.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="shots-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "coproduce.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    "VAR_DIR": FOLDER,
    "DATABASE_URL": f"sqlite:///{FOLDER}/shots.sqlite3",
}

import django  # noqa: E402

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models import Case, F, Model, When  # noqa: E402
from django.templatetags.static import static  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.testcases import LiveServerThread  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from care.models import (  # noqa: E402
    Concern,
    Need,
    Represents,
)
from feedback.models import Asked, Feedback, PublicPage, Reply, Upload  # noqa: E402
from feedback.models.lists import FeedbackQuerySet  # noqa: E402
from feedback.passing import pass_feedback  # noqa: E402
from participants.forms.choices import FORMS as CHOICES  # noqa: E402
from participants.models import Message, Person, Reading  # noqa: E402
from participants.outbox.stops import token_of  # noqa: E402
from projects.models import Attendance, Membership, Method, Project, Session  # noqa: E402
from projects.models.session import SessionQuerySet  # noqa: E402
from tests.access_matrix import Row, rows  # noqa: E402
from tests.browser.looking import LARGEST, READ_AS  # noqa: E402
from tests.chromium import launch  # noqa: E402
from tests.feedback.saying import said  # noqa: E402
from tests.meeting import brought, came, planned  # noqa: E402
from tests.participants.passkeys import passkey  # noqa: E402
from tests.people import BACKEND, just_came_in  # noqa: E402
from tests.test_access import address  # noqa: E402

CHOSEN = {"largest": LARGEST, "soft": Reading(colours="soft"), "contrast": Reading(colours="contrast")}
WIDTHS = {"phone": 375, "desk": 1280}
LINES = b"What,When,Who\nThe bell is too high to reach.,13/03/2026,Parents at the drop-in\n"
COLUMNS = {"said": "0", "when": "1", "who": "2", "who_is": "group", "named_as": "member", "one_kind": "idea"}


def coming(project: Project) -> SessionQuerySet:
    """The sessions to come."""
    return project.sessions.to_come(timezone.now())


def told_by_hand(project: Project) -> FeedbackQuerySet:
    """What waits for the word of somebody who is rung, written to or spoken with."""
    return project.feedback.waiting_for_giver().exclude(giver=None).exclude(giver__contact_by="email")


FIND: dict[str, Callable[[Project], Model | None]] = {
    "slug": lambda project: PublicPage.objects.filter(project=project).first(),
    "told_news": lambda project: project.news.told().first(),
    "lined": lambda project: project.feedback.filter(public_line__own_words=True).first(),
    "new": lambda project: project.feedback.to_answer().exclude(giver__email=None).first(),
    "told": lambda project: project.feedback.filter(answer__told_on__isnull=False).exclude(giver__email=None).first(),
    "untold": lambda project: project.feedback.to_tell().first(),
    "typed": lambda project: project.feedback.counted().filter(typed_by=project.contact, read_back_on=None).first(),
    "by_link": lambda project: project.feedback.filter(waits_for_look=True).first(),
    "by_hand": lambda project: Message.objects.filter(scope=project.pk).by_hand_to_do().first(),
    "way": lambda project: project.ways_in.filter(kind="say").first(),
    "open_link": lambda project: FIND["way"](project),
    "rung": lambda project: told_by_hand(project).first(),
    "draft": lambda project: project.decisions.filter(final_on=None).first(),
    "final": lambda project: project.decisions.filter(final_on__isnull=False).last(),
    "due": lambda project: project.decisions.to_look_at_again(timezone.localdate()).first(),
    "asked": lambda project: project.decisions.filter(asked_of__isnull=False, final_on=None).first(),
    "boundary": lambda project: project.boundaries.standing().first(),
    "place": lambda project: project.memberships.current().filter(role="member").first(),
    "seen": lambda project: project.checklists.revealed().first(),
    "asking": lambda project: project.checklists.open().first(),
    "part": lambda project: project.checklists.open().first(),
    "review": lambda project: project.reviews.first(),
    "care": lambda project: project.care.filter(wanted_on__isnull=False, held_on=None).first(),
    "my_care": lambda project: project.care.filter(person__email__startswith="dilys").last(),
    "need": lambda project: Need.objects.filter(person__email__startswith="dilys").first(),
    "place_kind": lambda project: project.memberships.current().filter(role="member").first(),
    "method": lambda project: Method.objects.of(project.organisation).filter(slug="journey-map").first(),
    "session": lambda project: coming(project).with_subjects().filter(subjects__gt=2).first(),
    "been": lambda project: came_to(project, member_of(project)),
    "closed": lambda project: project.sessions.filter(plan_kept="scrapped").first(),
    "item": lambda project: project.agenda.filter(session__in=coming(project)).first(),
    "backlog": lambda project: project.agenda.backlog().first(),
    "parked": lambda project: project.agenda.parked().first(),
    "reply": lambda project: Attendance.objects.filter(session__in=coming(project), reply="yes").last(),
    "upload": lambda project: Upload.objects.filter(project=project).first(),
    "held": lambda project: project.sessions.to_close(timezone.now()).first(),
    "held_item": lambda project: project.agenda.filter(session__in=project.sessions.to_close(timezone.now())).first(),
    "members_only": lambda project: project.sessions.filter(kind="members").first(),
    "stage": lambda project: project.stages.last(),
    "answered_part": lambda project: Reply.objects.filter(feedback__project=project).exclude(giver_words="").first(),
    "action": lambda project: project.actions.to_do().first(),
    "paper": lambda project: project.papers.filter(shared_on__isnull=False).first(),
    "photo": lambda project: project.papers.filter(kind="photo").first(),
    "change": lambda project: project.changes.exclude(easy_words="").first(),
    "lesson": lambda project: project.lessons.first(),
    "step": lambda project: project.steps.standing().filter(done_on=None).first(),
    "agreement": lambda project: project.agreements.last(),
    "group": lambda project: project.groups.filter(ties__basis="self").first(),
    "tie": lambda project: Represents.objects.filter(group__project=project).first(),
    "question": lambda project: project.questions.first(),
    "entry": lambda project: project.entries.filter(settled_on=None).first(),
    "concern": lambda project: Concern.objects.waiting().first(),
    "passed": lambda project: Feedback.passed_on.filter(project=project).first(),
    "passkey": lambda project: Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).first(),
    "lead_place": lambda project: wide_place(project, "safeguarding"),
    "letter": lambda project: project.invitations.open().exclude(code_hash="").first(),
    "cardholder": lambda project: project.memberships.current().filter(person__ways_in__kind="card").first(),
    "known": lambda project: project.memberships.current().filter(role="member").last().person,
    "own_method": lambda project: project.organisation.methods.first(),
    "offer": lambda project: project.returns.typed_for().filter(claimed_on=None).first(),
    "my_offer": lambda project: project.returns.open().exclude(person__email=None).first(),
    "unasked": lambda project: project.feedback.unanswered().exclude(asked__isnull=False).first(),
    "reminder": lambda project: Message.objects.filter(scope=project.pk, kind__startswith="promise_").first(),
    "our_reply": lambda project: Reply.objects.filter(feedback__project=project).first(),
    "rate": lambda project: project.organisation.rates.first(),
}

KINDS = {"need_kind": {"kind": "format"}, "place_kind": {"kind": "format"}, "budget_kind": {"kind": "time"}} | {
    what.partition("-")[0]: {"what": what} for what in CHOICES
}  # what else is in an address


def member_of(project: Project) -> Person:
    """Whose eyes see the pages of members: one who has said and been given much."""
    members = project.memberships.filter(role="member", person__email__isnull=False)
    return members.order_by(Case(When(person__email__startswith="dilys", then=0), default=1)).first().person


def came_to(project: Project, person: Person) -> Session | None:
    return project.sessions.filter(attendance__person=person, starts_at__lt=timezone.now()).last()


def wide_place(project: Project, role: str) -> Membership | None:
    return project.organisation.memberships.current().filter(project=None, role=role).first()


def things_of(row: Row) -> tuple[Project, Model | None, dict]:
    """The project, the thing and the key of an address of this line. LookupError when the demonstration has none."""
    projects = list(Project.objects.order_by(F("started_on").asc(nulls_last=True)))
    for project in projects:
        if row.of == "letter_link" and (asked := FIND["letter"](project)):
            return project, asked, {"invitation_id": asked.pk, "token": asked.token}
        if row.of == "link" and (asked := project.invitations.open().filter(code_hash="").first()):
            return project, asked, {"invitation_id": asked.pk, "token": asked.token}
        if row.of == "outside_link" and (asked := Asked.objects.waiting().filter(feedback__project=project).first()):
            return project, asked, {"asked_id": asked.pk, "token": asked.token}
        if row.of == "stop_link":
            return project, None, {"token": token_of(project.contact.pk, project.pk)}
        if row.of == "-" or (row.of in KINDS and row.of not in FIND):
            return project, None, KINDS.get(row.of, {})
        if thing := FIND.get(row.of, lambda project: None)(project):
            return project, thing, key_of(row, thing)
    raise LookupError(row.of)


def key_of(row: Row, thing: Model) -> dict:
    """What the address of this thing needs."""
    if isinstance(thing, PublicPage):
        return {"slug": thing.slug}
    if row.of == "open_link":
        return {"code": thing.say_code}
    return {"pk": thing.pk} | ({"part": 1} if row.of == "part" else KINDS.get(row.of, {}))


def reader(row: Row, project: Project, thing: Model | None) -> Person | None:
    """Whose window: the facilitator's; a member's own, as what only givers may do and all of one's own; or nobody's."""
    if row.status["anonymous"] == "200":
        return None
    if row.is_ones_own:
        return member_of(project)
    if row.seen_by == "facilitator":
        return project.contact
    if row.seen_by in ("wide", "lead"):
        role = "facilitator" if row.seen_by == "wide" else "safeguarding"
        place = wide_place(project, role)
        return place.person if place else None
    if row.seen_by == "manager":
        return getattr(thing, "asked_of", None)
    own = getattr(thing, "giver", None) or getattr(thing, "person", None)
    return (own or member_of(project)) if row.seen_by == "member" else None


def cookie_of(person: Person, url: str) -> dict[str, str]:
    """As somebody who has just come in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    just_came_in(client)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def pictures(browser: Browser, base: str, person: Person | None, path: str, name: str, folder: Path) -> None:
    """Seven pictures of one page."""
    for place, width in WIDTHS.items():
        window = browser.new_context(base_url=base, viewport={"width": width, "height": 800}, reduced_motion="reduce")
        if person:
            window.add_cookies([cookie_of(person, base)])
        page = window.new_page()
        page.goto(path)
        shoot(page, folder, f"{name}-{place}")
        if place == "phone":
            shoot_as_chosen(page, folder, f"{name}-{place}")
        window.close()


def shoot(page: Page, folder: Path, name: str) -> None:
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"{name}-{scheme}.png", full_page=True)


def shoot_as_chosen(page: Page, folder: Path, name: str) -> None:
    """In each other way to see all pages that people can choose."""
    for word, reading in CHOSEN.items():
        page.evaluate(READ_AS, reading.classes)
        if reading.sheet:
            page.add_style_tag(url=static(reading.sheet))
        page.screenshot(path=folder / f"{name}-{word}.png", full_page=True)


def demonstrate() -> None:
    """The made-up people, and what their story leaves out: a spreadsheet on its way in, a session of yesterday that
    nobody closed yet, a decision to look at again, words to read back, a way of their own, words that went to the
    safeguarding lead, and more ways to sign in."""
    call_command("migrate", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    project = Project.objects.order_by(F("started_on").asc(nulls_last=True)).first()
    Upload.objects.create(project=project, by=project.contact, name="open-day.csv", content=LINES, matched=COLUMNS)
    typed = project.feedback.counted().filter(typed_by=project.contact).first()
    project.feedback.filter(pk=typed.pk).update(read_back_on=None)
    standing = project.decisions.filter(final_on__isnull=False, review_on__isnull=False).first()
    project.decisions.filter(pk=standing.pk).update(review_on=timezone.localdate())
    Method.objects.create(organisation=project.organisation, name="Tea first", kinds=["welcome"], how="Tea. Then talk.")
    Person.objects.update(size="", colours="", wide=False)
    member = member_of(project)
    held = planned(project, project.contact, timezone.now() - timedelta(days=1), notes="We sat at the window.")
    came(held, member)
    brought(project, member, "Who picks up the phone", held)
    pass_feedback(said(project, member, "Somebody was shouted at."), project.contact)
    wide = wide_place(project, "facilitator").person
    TOTP.activate(wide, generate_totp_secret())
    RecoveryCodes.activate(wide)
    Authenticator.objects.create(user=wide, type=Authenticator.Type.WEBAUTHN, data=passkey("My phone"))


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    demonstrate()
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    firsts = set({row.url: (row.url, row.of) for row in reversed(rows())}.values())  # of several things the first
    base = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        pictures(browser, base, None, "/", "front", folder)
        for row in rows():
            if row.is_page and row.seen_by and (not names or row.url in names):
                try:
                    project, thing, key = things_of(row)
                except LookupError:
                    sys.stderr.write(f"The demonstration has nothing for {row.url}.\n")
                    continue
                name = row.url if (row.url, row.of) in firsts else f"{row.url}-{row.of}"
                pictures(browser, base, reader(row, project, thing), address(row, project, key), name, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
