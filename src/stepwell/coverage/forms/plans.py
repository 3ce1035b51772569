"""A plan of a payer; a referral or an exception of a client."""

from calendar import month_name
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms

from stepwell.coverage.actions.arrangements import Arranging
from stepwell.coverage.actions.plans import PlanFacts
from stepwell.coverage.models import Payer, PayerPlan
from stepwell.coverage.rules.plan_types import NOTHING_SAID, OVERRIDABLE
from stepwell.coverage.vocabulary import ARRANGED_LABELS, FUNDING_LABELS, PLAN_LABELS, Arranged, Funding, PlanType
from stepwell.platform.ui.forms import DateField, Form, Segmented, VersionedForm

_TYPES = [(kind, label) for kind, label in PLAN_LABELS.items() if kind is not PlanType.SELF_PAY]
_SAYS = {"": "As usual", "yes": "Yes", "no": "No"}
_ANSWERS = {"yes": True, "no": False, "": None}
_WRITTEN = {True: "yes", False: "no", None: ""}
_MONTHS = [(number, month_name[number]) for number in range(1, 13)]


def _says(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_SAYS, required=False, widget=Segmented, initial="")


class PlanForm(Form):
    """What is kept of a plan."""

    template_name = "coverage/_plan_form.html"
    NAMED = ("name", "plan_type", "funding", "has_high_deductible", "year_starts_month", "carve_out", "ended_on")

    name = forms.CharField(max_length=120, help_text="As it stands on cards.")
    plan_type = forms.ChoiceField(label="Plan type", choices=_TYPES)
    funding = forms.ChoiceField(label="Who carries it", choices=FUNDING_LABELS, required=False)
    has_high_deductible = forms.BooleanField(
        label="High-deductible health plan", required=False, help_text="One that goes with a health savings account."
    )
    year_starts_month = forms.TypedChoiceField(label="Plan year starts in", choices=_MONTHS, coerce=int, initial=1)
    carve_out = forms.ChoiceField(
        label="Who handles mental health and addiction care for it", required=False,
        help_text="Eligibility, authorizations and claims of its members then go there.",
    )  # fmt: skip
    ended_on = DateField(label="Not used after", required=False)
    pays_out_of_network = _says("Pays out of network")
    referral = _says("Needs a referral in network")
    referral_out = _says("Needs a referral out of network")
    authorization = _says("Needs an authorization in network")
    authorization_out = _says("Needs an authorization out of network")
    bills_balance = _says("The client may be billed the balance out of network")

    def __init__(self, *args: Any, others: list[Payer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "As for the payer"), *((str(one.pk), one.name) for one in others)]
        self.fields["carve_out"].choices = choices  # type: ignore[attr-defined]

    def named(self) -> list[forms.BoundField]:
        """Return what the plan is."""
        return [self[name] for name in self.NAMED]

    def says(self) -> list[forms.BoundField]:
        """Return where it may differ from others of its type."""
        return [self[name] for name in OVERRIDABLE]

    def facts(self) -> PlanFacts:
        """Return what was typed."""
        typed = self.cleaned_data
        plain = ("name", "has_high_deductible", "year_starts_month", "ended_on")
        return PlanFacts(
            plan_type=PlanType(typed["plan_type"]),
            rules=replace(NOTHING_SAID, **{name: _ANSWERS[typed[name]] for name in OVERRIDABLE}),  # type: ignore[arg-type]
            funding=Funding(typed["funding"]),
            carve_out_id=UUID(typed["carve_out"]) if typed["carve_out"] else None,
            **{name: typed[name] for name in plain},
        )


class PlanChange(VersionedForm, PlanForm):
    """A correction of a plan."""


def plan_as_typed(plan: PayerPlan) -> dict[str, Any]:
    """Return a plan as its form has it."""
    same = ("name", "plan_type", "funding", "has_high_deductible", "year_starts_month", "ended_on", "version")
    return {
        **{name: getattr(plan, name) for name in same},
        **{name: _WRITTEN[getattr(plan, name)] for name in OVERRIDABLE},
        "carve_out": str(plan.carve_out_id or ""),
    }


class ArrangementForm(Form):
    """A referral, or an exception by which the plan pays as in network."""

    kind = forms.ChoiceField(label="What was arranged", choices=ARRANGED_LABELS, initial=Arranged.REFERRAL)
    number = forms.CharField(label="Number, or who agreed to it", max_length=40, required=False)
    from_on = DateField(label="From")
    to_on = DateField(label="Through")

    def what(self) -> Arranging:
        """Return what was typed."""
        typed = self.cleaned_data
        return Arranging(Arranged(typed["kind"]), typed["from_on"], typed["to_on"], typed["number"])
