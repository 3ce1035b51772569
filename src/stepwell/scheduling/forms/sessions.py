"""What is asked of a session, and of which ones a week shows. The actions decide."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.people.forms.picking import StaffField
from stepwell.platform.ui.forms import DateField, Form, Segmented, TimeField, VersionedForm
from stepwell.scheduling.forms.fields import NO_ROOM, NOBODY, Fields, Minutes, Pairs
from stepwell.scheduling.queries.reach import Choices
from stepwell.scheduling.rules.clocks import instant
from stepwell.scheduling.vocabulary import (
    CANCEL_LABELS,
    MODE_LABELS,
    CancelReason,
    StaffRole,
)


class MoveForm(Fields, VersionedForm):
    """Another time, length or place of one session."""

    day = DateField()
    at_time = TimeField(label="Starts at")
    minutes = Minutes(label="Length in minutes")
    mode = forms.ChoiceField(label="People come", choices=MODE_LABELS, widget=Segmented)
    room = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("room", [*NO_ROOM, *choices.rooms])

    def starts_at(self, zone: ZoneInfo) -> datetime:
        """Return when it is to begin."""
        return instant(self.cleaned_data["day"], self.cleaned_data["at_time"], zone)


class StaffForm(Fields, VersionedForm):
    """Who leads one session."""

    leader = StaffField(required=False)
    co_leader = StaffField(label="Co-leader", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "co_leader"):
            self.offer(name, [*NOBODY, *choices.people])

    def leaders(self) -> dict[StaffRole, UUID | None]:
        """Return who was chosen."""
        return {StaffRole.LEADER: self.id_of("leader"), StaffRole.CO_LEADER: self.id_of("co_leader")}


class CancelForm(VersionedForm):
    """Why one session does not take place."""

    reason = forms.ChoiceField(choices=CANCEL_LABELS, help_text="Everybody who works here reads it.")

    def chosen(self) -> CancelReason:
        """Return the reason."""
        return CancelReason(self.cleaned_data["reason"])


class WeekFilter(Fields, Form):
    """Which sessions a week shows."""

    marks_optional: ClassVar[bool] = False
    site = forms.ChoiceField(required=False)
    program = forms.ChoiceField(required=False)
    room = forms.ChoiceField(required=False)
    person = StaffField(label="Led by", required=False)
    week = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sites: Pairs, programs: Pairs, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("site", sites)
        self.offer("program", [("", "Every program"), *programs])
        self.offer("room", [("", "Every room"), *choices.rooms])
        self.offer("person", [("", "Anybody"), *choices.people])
