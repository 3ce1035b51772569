"""How payers are asked by file, and asking one."""

from typing import Any, ClassVar

from django import forms

from stepwell.coverage.asking import ASKABLE_LABELS, MOST_HOURS, USUAL_HOURS, USUAL_TYPES
from stepwell.coverage.contracting import QUALIFIER_LABELS
from stepwell.platform.ui.forms import DateField, Form, VersionedForm

USUAL: dict[str, Any] = {
    "version": 0, "service_types": list(USUAL_TYPES), "answer_hours": USUAL_HOURS, "receiver_qualifier": "ZZ",
    "submitter_qualifier": "ZZ",
}  # fmt: skip


class AskForm(Form):
    """Asking a payer by file."""

    asked = forms.ChoiceField(label="Who is asked", widget=forms.RadioSelect)
    first = DateField(label="About which day")

    def __init__(self, *args: Any, payer: str, carve_out: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if carve_out:
            choices = [("carve_out", f"{carve_out}, who handles this care"), ("payer", payer)]
            self.fields["asked"].choices = choices  # type: ignore[attr-defined]
            self.fields["asked"].initial = "carve_out"
        else:
            del self.fields["asked"]

    @property
    def asks_carve_out(self) -> bool:
        """Whether the company is asked that handles this care for the payer."""
        return self.cleaned_data.get("asked") == "carve_out"


class HabitForm(VersionedForm):
    """How one payer is asked by file, or all that have no habits of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    receiver_qualifier = forms.ChoiceField(label="Kind of the receiver’s number (ISA07)", choices=QUALIFIER_LABELS)
    receiver_id = forms.CharField(
        label="Receiver’s number (ISA08)", max_length=15, help_text="Of the clearinghouse, or of the payer itself."
    )
    receiver_group_id = forms.CharField(
        label="Receiver’s number of the group (GS03)", max_length=15, required=False, help_text="Empty: the same."
    )
    submitter_qualifier = forms.ChoiceField(label="Kind of your number (ISA05)", choices=QUALIFIER_LABELS)
    submitter_id = forms.CharField(label="Your number with the receiver (ISA06)", max_length=15)
    submitter_group_id = forms.CharField(
        label="Your number of the group (GS02)", max_length=15, required=False, help_text="Empty: the same."
    )
    originator = forms.CharField(
        label="Who asks (TRN03)", max_length=10,
        help_text="Ten characters: 9 and your tax number, if the clearinghouse told you nothing else.",
    )  # fmt: skip
    service_types = forms.MultipleChoiceField(
        label="Service types that it answers", choices=ASKABLE_LABELS, widget=forms.CheckboxSelectMultiple
    )
    one_by_one = forms.BooleanField(label="It answers one service type at a time", required=False)
    answer_hours = forms.IntegerField(
        label="Hours to wait for an answer", min_value=1, max_value=MOST_HOURS,
        help_text="After that it stands on the list of work.",
    )  # fmt: skip
    production = forms.BooleanField(label="Files count; without this each says that it is a test", required=False)
    FIELDS: ClassVar[tuple[str, ...]] = (
        "receiver_qualifier", "receiver_id", "receiver_group_id", "submitter_qualifier", "submitter_id",
        "submitter_group_id", "originator", "service_types", "one_by_one", "answer_hours", "production",
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Return what was typed, without the version."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}
