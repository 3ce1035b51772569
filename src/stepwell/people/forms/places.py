"""Forms for the organization and its places. `record()` gives what was typed, once the form is valid."""

from typing import Any, Self
from uuid import UUID

from django import forms

from stepwell.kernel import phones
from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord
from stepwell.people.rules.places import MOST_SEATS, ProgramRecord, RoomRecord
from stepwell.people.vocabulary import KINDS, LEVELS
from stepwell.platform.tenancy.vocabulary import STATES, TIME_ZONES
from stepwell.platform.ui import forms as ui

BLANK = [("", "Choose")]
_WHY = "Kept in the history of this record."


class Reason(forms.CharField):
    """Why something changes or ends; whether it may be left out, the action says."""

    def __init__(self, *, is_needed: bool) -> None:
        hint = _WHY if is_needed else f"{_WHY} Needed where a correction changes what a payer or the state relies on."
        super().__init__(label="Why", max_length=300, required=is_needed, help_text=hint)


class _Address(ui.Form):
    """A postal address and a telephone."""

    street = forms.CharField(label="Street", max_length=120)
    street_2 = forms.CharField(label="Suite or floor", max_length=60, required=False)
    city = forms.CharField(label="City", max_length=60)
    state = forms.ChoiceField(label="State", choices=[*BLANK, *STATES.items()])
    postal_code = forms.CharField(label="ZIP code", max_length=10, help_text="5 digits, or 9 as 45501-1234.")
    phone = forms.CharField(label="Telephone", max_length=40, widget=ui.PhoneInput, help_text="With the area code.")

    @classmethod
    def of(cls, row: Any) -> Self:
        """Return the form filled from a row."""
        values = {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}
        return cls(initial={**values, "phone": phones.written(row.phone)})

    def _typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class OrganizationForm(_Address):
    """The organization, as its administrator knows it."""

    field_order = ("name", "legal_name", "npi", "tax_id")
    name = forms.CharField(label="Name that people know", max_length=120, help_text="Stands in the top bar.")
    legal_name = forms.CharField(label="Legal name", max_length=160, help_text="As on the license and on claims.")
    npi = forms.CharField(label="NPI", max_length=10, help_text="10 digits, that of the organization.")
    tax_id = forms.CharField(label="Tax ID (EIN)", max_length=10, help_text="9 digits, such as 31-1234567.")
    time_zone = forms.ChoiceField(label="Time zone", choices=[*BLANK, *TIME_ZONES.items()])
    jurisdiction = forms.ChoiceField(
        label="Jurisdiction",
        choices=[*BLANK, *STATES.items()],
        help_text="The state whose rules on hours, licenses and records apply.",
    )

    def record(self) -> OrganizationRecord:
        """Return what was typed."""
        return OrganizationRecord(**self._typed())


class ChangedOrganization(OrganizationForm):
    """The same, and why it changes."""

    reason = Reason(is_needed=False)


class SiteForm(_Address):
    """A site."""

    field_order = ("name",)
    name = forms.CharField(label="Name", max_length=80, help_text="What staff call the place, such as Eastbank.")
    time_zone = forms.ChoiceField(label="Time zone", choices=[*BLANK, *TIME_ZONES.items()])
    npi = forms.CharField(
        label="NPI of the site", max_length=10, required=False, help_text="Only if it bills under one of its own."
    )

    def record(self) -> SiteRecord:
        """Return what was typed."""
        return SiteRecord(**self._typed())


class _AtSite(ui.Form):
    """What stands at a site: which one, chosen once."""

    field_order = ("site",)
    site = forms.TypedChoiceField(label="Site", coerce=UUID)

    def __init__(self, *args: Any, sites: list[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(key), name) for key, name in sites]
        self.fields["site"].choices = choices if len(choices) == 1 else [*BLANK, *choices]  # type: ignore[attr-defined]


class _Program(ui.Form):
    """A program."""

    name = forms.CharField(label="Name", max_length=80, help_text="What staff and clients call it, such as Evening.")
    level = forms.ChoiceField(label="Level of care", choices=[*BLANK, *LEVELS.items()])
    kind = forms.ChoiceField(label="Treats", choices=[*BLANK, *KINDS.items()])

    def record(self) -> ProgramRecord:
        """Return what was typed."""
        return ProgramRecord(**{name: self.cleaned_data[name] for name in ("name", "level", "kind")})


class NewProgram(_AtSite, _Program):
    """A program and the site it runs at."""


class ChangedProgram(_Program):
    """A program of a site, and why it changes."""

    reason = Reason(is_needed=False)


class _Room(ui.Form):
    """A room."""

    name = forms.CharField(label="Name", max_length=60, help_text="What stands at the door, such as Room 2.")
    seats = forms.IntegerField(label="Seats", min_value=1, max_value=MOST_SEATS)

    def record(self) -> RoomRecord:
        """Return what was typed."""
        return RoomRecord(name=self.cleaned_data["name"], seats=self.cleaned_data["seats"])


class NewRoom(_AtSite, _Room):
    """A room and its site."""


class ChangedRoom(_Room):
    """A room of a site."""


class Closing(ui.Form):
    """From when on a place is closed, and why."""

    closed_on = ui.DateField(label="First closed day")
    reason = Reason(is_needed=True)
