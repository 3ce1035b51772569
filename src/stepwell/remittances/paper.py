"""Forms of answers on paper: the shape of what is typed; rules and actions judge it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from stepwell.billing.forms import OnceForm
from stepwell.billing.rules.amounts import in_words, to_cents
from stepwell.claims.queries.sent import ClaimSent, LineSent
from stepwell.platform.ui.forms import DateField, DollarField, Form
from stepwell.remittances.rules.by_hand import Claim, Line, Paper, Why

MOST_CLAIMS = 20
_METHODS = (("CHK", "Check"), ("ACH", "Electronic transfer"), ("NON", "Nothing was paid"))
_GROUPS = (
    ("", "–"),
    ("CO", "CO: the contract"),
    ("PR", "PR: the client"),
    ("OA", "OA: other"),
    ("PI", "PI: the payer"),
)
# What nearly every paper says, each with its group and reason.
_USUAL = {
    "contract": ("Above the contract (CO 45)", "CO", "45"),
    "deductible": ("Deductible (PR 1)", "PR", "1"),
    "coinsurance": ("Coinsurance (PR 2)", "PR", "2"),
    "copay": ("Copay (PR 3)", "PR", "3"),
}


class ClaimsForm(Form):
    """Which claims a paper answers."""

    numbers = forms.CharField(
        label="Our claim numbers",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="As the paper repeats them, several with a space between. They also stand on the page of each claim.",
    )


class PaperForm(OnceForm):
    """A payment as the paper tells of it, line by line of the claims that it answers."""

    marks_optional: ClassVar[bool] = False

    number = forms.CharField(label="Number of the check or transfer", max_length=50)
    method = forms.ChoiceField(label="How it was paid", choices=_METHODS)
    day = DateField(label="Day of the check or transfer")
    amount = DollarField(label="Amount of the payment", min_value=0)
    scan = forms.FileField(
        label="The page itself", required=False, help_text="A PDF or picture. It is kept with the client’s documents."
    )

    def __init__(self, *args: Any, claims: Sequence[ClaimSent], payer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._claims, self._payer = claims, payer
        for place, claim in enumerate(claims):
            self.fields[f"control_{place}"] = forms.CharField(
                label="The payer’s number of this claim", max_length=50, required=False
            )
            for at, line in enumerate(claim.lines):
                self.fields |= _line_fields(f"{place}_{at}", line)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def sections(self) -> list[tuple[ClaimSent, BoundField, list[tuple[LineSent, str, list[BoundField]]]]]:
        """Return the fields by claim and line; a line comes with its charge in words."""
        return [
            (
                claim, self[f"control_{place}"],
                [
                    (line, in_words(line.charge), [self[name] for name in _line_fields(f"{place}_{at}", line)])
                    for at, line in enumerate(claim.lines)
                ],
            )
            for place, claim in enumerate(self._claims)
        ]  # fmt: skip

    def heads(self) -> list[BoundField]:
        """Return the fields of the payment."""
        return [self[name] for name in ("number", "method", "day", "amount", "scan")]

    def paper(self) -> Paper:
        """Return what was typed, of a form that is valid."""
        data = self.cleaned_data
        claims = tuple(
            Claim(
                number=claim.number, sequence=claim.sequence, payer_control=data[f"control_{place}"].strip().upper(),
                lines=tuple(self._line(f"{place}_{at}", line) for at, line in enumerate(claim.lines)),
            )
            for place, claim in enumerate(self._claims)
        )  # fmt: skip
        return Paper(
            number=data["number"].strip(), method=data["method"], day=data["day"], cents=to_cents(data["amount"]),
            payer=self._payer, claims=claims, key=data["key"],
        )  # fmt: skip

    def _line(self, prefix: str, line: LineSent) -> Line:
        data = self.cleaned_data
        why = [
            Why(group=group, reason=reason, cents=to_cents(data[f"{prefix}_{name}"]))
            for name, (_, group, reason) in _USUAL.items()
            if data[f"{prefix}_{name}"]
        ]
        if data[f"{prefix}_other"]:
            group, reason = data[f"{prefix}_group"] or "CO", data[f"{prefix}_reason"].strip().upper()
            why.append(Why(group=group, reason=reason, cents=to_cents(data[f"{prefix}_other"])))
        return Line(
            control=line.control, code=line.code, day=line.day, charge=line.charge,
            paid=to_cents(data[f"{prefix}_paid"]), why=tuple(why), field=f"{prefix}_paid",
        )  # fmt: skip


def _line_fields(prefix: str, line: LineSent) -> dict[str, forms.Field]:
    return {
        f"{prefix}_paid": DollarField(
            label=f"Paid for {line.day:%B} {line.day.day}", min_value=0,
            error_messages={"required": "Enter what was paid for this day; 0 if nothing."},
        ),
        **{
            f"{prefix}_{name}": DollarField(label=label, min_value=0, required=False)
            for name, (label, *_) in _USUAL.items()
        },
        f"{prefix}_other": DollarField(label="Anything else taken off", min_value=0, required=False),
        f"{prefix}_group": forms.ChoiceField(label="Its group", choices=_GROUPS, required=False),
        f"{prefix}_reason": forms.CharField(label="Its reason code", max_length=5, required=False),
    }  # fmt: skip
