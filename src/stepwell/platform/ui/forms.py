"""Forms: a base that sets the attributes a browser needs, and the fields that every room uses.

A page writes `{% form_page form submit="Save" %}`; the summary of errors, labels, hints and their wiring follow.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest

from stepwell.kernel.findings import Finding
from stepwell.kernel.money import CENT

CHECKBOX = "checkbox"
GROUP = "group"
CONTROL = "control"
_YEARS = range(1900, 2200)


class Form(forms.Form):
    """A form for input shape only.

    autocomplete    field name -> token for the browser ("email", "tel", "current-password"); others are not remembered
    marks_optional  whether optional fields say so; off for a search, where nothing is required
    """

    autocomplete: ClassVar[Mapping[str, str]] = {}
    marks_optional: ClassVar[bool] = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("autocomplete", self.autocomplete.get(name, "off"))
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _how_to_fill(field.widget)
            field.error_messages.update(_limits(field))


class TableForm(Form):
    """A table that is looked at before it is taken over: its `file`, and then its `text`, which comes along hidden."""

    def content(self) -> bytes:
        """Return the file, or the one that was looked at before."""
        file = self.cleaned_data["file"]
        if not file:
            return str(self.cleaned_data["text"]).encode()
        file.seek(0)
        return bytes(file.read())

    def content_again(self) -> str:
        """Return it as text, to come along once it was looked at."""
        return self.content().decode("utf-8-sig", "replace")


class VersionedForm(Form):
    """A form for a row that others may change meanwhile; it carries the version that its writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    def show_conflict(self, *, version: int, now: Mapping[str, Any]) -> None:
        """Keep what was typed, and say at each field what stands there now.

        version  of the row as it is now: sending the form again writes over that one
        now      field name -> value in the row, in the form's own types
        """
        typed = copy(self.data)  # a query dictionary's copy may be written to
        typed["version"] = str(version)  # type: ignore[index]
        self.data = typed
        for name, value in now.items():
            field = self.fields.get(name)
            if field is not None and field.has_changed(value, self.cleaned_data.get(name)):
                self.add_error(name, f"Now there: {_in_words(field, value)}")


class ReasonForm(Form):
    """Why something is set aside or undone."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What happened, in ten letters or more. It stays in the history.",
    )


class KnowinglyForm(Form):
    """What may be done although something speaks against it, by who says why. Asked once there is something."""

    despite = forms.CharField(
        label="Why it is right all the same", required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}), help_text="It is kept.",
    )  # fmt: skip

    def settle(self) -> None:
        """Leave the question out of the page while nothing speaks against it."""
        if not (self.is_bound and (self.errors.get("despite") or self.data.get("despite"))):
            self.fields.pop("despite", None)


class DateInput(forms.DateInput):
    """The browser's own date control, which takes and gives ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time control, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class PhoneInput(forms.TextInput):
    """A telephone number: digits first on a phone's keyboard."""

    input_type = "tel"


class Segmented(forms.RadioSelect):
    """Two to five short choices as one control; radios underneath."""

    template_name = "ui/forms/segmented.html"


class DateField(forms.DateField):
    """A date of our times, picked with the browser's control: what is reckoned from it stays within the calendar."""

    widget = DateInput
    default_error_messages: ClassVar = {
        "invalid": "The calendar has no such day. Write it as 3/14/2026.",
        "year": "The year must be between 1900 and 2199. Write it with four digits, as in 3/14/2026.",
    }

    def validate(self, value: date | None) -> None:
        """Refuse a year that nobody means."""
        super().validate(value)
        if value and value.year not in _YEARS:
            raise forms.ValidationError(self.error_messages["year"], code="year")


class TimeField(forms.TimeField):
    """A time of day, picked with the browser's control."""

    widget = TimeInput
    default_error_messages: ClassVar = {"invalid": "The clock has no such time. Write it as 16:30."}


class DollarField(forms.DecimalField):
    """Dollars and whole cents, as people write them: 1234.5, 1,234.50 or $1,234.50; commas between thousands alone."""

    default_error_messages: ClassVar = {
        "invalid": "Write dollars and cents, like 25.00 or 1,500.00: a comma only between thousands.",
        "max_decimal_places": "Write dollars and whole cents, like 25.00: no parts of a cent.",
        "max_digits": "Write an amount up to $999,999,999.99.",
        "max_whole_digits": "Write an amount up to $999,999,999.99.",
        "min_value": "Write an amount above zero.",
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        usual: dict[str, Any] = {"max_digits": 11, "decimal_places": 2, "min_value": CENT, "widget": widget}
        super().__init__(**(usual | options))

    def to_python(self, value: Any) -> Any:
        """Read the amount; a dollar sign and commas between thousands do no harm."""
        if isinstance(value, str):
            value = value.strip()
            value = value.removeprefix("$").strip() or value
            if _THOUSANDS.fullmatch(value):
                value = value.replace(",", "")
        return super().to_python(value)


_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")


class PercentField(forms.DecimalField):
    """A percent from 0 to 100, as people write it: 20, 20% or 20 %."""

    default_error_messages: ClassVar = {
        "invalid": "Write a percent, such as 20 or 12.5.", "max_decimal_places": "Write at most two decimals."
    }  # fmt: skip

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        usual: dict[str, Any] = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
        super().__init__(**(usual | {"widget": widget} | options))

    def to_python(self, value: Any) -> Any:
        """Read the percent; its sign does no harm."""
        return super().to_python((value.strip().removesuffix("%") or value) if isinstance(value, str) else value)


def kind_of(field: BoundField) -> str:
    """Return how a field is laid out: CHECKBOX (label after the box), GROUP (fieldset) or CONTROL."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return CHECKBOX
    return GROUP if field.use_fieldset else CONTROL


def is_marked_optional(field: BoundField) -> bool:
    """Return whether the label says "(optional)". A lone checkbox never does: leaving it empty is an answer."""
    marks = getattr(field.form, "marks_optional", True)
    return bool(marks and not field.field.required and kind_of(field) != CHECKBOX)


def anchor_of(field: BoundField) -> str:
    """Return the id that a link from the error summary jumps to: the control, in a group the first one."""
    if field.id_for_label:
        return field.id_for_label
    first = next(iter(field.subwidgets), None)
    return (first.id_for_label if first else None) or field.auto_id


def _how_to_fill(widget: forms.Widget) -> str:
    """Return what to do about an empty required field: Django only says that it is required."""
    if isinstance(widget, forms.CheckboxInput):
        return "Tick this to go on."
    if isinstance(widget, ChoiceWidget):
        return "Choose one or more." if widget.allow_multiple_selected else "Choose one."
    return "Fill this in."


def _limits(field: forms.Field) -> dict[str, str]:
    """Return messages that say what is allowed, where Django only says what is not."""
    if isinstance(field, forms.CharField) and field.max_length:
        return {"max_length": f"Write {field.max_length} characters or fewer."}
    if not isinstance(field, forms.IntegerField) or None in {field.min_value, field.max_value}:
        return {}
    allowed = f"Enter {field.min_value} to {field.max_value}."
    return {"min_value": allowed, "max_value": allowed}


def _in_words(field: forms.Field, value: Any) -> str:
    """Return a value as its reader knows it: a choice by its label, nothing as such."""
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(str(value)) or str(value) or "nothing"


def control_class(field: BoundField) -> str:
    """Return the CSS class of a field's control, after any the widget already has."""
    own = str(field.field.widget.attrs.get("class", ""))
    return f"{own} {_control_class_of(field.field.widget)}".strip()


def _control_class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.RadioSelect):  # CheckboxSelectMultiple too: their class would go on the list as well
        return ""
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


_before_drawing: list[Callable[[HttpRequest, forms.BaseForm], object]] = []


def before_drawing(prepare: Callable[[HttpRequest, forms.BaseForm], object]) -> None:
    """Let a room above see every form that `form_page` is about to draw for sending: drafts do."""
    _before_drawing.append(prepare)


def prepare_to_draw(request: HttpRequest, form: forms.BaseForm) -> None:
    """Show a form to whoever asked to see it first."""
    for prepare in _before_drawing:
        prepare(request, form)


def add_findings(form: forms.BaseForm, findings: Iterable[Finding]) -> None:
    """Show why an action was refused on the form that asked for it: at the field named, else above the form."""
    for finding in findings:
        form.add_error(finding.field if finding.field in form.fields else None, finding.sentence)
