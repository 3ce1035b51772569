"""The days of an estimate."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from stepwell.coverage.contracting import UNIT_WORDS, ServiceUnit
from stepwell.coverage.handing import Scheduled
from stepwell.coverage.models import ContractService
from stepwell.coverage.queries.estimates import Prices
from stepwell.coverage.rules.basis import Days
from stepwell.coverage.rules.benefits import EARLIEST
from stepwell.coverage.rules.cost.days import Weekday
from stepwell.coverage.rules.planned import Planned
from stepwell.platform.ui.forms import DateField, DollarField, Form

_WEEKDAYS = {
    Weekday.MONDAY: "Mon", Weekday.TUESDAY: "Tue", Weekday.WEDNESDAY: "Wed", Weekday.THURSDAY: "Thu",
    Weekday.FRIDAY: "Fri", Weekday.SATURDAY: "Sat", Weekday.SUNDAY: "Sun",
}  # fmt: skip
_MOST_CLOSED = 150
_MOST_WEEKS = 104


def _weekdays(label: str, *, required: bool) -> forms.MultipleChoiceField:
    picker = forms.CheckboxSelectMultiple(attrs={"class": "in-a-row"})
    return forms.MultipleChoiceField(label=label, choices=_WEEKDAYS, required=required, widget=picker)


class EstimateForm(Form):
    """What is planned: which days, for how long, at which price."""

    template_name = "coverage/_estimate_form.html"
    PARTS: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("The days", ("starts_on", "weeks", "weekdays", "hours", "services", "closed_on", "follows_schedule")),
        ("Fewer days toward the end", ("taper_weekdays", "taper_weeks")),
        ("The price", ("service", "first_day", "attended", "allowed", "household_income")),
        ("Who pays by themself", ("without_plan", "diagnosis", "asked_on", "scheduled_on")),
    )

    starts_on = DateField(label="First day")
    weekdays = _weekdays("On which days", required=True)
    weeks = forms.IntegerField(label="For how many weeks", min_value=1, max_value=_MOST_WEEKS, initial=8)
    hours = forms.DecimalField(
        label="Hours a day", min_value=Decimal("0.5"), max_value=24, max_digits=4, decimal_places=2, initial=3
    )
    services = forms.IntegerField(label="Services a day", min_value=1, max_value=20, initial=4)
    taper_weekdays = _weekdays("After that, on which days", required=False)
    taper_weeks = forms.IntegerField(
        label="For how many weeks after that", min_value=0, max_value=_MOST_WEEKS, required=False
    )
    closed_on = forms.CharField(
        label="Days on which the program is closed", max_length=2000, required=False,
        help_text="With commas between, such as 12/25/2026, 1/1/2027.",
    )  # fmt: skip
    follows_schedule = forms.BooleanField(
        label="Follow the client’s schedule", required=False,
        help_text="The estimate is made anew when the groups of the client, or closed days, change.",
    )  # fmt: skip
    service = forms.ChoiceField(label="What a day bills")
    first_day = forms.ChoiceField(label="Once, on the first day", required=False)
    attended = forms.IntegerField(
        label="At least so many of the days, in percent", min_value=1, max_value=100, initial=100,
        help_text="80 says that a fifth of the days may be missed; that makes a range.",
    )  # fmt: skip
    allowed = DollarField(
        label="Out of network: what the plan allows a day, in dollars", min_value=0, max_digits=8, required=False,
        help_text="As the plan said it. Empty in network, or if it is written down as a contract.",
    )  # fmt: skip
    household_income = DollarField(
        label="Income of the household a year, in dollars", min_value=0, max_digits=10, required=False,
        help_text="Medicaid asks a household for at most 5 percent of it in a quarter. Empty if nothing is asked.",
    )  # fmt: skip
    without_plan = forms.BooleanField(
        label="No claim is filed: the client pays by themself", required=False,
        help_text="Then it is a good-faith estimate, at the clinic’s own prices.",
    )  # fmt: skip
    diagnosis = forms.CharField(
        label="Diagnosis codes", max_length=60, required=False, help_text="For a good-faith estimate, as far as known."
    )
    asked_on = DateField(label="When the client asked what it costs", required=False)
    scheduled_on = DateField(label="When the first day was arranged", required=False)

    def __init__(self, *args: Any, prices: Prices, is_self_pay: bool, is_medicaid: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contracts = {one.pk: one for one in (prices.contract, prices.own) if one}
        labels = [
            (one, f"{contracts[one.contract_id].payer or 'Own prices'}: {_label(one)}") for one in prices.services
        ]
        days = [(str(one.pk), label) for one, label in labels if one.unit == ServiceUnit.DAY]
        others = [(str(one.pk), label) for one, label in labels if one.unit != ServiceUnit.DAY]
        self.fields["service"].choices = days or others  # type: ignore[attr-defined]
        self.fields["first_day"].choices = [("", "Nothing"), *others]  # type: ignore[attr-defined]
        for name, fits in (
            ("without_plan", not is_self_pay), ("allowed", not is_self_pay), ("household_income", is_medicaid),
        ):  # fmt: skip
            if not fits:
                del self.fields[name]

    def parts(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield each part with its fields."""
        for title, names in self.PARTS:
            yield title, [self[name] for name in names if name in self.fields]

    def clean_closed_on(self) -> tuple[date, ...]:
        """Return the days as they were typed."""
        days = []
        for typed in filter(None, re.split(r"[,;\s]+", self.cleaned_data["closed_on"])):
            try:
                days.append(forms.DateField(input_formats=["%m/%d/%Y", "%Y-%m-%d"]).clean(typed))
            except forms.ValidationError as error:
                message = f"“{typed[:20]}” is no day. Write it as 12/25/2026, with a comma between days."
                raise forms.ValidationError(message) from error
        if len(days) > _MOST_CLOSED:
            message = f"At most {_MOST_CLOSED} days."
            raise forms.ValidationError(message)
        return tuple(days)

    def clean(self) -> dict[str, Any]:
        """Ask about days that can hardly be meant."""
        typed: dict[str, Any] = super().clean() or {}
        first = typed.get("starts_on")
        if first and first.year < EARLIEST:
            self.add_error("starts_on", f"{first.year} can hardly be meant. Check the year.")
        if typed.get("taper_weekdays") and not typed.get("taper_weeks"):
            self.add_error("taper_weeks", "Say for how many weeks there are fewer days; or choose none of the days.")
        if typed.get("taper_weeks") and not typed.get("taper_weekdays"):
            self.add_error("taper_weekdays", "Choose the days; or leave the weeks after that empty.")
        return typed

    def planned(self) -> Planned:
        """Return what was typed."""
        typed = self.cleaned_data
        days = Days(
            starts_on=typed["starts_on"],
            weekdays=tuple(map(Weekday, typed["weekdays"])),
            weeks=typed["weeks"],
            hours=typed["hours"],
            services=typed["services"],
            taper_weekdays=tuple(map(Weekday, typed["taper_weekdays"])),
            taper_weeks=typed["taper_weeks"] or 0,
            closed_on=typed["closed_on"],
            attended=Decimal(typed["attended"]),
        )
        return Planned(
            days,
            UUID(typed["service"]),
            UUID(typed["first_day"]) if typed["first_day"] else None,
            without_plan=typed.get("without_plan", False),
            follows_schedule=typed["follows_schedule"],
            **{name: typed[name] for name in ("diagnosis", "asked_on", "scheduled_on")},
            household_income=typed.get("household_income"),
            allowed=typed.get("allowed"),
        )


def planned_as_typed(planned: Planned) -> dict[str, Any]:
    """Return the days as their form has them."""
    days = planned.days
    same = ("starts_on", "weekdays", "weeks", "hours", "services", "taper_weekdays", "taper_weeks")
    return {
        **{name: getattr(days, name) for name in same},
        **{
            name: getattr(planned, name)
            for name in (
                "without_plan",
                "follows_schedule",
                "diagnosis",
                "asked_on",
                "scheduled_on",
                "household_income",
                "allowed",
            )
        },
        "attended": int(days.attended),
        "closed_on": ", ".join(f"{day:%m/%d/%Y}" for day in days.closed_on),
        "service": str(planned.service),
        "first_day": str(planned.first_day or ""),
    }


def as_typed(found: Scheduled) -> dict[str, Any]:
    """Return the days of the schedule as the form has them."""
    closed = ", ".join(f"{day:%m/%d/%Y}" for day in found.closed_on)
    return {"weekdays": found.weekdays, "hours": found.hours, "closed_on": closed, "follows_schedule": True}


def _label(one: ContractService) -> str:
    code = " ".join((one.code or one.revenue_code, *one.modifiers))
    return f"{code}, ${one.rate} {UNIT_WORDS[ServiceUnit(one.unit)]}"
