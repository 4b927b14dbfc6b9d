from datetime import date

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button, Buttons


class Form(forms.Form):
    what = forms.CharField(
        label="What is the problem?", help_text="One line.", error_messages={"required": "Tell us what it is."}
    )
    same = forms.BooleanField(label="They say the same\nWe join them.", required=False)
    led = forms.BooleanField(label=format_html('<span class="vh">{} </span>Led it', "Lena"), required=False)
    named = forms.ChoiceField(
        label="How shall we name you?",
        widget=forms.RadioSelect,
        choices=[("name", "Lena\nYour first name"), ("member", "A <member>")],
        error_messages={"required": "Choose how we name you."},
    )
    on = DatePartsField(label="When?", required=False)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "what", "same", "led", "named", "on", Buttons(Button("Send it", sun=True), Button("Later", soft=True))
        )


def dated(day: str, month: str, year: str) -> Form:
    return Form({"what": "Noise", "named": "name", "on_day": day, "on_month": month, "on_year": year})


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        ((" 01", "09 ", "2026"), date(2026, 9, 1)),
        (("27", "March", "2026"), date(2026, 3, 27)),
        (("27", "sept", "2026"), date(2026, 9, 27)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_date_is_understood_as_people_write_it(typed, found):
    form = dated(*typed)

    assert form.is_valid()
    assert form.cleaned_data["on"] == found


@pytest.mark.parametrize(
    "typed",
    [
        ("31", "2", "2026"),
        ("0", "1", "2026"),
        ("27", "", "2026"),
        ("27", "nope", "2026"),
        ("3", "3", "9" * 20),
        ("3", "3", "9" * 40),
        ("1", "1", "1899"),
        ("1", "1", "2201"),
        ("\x00", "1", "2026"),
        ("x", "y", "z"),
        ("-1", "1", "2026"),
    ],
)
def test_date_that_is_not_real_gets_one_sentence(typed):
    form = dated(*typed)

    assert form.errors == {"on": ["Write a real date, like 27 3 2026."]}


def test_date_with_a_short_year_says_what_to_write():
    assert dated("27", "3", "26").errors == {"on": ["Write the year with 4 numbers, like 2026."]}


def test_date_left_out_is_asked_for_when_it_is_needed():
    class Needed(forms.Form):
        on = DatePartsField()

    assert Needed({}).errors == {"on": ["Write the day, the month and the year."]}


def test_date_that_was_there_before_stands_in_the_boxes_and_counts_as_unchanged():
    form = Form(initial={"on": date(2026, 3, 7)})
    same = Form({"on_day": "7", "on_month": "3", "on_year": "2026"}, initial={"on": date(2026, 3, 7)})

    html = render_crispy_form(form)

    assert [
        f'name="on_{part}" value="{value}"' in html for part, value in (("day", "7"), ("month", "3"), ("year", "2026"))
    ] == [True] * 3
    assert "on" not in same.changed_data


def test_field_ties_its_words_to_its_control():
    html = render_crispy_form(Form({}))

    assert '<label class="lab" for="id_what">What is the problem?</label>' in html
    assert 'aria-describedby="id_what_helptext id_what_error"' in html
    assert '<p class="hint" id="id_what_helptext">One line.</p>' in html
    assert '<p class="msg" id="id_what_error"><span class="vh">Error: </span>Tell us what it is.</p>' in html


def test_group_is_described_once_for_all_its_choices():
    html = render_crispy_form(Form({}))

    assert '<fieldset class="field err" aria-describedby="id_named_error">' in html
    assert "<legend>How shall we name you?</legend>" in html
    assert html.count("id_named_error") == 2


def test_choice_shows_its_first_line_bold_and_escapes_the_rest():
    html = render_crispy_form(Form())

    assert "<span><b>Lena</b>Your first name</span>" in html
    assert "<span>A &lt;member&gt;</span>" in html
    assert "<span><b>They say the same</b>We join them.</span>" in html
    assert '<span><b><span class="vh">Lena </span>Led it</b></span>' in html


def test_typed_words_stay_when_something_is_to_check():
    html = render_crispy_form(Form({"what": "Noise & light", "on_day": "31", "on_month": "2", "on_year": "x"}))

    assert 'value="Noise &amp; light"' in html
    assert 'name="on_day" value="31"' in html


def test_form_asks_the_browser_not_to_check_and_carries_files_when_it_has_any():
    class WithFile(Form):
        file = forms.FileField(required=False)

    html, with_file = render_crispy_form(Form()), render_crispy_form(WithFile(files=MultiValueDict()))

    assert html.count("novalidate") == 1
    assert ("multipart/form-data" in html, "multipart/form-data" in with_file) == (False, True)


def test_buttons_stand_in_one_row_with_their_looks():
    html = render_crispy_form(Form())

    assert html.count('<p class="acts">') == 1
    assert '<button class="btn sun">Send it</button><button class="btn soft">Later</button>' in html
