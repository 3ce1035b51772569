"""Forms: label, hint, error, control, in that order, and each wired to the other."""

import re
from typing import Any

import pytest
from django import forms as django_forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from stepwell.kernel.findings import Finding
from stepwell.platform.ui import forms
from stepwell.platform.ui.rendering import Renderer


class Visit(forms.Form):
    """A field of each layout."""

    autocomplete = {"email": "email"}  # noqa: RUF012 - a ClassVar of the base

    email = django_forms.EmailField(label="Email", help_text="We use <only> this one.")
    minutes = django_forms.IntegerField(label="Minutes", min_value=0, max_value=180)
    way = django_forms.ChoiceField(
        label="Way", choices=[("call", "Call"), ("text", "Text")], widget=django_forms.RadioSelect
    )
    mode = django_forms.ChoiceField(label="Mode", choices=[("p", "In person")], widget=forms.Segmented)
    day = forms.DateField(label="Day", required=False)
    at = forms.TimeField(label="Time", required=False)
    agrees = django_forms.BooleanField(label="Agrees")


class Search(forms.Form):
    """Nothing is required here, so nothing says that it is not."""

    marks_optional = False

    q = django_forms.CharField(required=False)


def field_of(form: django_forms.BaseForm, name: str) -> str:
    return form[name].as_field_group()


def test_label_hint_error_and_control_come_in_this_order() -> None:
    html = field_of(Visit({"email": "x"}), "email")

    order = [html.index(part) for part in ("<label", 'class="hint"', 'class="error"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_email_helptext">We use &lt;only&gt; this one.' in html


def test_a_group_is_a_fieldset_that_carries_its_error() -> None:
    html = field_of(Visit({}), "way")

    assert html.strip().startswith('<fieldset class="field has-error" aria-describedby="id_way_error">')
    assert "<legend>Way</legend>" in html
    assert "Choose one." in html


def test_short_choices_are_radios_in_one_control() -> None:
    html = field_of(Visit({"mode": "p"}), "mode")

    assert '<div class="segmented" id="id_mode">' in html
    assert re.search(r'<input type="radio" name="mode" value="p"[^>]* checked>', html)


def test_a_checkbox_stands_before_its_label_and_is_never_called_optional() -> None:
    html = field_of(Visit(), "agrees")

    assert html.index("<input") < html.index("<label")
    assert "(optional)" not in html


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    assert "(optional)" in field_of(Visit(), "day")
    assert "(optional)" not in field_of(Visit(), "email")
    assert "(optional)" not in field_of(Search(), "q")


def test_the_summary_links_to_each_control() -> None:
    html = str(Visit({"minutes": "240", "email": "a@example.org", "mode": "p"}))

    assert "3 things to fix" in html
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', html)
    assert links == [
        ("id_minutes", "Minutes: Enter 0 to 180."),
        ("id_way_0", "Way: Choose one."),
        ("id_agrees", "Agrees: Tick this to go on."),
    ]
    assert [target for target, _ in links if f'id="{target}"' not in html] == []


def test_one_mistake_is_counted_in_the_singular() -> None:
    form = Visit({"minutes": "1", "email": "a@example.org", "mode": "p", "way": "call"})

    assert "One thing to fix" in str(form)


def test_an_untouched_form_has_no_summary() -> None:
    assert "error-summary" not in str(Visit())


def test_browsers_remember_only_what_a_form_names() -> None:
    form = Visit()

    assert 'autocomplete="email"' in field_of(form, "email")
    assert 'autocomplete="off"' in field_of(form, "minutes")


@pytest.mark.parametrize(("name", "shown"), [("day", 'type="date"'), ("at", 'type="time"')])
def test_dates_and_times_use_the_browsers_own_control(name: str, shown: str) -> None:
    assert shown in field_of(Visit(), name)


def test_a_refusal_stands_at_its_field_or_above_the_form() -> None:
    form = Visit({"minutes": "1", "email": "a@example.org", "mode": "p", "way": "call", "agrees": "on"})

    forms.add_findings(form, [Finding("A-1", "Room 2 is taken."), Finding("A-2", "Too long.", "minutes")])

    assert form.errors == {"__all__": ["Room 2 is taken."], "minutes": ["Too long."]}
    assert "<li>Room 2 is taken.</li>" in str(form)


def test_no_widget_needs_an_inline_style() -> None:
    assert " style=" not in str(Visit({}))


_CHOICES = [("", "Nobody yet"), ("a&b", "<Ann> & “Bo”"), ("Sites", [(1, "North"), (2, mark_safe("South"))]), (3, "3")]


@pytest.mark.parametrize("value", ["", "a&b", 2, None])
@pytest.mark.parametrize("widget", [django_forms.Select, django_forms.SelectMultiple])
def test_choices_are_drawn_as_django_draws_them(widget: type[django_forms.Select], value: Any) -> None:
    drawn = widget(choices=_CHOICES, attrs={"required": True, "disabled": False, "data-x": '"&', "size": 2})
    as_ours, as_django = (drawn.render("who", value, renderer=each) for each in (Renderer(), TemplatesSetting()))

    assert as_ours.split("\n") == [line.strip() for line in as_django.split("\n") if line.strip()]
