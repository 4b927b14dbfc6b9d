"""What we write out ourselves says what Django's templates say, sign for sign but for the space between lines."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test.html import parse_html
from django.utils.safestring import SafeString

from participants.forms.dates import DatePartsWidget
from participants.forms.renderer import WAYS, QuickRenderer

NASTY = """<b>"Fish" & 'chips'</b>"""
LINES = [("", "Nobody"), (1, NASTY), ("a", SafeString("<i>Ada</i>")), ("Far", [("b", "Bo"), (NASTY, "Cy")])]
ATTRS = {"id": NASTY, "required": True, "hidden": False, "rows": 3, "title": SafeString("R&amp;D")}


@pytest.mark.parametrize(
    ("widget", "values"),
    [
        (forms.TextInput, [None, "", NASTY, 5]),
        (forms.NumberInput, [None, 0, "12"]),
        (forms.EmailInput, ["lena@example.org"]),
        (forms.URLInput, ["https://example.org/?a=1&b=2"]),
        (forms.PasswordInput, ["secret"]),
        (forms.HiddenInput, [NASTY, True]),
        (forms.DateInput, [date(2026, 3, 2)]),
        (forms.FileInput, [None]),
        (forms.CheckboxInput, [True, False, "yes"]),
        (forms.Textarea, [None, "", NASTY, "\nOne\n two"]),
        (forms.Select, [None, "", 1, "b", NASTY]),
        (forms.SelectMultiple, [[], ["1", "b"]]),
        (forms.RadioSelect, [None, 1]),
        (forms.CheckboxSelectMultiple, [[], ["1", "a"]]),
        (DatePartsWidget, [None, date(2026, 3, 2)]),
    ],
)
def test_control_is_the_one_that_django_makes(widget, values):
    control = widget(ATTRS)
    if hasattr(control, "choices"):
        control.choices = LINES

    ours = [control.render("what", value, renderer=QuickRenderer()) for value in values]

    theirs = [control.render("what", value, renderer=TemplatesSetting()) for value in values]
    assert [parse_html(one) for one in ours] == [parse_html(one) for one in theirs]


def test_option_of_a_group_is_the_one_that_django_makes():
    class Form(forms.Form):
        which = forms.ChoiceField(choices=LINES, widget=forms.RadioSelect)

    ours, theirs = Form(renderer=QuickRenderer()), Form(renderer=TemplatesSetting())

    made = [[parse_html(option.tag()) for option in form["which"]] for form in (ours, theirs)]
    assert made[0] == made[1]


def test_what_we_write_out_is_a_template_of_django():
    assert [bool(TemplatesSetting().get_template(name)) for name in WAYS] == [True] * len(WAYS)
