"""A payer of the organization's list."""

from typing import Any
from uuid import UUID

from django import forms

from stepwell.coverage.actions.payers import PayerFacts
from stepwell.coverage.models import Payer
from stepwell.coverage.vocabulary import PAYER_LABELS, PayerKind
from stepwell.kernel import phones
from stepwell.platform.ui.forms import DateField, Form, PhoneInput, VersionedForm


class PayerForm(Form):
    """What is kept of a payer."""

    name = forms.CharField(max_length=120, help_text="As it stands on cards: consents name it by this.")
    kind = forms.ChoiceField(label="What it is", choices=PAYER_LABELS)
    payer_id = forms.CharField(label="Electronic payer ID", max_length=20, required=False)
    benefits_phone = forms.CharField(label="Telephone for benefits", max_length=30, required=False, widget=PhoneInput)
    authorizations_phone = forms.CharField(
        label="Telephone for authorizations", max_length=30, required=False, widget=PhoneInput
    )
    carve_out = forms.ChoiceField(
        label="Who handles mental health and addiction care for it", required=False,
        help_text="Some insurers leave this to another company: then that one answers.",
    )  # fmt: skip
    address = forms.CharField(
        label="Address for claims", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    ended_on = DateField(label="Not used after", required=False)

    def __init__(self, *args: Any, others: list[Payer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "The payer itself"), *((str(one.pk), one.name) for one in others)]
        self.fields["carve_out"].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> PayerFacts:
        """Return what was typed."""
        typed = self.cleaned_data
        plain = ("name", "payer_id", "benefits_phone", "authorizations_phone", "address", "ended_on")
        carve_out = UUID(typed["carve_out"]) if typed["carve_out"] else None
        return PayerFacts(kind=PayerKind(typed["kind"]), carve_out_id=carve_out, **{one: typed[one] for one in plain})


class PayerChange(VersionedForm, PayerForm):
    """A correction of a payer."""


def payer_as_typed(payer: Payer) -> dict[str, Any]:
    """Return a payer as its form has it."""
    numbers = ("benefits_phone", "authorizations_phone")
    return {
        **{name: getattr(payer, name) for name in ("name", "kind", "payer_id", "address", "ended_on", "version")},
        **{name: phones.written(getattr(payer, name)) if getattr(payer, name) else "" for name in numbers},
        "carve_out": str(payer.carve_out_id or ""),
    }
