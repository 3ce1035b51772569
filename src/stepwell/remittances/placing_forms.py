"""Forms of money of payers: where it is placed, and a refund that is sent to one."""

from typing import Any

from django import forms

from stepwell.billing.forms import OnceForm
from stepwell.billing.rules.amounts import to_cents, to_dollars
from stepwell.platform.ui.forms import DateField, DollarField
from stepwell.remittances.actions.placing import Placed
from stepwell.remittances.queries.placing import Item
from stepwell.remittances.rules.placing import HINTS, TARGET_LABELS, Target


class PlaceForm(OnceForm):
    """Where some of what waits belongs."""

    target = forms.ChoiceField(
        label="Where it belongs", widget=forms.RadioSelect,
        choices=[(one.value, f"{TARGET_LABELS[one]}. {HINTS[one]}") for one in Target],
    )  # fmt: skip
    claim = forms.CharField(
        label="Our claim number", max_length=30, required=False, help_text="For a claim; it stands on the claim’s page."
    )
    day = DateField(label="Day of care", required=False, help_text="For a claim, if it is about one of its days.")
    amount = DollarField(help_text="Some or all of what is left, above zero.")
    words = forms.CharField(
        label="How you know", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The letter or the call, in ten letters or more. It stays with the entry.",
    )  # fmt: skip

    def __init__(self, *args: Any, item: Item, claim: str = "", **kwargs: Any) -> None:
        first = {"target": item.target, "amount": to_dollars(abs(item.left)), "claim": claim}
        super().__init__(*args, initial=first, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for a claim where that is the target."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("target") == Target.CLAIM and not data.get("claim"):
            self.add_error("claim", "Enter the number of the claim.")
        return data

    def placed(self) -> Placed:
        """Return what was typed."""
        data = self.cleaned_data
        is_claim = data["target"] == Target.CLAIM
        return Placed(
            to_cents(data["amount"]), Target(data["target"]), data["words"], data["key"],
            data["claim"] if is_claim else "", data["day"] if is_claim else None,
        )  # fmt: skip


class RefundSentForm(OnceForm):
    """A refund to a payer as it leaves the house."""

    amount = DollarField()
    into = forms.ChoiceField(
        label="Sent by", widget=forms.RadioSelect, choices=[("check", "Check"), ("eft", "Electronic transfer")]
    )
    reference = forms.CharField(label="Number of the check or transfer", max_length=60)
    day = DateField(label="Day")
