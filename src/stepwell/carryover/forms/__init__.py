"""Shape of what is typed when clients are brought over; the fields are the columns of a file."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from stepwell.carryover.rules.columns import BY_NAME, COLUMNS, EARLIER, PART_LABELS, Column, Kind, Part
from stepwell.carryover.rules.files import MOST_BYTES, MOST_ROWS
from stepwell.clients.models import CarriedOver
from stepwell.clients.rules.carried import MOST_DAYS, MOST_MINUTES, Sums
from stepwell.placement.rules.ordering import MOST_MINUTES as MINUTES_A_WEEK
from stepwell.placement.rules.ordering import Part as Ordered
from stepwell.placement.vocabulary import PER_LABELS, SERVICE_LABELS, Per
from stepwell.platform.ui.forms import DateField, Form, PhoneInput, ReasonForm

CONFIRMATION = "another_person"
_STEPS = "Enter hours in steps of a quarter, such as 9 or 10.5."
_PROGRAMS = ("program", *(f"earlier_program_{n}" for n in range(1, EARLIER + 1)))


class _Fields(Form):
    """A form whose fields are made before the base dresses them."""

    def __init__(self, *args: Any, made: Mapping[str, forms.Field], **kwargs: Any) -> None:
        self.base_fields = {**self.base_fields, **made}  # type: ignore[misc]  # Django copies them from here
        super().__init__(*args, **kwargs)


class CarryForm(_Fields):
    """Somebody who was in care before, on one page. Confirming another person appears once somebody alike was found.

    names  what may be chosen as site, program and clinician: value and label
    """

    template_name = "carryover/_form.html"

    def __init__(self, *args: Any, names: Mapping[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        made = {column.name: _field(column, names) for column in COLUMNS if column.kind is not Kind.SERVICES}
        for service, label in SERVICE_LABELS.items():
            made[f"minutes_{service}"] = forms.IntegerField(
                required=False, min_value=1, max_value=MINUTES_A_WEEK, label=label
            )
            made[f"per_{service}"] = forms.ChoiceField(
                required=False, choices=PER_LABELS, label=f"{label}: over which time"
            )
        super().__init__(*args, made=made, **kwargs)
        self.may_be_known = False

    def hide_confirmation(self) -> None:
        """Leave the confirmation out as long as nobody alike was found."""
        del self.fields[CONFIRMATION]

    @property
    def parts(self) -> list[tuple[Part, str, list[BoundField]]]:
        """The parts of the page: key, heading, fields."""
        return [
            (part, label, [self[c.name] for c in COLUMNS if c.part == part and c.name in self.fields])
            for part, label in PART_LABELS.items()
        ]

    @property
    def mix_fields(self) -> list[tuple[BoundField, BoundField]]:
        """Minutes of each service, and the time they are counted over."""
        return [(self[f"minutes_{service}"], self[f"per_{service}"]) for service in SERVICE_LABELS]

    def values(self) -> dict[str, Any]:
        """Return what was typed, as a row of a file is read."""
        typed = self.cleaned_data
        found = {column.name: typed.get(column.name) for column in COLUMNS}
        mix = (
            Ordered(service, minutes, Per(typed.get(f"per_{service}") or Per.WEEK))
            for service in SERVICE_LABELS
            if (minutes := typed.get(f"minutes_{service}"))
        )
        return found | {"services": tuple(mix) or None, CONFIRMATION: bool(typed.get(CONFIRMATION))}


class FileForm(Form):
    """A file of clients."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        help_text=f"CSV, up to {MOST_ROWS:,} rows and {MOST_BYTES // 1024 // 1024} MB.",
    )


class CorrectionForm(ReasonForm):
    """What was counted before, noted anew."""

    as_of = DateField(label=BY_NAME["as_of"].label, help_text=BY_NAME["as_of"].hint)
    days_attended = forms.IntegerField(min_value=0, max_value=MOST_DAYS, label=BY_NAME["days_attended"].label)
    minutes_attended = forms.IntegerField(min_value=0, max_value=MOST_MINUTES, label=BY_NAME["minutes_attended"].label)
    source = forms.CharField(max_length=300, label=BY_NAME["source"].label)
    field_order = ("as_of", "days_attended", "minutes_attended", "source", "reason")

    def sums(self) -> Sums:
        """Return what was typed."""
        typed = self.cleaned_data
        return Sums(typed["as_of"], typed["days_attended"], typed["minutes_attended"], typed["source"])


def initial_of(before: CarriedOver) -> dict[str, Any]:
    """Return what the form of a correction shows first."""
    return {name: getattr(before, name) for name in ("as_of", "days_attended", "minutes_attended", "source")}


def _field(column: Column, names: Mapping[str, list[tuple[str, str]]]) -> forms.Field:
    told: dict[str, Any] = {"label": column.label, "required": column.required, "help_text": column.hint}
    offered = "program" if column.name in _PROGRAMS else column.name
    if offered in names:
        return forms.ChoiceField(choices=[("", "Choose" if column.required else "None"), *names[offered]], **told)
    return _MAKERS[column.kind](column, told)


def _number(column: Column, told: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(min_value=column.least, max_value=column.most, **told)


def _hours(column: Column, told: dict[str, Any]) -> forms.Field:
    return forms.DecimalField(
        min_value=Decimal("0.25"), max_value=column.most, step_size=Decimal("0.25"), max_digits=5, decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "step_size"), _STEPS), **told,
    )  # fmt: skip


def _choice(column: Column, told: dict[str, Any]) -> forms.Field:
    first = [] if column.name == "language" else [("", "Choose")]
    return forms.ChoiceField(choices=[*first, *column.choices.items()], **told)


def _text(column: Column, told: dict[str, Any]) -> forms.Field:
    widget = PhoneInput() if column.name == "safe_phone" else forms.TextInput()
    return forms.CharField(max_length=column.most, widget=widget, **told)


_MAKERS: dict[Kind, Callable[[Column, dict[str, Any]], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.DATE: lambda _, told: DateField(**told),
    Kind.NUMBER: _number,
    Kind.HOURS: _hours,
    Kind.YES: lambda _, told: forms.BooleanField(**told),
    Kind.CHOICE: _choice,
}
