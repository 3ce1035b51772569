"""Which claims are shown; how claims reach a payer; what payers have on file about a client."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from stepwell.claims.rules.cutting import Apart
from stepwell.claims.rules.scrubbing.rules import Gravity
from stepwell.claims.rules.scrubbing.scrubber import ALL
from stepwell.claims.vocabulary import SEQUENCE_LABELS, SEX_LABELS, STATE_LABELS
from stepwell.coverage.contracting import QUALIFIER_LABELS
from stepwell.platform.tenancy.vocabulary import STATES
from stepwell.platform.ui.forms import DateField, Form, VersionedForm

APART_LABELS = {
    Apart.MONTH: "at the end of a month",
    Apart.PLACE: "at another place of service",
    Apart.RENDERING: "at another clinician who renders",
}
_MONTHS = [(number, f"{date(2026, number, 1):%B}") for number in range(1, 13)]


class FilterForm(Form):
    """Which claims are shown."""

    marks_optional = False
    state = forms.ChoiceField(required=False, choices=[("", "Any"), *STATE_LABELS.items()])
    payer = forms.ChoiceField(required=False)
    sequence = forms.TypedChoiceField(
        label="Asked",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Any payer"), *SEQUENCE_LABELS.items()],
    )
    first = DateField(label="Days from", required=False)
    last = DateField(label="Days through", required=False)
    problem = forms.ChoiceField(
        label="What was found", required=False,
        choices=[("", "Anything"), *((rule.code, f"{rule.code}: {rule.sentence.partition('.')[0]}") for rule in ALL)],
    )  # fmt: skip

    def __init__(self, *args: object, payers: list[tuple[UUID, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All payers"), *((str(key), name) for key, name in payers)]
        self.fields["payer"].choices = choices  # type: ignore[attr-defined]


class RouteForm(VersionedForm):
    """How claims reach one payer, or all that have no route of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    receiver_name = forms.CharField(
        label="Receiver", max_length=60, help_text="The clearinghouse, or the payer itself, as it calls itself."
    )
    receiver_qualifier = forms.ChoiceField(label="Kind of the receiver’s number (ISA07)", choices=QUALIFIER_LABELS)
    receiver_id = forms.CharField(label="Receiver’s number (ISA08)", max_length=15)
    receiver_group_id = forms.CharField(
        label="Receiver’s number of the group (GS03)", max_length=15, required=False, help_text="Empty: the same."
    )
    submitter_qualifier = forms.ChoiceField(label="Kind of your number (ISA05)", choices=QUALIFIER_LABELS)
    submitter_id = forms.CharField(label="Your number with the receiver (ISA06)", max_length=15)
    submitter_group_id = forms.CharField(
        label="Your number of the group (GS02)", max_length=15, required=False, help_text="Empty: the same."
    )
    contact_name = forms.CharField(label="Whom the receiver may ask", max_length=60)
    contact_phone = forms.CharField(label="Telephone of them", max_length=20)
    contact_email = forms.EmailField(label="E-mail of them", required=False)
    production = forms.BooleanField(label="Files count; without this each says that it is a test", required=False)
    apart = forms.MultipleChoiceField(
        label="Claims are split besides", choices=APART_LABELS, required=False, widget=forms.CheckboxSelectMultiple
    )
    attending = forms.ChoiceField(
        label="Who answers for the care on an 837I", required=False,
        help_text="Those with an NPI among their credentials. Without one, no claim of a facility can leave.",
    )  # fmt: skip
    year_begins = forms.TypedChoiceField(label="Plan years begin in", choices=_MONTHS, coerce=int)
    is_interim = forms.BooleanField(
        label="A facility (837I) bills an episode by the month: the first bill, those in between, the last",
        required=False,
    )

    def __init__(self, *args: Any, numbered: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Nobody yet"), *((str(key), name) for key, name in numbered)]
        self.fields["attending"].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return what was typed, without the version."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "attending"}}
        attending = self.cleaned_data["attending"]
        return {**typed, "attending_id": UUID(attending) if attending else None}


GRAVITY_LABELS = {Gravity.ERROR: "Stops the claim", Gravity.WARNING: "Look at it", Gravity.OFF: "Not asked"}


class RulesForm(VersionedForm):
    """What findings of scrub rules mean to a payer: each rule that may be changed has a field of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in ALL:
            if not rule.is_fixed:
                self.fields[rule.code] = forms.ChoiceField(
                    label=f"{rule.code}: {rule.sentence.partition('.')[0]}",
                    choices=[(one.value, label) for one, label in GRAVITY_LABELS.items()], initial=rule.gravity.value,
                    help_text=f"Usually: {GRAVITY_LABELS[rule.gravity].lower()}" * (rule.gravity is not Gravity.ERROR),
                )  # fmt: skip

    def gravities(self) -> dict[str, Gravity]:
        """Return what was chosen, by the code of the rule."""
        return {name: Gravity(value) for name, value in self.cleaned_data.items() if name != "version"}


class RenderingForm(VersionedForm):
    """As what kind of provider a clinician stands on claims."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    taxonomy = forms.CharField(
        label="Taxonomy code", max_length=10, help_text="As the registry of NPIs has it, such as 101YA0400X."
    )


class OnFileForm(VersionedForm):
    """What payers have on file about a client."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    sex = forms.ChoiceField(choices=SEX_LABELS, help_text="As the payer has it. It stands on claims and nowhere else.")
    street = forms.CharField(max_length=55)
    street_2 = forms.CharField(label="Apartment or floor", max_length=55, required=False)
    city = forms.CharField(max_length=30)
    state = forms.ChoiceField(choices=STATES)
    postal_code = forms.RegexField(
        r"^[0-9]{5}(-[0-9]{4})?$", label="ZIP code", max_length=10,
        error_messages={"invalid": "Write 5 digits, or 9 as 43215-0001."},
    )  # fmt: skip
