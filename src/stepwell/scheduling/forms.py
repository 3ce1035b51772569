"""What pages of the schedule ask for. The actions decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.people.forms.picking import StaffField
from stepwell.platform.ui.forms import DateField, Form, KnowinglyForm, Segmented, TimeField, VersionedForm
from stepwell.scheduling.actions.booking import Appointment
from stepwell.scheduling.queries.reach import Choices
from stepwell.scheduling.rules.clocks import instant
from stepwell.scheduling.rules.profiles import CODES
from stepwell.scheduling.rules.series import SeriesFacts
from stepwell.scheduling.vocabulary import (
    APPOINTMENT_LABELS,
    CANCEL_LABELS,
    GROUP_LABELS,
    GUEST_LABELS,
    LONGEST,
    MODE_LABELS,
    SCOPE_LABELS,
    SHORTEST,
    WEEKDAYS,
    CancelReason,
    Guest,
    Mode,
    Scope,
    SessionKind,
    StaffRole,
)

Pairs = Sequence[tuple[str, str]]
_NO_ROOM: Pairs = [("", "No room: by video")]
_EVERY = ("Every week", "Every other week", "Every third week", "Every fourth week")
_NOBODY: Pairs = [("", "Nobody yet")]


class _Minutes(forms.IntegerField):
    """Minutes of a session."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=SHORTEST, max_value=LONGEST, **options)


class _Fields:
    """Choices that depend on the site, and reading them."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def offer(self, name: str, pairs: Pairs) -> None:
        """Give a field what can be chosen."""
        self.fields[name].choices = list(pairs)  # type: ignore[attr-defined]

    def id_of(self, name: str) -> UUID | None:
        """Return the id chosen; None for the empty choice."""
        chosen = self.cleaned_data[name]
        return UUID(chosen) if chosen else None


class SeriesForm(_Fields, VersionedForm):
    """A group."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000, initial=1)
    name = forms.CharField(max_length=60, help_text="It may lie on a kitchen table: say nothing of treatment.")
    program = forms.ChoiceField()
    kind = forms.ChoiceField(choices=GROUP_LABELS)
    weekdays = forms.MultipleChoiceField(
        label="Days", choices=list(enumerate(WEEKDAYS)), widget=forms.CheckboxSelectMultiple
    )
    local_start = TimeField(label="Starts at")
    minutes = _Minutes(label="Length in minutes", initial=180)
    break_minutes = forms.IntegerField(label="Of these, break", min_value=0, max_value=240, initial=15)
    every_weeks = forms.TypedChoiceField(
        label="How often", choices=list(enumerate(_EVERY, start=1)), coerce=int, initial=1
    )
    mode = forms.ChoiceField(label="People come", choices=MODE_LABELS, widget=Segmented, initial=Mode.IN_PERSON)
    room = forms.ChoiceField(required=False)
    is_shared = forms.BooleanField(
        label="Open to clients of our other sites", required=False,
        help_text="Of a group by video: proposed weeks of other sites may use its free seats.",
    )  # fmt: skip
    leader = StaffField(required=False)
    co_leader = StaffField(label="Co-leader", required=False)
    capacity = forms.IntegerField(label="Seats", min_value=1, max_value=100, initial=12)
    minimum = forms.IntegerField(label="Fewest people", min_value=1, max_value=100, initial=3)
    from_on = DateField(label="First day")
    to_on = DateField(label="Last day", required=False)
    curriculum = forms.CharField(
        label="Curriculum and topics", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, programs: Pairs, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("program", programs)
        self.offer("room", [*_NO_ROOM, *choices.rooms])
        self.offer("leader", [*_NOBODY, *choices.people])
        self.offer("co_leader", [*_NOBODY, *choices.people])

    def facts(self) -> SeriesFacts:
        """Return what was typed."""
        typed = self.cleaned_data
        same = ("name", "local_start", "minutes", "break_minutes", "every_weeks", "capacity", "minimum", "from_on",
                "to_on", "curriculum", "is_shared")  # fmt: skip
        return SeriesFacts(
            **{name: typed[name] for name in same},
            kind=SessionKind(typed["kind"]),
            weekdays=frozenset(int(day) for day in typed["weekdays"]),
            mode=Mode(typed["mode"]),
            room_id=self.id_of("room"),
            leader_id=self.id_of("leader"),
            co_leader_id=self.id_of("co_leader"),
        )


class SeriesChange(SeriesForm):
    """A group as it is to be from a day on."""

    scope = forms.ChoiceField(label="Change", choices=SCOPE_LABELS, widget=Segmented, initial=Scope.ALL)
    from_day = DateField(label="From this day on", required=False, help_text="For “sessions from a day on”.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["program"]

    def clean(self) -> dict[str, Any]:
        """Ask for the day where one is needed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("scope") == Scope.FOLLOWING and not cleaned.get("from_day"):
            self.add_error("from_day", "Choose the day from which sessions change.")
        return cleaned


class EndSeries(VersionedForm):
    """The last day of a group."""

    to_on = DateField(label="Last day", help_text="Sessions after it are taken off the schedule.")


class MoveForm(_Fields, VersionedForm):
    """Another time, length or place of one session."""

    day = DateField()
    at_time = TimeField(label="Starts at")
    minutes = _Minutes(label="Length in minutes")
    mode = forms.ChoiceField(label="People come", choices=MODE_LABELS, widget=Segmented)
    room = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("room", [*_NO_ROOM, *choices.rooms])

    def starts_at(self, zone: ZoneInfo) -> datetime:
        """Return when it is to begin."""
        return instant(self.cleaned_data["day"], self.cleaned_data["at_time"], zone)


class StaffForm(_Fields, VersionedForm):
    """Who leads one session."""

    leader = StaffField(required=False)
    co_leader = StaffField(label="Co-leader", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "co_leader"):
            self.offer(name, [*_NOBODY, *choices.people])

    def leaders(self) -> dict[StaffRole, UUID | None]:
        """Return who was chosen."""
        return {StaffRole.LEADER: self.id_of("leader"), StaffRole.CO_LEADER: self.id_of("co_leader")}


class CancelForm(VersionedForm):
    """Why one session does not take place."""

    reason = forms.ChoiceField(choices=CANCEL_LABELS, help_text="Everybody who works here reads it.")

    def chosen(self) -> CancelReason:
        """Return the reason."""
        return CancelReason(self.cleaned_data["reason"])


class JoinForm(_Fields, KnowinglyForm):
    """A group that a client is to belong to."""

    group = forms.ChoiceField()
    from_on = DateField(label="From")
    to_on = DateField(label="Through", required=False)

    def __init__(self, *args: Any, groups: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", groups)


class WaitForm(_Fields, Form):
    """A group that a client waits for."""

    group = forms.ChoiceField()

    def __init__(self, *args: Any, groups: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", groups)


class LeaveForm(Form):
    """The last day in a group."""

    to_on = DateField(label="Last day in the group")
    reason = forms.CharField(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class SeatForm(_Fields, KnowinglyForm):
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


class BookForm(_Fields, Form):
    """An appointment."""

    kind = forms.ChoiceField(choices=APPOINTMENT_LABELS)
    program = forms.ChoiceField()
    day = DateField()
    at_time = TimeField(label="Starts at")
    minutes = _Minutes(label="Length in minutes", initial=50)
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
        self.offer("room", [*_NO_ROOM, *choices.rooms])
        self.offer("leader", [*_NOBODY, *choices.people])

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


class ClosedDayForm(_Fields, Form):
    """A day on which a site is closed."""

    site = forms.ChoiceField()
    day = DateField()
    words = forms.CharField(label="Why", max_length=80, help_text="Clients read it, such as “Thanksgiving”.")

    def __init__(self, *args: Any, sites: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("site", sites)


class ProfileForm(Form):
    """How hours are counted."""

    code = forms.ChoiceField(label="Hours are counted as in", choices=CODES)
    from_on = DateField(label="From")


class WeekFilter(_Fields, Form):
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
