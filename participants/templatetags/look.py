"""The signature pieces of the design. Every picture is hidden from screen readers: the words beside it are enough."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from math import cos, radians, sin
from uuid import UUID

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from participants.templatetags.icons import ICONS

register = template.Library()
NO_KEY = str(UUID(int=0))

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
STEPS = (
    "We have it",
    "We said thank you",
    "We have an answer",
    "We told you",
    "You closed it",
)
STITCHES = 40
MOST_SINGLE_STITCHES = 48


@register.filter
def breakable(address: str) -> SafeString:
    """An email address that goes on a new line only after its @ or before a dot, never within a word."""
    return mark_safe(conditional_escape(address).replace("@", "@<wbr>").replace(".", "<wbr>."))  # noqa: S308


@register.filter
def tel(number: str) -> SafeString:
    """A phone number that rings at a touch, on one line; words without a number stay words."""
    dial = "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")
    if not dial:
        return format_html("{}", number)
    return format_html('<a class="nowrap" href="tel:{}">{}</a>', dial, number)


def svg(classes: str, box: str, inside: str) -> SafeString:
    picture = '<svg class="{}" viewBox="0 0 {}" aria-hidden="true" focusable="false">{}</svg>'
    return format_html(picture, classes, box, inside)


def point(angle: float, radius: float, centre: float) -> tuple[float, float]:
    """Where `angle` lies on the circle, in degrees clockwise from 3 o'clock."""
    return centre + radius * cos(radians(angle)), centre + radius * sin(radians(angle))


def arc(start: float, end: float, radius: float, centre: float) -> str:
    """The path along a circle from one angle to another."""
    (x0, y0), (x1, y1) = point(start, radius, centre), point(end, radius, centre)
    return f"M{x0:.1f} {y0:.1f}A{radius:g} {radius:g} 0 {int(end - start > 180)} 1 {x1:.1f} {y1:.1f}"


ARCS = [(arc(-90 + 72 * place + 13.5, -90 + 72 * place + 58.5, 18, 24),) for place in range(4)]


@register.simple_tag
@cache  # there are few different ones, and a list shows 50
def ring(step: int, gone: bool = False, large: bool = False, draw: bool = False) -> SafeString:
    """The loop of one piece of feedback. The fifth place is a seat: it belongs to the person.

    `gone`: taken back. `draw`: on the page right after the person closes it.
    """
    if gone:
        inside = SafeString(
            '<circle class="gone" cx="24" cy="24" r="18" stroke-width="2.5" stroke-dasharray=".1 6.28"/>'
            '<path class="gone" d="M17 24h14" stroke-width="3"/>'
        )
    elif step >= len(STEPS):
        inside = format_html(
            '<circle class="shut{}" cx="24" cy="24" r="18" stroke-width="7" stroke-dasharray="113.1" '
            'transform="rotate(-90 24 24)"/><path class="shut" d="M16.5 24.5l5 5 10-10.5" stroke-width="4"/>',
            " draw" if draw else "",
        )
    else:
        inside = open_ring(step)
    return svg("ring l" if large else "ring", "48 48", inside)


def open_ring(step: int) -> SafeString:
    """Four arcs, sewn as far as the step goes, and a seat that fills when it is the person's turn."""
    return format_html(
        '{}{}<circle class="seat{}" cx="13.4" cy="9.4" r="5.6" stroke-width="2"/>',  # on the ring, at -126 degrees
        format_html_join("", '<path class="on" d="{}" stroke-width="7"/>', ARCS[:step]),
        format_html_join("", '<path class="off" d="{}" stroke-width="3" stroke-dasharray=".1 4.6"/>', ARCS[step:]),
        " yours" if step == len(ARCS) else "",
    )


@register.simple_tag
def loop(
    step: int,
    text: str = "",
    sub: str | None = None,
    gone: bool = False,
    draw: bool = False,
) -> SafeString:
    """The ring with its words. Without words of yours: the name of the step, and which step of five it is."""
    if sub is None:
        sub = f"Step {step} of 5" if step < len(STEPS) else "Loop closed"
    return format_html(
        '<div class="loop">{}<span><b>{}</b><span class="small">{}</span></span></div>',
        ring(step, gone=gone, draw=draw),
        text or STEPS[step - 1],
        sub,
    )


@register.simple_tag
@lru_cache(500)
def project_loop(done: int, total: int) -> SafeString:
    """One stitch for each piece of feedback up to 48; above that 40 stitches, rounded down."""
    many = total > MOST_SINGLE_STITCHES or not total
    stitches, closed = (STITCHES, done * STITCHES // total if total else 0) if many else (total, done)
    gap = 360 / stitches
    half, thin = max(gap / 2 - 6.6, 1.1), max(gap / 2 - 6.6, 0.15)
    middles = [-90 + gap * (place + 0.5) for place in range(stitches)]
    dots = SafeString(' stroke-dasharray=".1 7"') if half > 3 else ""
    inside = format_html(
        "{}{}",
        format_html_join(
            "",
            '<path class="on" d="{}"/>',
            ((arc(m - half, m + half, 40, 50),) for m in middles[:closed]),
        ),
        format_html_join(
            "",
            '<path class="off" d="{}"{}/>',
            ((arc(m - thin, m + thin, 40, 50), dots) for m in middles[closed:]),
        ),
    )
    return svg("stitches", "100 100", inside)


def mark(capacity: str, x: float, y: float, size: float = 1) -> SafeString:
    """One capacity's shape. Anything else is a plain neutral dot, which says nothing about the person."""
    if capacity == "professional":
        return format_html(
            '<rect class="sh professional" x="{}" y="{}" width="{}" height="{}" rx="3"/>',
            *(f"{value:.1f}" for value in (x - 10.5 * size, y - 10.5 * size, 21 * size, 21 * size)),
        )
    if capacity == "trained":
        h = f"{14 * size:.1f}"
        path = f"M{x:.1f} {y - 14 * size:.1f}l{h} {h}l-{h} {h}l-{h} -{h}z"
        return format_html('<path class="sh trained" d="{}"/>', path)
    if capacity == "personal":
        high = 13.5 * size
        path = f"M{x:.1f} {y - high:.1f}L{x + high * 1.02:.1f} {y + high * 0.78:.1f}H{x - high * 1.02:.1f}z"
        return format_html('<path class="sh personal" d="{}"/>', path)
    lived = capacity == "lived"
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"/>',
        "sh lived" if lived else "dot",
        f"{x:.1f}",
        f"{y:.1f}",
        f"{(12 if lived else 7) * size:.1f}",
    )


@register.simple_tag
@cache
def shape(capacity: str = "") -> SafeString:
    """Lived, personal, trained, professional: circle, triangle, diamond, square."""
    return svg("shape", "32 32", mark(capacity, 16, 16))


@register.simple_tag
def two_views_bar(members_yes: int, members_answered: int, staff_yes: int, staff_answered: int) -> SafeString:
    """How many of each side said yes, as two marks on one line. A side nobody answered for (0 or None) has no mark."""
    places = {
        capacity: 18 + 264 * yes / answered
        for capacity, yes, answered in (
            ("professional", staff_yes, staff_answered),
            ("lived", members_yes, members_answered),
        )
        if answered
    }
    low, high = min(places.values(), default=0), max(places.values(), default=0)
    together = len(places) == 2 and high - low < 14
    heights = {"lived": 15, "professional": 33} if together else {"lived": 24, "professional": 24}
    link = format_html('<path class="dgap" d="M{} 24H{}"/>', f"{low:.1f}", f"{high:.1f}") if high - low >= 14 else ""
    grid = SafeString('<path class="dl" d="M18 6v36M150 6v36M282 6v36M18 24h264"/>')
    marks = format_html_join("", "{}", ((mark(side, x, heights[side], 0.85),) for side, x in places.items()))
    return svg("bar", "300 48", format_html("{}{}{}", grid, link, marks))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line drawing of 24 by 24; always beside words."""
    return svg("ic", "24 24", ICONS[name])


@register.inclusion_tag("_logo.html")
def logo() -> dict[str, str]:
    return {}


@register.inclusion_tag("_art.html")
def art() -> dict[str, str]:
    """A table seen from above: seats, two mugs, paper, a thread that makes a loop."""
    return {}


@register.inclusion_tag("_demo_mail.html")
def demo_mail() -> dict[str, bool]:
    """Where to read the mail when there is no mail server."""
    return {"here": not settings.EMAIL_HOST}


@register.inclusion_tag("_errors.html")
def error_summary(form: BaseForm | None) -> dict[str, object]:
    """What to check in this form: how many things, and each one's words with the id of the control to mend."""
    if not form or not form.errors:
        return {}
    faults = [(first_control(form[name]), words) for name in in_page_order(form) for words in form[name].errors]
    faults += [("", words) for words in form.non_field_errors()]
    count = len(faults)
    return {
        "faults": faults,
        "count": NUMBERS[count] if count < len(NUMBERS) else count,
    }


def in_page_order(form: BaseForm) -> list[str]:
    """The names of the fields as they stand on the page: in the form's layout, where it has one."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    laid_out = [pointer.name for pointer in layout.get_field_names()] if layout else []
    return list(dict.fromkeys([*laid_out, *form.fields]))


def first_control(field: BoundField) -> str:
    """The id a link must lead to so that typing can start there: of a group, the first part. Nobody can go to what is
    hidden."""
    if field.is_hidden:
        return ""
    if not field.subwidgets:  # a list with nothing to choose
        return field.auto_id
    first = field.subwidgets[0].data
    parts: Iterable[dict[str, dict[str, str]]] = first.get("subwidgets", [first])
    return next(iter(parts))["attrs"].get("id", field.auto_id)


@register.filter(expects_localtime=True)
def day(value: date | datetime | None) -> str:
    """Thursday 12 March; with the year when it is not this one."""
    return worded(value, "l j F")


@register.filter(expects_localtime=True)
def short_day(value: date | datetime | None) -> str:
    """12 March; with the year when it is not this one."""
    return worded(value, "j F")


def worded(value: date | datetime | None, pattern: str) -> str:
    if not value:
        return ""
    on = value.date() if isinstance(value, datetime) else value
    this_year = timezone.now().year  # at New Year London keeps UTC
    return in_english(on, pattern if on.year == this_year else f"{pattern} Y")


@lru_cache(5000)  # a list of 50 names 100 days, and most of them again and again
def in_english(on: date, pattern: str) -> str:
    return date_format(on, pattern)


@register.simple_tag
def address_of_each(name: str, *args: object) -> str:
    """The address of every thing of a list but for its key, which `with_key` puts in: a tenth of the time of `url`."""
    return reverse(name, args=[*args, NO_KEY])


@register.filter
def with_key(address: str, key: UUID) -> str:
    return address.replace(NO_KEY, str(key))
