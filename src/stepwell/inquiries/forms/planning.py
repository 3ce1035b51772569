"""Who does what next, and until when."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.inquiries.actions.taking import Next
from stepwell.inquiries.models import Inquiry
from stepwell.people.forms.picking import StaffField
from stepwell.people.queries.holders import named
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.ui.forms import DateField, Form, TimeField, VersionedForm


class PlanFields(Form):
    """Who does what next, and until when."""

    owner = StaffField(label="Whose it is", required=False)
    next_step = forms.CharField(label="Next step", max_length=200, required=False)
    next_on = DateField(label="By the day", required=False)
    next_at = TimeField(label="By the hour", required=False)

    def __init__(self, *args: Any, owners: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Nobody yet"), *named(owners)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("next_at") and not typed.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Enter the day too.")
        return typed

    def plan(self, zone: ZoneInfo) -> Next:
        """Return what was typed; a day without an hour ends at five in the afternoon."""
        typed = self.cleaned_data
        due = None
        if typed["next_on"]:
            hour = typed["next_at"] or datetime.min.time().replace(hour=17)
            due = datetime.combine(typed["next_on"], hour, zone)
        return Next(UUID(typed["owner"]) if typed["owner"] else None, typed["next_step"], due)


class PlanForm(VersionedForm, PlanFields):
    """The next step of an inquiry that is there."""


def planned(inquiry: Inquiry, zone: ZoneInfo) -> dict[str, Any]:
    """Return the plan of an inquiry as its form has it."""
    due = inquiry.next_due.astimezone(zone) if inquiry.next_due else None
    return {
        "version": inquiry.version,
        "owner": str(inquiry.owner_id or ""),
        "next_step": inquiry.next_step or "",
        "next_on": due.date() if due else None,
        "next_at": due.time() if due else None,
    }
