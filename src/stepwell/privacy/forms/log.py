"""Shape of what is typed on the pages of this room; the actions decide."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.platform.trail.vocabulary import WAY_LABELS
from stepwell.platform.ui.forms import DateField, Form, Segmented
from stepwell.privacy.queries.log import Filters
from stepwell.privacy.rules.emergencies import SHORTEST_REASON, Person

USUAL_DAYS = 7
MOST_DAYS = 92


class EmergencyForm(Form):
    """Whose record, and why it cannot wait."""

    record = forms.UUIDField(required=False, widget=forms.HiddenInput)
    record_number = forms.CharField(max_length=20, required=False, help_text="Enough by itself.")
    last_name = forms.CharField(
        label="Last name", max_length=60, required=False, help_text="Together with the birth date, both exact."
    )
    birth_date = DateField(required=False)
    reason = forms.CharField(
        label="Why it cannot wait",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "minlength": SHORTEST_REASON}),
        help_text="The privacy officer reads this, and it stays in the log.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self["record"].value():  # the record that was refused: nothing else is needed
            for name in ("record_number", "last_name", "birth_date"):
                del self.fields[name]

    def person(self) -> Person:
        """Return whose record is asked for."""
        typed = self.cleaned_data
        return Person(
            record=typed["record"],
            record_number=typed.get("record_number", ""),
            last_name=typed.get("last_name", ""),
            birth_date=typed.get("birth_date"),
        )


class ReviewForm(Form):
    """Whether an emergency access was justified."""

    justified = forms.ChoiceField(
        label="Was it justified?", choices={"yes": "Justified", "no": "Not justified"}, widget=Segmented
    )
    note = forms.CharField(
        label="What you found",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Required if it was not justified. Cannot be changed afterwards.",
    )


class ClientForm(Form):
    """Whose accesses to show: asked by POST, so that no name stands in an address."""

    marks_optional: ClassVar[bool] = False
    q = forms.CharField(label="Name, birth date or record number", max_length=120)


class FiltersForm(Form):
    """Which events to show."""

    marks_optional: ClassVar[bool] = False
    account = forms.TypedChoiceField(label="Person", required=False, coerce=UUID, empty_value=None)
    way = forms.ChoiceField(label="Way", required=False)
    first = DateField(label="From")
    last = DateField(label="To")
    client = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, asked: Mapping[str, str], *, people: list[tuple[UUID, str]], today: date, zone: ZoneInfo
    ) -> None:
        usual = {"first": str(today - timedelta(days=USUAL_DAYS - 1)), "last": str(today)}
        super().__init__({**usual, **{name: value for name, value in asked.items() if value}})
        self.zone = zone
        choices = [("", "Everybody"), *((str(account), name) for account, name in people)]
        self.fields["account"].choices = choices  # type: ignore[attr-defined]
        self.fields["way"].choices = [("", "Every way"), *WAY_LABELS.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that the range is one, and not longer than a quarter."""
        typed = self.cleaned_data
        first, last = typed.get("first"), typed.get("last")
        if first and last and last < first:
            self.add_error("last", "This is before the first day.")
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("first", f"Choose {MOST_DAYS} days at most.")
        return typed

    def filters(self) -> Filters:
        """Return the filters asked for; of a valid form."""
        typed = self.cleaned_data
        return Filters(
            first=typed["first"],
            last=typed["last"],
            zone=self.zone,
            account=typed["account"],
            client=typed["client"],
            way=typed["way"],
        )
