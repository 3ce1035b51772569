"""A policy as on its card, and the card itself."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import InMemoryUploadedFile

from stepwell.coverage.models import Payer, Policy
from stepwell.coverage.rules.policies import Terms
from stepwell.coverage.vocabulary import (
    AFTER_LABELS,
    EMPLOYER_LABELS,
    ENTITLEMENT_LABELS,
    HOLDER_LABELS,
    PLAN_LABELS,
    RANK_LABELS,
    SOURCE_LABELS,
    After,
    EmployerSize,
    Entitlement,
    Holder,
    PlanType,
    Source,
)
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.vocabulary import MediaType
from stepwell.platform.ui.forms import DateField, Form, Segmented, VersionedForm


class PolicyForm(Form):
    """A policy, in the order of a card."""

    template_name = "coverage/_policy_form.html"
    CARD = ("payer", "plan", "plan_type", "plan_name", "member_id", "group_number")
    OF_HOLDER = ("holder_name", "holder_relation", "holder_birth_date")
    REST = ("rank", "from_on", "to_on", "notes")
    ORDER = ("source", "employer_size", "entitlement", "after", "court")

    payer = forms.ChoiceField(label="Payer", required=False)
    plan = forms.ChoiceField(
        label="Plan of the list",
        required=False,
        help_text="It says payer, type and name.",
    )
    plan_type = forms.ChoiceField(label="Plan type", choices=PLAN_LABELS, initial=PlanType.UNKNOWN)
    plan_name = forms.CharField(label="Plan name", max_length=120, required=False)
    member_id = forms.CharField(
        label="Member number", max_length=40, required=False, help_text="Letters and all, with any suffix."
    )
    group_number = forms.CharField(max_length=40, required=False)
    holder = forms.ChoiceField(
        label="Who holds the policy", choices=HOLDER_LABELS, widget=Segmented, initial=Holder.SELF
    )
    holder_name = forms.CharField(label="Name of the holder", max_length=120, required=False)
    holder_relation = forms.CharField(label="What the holder is to the client", max_length=40, required=False)
    holder_birth_date = DateField(label="Birth date of the holder", required=False)
    rank = forms.TypedChoiceField(label="Which plan pays", choices=RANK_LABELS, coerce=int, initial=1)
    from_on = DateField(label="In force from")
    to_on = DateField(label="Through", required=False, help_text="Empty as long as it goes on.")
    source = forms.ChoiceField(label="Where the holder has it from", choices=SOURCE_LABELS, required=False)
    employer_size = forms.ChoiceField(label="How many work for the employer", choices=EMPLOYER_LABELS, required=False)
    entitlement = forms.ChoiceField(label="Why there is Medicare", choices=ENTITLEMENT_LABELS, required=False)
    after = forms.ChoiceField(
        label="How it pays after another plan", choices=AFTER_LABELS, required=False,
        help_text="Ask the plan: standard, non-duplication or maintenance of benefits. Medicaid needs no answer.",
    )  # fmt: skip
    court = forms.BooleanField(label="A court orders this holder to insure the client", required=False)
    notes = forms.CharField(max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, payers: list[Payer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._payers = {plan["id"]: one.pk for one in payers for plan in one.offered}  # type: ignore[attr-defined]
        listed = [(plan["id"], f"{one.name}: {plan['name']}") for one in payers for plan in one.offered]  # type: ignore[attr-defined]
        self.fields["plan"].choices = [("", "None of them"), *listed]  # type: ignore[attr-defined]
        choices = [("", "Nobody: the client pays"), *((str(one.pk), one.name) for one in payers)]
        self.fields["payer"].choices = choices  # type: ignore[attr-defined]

    def on_card(self) -> list[forms.BoundField]:
        """Return the fields of the card."""
        return [self[name] for name in self.CARD]

    def of_holder(self) -> list[forms.BoundField]:
        """Return what is asked of a holder who is somebody else."""
        return [self[name] for name in self.OF_HOLDER]

    def rest(self) -> list[forms.BoundField]:
        """Return the fields about when it pays."""
        return [self[name] for name in self.REST]

    def order(self) -> list[forms.BoundField]:
        """Return what decides which of two plans pays first."""
        return [self[name] for name in self.ORDER]

    @property
    def plan_id(self) -> UUID | None:
        """The plan chosen from the list."""
        return UUID(self.cleaned_data["plan"]) if self.cleaned_data["plan"] else None

    @property
    def payer_id(self) -> UUID | None:
        """The payer chosen, or that of the plan."""
        if self.cleaned_data["payer"]:
            return UUID(self.cleaned_data["payer"])
        return self._payers.get(self.cleaned_data["plan"])

    def terms(self) -> Terms:
        """Return what was typed."""
        typed = self.cleaned_data
        plain = (
            "plan_name", "member_id", "group_number", "holder_name", "holder_relation", "holder_birth_date", "rank",
            "from_on", "to_on", "notes",
        )  # fmt: skip
        kind = PlanType(typed["plan_type"])
        named = ("payer", "plan", "plan_name", "member_id", "group_number")
        is_plain = kind == PlanType.UNKNOWN and not any(typed[name] for name in named)
        return Terms(
            plan_type=PlanType.SELF_PAY if is_plain else kind,  # “Nobody: the client pays” says it already
            holder=Holder(typed["holder"]),
            has_payer=self.payer_id is not None,
            source=Source(typed["source"]),
            employer_size=EmployerSize(typed["employer_size"]),
            entitlement=Entitlement(typed["entitlement"]),
            court=typed["court"],
            after=After(typed["after"]),
            **{name: typed[name] for name in plain},
        )


class PolicyChange(VersionedForm, PolicyForm):
    """A correction of a policy, or its end."""


def policy_as_typed(policy: Policy) -> dict[str, Any]:
    """Return a policy as its form has it."""
    same = (
        "plan_type",
        "plan_name",
        "group_number",
        "holder",
        "holder_relation",
        "rank",
        "from_on",
        "to_on",
        "source",
        "employer_size",
        "entitlement",
        "court",
        "after",
        "version",
    )
    born = policy.holder_birth_date
    return {
        **{name: getattr(policy, name) for name in same},
        **{name: getattr(policy, name) or "" for name in ("member_id", "holder_name", "notes")},
        "holder_birth_date": date.fromisoformat(born) if born else None,
        "payer": str(policy.payer_id or ""),
        "plan": str(policy.plan_id or ""),
    }


def _side(label: str) -> forms.FileField:
    picker = forms.FileInput(attrs={"accept": ",".join(MediaType), "capture": "environment"})
    hint = "A photo or PDF, up to 10 MB. Saved without place and camera data."
    return forms.FileField(label=label, required=False, allow_empty_file=True, widget=picker, help_text=hint)


class CardForm(Form):
    """Pictures of the two sides of a card, and what the plan hands out about its benefits."""

    front = _side("Front of the card")
    back = _side("Back of the card")
    summary = _side("The plan’s summary of benefits")

    def uploads(self) -> dict[str, Upload | None]:
        """Return the files as they came."""
        return {side: _upload(self.cleaned_data[side]) for side in ("front", "back", "summary")}


def _upload(file: InMemoryUploadedFile | None) -> Upload | None:
    return Upload(file.name or "", file.read(), file.size or 0) if file else None
