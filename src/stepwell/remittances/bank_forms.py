"""Forms of the bank: a deposit, a list of the bank, and what a deposit holds."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from stepwell.billing.forms import OnceForm
from stepwell.billing.rules.amounts import to_cents, to_dollars
from stepwell.platform.ui.forms import DateField, DollarField, Form
from stepwell.remittances.actions.banking import Entered, Held
from stepwell.remittances.queries.bank import PartRow
from stepwell.remittances.rules.banking.statements import MOST_WORDS

_MOST = to_dollars(999_999_999_99)


class DepositForm(OnceForm):
    """A deposit as it stands in the bank's list."""

    day = DateField(label="Day in the bank")
    amount = DollarField()
    number = forms.CharField(
        label="Number of the transfer or check", max_length=50, required=False,
        help_text="As the bank shows it. A payment with this number and amount is found by it.",
    )  # fmt: skip
    words = forms.CharField(
        label="What the bank says besides", max_length=MOST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    is_another = forms.BooleanField(label="This is another deposit of the same day and amount", required=False)

    def entered(self) -> Entered:
        """Return what was typed."""
        data = self.cleaned_data
        return Entered(
            data["day"], to_cents(data["amount"]), data["number"], data["words"], data["key"], data["is_another"]
        )


class ListForm(Form):
    """A list of transactions from the bank."""

    file = forms.FileField(
        label="CSV file", allow_empty_file=True,  # the rule says it better
        help_text="As downloaded from the bank, up to 5 MB. Nothing is taken before you have seen what is in it.",
    )  # fmt: skip


class HeldForm(Form):
    """What a deposit holds, chosen by hand."""

    marks_optional: ClassVar[bool] = False

    payments = forms.MultipleChoiceField(label="Payments", required=False, widget=forms.CheckboxSelectMultiple)
    amount = DollarField(
        label="Something else, dollars", required=False, min_value=-_MOST,
        help_text="Such as a gift, or interest. A fee that the bank kept is entered below zero: -2.90.",
    )  # fmt: skip
    words = forms.CharField(
        label="What that is", max_length=MOST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In ten letters or more.",
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Iterable[PartRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (_choice(one), f"{one.amount} · {one.what} {one.number} · {one.day:%b} {one.day.day}") for one in offered
        ]
        self.fields["payments"].choices = choices  # type: ignore[attr-defined]

    def held(self) -> Held:
        """Return what was chosen."""
        data = self.cleaned_data
        chosen: dict[str, list[UUID]] = {"r": [], "p": []}
        for kind, _, key in (one.partition(":") for one in data["payments"]):
            chosen[kind].append(UUID(key))
        cents = to_cents(data["amount"]) if data["amount"] else 0
        return Held(tuple(chosen["r"]), tuple(chosen["p"]), cents, data["words"])


def _choice(one: PartRow) -> str:
    return f"{'r' if one.remittance_id else 'p'}:{one.id}"
