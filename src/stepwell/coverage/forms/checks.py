"""What a payer's representative reads out, in that order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from stepwell.coverage.actions.checks import Found
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.vocabulary import (
    COPAY_LABELS,
    LIMIT_LABELS,
    NETWORK_LABELS,
    WAY_LABELS,
    WORKSHEET,
    CheckWay,
    CopayUnit,
    LimitUnit,
    Network,
)
from stepwell.platform.ui.forms import DateField, DollarField, Form, PercentField, Segmented

_YES_NO = {"yes": "Yes", "no": "No", "": "Not known"}
_ANSWERS = {"yes": True, "no": False, "": None}
_WRITTEN = {True: "yes", False: "no", None: ""}
_YES_NO_FIELDS = (
    "is_active", "iop_covered", "authorization_required", "copay_after_deductible", "deductible_applies",
    "family_counts_whole", "carries_over", "share_besides_copay", "copay_on_crossing_day", "deductible_counts",
    "copay_counts",
)  # fmt: skip


_COUNTED = ("limit_total", "limit_used")
_OF_HOUSEHOLD = ("household_paid", "household_on", "household_source")


def _dollars(label: str) -> DollarField:
    return DollarField(
        label=label, max_digits=10, min_value=0, required=False,
        error_messages={
            "invalid": "Write dollars, such as 1500, 1,500.00 or 0 for none; leave it empty if it is not known.",
            "max_digits": "This is more than any plan asks. Check the number.",
            "max_whole_digits": "This is more than any plan asks. Check the number.",
            "min_value": "Enter 0 or more dollars. What is left of a deductible is never below nothing.",
        },
    )  # fmt: skip


def _yes_no(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_YES_NO, required=False, widget=Segmented, initial="")


def _count(label: str) -> DollarField:
    return DollarField(
        label=label, max_digits=9, min_value=0, required=False,
        error_messages={
            "invalid": "Write a number, such as 30, or dollars, such as 10,000.00.",
            "max_digits": "This is more than any plan allows. Check the number.",
            "max_whole_digits": "This is more than any plan allows. Check the number.",
            "max_decimal_places": "Write at most two decimals.",
            "min_value": "Enter 0 or more.",
        },
    )  # fmt: skip


def _unit(choices: Mapping[Any, str], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices={"": "Choose", **choices}, required=False)


def _words(label: str, hint: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=2000, required=False, widget=area, help_text=hint)


@dataclass(frozen=True)
class FileSaid:
    """What the payer's file says, for the form beside it.

    id     of the file
    words  by field: what it says, in words
    """

    id: UUID
    words: Mapping[str, str]


def benefits_as_typed(benefits: Benefits) -> dict[str, Any]:
    """Return benefits as the form has them."""
    plain = {each.name: getattr(benefits, each.name) for each in fields(benefits)}
    counted = {name: f"{plain[name].normalize():f}" for name in _COUNTED if isinstance(plain[name], Decimal)}
    return {**plain, **counted, **{name: _WRITTEN[plain[name]] for name in _YES_NO_FIELDS}}


@dataclass(frozen=True)
class Part:
    """A part of the call: its title and the names of its fields."""

    title: str
    fields: tuple[str, ...]


class CheckForm(Form):
    """Benefits as they are said. What is left empty is kept as not known."""

    template_name = "coverage/_check_form.html"
    marks_optional: ClassVar[bool] = False  # all of it is: what is not said is kept as not known
    PARTS: ClassVar[tuple[Part, ...]] = (
        Part("Where it comes from", ("way", "asked", "gave_notice", "representative", "reference")),
        Part("The policy", ("is_active", "effective_from", "effective_to", "other_coverage", "network")),
        Part("Deductible, this plan year", ("deductible", "deductible_met", "family_deductible",
                                            "family_deductible_met", "family_counts_whole", "carries_over")),
        Part("Out-of-pocket maximum, this plan year", ("out_of_pocket", "out_of_pocket_met", "family_out_of_pocket",
                                                       "family_out_of_pocket_met", "deductible_counts",
                                                       "copay_counts")),
        Part("Intensive outpatient care", ("iop_covered", "deductible_applies", "coinsurance", "copay", "copay_unit",
                                           "copay_after_deductible", "copay_on_crossing_day",
                                           "share_besides_copay", "limit_total", "limit_unit", "limit_used",
                                           "exclusions", "video")),
        Part("The household, under Medicaid", ("household_paid", "household_on", "household_source")),
        Part("Authorization", ("authorization_required", "where_to_ask", "ask_by", "ask_afterwards", "reviews",
                               "criteria")),
        Part("Claims", ("codes", "least_hours", "claims_to", "filing", "checks_to", "accounts")),
        Part("Then", ("said", "verified_through", "next_step", "is_sure")),
    )  # fmt: skip

    way = forms.ChoiceField(label="How do we know?", choices=WAY_LABELS, widget=forms.RadioSelect)
    asked = forms.ChoiceField(label="Who was asked", required=False)
    gave_notice = forms.BooleanField(
        required=False,
        label="I told them that 42 CFR part 2 prohibits unauthorized use or disclosure, and how far the consent goes",
        help_text="For a call or a portal. The disclosure is written down by itself.",
    )
    representative = forms.CharField(label="Who answered", max_length=120, required=False)
    reference = forms.CharField(label="Call reference", max_length=60, required=False)
    is_active = _yes_no("Is the policy active?")
    effective_from = DateField(label="Effective from", required=False)
    effective_to = DateField(label="Through", required=False)
    network = forms.ChoiceField(
        label="Are we in network?", choices=NETWORK_LABELS, required=False, widget=Segmented, initial=Network.UNKNOWN
    )
    deductible = _dollars("Individual, in dollars")
    deductible_met = _dollars("Of that met so far")
    family_deductible = _dollars("Family, in dollars")
    family_deductible_met = _dollars("Of that met so far by the family")
    coinsurance = PercentField(
        label="Coinsurance: percent the client pays", required=False, help_text="“Plan pays 80%” is 20 here."
    )
    copay = _dollars("Copay, in dollars")
    copay_unit = _unit(COPAY_LABELS, "Paid for")
    out_of_pocket = _dollars("Individual maximum, in dollars")
    out_of_pocket_met = _dollars("Of that maximum met so far")
    iop_covered = _yes_no("Is intensive outpatient care covered?")
    authorization_required = _yes_no("Is an authorization needed?")
    limit_total = _count("Limit in a plan year")
    limit_unit = _unit(LIMIT_LABELS, "Of")
    limit_used = _count("Of that used")
    exclusions = _words("Not covered", "Such as care ordered by a court, virtual groups, drug tests.")
    said = _words("What else they said", "The disclaimer that they read out belongs here.")
    copay_after_deductible = _yes_no("Is the copay due only after the deductible?")
    deductible_applies = _yes_no("Does such care count toward the deductible?")
    family_counts_whole = _yes_no("Is nobody past the deductible before the family’s is met?")
    carries_over = _yes_no("Does what counts in the last three months count for the next year too?")
    deductible_counts = _yes_no("Does the deductible count toward this maximum?")
    copay_counts = _yes_no("Do copays count toward it?")
    copay_on_crossing_day = _yes_no("After the deductible: is it due on the day that still counts toward it?")
    share_besides_copay = _yes_no("With a copay and a share: is the share due besides the copay?")
    family_out_of_pocket = _dollars("Family maximum, in dollars")
    family_out_of_pocket_met = _dollars("Of that maximum met so far by the family")
    household_paid = _dollars("What the household paid in this quarter, in dollars")
    household_on = DateField(
        label="Counted through", required=False, help_text="A day of that quarter: of the notice, or today."
    )
    is_sure = forms.BooleanField(
        label="I asked again about the numbers that are questioned: they are right", required=False,
        help_text="Only needed where a number can hardly be so.",
    )  # fmt: skip
    verified_through = DateField(label="Holds through", required=False)
    next_step = _words("Next step")

    def __init__(
        self, *args: Any, payer: str, carve_out: str, file: "FileSaid | None" = None, is_medicaid: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.file = file
        for name, question in WORKSHEET.items():
            box = forms.TextInput(attrs={"autocomplete": "off"})
            self.fields[name] = forms.CharField(label=question, max_length=300, required=False, widget=box)
        for name, words in (file.words if file else {}).items():
            hint = self.fields[name].help_text
            self.fields[name].help_text = f"The file says: {words}. {hint}".strip()
        if file is None:
            ways = [(way, label) for way, label in WAY_LABELS.items() if way is not CheckWay.FILE]
            self.fields["way"].choices = ways  # type: ignore[attr-defined]
        if not is_medicaid:
            for name in _OF_HOUSEHOLD:
                del self.fields[name]
        if carve_out:
            choices = [("payer", payer), ("carve_out", carve_out)]
            self.fields["asked"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["asked"]

    def parts(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield each part with its fields."""
        for part in self.PARTS:
            there = [self[name] for name in part.fields if name in self.fields]
            if there:
                yield part.title, there

    def found(self) -> Found:
        """Return what was typed."""
        typed = self.cleaned_data
        plain = ("representative", "reference", "exclusions", "said", "next_step", "verified_through", "gave_notice")
        return Found(
            way=CheckWay(typed["way"]),
            benefits=self._benefits(),
            asked_carve_out=typed.get("asked") == "carve_out",
            more={name: typed.get(name, "") for name in WORKSHEET},
            answer_id=self.file.id if self.file else None,
            is_sure=typed["is_sure"],
            **{name: typed[name] for name in plain},
        )

    def _benefits(self) -> Benefits:
        typed = self.cleaned_data
        plain = (
            "effective_from", "effective_to", "deductible", "deductible_met", "family_deductible",
            "family_deductible_met", "coinsurance", "copay", "out_of_pocket", "out_of_pocket_met", "limit_total",
            "limit_used", "family_out_of_pocket", "family_out_of_pocket_met",
        )  # fmt: skip
        answers: dict[str, Any] = {name: _ANSWERS[typed[name]] for name in _YES_NO_FIELDS}
        return Benefits(
            network=Network(typed["network"] or Network.UNKNOWN),
            copay_unit=CopayUnit(typed["copay_unit"]) if typed["copay_unit"] else None,
            limit_unit=LimitUnit(typed["limit_unit"]) if typed["limit_unit"] else None,
            **answers,
            **{name: typed[name] for name in plain},
            household_paid=typed.get("household_paid"),
            household_on=typed.get("household_on"),
        )
