"""Shape of what is typed about authorizations; the actions decide."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from stepwell.authorizations.actions import Record
from stepwell.authorizations.models import Authorization
from stepwell.authorizations.rules.checking import MOST_UNITS, Terms
from stepwell.authorizations.vocabulary import CODE_LABELS, LEVEL_LABELS, STATUS_LABELS, UNIT_LABELS, Status
from stepwell.clients.rules.enrollment import Span
from stepwell.people.forms.picking import NOT_OFFERED
from stepwell.platform.ui.forms import DateField, VersionedForm

_COMMON = ", ".join(f"{code} {label.lower()}" for code, label in list(CODE_LABELS.items())[:2])
_PLAIN = (
    "payer",
    "number",
    "level",
    "unit",
    "units_requested",
    "units_approved",
    "from_on",
    "to_on",
    "requested_on",
    "decided_on",
    "next_review_on",
    "units_before",
    "before_until",
    "status",
    "payer_reviewer",
    "payer_reference",
    "notes",
    "version",
)


def _units(label: str) -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=1, max_value=MOST_UNITS, label=label)


class AuthorizationForm(VersionedForm):
    """What was asked of a payer, and what the payer said.

    payers  offered, the likeliest first; another may be typed
    """

    template_name = "authorizations/_form.html"
    payer = forms.CharField(max_length=120, label="Payer", widget=forms.TextInput(attrs={"list": "payers"}))
    level = forms.ChoiceField(choices=LEVEL_LABELS, initial="2.1", label="Level of care")
    codes = forms.CharField(
        max_length=120, label="Codes", help_text=f"With spaces or commas between. Common ones: {_COMMON}."
    )
    unit = forms.ChoiceField(choices=UNIT_LABELS, label="The payer counts")
    requested_on = DateField(label="Requested on")
    units_requested = _units("Units requested")
    from_on = DateField(label="First day")
    to_on = DateField(label="Last day")
    status = forms.ChoiceField(choices=STATUS_LABELS, label="Where it stands")
    decided_on = DateField(required=False, label="The payer decided on")
    number = forms.CharField(required=False, max_length=40, label="Authorization number")
    units_approved = _units("Units approved")
    next_review_on = DateField(required=False, label="Next review due")
    units_before = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_UNITS,
        label="Units used before Stepwell",
        help_text="Of a client who was in care before: what was counted elsewhere.",
    )
    before_until = DateField(
        required=False, label="Counted elsewhere through", help_text="Attendance counts from the next day."
    )
    reviewer = forms.TypedChoiceField(
        required=False,
        coerce=UUID,
        empty_value=None,
        label="Reviewer here",
        error_messages={"invalid_choice": NOT_OFFERED},
        help_text="A utilization reviewer named here reads this client's chart until 30 days after the last day.",
    )
    payer_reviewer = forms.CharField(required=False, max_length=120, label="Reviewer at the payer")
    payer_reference = forms.CharField(required=False, max_length=60, label="Reference of the call or portal")
    notes = forms.CharField(
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Notes",
        help_text="Kept encrypted. Whoever sees authorizations reads them.",
    )
    keep_both = forms.BooleanField(
        required=False, label="Keep both, if another one allows the same level on the same days"
    )

    def __init__(self, *args: Any, reviewers: list[tuple[str, str]], payers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.payers = payers
        self.fields["payer"].help_text = f"Of the policies in force: {', '.join(payers)}." if payers else ""
        self.fields["reviewer"].choices = [("", "Nobody yet"), *reviewers]  # type: ignore[attr-defined]

    def clean_codes(self) -> tuple[str, ...]:
        """Return the codes as written on claims, each once."""
        return tuple(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["codes"].upper().strip(" ,;"))))

    def record(self) -> Record:
        """Return what was typed."""
        typed = self.cleaned_data
        terms = Terms(
            payer=typed["payer"],
            level=typed["level"],
            codes=typed["codes"],
            unit=typed["unit"],
            span=Span(typed["from_on"], typed["to_on"]),
            requested_on=typed["requested_on"],
            status=Status(typed["status"]),
            number=typed["number"],
            units_requested=typed["units_requested"],
            units_approved=typed["units_approved"],
            decided_on=typed["decided_on"],
            next_review_on=typed["next_review_on"],
            units_before=typed["units_before"] or 0,
            before_until=typed["before_until"],
        )
        return Record(
            terms,
            reviewer_id=typed["reviewer"],
            payer_reviewer=typed["payer_reviewer"],
            payer_reference=typed["payer_reference"],
            notes=typed["notes"],
            keep_both=typed["keep_both"],
        )


def initial_of(row: Authorization) -> dict[str, Any]:
    """Return what a form shows of an authorization, in the form's own types."""
    shown: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN} | {"units_before": row.units_before or None}
    return shown | {"codes": " ".join(row.codes), "reviewer": row.reviewer_id}
