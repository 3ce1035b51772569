"""What is asked of a client's places and appointments. The actions decide."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.people.forms.picking import StaffField
from stepwell.platform.ui.forms import DateField, Form, KnowinglyForm, Segmented, TimeField
from stepwell.scheduling.actions.booking import Appointment
from stepwell.scheduling.forms.fields import NO_ROOM, NOBODY, Fields, Minutes, Pairs
from stepwell.scheduling.queries.reach import Choices
from stepwell.scheduling.rules.clocks import instant
from stepwell.scheduling.vocabulary import (
    APPOINTMENT_LABELS,
    CANCEL_LABELS,
    GUEST_LABELS,
    MODE_LABELS,
    CancelReason,
    Guest,
    Mode,
    SessionKind,
)


class JoinForm(Fields, KnowinglyForm):
    """A group that a client is to belong to."""

    group = forms.ChoiceField()
    from_on = DateField(label="From")
    to_on = DateField(label="Through", required=False)

    def __init__(self, *args: Any, groups: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", groups)


class WaitForm(Fields, Form):
    """A group that a client waits for."""

    group = forms.ChoiceField()

    def __init__(self, *args: Any, groups: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", groups)


class LeaveForm(Form):
    """The last day in a group."""

    to_on = DateField(label="Last day in the group")
    reason = forms.CharField(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class SeatForm(Fields, KnowinglyForm):
    """One session of a group that a client is to sit in."""

    session = forms.ChoiceField(label="Session")

    def __init__(self, *args: Any, sessions: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("session", sessions)


class GiveUpForm(Form):
    """Why a client does not sit in one session."""

    reason = forms.ChoiceField(choices=CANCEL_LABELS)

    def chosen(self) -> CancelReason:
        """Return the reason."""
        return CancelReason(self.cleaned_data["reason"])


class BookForm(Fields, Form):
    """An appointment."""

    kind = forms.ChoiceField(choices=APPOINTMENT_LABELS)
    program = forms.ChoiceField()
    day = DateField()
    at_time = TimeField(label="Starts at")
    minutes = Minutes(label="Length in minutes", initial=50)
    mode = forms.ChoiceField(label="The client comes", choices=MODE_LABELS, widget=Segmented, initial=Mode.IN_PERSON)
    room = forms.ChoiceField(required=False)
    leader = StaffField(label="With", required=False)
    guests = forms.MultipleChoiceField(
        label="Who comes along", choices=GUEST_LABELS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="To a family session. By relation only.",
    )  # fmt: skip

    def __init__(self, *args: Any, programs: Pairs, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("program", programs)
        self.offer("room", [*NO_ROOM, *choices.rooms])
        self.offer("leader", [*NOBODY, *choices.people])

    def appointment(self, zone: ZoneInfo) -> Appointment:
        """Return what was typed; times are on the wall in `zone`."""
        typed = self.cleaned_data
        return Appointment(
            kind=SessionKind(typed["kind"]),
            program_id=UUID(typed["program"]),
            starts_at=instant(typed["day"], typed["at_time"], zone),
            minutes=typed["minutes"],
            mode=Mode(typed["mode"]),
            room_id=self.id_of("room"),
            leader_id=self.id_of("leader"),
            guests=tuple(Guest(guest) for guest in typed["guests"]),
        )
