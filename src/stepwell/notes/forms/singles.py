"""Forms of notes of one client, of what follows a signature, and of counseling notes."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.notes.actions.drafting import Written
from stepwell.notes.actions.singles import When
from stepwell.notes.rules.writing import Part
from stepwell.notes.vocabulary import (
    MOST_WORDS,
    OF_SESSIONS,
    PROGRESS_LABELS,
    RISK_LABELS,
    WAY_LABELS,
    NoteKind,
    Risk,
    Way,
)
from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.ui.forms import DateField, Form, Segmented, TimeField
from stepwell.scheduling.vocabulary import GUEST_LABELS
from stepwell.treatmentplans.queries import ObjectiveRow


def _words(label: str, rows: int, hint: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=MOST_WORDS, required=False, widget=area, help_text=hint)


class NoteForm(Form):
    """A note of one client. What is missing is said when it is signed."""

    marks_optional = False
    day = DateField()
    starts = TimeField(label="Began")
    ends = TimeField(label="Ended")
    way = forms.ChoiceField(label="How", choices=list(WAY_LABELS.items()), widget=forms.RadioSelect)
    guests = forms.MultipleChoiceField(
        label="Who was there with them",
        choices=list(GUEST_LABELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="By relation. Names of others do not belong into the note.",
    )
    intervention = _words("What you did", 3)
    words = _words("What happened", 6, "What was said and seen. Data, if you write in the DAP form.")
    assessment = _words("What it means", 3, "Your assessment, if you write it apart.")
    plan = _words("What comes next", 2)
    objective = forms.ChoiceField(label="Step of the plan", required=False)
    progress = forms.TypedChoiceField(
        label="How far on this step", choices=[(step, f"{step} {label}") for step, label in PROGRESS_LABELS.items()],
        coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    risk = forms.ChoiceField(label="Danger seen", choices=list(RISK_LABELS.items()), required=False, widget=Segmented)
    risk_words = forms.CharField(
        label="What you saw of danger, and what you did about it", max_length=MOST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    opens_crisis = forms.BooleanField(label="Open a crisis now: on-call staff are told", required=False)
    version = forms.IntegerField(
        min_value=1, max_value=2_000_000_000, required=False, widget=forms.HiddenInput
    )  # fmt: skip

    def __init__(
        self, *args: Any, kind: NoteKind, is_planned: bool, steps: list[ObjectiveRow], known: tuple[str, str] | None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        choices = [("", "None"), *((str(each.id), each.words) for each in steps)]
        if known and known[0] not in dict(choices):
            choices.append(known)
        self.fields["objective"].choices = choices  # type: ignore[attr-defined]
        gone = {"day", "starts", "ends", "way"} if is_planned else set()
        gone |= set() if kind is NoteKind.FAMILY else {"guests"}
        gone |= set() if len(choices) > 1 else {"objective", "progress"}
        gone |= set() if kind in OF_SESSIONS else {"progress"}
        for name in gone:
            del self.fields[name]

    def written(self) -> Written:
        """Return what was typed."""
        data = self.cleaned_data
        objective = data.get("objective")
        part = Part(
            words=data["words"],
            intervention=data["intervention"],
            assessment=data["assessment"],
            plan=data["plan"],
            objective_id=UUID(objective) if objective else None,
            progress=data.get("progress") if objective else None,
            risk=Risk(data["risk"]) if data["risk"] else None,
            risk_words=data["risk_words"],
            guests=tuple(data.get("guests", ())),
        )
        return Written(part, data["version"], data["opens_crisis"])

    def when(self, zone: ZoneInfo) -> When | None:
        """Return when it was, of what was on no schedule."""
        if "day" not in self.fields:
            return None
        data = self.cleaned_data
        starts, ends = (datetime.combine(data["day"], data[name], zone) for name in ("starts", "ends"))
        return When(starts, ends, Way(data["way"]))


class SignNoteForm(Form):
    """A signature under the text that is shown."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    signature = SignatureField()


class AddendumForm(Form):
    """What is added to a signed note."""

    words = forms.CharField(
        label="What is to be added", max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The note itself stays as it is; this stands below it with your name and the time.",
    )  # fmt: skip
    signature = SignatureField()


class ReturnForm(Form):
    """What the author is to correct."""

    words = forms.CharField(
        label="What the author is to correct", max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The author answers with an addendum; then the note is back in your list.",
    )  # fmt: skip


class CounselingForm(Form):
    """A counseling note."""

    day = DateField(label="Day of the conversation")
    words = forms.CharField(
        label="Your note", max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Medication, times, kind and frequency of treatment, test results, and summaries of diagnosis, plan,"
        " symptoms, prognosis or progress belong in the chart instead.",
    )  # fmt: skip
