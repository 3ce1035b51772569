"""Shape of what is typed about discharges: one form for each section; the actions decide."""

from typing import Any

from django import forms

from stepwell.placement.forms import SignForm
from stepwell.placement.vocabulary import ALL_LEVELS, DIMENSIONS, NUMBERS, Edition
from stepwell.platform.ui.forms import DateField, Form, PhoneInput, Segmented, TimeField, VersionedForm
from stepwell.reviews.actions.summarizing import AppointmentEntry, MedicationEntry
from stepwell.reviews.models import DischargeSummary
from stepwell.reviews.vocabulary import (
    APPOINTMENT_LABELS,
    LINE_LETTERS,
    MOST_LINES,
    NALOXONE_LABELS,
    PART_LABELS,
    REASON_LABELS,
    RELEASE_LABELS,
    SAFETY_LABELS,
    STANDING_LABELS,
    Appointment,
    Part,
)

__all__ = ["SECTION_FORMS", "AppointmentForm", "MedicationForm", "RelapseForm", "SectionForm", "SignForm"]
WORDS = 4_000
_YES_NO = (("yes", "Yes"), ("no", "No"))
_ANSWERS = {"yes": True, "no": False, "": None}
_SAID = {True: "yes", False: "no", None: ""}


def _words(label: str, help_text: str = "", rows: int = 2) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": rows}), label=label, help_text=help_text
    )


def _choice(label: str, choices: dict[Any, str], help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[("", "Choose one"), *choices.items()], required=False, label=label, help_text=help_text
    )


def _answer(label: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(choices=_YES_NO, required=False, widget=Segmented, label=label, help_text=help_text)


class SectionForm(VersionedForm):
    """A section of a discharge: columns of the summary, answers, and words. It may have gaps until it is signed.

    columns  fields kept as they are; answers become true, false or none
    said     field to the name under which its words are kept
    """

    marks_optional = False
    columns: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    said: dict[str, str] = {}  # noqa: RUF012 (each section names its own)

    @classmethod
    def shown(cls, summary: DischargeSummary) -> dict[str, Any]:
        """Return what the form shows of a summary."""
        found: dict[str, Any] = {name: getattr(summary, name) for name in cls.columns}
        found |= {name: _SAID[getattr(summary, name)] for name in cls.answers}
        found |= {field: summary.words.get(name, "") for field, name in cls.said.items()}
        return found | {"version": summary.version}

    def values(self) -> dict[str, Any]:
        """Return the columns that were typed."""
        typed = self.cleaned_data
        return {name: typed[name] for name in self.columns} | {name: _ANSWERS[typed[name]] for name in self.answers}

    def words(self) -> dict[str, str]:
        """Return the words that were typed."""
        return {name: self.cleaned_data[field] for field, name in self.said.items()}


class ReasonSection(SectionForm):
    """Why and when an episode ends."""

    columns = ("reason", "last_day")
    answers = ("risks_explained", "refused_signature", "may_return", "notice_given")
    said = {"reason_words": "reason", "advice": "advice", "notice": "notice"}  # noqa: RUF012
    template_name = "reviews/_reason_form.html"
    reason = _choice("Why the episode ends", REASON_LABELS)
    last_day = DateField(required=False, label="Last day of care")
    reason_words = _words("In a sentence or two")
    risks_explained = _answer("Were the risks of leaving explained?")
    refused_signature = _answer("Did the person refuse to sign that they leave?")
    may_return = _answer("May the person come back?")
    advice = _words("What was said about it", "Risks named, medicines, naloxone, where to turn, the way back.")
    notice_given = _answer("Was notice given?")
    notice = _words("The notice, and how the person can object")


class StatusSection(SectionForm):
    """How the person leaves, dimension by dimension."""

    columns = ("level_next",)
    said = {"course": "course", **{f"words_{n}": f"dimension_{n}" for n in NUMBERS}}  # noqa: RUF012
    course = _words("How treatment went", "What helped, what changed, what is left, in a few sentences.", rows=4)
    level_next = _choice("Level of care recommended next", ALL_LEVELS)

    def __init__(self, *args: Any, edition: Edition = Edition.THIRD, **kwargs: Any) -> None:
        """Take whose names the dimensions have."""
        super().__init__(*args, **kwargs)
        for number in NUMBERS:
            name = DIMENSIONS[edition][number - 1]
            self.fields[f"dimension_{number}"] = _choice(f"{number}. {name}: against the beginning", STANDING_LABELS)
            self.fields[f"words_{number}"] = forms.CharField(
                required=False, max_length=1_000, label=f"Dimension {number} in words"
            )
        pairs = [f"{kind}_{number}" for number in NUMBERS for kind in ("dimension", "words")]
        self.order_fields(["course", *pairs, "level_next", "version"])

    @classmethod
    def shown(cls, summary: DischargeSummary) -> dict[str, Any]:
        """Return what the form shows of a summary."""
        return super().shown(summary) | {f"dimension_{n}": value for n, value in summary.dimensions.items()}

    def values(self) -> dict[str, Any]:
        """Return the columns that were typed."""
        typed = self.cleaned_data
        stands = {str(n): typed[f"dimension_{n}"] for n in NUMBERS if typed[f"dimension_{n}"]}
        return super().values() | {"dimensions": stands}


class MedicationsSection(SectionForm):
    """Whether there are medicines, and naloxone."""

    columns = ("no_medications", "naloxone")
    said = {"naloxone_words": "naloxone"}  # noqa: RUF012
    no_medications = forms.BooleanField(required=False, label="The person takes no medicines")
    naloxone = _choice("Naloxone", NALOXONE_LABELS)
    naloxone_words = _words("About naloxone, if there is more to say")


class AppointmentsSection(SectionForm):
    """Why nothing is arranged within a week, if nothing is."""

    said = {"no_appointment": "no_appointment"}  # noqa: RUF012
    no_appointment = _words("If nothing is arranged within seven days: why")


class AgreementsSection(SectionForm):
    """Safety plan, records for whoever is next, calls afterwards."""

    columns = ("safety", "release", "copy_given")
    answers = ("follow_up",)
    said = {"safety_words": "safety", "release_words": "release", "contact": "contact", "no_plan": "no_plan"}  # noqa: RUF012
    safety = _choice("The safety plan", SAFETY_LABELS)
    safety_words = _words("About safety, if there is more to say")
    release = _choice("Records for whoever treats the person next", RELEASE_LABELS)
    release_words = _words("To whom, and what", "Nothing is sent from here: see Consents.")
    follow_up = _answer("May we call 7, 30 and 90 days later?", "Calls are neutral. The person may say no at any time.")
    contact = _words("How and when to call", "The numbers marked safe in the record are used.")
    copy_given = forms.BooleanField(required=False, label="The person was given a copy")
    no_plan = _words("If there is no relapse-prevention plan: why")


SECTION_FORMS: dict[str, type[SectionForm]] = {
    "reason": ReasonSection,
    "status": StatusSection,
    "medications": MedicationsSection,
    "appointments": AppointmentsSection,
    "agreements": AgreementsSection,
}


class RelapseForm(Form):
    """The relapse-prevention plan: a box for each part, a line for each entry."""

    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, (label, hint) in PART_LABELS.items():
            self.fields[part] = forms.CharField(
                required=False,
                max_length=MOST_LINES * (LINE_LETTERS + 2),
                widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
                label=label,
                help_text=f"{hint} One line each.",
                error_messages={"max_length": f"Write at most {MOST_LINES} lines of {LINE_LETTERS} letters."},
            )

    def parts(self) -> dict[Part, tuple[str, ...]]:
        """Return the lines that were typed."""
        typed = self.cleaned_data
        return {part: tuple(line.strip() for line in typed[part].splitlines() if line.strip()) for part in Part}


class AppointmentForm(Form):
    """What is arranged after care."""

    kind = forms.ChoiceField(choices=APPOINTMENT_LABELS, label="What")
    on = DateField(label="Day")
    at_time = TimeField(required=False, label="Time")
    with_whom = forms.CharField(max_length=120, label="With whom")
    place = forms.CharField(required=False, max_length=200, label="Where")
    phone = forms.CharField(required=False, max_length=40, label="Telephone", widget=PhoneInput)

    def entry(self) -> AppointmentEntry:
        """Return what was typed."""
        return AppointmentEntry(**(self.cleaned_data | {"kind": Appointment(self.cleaned_data["kind"])}))


class MedicationForm(Form):
    """A medicine that somebody leaves with."""

    name = forms.CharField(max_length=120, label="Medicine")
    dose = forms.CharField(required=False, max_length=120, label="Dose, and how often")
    supply_days = forms.IntegerField(min_value=0, max_value=365, label="Enough for how many days")
    renewed_by = forms.CharField(required=False, max_length=120, label="Who prescribes it next")

    def entry(self) -> MedicationEntry:
        """Return what was typed."""
        return MedicationEntry(**self.cleaned_data)
