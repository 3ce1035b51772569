"""What a program asks every week, as a form."""

from calendar import day_name
from collections.abc import Sequence
from typing import Any

from django import forms

from stepwell.assessments.actions.weekly import Wanted
from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.sending import HOURS, Weekly, clock
from stepwell.platform.ui.forms import VersionedForm


class WeeklyForm(VersionedForm):
    """What everybody in care of a program is asked every week, and when the links go out."""

    instruments = forms.MultipleChoiceField(
        label="Asked every week of everybody in care", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Whoever is asked already goes on being asked until their clinician ends it.",
    )  # fmt: skip
    sends_links = forms.BooleanField(
        label="Links go out by themselves", required=False, initial=True,
        help_text="In neutral words, to an address that the client said is safe, once a week, while they are in care.",
    )  # fmt: skip
    weekday = forms.TypedChoiceField(label="Day of the week", choices=list(enumerate(day_name)), coerce=int)
    hour = forms.TypedChoiceField(
        label="Hour", choices=[(hour, clock(hour)) for hour in HOURS], coerce=int,
        help_text="By the organization’s clock.",
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[Definition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = [(one.code, one.short) for one in offered if one.respondent == "client"]
        self.fields["instruments"].choices = alone  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        typed = self.cleaned_data
        return Wanted(typed["instruments"], Weekly(typed["sends_links"], typed["weekday"], typed["hour"]))
