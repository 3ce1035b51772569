"""What is asked of groups, closed days and how hours are counted. The actions decide."""

from typing import Any

from django import forms

from stepwell.people.forms.picking import StaffField
from stepwell.platform.ui.forms import DateField, Form, Segmented, TimeField, VersionedForm
from stepwell.scheduling.forms.fields import NO_ROOM, NOBODY, Fields, Minutes, Pairs
from stepwell.scheduling.queries.reach import Choices
from stepwell.scheduling.rules.profiles import CODES
from stepwell.scheduling.rules.series import SeriesFacts
from stepwell.scheduling.vocabulary import (
    GROUP_LABELS,
    MODE_LABELS,
    SCOPE_LABELS,
    WEEKDAYS,
    Mode,
    Scope,
    SessionKind,
)

_EVERY = ("Every week", "Every other week", "Every third week", "Every fourth week")


class SeriesForm(Fields, VersionedForm):
    """A group."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000, initial=1)
    name = forms.CharField(max_length=60, help_text="It may lie on a kitchen table: say nothing of treatment.")
    program = forms.ChoiceField()
    kind = forms.ChoiceField(choices=GROUP_LABELS)
    weekdays = forms.MultipleChoiceField(
        label="Days", choices=list(enumerate(WEEKDAYS)), widget=forms.CheckboxSelectMultiple
    )
    local_start = TimeField(label="Starts at")
    minutes = Minutes(label="Length in minutes", initial=180)
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
        self.offer("room", [*NO_ROOM, *choices.rooms])
        self.offer("leader", [*NOBODY, *choices.people])
        self.offer("co_leader", [*NOBODY, *choices.people])

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


class ClosedDayForm(Fields, Form):
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
