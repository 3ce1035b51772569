"""Shape of what is typed about services orders."""

from decimal import Decimal
from typing import Any

from django import forms

from stepwell.placement.rules.ordering import MOST_DAYS, MOST_MINUTES, Order, Part, hours, mix_sum
from stepwell.placement.vocabulary import PER_LABELS, SERVICE_LABELS, Per, Service
from stepwell.platform.ui.forms import DateField, Form, VersionedForm

REASON = 300


class OrderForm(Form):
    """Hours, days and kinds of service in a week."""

    template_name = "placement/_order_form.html"
    starts_on = DateField(label="From", help_text="The order that is running ends on the day before.")
    hours = forms.DecimalField(
        min_value=Decimal("0.25"),
        max_value=Decimal(40),
        max_digits=5,
        decimal_places=2,
        label="Hours a week",
        help_text="Time in sessions, without breaks and meals.",
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
        error_messages={
            "min_value": "Enter more than 0 and at most 40 hours.",
            "max_value": "Enter more than 0 and at most 40 hours.",
            "invalid": "Enter hours as a number, such as 9 or 10.5.",
        },
    )
    days_min = forms.IntegerField(min_value=1, max_value=MOST_DAYS, label="Days a week, at least", initial=3)
    days_max = forms.IntegerField(min_value=1, max_value=MOST_DAYS, label="Days a week, at most", initial=5)
    is_taper = forms.BooleanField(
        required=False, label="This is a taper: fewer hours than the level has, for a planned end"
    )
    reason = forms.CharField(
        max_length=REASON,
        label="Why these hours",
        help_text="Read by those who plan and bill, too: no diagnosis, nothing that was said.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for service in Service:
            self.fields[f"minutes_{service}"] = forms.IntegerField(
                required=False,
                min_value=1,
                max_value=MOST_MINUTES,
                label=SERVICE_LABELS[service],
                widget=forms.NumberInput(attrs={"autocomplete": "off", "class": "minutes"}),
                error_messages=dict.fromkeys(("min_value", "max_value"), f"Enter 1 to {MOST_MINUTES} minutes."),
            )
            self.fields[f"per_{service}"] = forms.ChoiceField(
                required=False,
                choices=PER_LABELS,
                label=f"{SERVICE_LABELS[service]}: over which time",
            )

    @property
    def mix_fields(self) -> list[tuple[Any, Any]]:
        """Pairs of minutes and the time they are counted over."""
        return [(self[f"minutes_{service}"], self[f"per_{service}"]) for service in Service]

    @property
    def sum(self) -> str:
        """What the services come to, against the hours; empty before hours were sent."""
        if not self.is_bound or "hours" not in self.cleaned_data:
            return ""
        ordered = self.cleaned_data["hours"] * 60
        together = mix_sum(self.mix())
        return f"{hours(together)} of {hours(int(ordered))} hours a week"

    def mix(self) -> tuple[Part, ...]:
        """Return the services typed."""
        typed = self.cleaned_data
        return tuple(
            Part(service, minutes, Per(typed.get(f"per_{service}") or Per.WEEK))
            for service in Service
            if (minutes := typed.get(f"minutes_{service}"))
        )

    def order(self) -> Order:
        """Return what was typed; hours become whole minutes."""
        typed = self.cleaned_data
        return Order(
            starts_on=typed["starts_on"],
            minutes_per_week=int(typed["hours"] * 60),
            days_min=typed["days_min"],
            days_max=typed["days_max"],
            mix=self.mix(),
            is_taper=typed["is_taper"],
            reason=typed["reason"],
        )


class EndForm(VersionedForm):
    """Until when an order holds."""

    ends_on = DateField(label="Last day")
