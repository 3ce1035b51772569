"""Opening, working and closing a crisis."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from stepwell.crisis.actions.events import WORDS_LETTERS, Entry
from stepwell.crisis.rules.closing import Closing
from stepwell.crisis.vocabulary import (
    DISPOSITION_LABELS,
    KIND_LABELS,
    OUTCOME_LABELS,
    RECORDED_BY_EVENT,
    SOURCE_LABELS,
    STEP_LABELS,
    TIER_LABELS,
    Disposition,
    Outcome,
    Source,
    Step,
    Tier,
)
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.ui.forms import DateField, Form, Segmented, VersionedForm

_BY_PEOPLE = {Source.STAFF, Source.TELEPHONE, Source.SOMEBODY}
_WORDS: dict[str, Any] = {"max_length": WORDS_LETTERS, "required": False, "widget": forms.Textarea(attrs={"rows": 3})}


class OpeningForm(Form):
    """Two answers are enough: how grave, and what happened."""

    tier = forms.ChoiceField(
        choices=TIER_LABELS,
        widget=Segmented,
        label="How grave",
        help_text="High: intent, a plan, an attempt, danger now. Moderate: a way thought of. In doubt, the graver.",
    )
    words = forms.CharField(
        label="What was seen or heard", help_text="The person’s own words, if you have them.", **_WORDS
    )
    kind = forms.ChoiceField(choices=KIND_LABELS, label="What it is about")
    source = forms.ChoiceField(
        choices={value: label for value, label in SOURCE_LABELS.items() if value in _BY_PEOPLE},
        label="How it came to notice",
    )
    where = forms.CharField(
        label="Where the person is now",
        max_length=300,
        required=False,
        help_text="Address or place, as exactly as known. 911 will ask.",
    )


class EntryForm(Form):
    """What was done."""

    step = forms.ChoiceField(
        choices=[
            ("", "Choose what was done"),
            *((s, label) for s, label in STEP_LABELS.items() if s not in RECORDED_BY_EVENT),
        ],
        label="What was done",
    )
    words = forms.CharField(label="In words", **_WORDS)
    told = forms.CharField(label="Who was told or spoken with", max_length=200, required=False)
    where = forms.CharField(label="Where the person is, if that changed", max_length=300, required=False)
    done_at = forms.DateTimeField(
        label="When",
        required=False,
        help_text="Leave empty for now.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Enter a day and a time."},
    )

    def entry(self, at: datetime) -> Entry:
        """Return what was typed; without a time it was done now."""
        typed = self.cleaned_data
        return Entry(Step(typed["step"]), typed["done_at"] or at, typed["words"], typed["told"], typed["where"])


class TierForm(VersionedForm):
    """Another tier, with the reason."""

    tier = forms.ChoiceField(choices=TIER_LABELS, widget=Segmented, label="Tier")
    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What changed. Lowering it is for a licensed clinician.",
    )

    def tier_chosen(self) -> Tier:
        """Return the tier chosen."""
        return Tier(self.cleaned_data["tier"])


class _WithPeople(Form):
    """A form with somebody to choose from."""

    person = ""

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(m.pk), f"{m}, {m.job_title}" if m.job_title else str(m)) for m in people]
        self.fields[self.person].choices = [("", "Choose somebody"), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> UUID | None:
        """Return the person chosen, if one was."""
        typed = self.cleaned_data[self.person]
        return UUID(typed) if typed else None


class ClosingForm(_WithPeople, VersionedForm):
    """How it ended, and who follows up. What is missing is said by the rule, all at once."""

    person = "follow_up_by"
    disposition = forms.ChoiceField(
        choices=[("", "Choose how it ended"), *DISPOSITION_LABELS.items()], label="How it ended", required=False
    )
    words = forms.CharField(label="How things stand now", **_WORDS)
    follow_up_on = DateField(label="Follow up on", required=False)
    follow_up_by = forms.ChoiceField(label="Who follows up", required=False)
    marks_optional = False

    def closing(self) -> Closing:
        """Return what was typed."""
        typed = self.cleaned_data
        ended = Disposition(typed["disposition"]) if typed["disposition"] else None
        return Closing(ended, typed["follow_up_on"], self.chosen() is not None, typed["words"])


class FollowUpForm(_WithPeople):
    """What came of a follow-up."""

    person = "next_by"
    outcome = forms.ChoiceField(choices=OUTCOME_LABELS, widget=forms.RadioSelect, label="What came of it")
    words = forms.CharField(label="In words", **_WORDS)
    next_on = DateField(label="If not reached: again on", required=False)
    next_by = forms.ChoiceField(label="If not reached: who tries again", required=False)

    def outcome_chosen(self) -> Outcome:
        """Return the outcome chosen."""
        return Outcome(self.cleaned_data["outcome"])
