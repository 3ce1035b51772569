"""Shape of what is typed about plans; the actions decide."""

from typing import Any
from uuid import UUID

from django import forms

from stepwell.clients.queries.diagnoses import in_force
from stepwell.people.forms.picking import StaffField
from stepwell.people.queries.holders import named
from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.signatures.rules.marks import MAX_TYPED_LETTERS
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.ui.forms import DateField, Form, VersionedForm
from stepwell.treatmentplans.actions.drafts import Head, Words
from stepwell.treatmentplans.actions.parts import Intervention, Objective, Problem
from stepwell.treatmentplans.models.parts import MOST_MINUTES, MOST_TIMES
from stepwell.treatmentplans.queries.tree import Step
from stepwell.treatmentplans.vocabulary import (
    AREA_LABELS,
    KIND_LABELS,
    PER_LABELS,
    PROGRESS_LABELS,
    RESPONSIBLE_LABELS,
    SERVICE_LABELS,
    SHORT,
    STANDING_LABELS,
    WORDS,
    Area,
    Per,
    PlanKind,
    Responsible,
    Service,
    Standing,
)

_NOBODY = ("", "Nobody yet")


def _text(label: str, hint: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": rows})
    )


class BeginForm(Form):
    """A new version: kind, first day, people."""

    kind = forms.ChoiceField(choices=KIND_LABELS)
    effective_from = DateField(label="First day")
    review_by = DateField(label="Review by", required=False, help_text="Left empty: as late as the rules here allow.")
    counselor = StaffField(label="Primary counselor")
    case_manager = StaffField(label="Case manager", required=False)

    def __init__(self, *args: Any, counselors: list[Membership], staff: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counselor"].choices = named(counselors)  # type: ignore[attr-defined]
        self.fields["case_manager"].choices = [_NOBODY, *named(staff)]  # type: ignore[attr-defined]

    def head(self) -> Head:
        """Return what was typed of the head."""
        typed = self.cleaned_data
        return Head(
            PlanKind(typed["kind"]), typed["effective_from"], UUID(typed["counselor"]), typed["review_by"],
            UUID(typed["case_manager"]) if typed["case_manager"] else None,
        )  # fmt: skip


class HeadForm(BeginForm, VersionedForm):
    """The head and the words of a draft."""

    strengths = _text("Strengths", "What the client is good at, has, and can rely on.")
    needs = _text("What is hard", "Weaknesses and needs, as the client sees them.")
    participation = _text("How the client took part", "What they chose, asked for, or did not agree with.")
    referrals = _text("Community referrals", "Where to, and for what; or that none are needed.", rows=2)

    def words(self) -> Words:
        """Return the words that were typed."""
        return Words(**{name: self.cleaned_data[name] for name in ("strengths", "needs", "participation", "referrals")})


class ProblemForm(VersionedForm):
    """A problem; for a new one also its first goal."""

    area = forms.ChoiceField(label="Part of life", choices=AREA_LABELS)
    words = forms.CharField(label="Problem", max_length=WORDS, widget=forms.Textarea(attrs={"rows": 3}))
    diagnoses = forms.MultipleChoiceField(
        label="Diagnoses that it belongs to", required=False, widget=forms.CheckboxSelectMultiple
    )
    goal = _text("First goal, in the client’s words", rows=2)

    def __init__(self, *args: Any, client_id: UUID, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = in_force(client_id)
        self.fields["diagnoses"].choices = [(row.code, f"{row.code} {row.title}") for row in rows]  # type: ignore[attr-defined]
        if not rows:
            del self.fields["diagnoses"]
        if not is_new:
            del self.fields["goal"]

    def new(self) -> Problem:
        """Return what was typed."""
        typed = self.cleaned_data
        return Problem(Area(typed["area"]), typed["words"], tuple(typed.get("diagnoses", ())), typed.get("goal", ""))


class GoalForm(VersionedForm):
    """A goal."""

    words = forms.CharField(
        label="Goal, in the client’s words", max_length=WORDS, widget=forms.Textarea(attrs={"rows": 2})
    )


class ObjectiveForm(VersionedForm):
    """A step that can be measured."""

    words = forms.CharField(
        label="What the client will do",
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Group facilitators and case managers read this. Name no diagnosis here.",
    )
    measure = forms.CharField(
        label="Measure", max_length=SHORT, required=False, help_text="Such as: days without use in the last 30 days."
    )
    target = forms.DecimalField(
        label="Number to reach", required=False, min_value=0, max_value=99_999, max_digits=8, decimal_places=2
    )
    target_on = DateField(label="By", required=False)

    def new(self) -> Objective:
        """Return what was typed."""
        return Objective(**{name: self.cleaned_data[name] for name in ("words", "measure", "target", "target_on")})


class InterventionForm(VersionedForm):
    """What is done, how often, by whom, for which objectives."""

    kind = forms.ChoiceField(label="Service", choices=SERVICE_LABELS)
    words = forms.CharField(label="What exactly", max_length=SHORT, required=False)
    times = forms.IntegerField(label="How often", min_value=1, max_value=MOST_TIMES)
    per = forms.ChoiceField(label="Counted by", choices=PER_LABELS)
    minutes = forms.IntegerField(label="Minutes each", min_value=0, max_value=MOST_MINUTES)
    responsible = StaffField(label="Person responsible", required=False)
    role = forms.ChoiceField(
        label="Or role", required=False, choices=[("", "The person above"), *RESPONSIBLE_LABELS.items()]
    )
    objectives = forms.MultipleChoiceField(label="For these objectives", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, objectives: list[Step], staff: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].choices = [("", "The role below"), *named(staff)]  # type: ignore[attr-defined]
        self.fields["objectives"].choices = [(str(each.id), each.words) for each in objectives]  # type: ignore[attr-defined]

    def new(self) -> Intervention:
        """Return what was typed."""
        typed = self.cleaned_data
        return Intervention(
            Service(typed["kind"]), typed["times"], Per(typed["per"]), typed["minutes"], typed["words"],
            UUID(typed["responsible"]) if typed["responsible"] else None,
            Responsible(typed["role"]) if typed["role"] else None, tuple(map(UUID, typed["objectives"])),
        )  # fmt: skip


class RateForm(Form):
    """How an objective goes."""

    on = DateField(label="Day")
    progress = forms.TypedChoiceField(
        choices=[("", "Not rated"), *PROGRESS_LABELS.items()], coerce=int, empty_value=None, required=False
    )
    standing = forms.ChoiceField(label="The objective is", choices=STANDING_LABELS)
    words = forms.CharField(
        label="In a sentence", max_length=SHORT, required=False, help_text="Name no other client and no diagnosis."
    )

    def typed(self) -> dict[str, Any]:
        """Return what was typed, for the action."""
        return {**self.cleaned_data, "standing": Standing(self.cleaned_data["standing"])}


class SignForm(Form):
    """A signature under the text that is shown."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    signature = SignatureField()


class VisitForm(SignForm):
    """The same, through a link: with the name of who signs."""

    name = forms.CharField(label="Your full name", max_length=MAX_TYPED_LETTERS)
    field_order = ("shown", "name", "signature")


class RefusalForm(Form):
    """Why the client does not sign."""

    reason = forms.CharField(
        label="Why, in the client’s words where they gave any",
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LinkForm(Form):
    """How the link reaches the client."""

    contact = forms.ChoiceField(label="How", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, addresses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Hand it over here"), *((key, f"By e-mail to {value}") for key, value in addresses)]
        self.fields["contact"].choices = choices  # type: ignore[attr-defined]
