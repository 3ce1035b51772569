"""The rota and the crisis line."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.crisis.actions.rota import Shift
from stepwell.crisis.rules.rota import Span
from stepwell.crisis.vocabulary import PLACE_LABELS, Place
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.platform.ui.forms import DateField, Form, PhoneInput, Segmented, TimeField, VersionedForm


class ShiftForm(Form):
    """Who is on call, when, at which number."""

    membership = forms.ChoiceField(label="Who")
    place = forms.ChoiceField(choices=PLACE_LABELS, widget=Segmented, label="Called", initial=Place.FIRST)
    starts_on = DateField(label="From, day")
    starts_at = TimeField(label="From, time")
    ends_on = DateField(label="Until, day")
    ends_at = TimeField(label="Until, time")
    phone = forms.CharField(label="Telephone while on call", max_length=30, widget=PhoneInput)

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(m.pk), f"{m}, {m.job_title}" if m.job_title else str(m)) for m in people]
        self.fields["membership"].choices = [("", "Choose somebody"), *choices]  # type: ignore[attr-defined]

    def shift(self, site: Site) -> Shift:
        """Return what was typed; days and times are those of the site."""
        typed, zone = self.cleaned_data, ZoneInfo(site.time_zone)
        span = Span(
            datetime.combine(typed["starts_on"], typed["starts_at"], zone),
            datetime.combine(typed["ends_on"], typed["ends_at"], zone),
        )
        return Shift(site.pk, UUID(typed["membership"]), Place(typed["place"]), span, typed["phone"])


class LineForm(VersionedForm):
    """The number that people in a crisis call."""

    phone = forms.CharField(label="Telephone", max_length=30, widget=PhoneInput)
    hours = forms.CharField(label="When somebody answers", max_length=80, help_text="Such as “day and night”.")
    words = forms.CharField(
        label="What else people should know",
        max_length=200,
        required=False,
        help_text="In plain words; clients read it.",
    )
