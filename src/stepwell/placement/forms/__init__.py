"""Shape of what is typed about placements and orders; the actions decide."""

from typing import Any

from django import forms

from stepwell.clients.vocabulary import ANSWER_LABELS
from stepwell.people.models import Program
from stepwell.people.vocabulary import LEVELS
from stepwell.placement.actions.placing import Entries
from stepwell.placement.models import Placement
from stepwell.placement.rules.deciding import LEAST_OVERRIDE
from stepwell.placement.vocabulary import (
    DIMENSIONS,
    EDITION_LABELS,
    HINTS,
    KIND_LABELS,
    NUMBERS,
    OUTSIDE,
    RATINGS,
    STOP_HINTS,
    STOP_QUESTIONS,
    VARIANCE_LABELS,
    Edition,
    Stop,
)
from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.ui.forms import Form, Segmented, VersionedForm

WORDS = 4_000  # letters of one rationale
_LEVELS = [
    ("", "Choose a level"),
    ("Of the house", list(LEVELS.items())),
    ("Elsewhere, with a referral", list(OUTSIDE.items())),
]


class BeginForm(Form):
    """What a placement is for, and by which edition it rates."""

    kind = forms.ChoiceField(choices=KIND_LABELS, label="What is it for?", widget=forms.RadioSelect)
    edition = forms.ChoiceField(
        choices=EDITION_LABELS,
        widget=Segmented,
        label="Names of the dimensions",
        help_text="The same number means different things in the two. Your state or payer says which one counts.",
    )


class PlacementForm(VersionedForm):
    """A placement as far as it is typed: a draft may have gaps."""

    template_name = "placement/_form.html"
    marks_optional = False
    recommended = forms.ChoiceField(choices=_LEVELS, required=False, label="Level that the ratings recommend")
    decided = forms.ChoiceField(choices=_LEVELS, required=False, label="Level decided")
    program = forms.ModelChoiceField(Program.objects.none(), required=False, empty_label="None", label="Program")
    reason = forms.CharField(
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why this level",
        help_text="The least intensive care that is safe for the worst dimension, in a sentence or two.",
    )
    variance = forms.ChoiceField(
        choices=[("", "It is the recommended level"), *VARIANCE_LABELS.items()],
        required=False,
        label="If it is another than recommended: why",
    )
    variance_reason = forms.CharField(
        required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}), label="And in your words"
    )
    referral = forms.CharField(
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="If elsewhere: referred to whom, and how it is arranged",
    )
    undiagnosed_because = forms.CharField(
        required=False,
        max_length=500,
        label="If no substance use disorder is diagnosed: why the person is placed all the same",
        help_text="Only for programs that treat addiction.",
    )
    criteria_set = forms.CharField(
        required=False,
        max_length=80,
        label="Licensed criteria or tool used",
        help_text="Its name and your reference only. Its text stays where it is licensed.",
    )
    criteria_version = forms.CharField(required=False, max_length=40, label="Version")
    criteria_reference = forms.CharField(required=False, max_length=60, label="Reference number")

    def __init__(self, *args: Any, edition: Edition, programs: Any, before: dict[int, str], **kwargs: Any) -> None:
        """Take the edition, the programs to choose from, and what was rated before, by dimension, in words."""
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs  # type: ignore[attr-defined]
        for number in NUMBERS:
            self.fields[f"rating_{number}"] = forms.TypedChoiceField(
                choices=[(n, str(n)) for n in RATINGS],
                coerce=int,
                empty_value=None,
                required=False,
                widget=Segmented,
                label=f"{number}. {DIMENSIONS[edition][number - 1]}",
                help_text=before.get(number, ""),
            )
            self.fields[f"words_{number}"] = forms.CharField(
                required=False,
                max_length=WORDS,
                widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
                label=f"What the rating of dimension {number} rests on",
                help_text=HINTS[edition][number - 1],
                error_messages={"max_length": f"Write {WORDS} characters or fewer."},
            )
        for stop in Stop:
            self.fields[f"stop_{stop}"] = forms.ChoiceField(
                choices=ANSWER_LABELS,
                required=False,
                widget=Segmented,
                label=STOP_QUESTIONS[stop],
                help_text=STOP_HINTS[stop],
            )

    @property
    def stop_fields(self) -> list[Any]:
        """The questions on what may stop it."""
        return [self[f"stop_{stop}"] for stop in Stop]

    @property
    def dimension_fields(self) -> list[tuple[Any, Any]]:
        """Pairs of rating and words."""
        return [(self[f"rating_{n}"], self[f"words_{n}"]) for n in NUMBERS]

    @property
    def has_special(self) -> bool:
        """Whether something beyond the plain case is typed or wrong."""
        special = ("variance", "variance_reason", "referral", "undiagnosed_because", "criteria_set",
                   "criteria_version", "criteria_reference")  # fmt: skip
        return any(self[name].value() or self[name].errors for name in special)

    def entries(self) -> Entries:
        """Return what was typed."""
        typed = self.cleaned_data
        plain = ("recommended", "decided", "program", "reason", "variance", "variance_reason", "referral",
                 "undiagnosed_because", "criteria_set", "criteria_version", "criteria_reference")  # fmt: skip
        return Entries(
            ratings={n: typed[f"rating_{n}"] for n in NUMBERS if typed[f"rating_{n}"] is not None},
            words={n: typed[f"words_{n}"] for n in NUMBERS},
            stops={str(stop): typed[f"stop_{stop}"] for stop in Stop if typed[f"stop_{stop}"]},
            **{name: typed[name] for name in plain},
        )


def initial_of(placement: Placement) -> dict[str, Any]:
    """Return what a form shows of a draft, in the form's own types."""
    plain = ("recommended", "decided", "program", "reason", "variance", "variance_reason", "referral",
             "undiagnosed_because", "criteria_set", "criteria_version", "criteria_reference", "version")  # fmt: skip
    shown: dict[str, Any] = {name: getattr(placement, name) for name in plain}
    shown["program"] = placement.program_id
    shown |= {f"rating_{n}": getattr(placement, f"rating_{n}") for n in NUMBERS}
    shown |= {f"words_{n}": placement.words.get(str(n), "") for n in NUMBERS}
    return shown | {f"stop_{name}": answer for name, answer in placement.stops.items()}


class OverrideForm(Form):
    """Why a level of the house is safe although something stops it."""

    reason = forms.CharField(
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Why this level is safe all the same",
        help_text=f"What was done or arranged about it, in {LEAST_OVERRIDE} letters or more. Your name and license stay"
        " with it.",
    )


class SignForm(Form):
    """A signature under exactly the text that was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    signature = SignatureField()
