import re
from collections import Counter
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from participants.templatetags.look import breakable, day, project_loop, ring, shape, short_day, tel, two_views_bar
from tests.reading import tree, words


class Parts(HTMLParser):
    """Counts the classes in a picture, and keeps each part's attributes."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self.classes: Counter[str] = Counter()
        self.attributes: list[dict[str, str | None]] = []
        self.feed(picture)

    def handle_starttag(self, tag, attrs):
        self.attributes.append(dict(attrs))
        self.classes.update((dict(attrs).get("class") or "").split())


def render(template: str, **context) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(("step", "on", "off", "yours"), [(1, 1, 3, 0), (2, 2, 2, 0), (3, 3, 1, 0), (4, 4, 0, 1)])
def test_ring_shows_as_many_arcs_as_steps(step, on, off, yours):
    parts = Parts(ring(step)).classes

    assert (parts["on"], parts["off"], parts["seat"], parts["yours"]) == (on, off, 1, yours)


def test_ring_closed_is_one_circle_and_a_tick_that_is_drawn_only_when_asked():
    closed, just_closed = Parts(ring(5)).classes, Parts(ring(5, draw=True)).classes

    assert (closed["shut"], closed["seat"], closed["draw"], just_closed["draw"]) == (2, 0, 0, 1)


def test_ring_taken_back_shows_no_step():
    assert set(Parts(ring(3, gone=True)).classes) == {"ring", "gone"}


def test_ring_starts_at_twelve_with_the_geometry_of_the_design():
    first = Parts(ring(1)).attributes[1]

    assert first["d"] == "M28.2 6.5A18 18 0 0 1 39.3 14.6"


@pytest.mark.parametrize(
    ("done", "total", "on", "off"), [(0, 0, 0, 40), (0, 4, 0, 4), (23, 31, 23, 8), (48, 48, 48, 0), (139, 140, 39, 1)]
)
def test_project_loop_has_a_stitch_each_and_rounds_down_when_there_are_many(done, total, on, off):
    parts = Parts(project_loop(done, total)).classes

    assert (parts["on"], parts["off"]) == (on, off)


@pytest.mark.parametrize("capacity", ["lived", "personal", "trained", "professional"])
def test_shape_is_the_one_of_the_capacity(capacity):
    assert set(Parts(shape(capacity)).classes) == {"shape", "sh", capacity}


def test_shape_says_nothing_about_a_person_who_chose_nothing():
    assert set(Parts(shape("")).classes) == {"shape", "dot"}


def test_two_views_bar_joins_views_that_lie_apart():
    parts = Parts(two_views_bar(2, 8, 6, 8))

    assert parts.classes["dgap"] == 1
    assert [part["d"] for part in parts.attributes if part.get("class") == "dgap"] == ["M84.0 24H216.0"]


def test_two_views_bar_stacks_views_that_are_nearly_the_same():
    parts = Parts(two_views_bar(4, 8, 6, 11))

    assert parts.classes["dgap"] == 0
    assert [part["cy"] for part in parts.attributes if part.get("class") == "sh lived"] == ["15.0"]


def test_two_views_bar_has_no_mark_for_a_side_that_is_hidden():
    parts = Parts(two_views_bar(None, None, 3, 4)).classes

    assert (parts["lived"], parts["professional"], parts["dgap"]) == (0, 1, 0)


def test_every_picture_is_hidden_from_screen_readers():
    pictures = [ring(2), ring(5), project_loop(1, 3), shape("lived"), two_views_bar(1, 5, 1, 5)]

    assert [Parts(picture).attributes[0]["aria-hidden"] for picture in pictures] == ["true"] * 5


def test_loop_escapes_the_words_it_is_given():
    assert "<b>&lt;i&gt;</b>" in render("{% loop 4 words %}", words="<i>")


def test_loop_without_words_names_the_step():
    assert "<b>We said thank you</b>" in render("{% loop 2 %}")
    assert "Step 2 of 5" in render("{% loop 2 %}")


def test_day_has_the_year_only_when_it_is_not_this_one():
    this_year = timezone.localdate().year

    assert day(date(2019, 3, 14)) == "Thursday 14 March 2019"
    assert short_day(date(this_year, 3, 14)) == "14 March"
    assert day(None) == ""


def test_day_of_a_moment_is_the_day_here():
    late_in_london = datetime(2019, 6, 30, 23, 30, tzinfo=UTC)

    assert render("{{ moment|day }}", moment=late_in_london) == "Monday 1 July 2019"


class TwoQuestions(forms.Form):
    what = forms.CharField(error_messages={"required": "Tell us what it is."})
    named = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")], error_messages={"required": "Choose how."}
    )

    def clean(self):
        raise forms.ValidationError("The two do not fit together.")


def test_error_summary_counts_what_to_check_and_leads_to_the_first_control():
    html = render("{% error_summary form %}", form=TwoQuestions({}))

    assert "Three things to check" in html
    assert '<a href="#id_what">Tell us what it is.</a>' in html
    assert '<a href="#id_named_0">Choose how.</a>' in html
    assert "<li>The two do not fit together.</li>" in html


@pytest.mark.parametrize("form", [None, TwoQuestions()])
def test_error_summary_is_silent_when_there_is_nothing_to_check(form):
    assert render("{% error_summary form %}", form=form).strip() == ""


def menu(person) -> list[str]:
    request = RequestFactory().get("/")
    request.user = person
    html = Template("{% load nav %}{% main_nav %}").render(Context({"request": request}))
    return re.findall(r"<a [^>]*>([^<]*)</a>", html)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fay", ["Home", "My ideas", "Diary", "Projects", "Messages", "Search", "My choices", "Get help"]),
        ("lena", ["Home", "My ideas", "Diary", "My choices", "Get help"]),
        ("max", ["Home", "Projects", "Search", "My choices", "Get help"]),
    ],
)
def test_menu_offers_only_what_the_person_may_open(name, words, request, project, django_assert_num_queries):
    person = request.getfixturevalue(name)

    with django_assert_num_queries(1):
        offered = menu(person)

    assert offered == words


@pytest.mark.parametrize(("name", "there"), [("fay", ["Search", "Get help"]), ("lena", []), ("max", [])])
def test_a_phone_leaves_to_the_foot_of_the_page_what_makes_a_menu_long(name, there, request, client_of, project):
    page = tree(client_of(request.getfixturevalue(name)).get("/"))

    assert [words(one) for one in page.xpath("//nav//li[@class='at-foot']")] == there
    assert set(there) <= {words(one) for one in page.xpath("//footer//li")}


def test_menu_of_somebody_signed_out_needs_no_query(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        offered = menu(AnonymousUser())

    assert offered == ["Sign in", "Get help"]


def test_an_address_breaks_after_its_at_or_before_a_dot_and_stays_text():
    assert breakable("<b>@a.org") == "&lt;b&gt;@<wbr>a<wbr>.org"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("01632 960 145", '<a class="nowrap" href="tel:01632960145">01632 960 145</a>'),
        ("+44 (1632) 960 145", '<a class="nowrap" href="tel:+441632960145">+44 (1632) 960 145</a>'),
        ("ask <Fay>", "ask &lt;Fay&gt;"),
    ],
)
def test_a_phone_number_rings_at_a_touch(number, shown):
    assert tel(number) == shown
