"""Forms about money: the shape of what is typed; rules and actions judge it."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from stepwell.billing.queries.balances import Standing
from stepwell.billing.rules.amounts import in_words, to_cents, to_dollars
from stepwell.billing.rules.indicators import MOST_TARGET, Indicator
from stepwell.billing.rules.ledger import BY_CLIENT, Owed
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import ORIGIN_LABELS, REASON_LABELS, WAY_LABELS, Account, Origin, Way
from stepwell.platform.ui.forms import DateField, DollarField, Form, Segmented, VersionedForm
from stepwell.platform.walls.rights import ROLE_LABELS, Role

KEY_LETTERS = 36


class OnceForm(Form):
    """A form that counts once, however often it is sent: it carries a key that was made with the page."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=KEY_LETTERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", str(uuid4()))


class PaymentForm(OnceForm):
    """A payment at the desk."""

    amount = DollarField()
    way = forms.ChoiceField(label="Paid by", choices=list(WAY_LABELS.items()), widget=Segmented, initial=Way.CARD)
    check_number = forms.CharField(required=False, max_length=20, help_text="For a check.")
    last_four = forms.CharField(
        label="Last four digits", required=False, max_length=4, help_text="For a card; never the whole number.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    approval = forms.CharField(
        label="Authorization code", required=False, max_length=20, help_text="For a card: as the terminal shows it."
    )
    origin = forms.ChoiceField(
        label="Whose money", required=False, choices=list(ORIGIN_LABELS.items()),
        help_text="No payer is told. A receipt for a health savings account counts the client’s own.",
    )  # fmt: skip
    day = DateField(label="Day")
    keeps_rest = forms.BooleanField(label="Keep what is not owed as a prepayment", required=False)

    def tendered(self) -> Tender:
        """Return what was handed over; what belongs to another way of paying is left out."""
        data = self.cleaned_data
        way = Way(data["way"])
        return Tender(
            way,
            to_cents(data["amount"]),
            check_number=data["check_number"].strip() if way == Way.CHECK else "",
            last_four=data["last_four"].strip() if way == Way.CARD else "",
            approval=data["approval"].strip() if way == Way.CARD else "",
            origin=Origin(data["origin"]),
        )


class RefundForm(OnceForm):
    """Money that is to go back to the client."""

    of = forms.ChoiceField(label="Out of", widget=Segmented)
    amount = DollarField()
    day = DateField(label="Day")
    reason = forms.CharField(
        max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="In ten letters or more."
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [
            (Account.PREPAYMENT, f"Prepayment, {in_words(standing.prepaid)}", standing.prepaid),
            (Account.CLIENT, f"Paid too much, {in_words(-standing.client)}", -standing.client),
        ]
        self.fields["of"].choices = [(account, label) for account, label, cents in there if cents > 0]  # type: ignore[attr-defined]


class PayOutForm(OnceForm):
    """A refund that leaves the house."""

    way = forms.ChoiceField(label="Paid out by", choices=list(WAY_LABELS.items()), widget=Segmented, initial=Way.CHECK)
    reference = forms.CharField(
        label="Number of the check, or code of the card’s refund", required=False, max_length=60
    )
    day = DateField(label="Day")


class _OfBalanceForm(OnceForm):
    """Something about what one of those who owe owes."""

    whose = forms.ChoiceField(label="Who owes it")
    amount = DollarField()

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owing = {key: (owed, label) for key, owed, label, cents in self._offered(standing) if cents > 0}
        self.fields["whose"].choices = [(key, label) for key, (_, label) in self._owing.items()]  # type: ignore[attr-defined]

    def _offered(self, standing: Standing) -> list[tuple[str, Owed, str, int]]:
        return [
            (str(each.owed.policy_id), each.owed, f"{each.payer}, {in_words(each.cents)}", each.cents)
            for each in standing.payers
        ]

    def owed(self) -> Owed:
        """Return who owes it."""
        return self._owing[self.cleaned_data["whose"]][0]


class PassOnForm(_OfBalanceForm):
    """The client's share of what a payer was billed."""

    reason = forms.CharField(
        max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Deductible, copay or coinsurance, and which letter of the payer says so. In ten letters or more.",
    )  # fmt: skip


class WriteOffForm(_OfBalanceForm):
    """What nobody should be asked for any more."""

    reason = forms.ChoiceField(choices=[("", "Choose"), *REASON_LABELS.items()])
    words = forms.CharField(
        label="What happened", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever approves it reads this. In ten letters or more.",
    )  # fmt: skip

    def _offered(self, standing: Standing) -> list[tuple[str, Owed, str, int]]:
        client = ("client", BY_CLIENT, f"The client, {in_words(standing.client)}", standing.client)
        return [client, *super()._offered(standing)]


class AccountsForm(Form):
    """Which accounts a list shows."""

    marks_optional = False
    owes = forms.ChoiceField(
        label="Owed by", required=False, choices=[("", "Anybody"), ("client", "The client"), ("payers", "A payer")]
    )
    older = forms.ChoiceField(
        label="Something is older than", required=False,
        choices=[("", "Any age"), ("1", "30 days"), ("2", "60 days"), ("3", "90 days"), ("4", "120 days")],
    )  # fmt: skip


class LimitForm(VersionedForm):
    """Up to how much holders of one role approve."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    amount = DollarField(min_value=to_dollars(0), help_text="0 if they approve none.")

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = f"{ROLE_LABELS[role]}, up to"


class TargetForm(VersionedForm):
    """What is wanted of an indicator."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    target = forms.DecimalField(
        required=False, min_value=0, max_value=MOST_TARGET, max_digits=5, decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound = "at most" if indicator.is_lower_better else "at least"
        self.fields["target"].label = f"Wanted: {bound}, in {indicator.scale}"
        self.fields["target"].help_text = (
            f"{indicator.source.capitalize()}. Empty: no target." if indicator.source else ""
        )


class CostForm(VersionedForm):
    """What billing cost in a month."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    amount = DollarField(
        label="What billing cost", min_value=0,
        help_text="Pay of who bills, clearinghouse, software, postage, collection: the same things every month.",
    )  # fmt: skip


def first_of(standing: Standing, today: date) -> dict[str, Any]:
    """Return what the form of a payment begins with: what is owed, today."""
    return {"amount": to_dollars(standing.client), "day": today} if standing.client > 0 else {"day": today}
