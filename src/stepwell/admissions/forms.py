"""What pages of admission ask for. The actions decide."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.admissions.actions.entering import Slot
from stepwell.admissions.actions.firstday import Container
from stepwell.admissions.models.firstday import MOST_COUNTED
from stepwell.admissions.vocabulary import ANSWER_LABELS, KEPT_LABELS, KIND_LABELS, LOST_LABELS, Answer, Kept, Kind
from stepwell.people.forms.picking import StaffField
from stepwell.platform.ui.forms import DateField, Form, Segmented, TimeField, VersionedForm
from stepwell.scheduling.queries.reach import Choices
from stepwell.scheduling.vocabulary import LONGEST, MODE_LABELS, SHORTEST, Mode

WORDS = 1000


class AdmitForm(Form):
    """The day of admission."""

    admitted_on = DateField(label="Admitted on", help_text="The first day of care. It is not in the future.")


class WaiveForm(Form):
    """Why a gate is waived."""

    reason = forms.CharField(
        label="Why they may be admitted all the same", max_length=WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In ten letters or more. It is kept with your name.",
    )  # fmt: skip


class LeaveForm(Form):
    """Why somebody does not start."""

    why = forms.ChoiceField(label="Why they do not start", choices=LOST_LABELS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Notes", max_length=WORDS, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Where you referred them, or what else there is to know.",
    )  # fmt: skip


class BookForm(Form):
    """When, where and with whom somebody is assessed."""

    leader = StaffField(label="With")
    program = forms.ChoiceField()
    day = DateField()
    at_time = TimeField(label="Starts at")
    minutes = forms.IntegerField(label="Length in minutes", min_value=SHORTEST, max_value=LONGEST, initial=90)
    mode = forms.ChoiceField(label="The client comes", choices=MODE_LABELS, widget=Segmented, initial=Mode.IN_PERSON)
    room = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, programs: list[tuple[str, str]], choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "leader": [("", "Choose"), *choices.people],
            "program": programs,
            "room": [("", "No room: by video"), *choices.rooms],
        }
        for name, pairs in offered.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]

    def slot(self, zone: ZoneInfo) -> Slot:
        """Return what was typed; times are on the wall in `zone`."""
        typed = self.cleaned_data
        return Slot(
            program_id=UUID(typed["program"]),
            starts_at=datetime.combine(typed["day"], typed["at_time"], zone),
            leader_id=UUID(typed["leader"]),
            minutes=typed["minutes"],
            room_id=UUID(typed["room"]) if typed["room"] else None,
            mode=Mode(typed["mode"]),
        )


class DoneForm(Form):
    """What became of an item of the first day."""

    answer = forms.ChoiceField(label="", choices=ANSWER_LABELS, widget=Segmented, initial=Answer.DONE)
    words = forms.CharField(
        label="In words", max_length=WORDS, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ContainerForm(Form):
    """One container, as its label says."""

    name = forms.CharField(label="Medication, as on the label", max_length=120)
    strength = forms.CharField(max_length=60, required=False, help_text="Such as 50 mg.")
    directions = forms.CharField(max_length=300, required=False)
    counted = forms.DecimalField(
        label="Units counted", min_value=0, max_value=MOST_COUNTED, decimal_places=2, required=False,
        help_text="Tablets, films, milliliters. Leave it empty if you did not count.",
        error_messages={"invalid": "Write a number, such as 28 or 27.5.", "min_value": "Write 0 or more."},
    )  # fmt: skip
    prescriber = forms.CharField(max_length=120, required=False)
    pharmacy = forms.CharField(max_length=120, required=False)
    filled_on = DateField(label="Filled on", required=False)
    kept = forms.ChoiceField(label="The container", choices=KEPT_LABELS, widget=forms.RadioSelect, initial=Kept.CLIENT)

    def container(self) -> Container:
        """Return what was typed."""
        return Container(**{**self.cleaned_data, "kept": Kept(self.cleaned_data["kept"])})


class ItemForm(Form):
    """An item of the organization's list."""

    name = forms.CharField(label="What is done", max_length=80)
    hint = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField(label="It asks for", choices=KIND_LABELS, initial=Kind.TICK, widget=forms.RadioSelect)


class ItemChange(VersionedForm):
    """How an item is worded, and its place in the list."""

    name = forms.CharField(label="What is done", max_length=80)
    hint = forms.CharField(max_length=200, required=False)
    position = forms.IntegerField(label="Place in the list", min_value=1, max_value=999)
