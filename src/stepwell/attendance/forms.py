"""What pages of attendance ask for. The actions decide."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from stepwell.attendance.actions.taking import Mark
from stepwell.attendance.queries.rosters import RosterRow, typed
from stepwell.attendance.rules import clock
from stepwell.attendance.rules.presence import Stay
from stepwell.attendance.vocabulary import (
    ABSENCE_LABELS,
    LOCATION_LABELS,
    MOST_GUESTS,
    OUTCOME_LABELS,
    WAY_LABELS,
    Absence,
    Location,
    Mode,
    Outcome,
    Way,
)
from stepwell.platform.ui.forms import DateField, Form
from stepwell.platform.walls.editing import LEAST_REASON
from stepwell.scheduling.queries.sessions import SessionRow

IN_PERSON, VIDEO, ABSENT = "in_person", "video", "absent"
CHOICES = {IN_PERSON: "In person", VIDEO: "Video", ABSENT: "Absent"}
_LOCATIONS = (("", "Not said"), *LOCATION_LABELS.items())
_NO_TIME = "Write a time, such as 905 or 9:05."


class _Shown:
    """What the template of a row draws: `value` says what each field shows."""

    value: dict[str, Any]

    @property
    def reasons(self) -> SafeString:
        """The reasons of an absence, the one shown chosen."""
        return _options(tuple(ABSENCE_LABELS.items()), self.value["reason"])

    @property
    def locations(self) -> SafeString:
        """Where somebody may be, the one shown chosen."""
        return _options(_LOCATIONS, self.value["location"])


class Standing(_Shown):
    """A row as it stands, with nothing typed. A form of each row would cost a full roster more than all its queries."""

    errors: ClassVar[dict[str, list[str]]] = {}

    def __init__(self, row: RosterRow, session: SessionRow) -> None:
        self.row, self.prefix, self.value = row, prefix_of(row.client_id), shown(row, session)


class RowForm(_Shown, Form):
    """One row of a roster. Empty, as long as nothing is chosen: then nothing is written."""

    choice = forms.ChoiceField(choices=list(CHOICES.items()), required=False)
    arrived = forms.CharField(max_length=10, required=False)
    left = forms.CharField(max_length=10, required=False)
    by_phone = forms.BooleanField(required=False)
    location = forms.ChoiceField(choices=list(_LOCATIONS), required=False)
    place = forms.CharField(max_length=300, required=False)
    guests = forms.IntegerField(min_value=0, max_value=MOST_GUESTS, required=False)
    reason = forms.ChoiceField(choices=list(ABSENCE_LABELS.items()), required=False)
    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, required=False)
    why = forms.CharField(max_length=300, required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, row: RosterRow, session: SessionRow) -> None:
        super().__init__(data, prefix=prefix_of(row.client_id), initial=shown(row, session))
        self.row, self.session = row, session

    @property
    def value(self) -> dict[str, Any]:  # type: ignore[override] # worked out anew: what was typed may be put right
        """What each field shows: what was typed, else what is there."""
        return {name: self[name].value() for name in self.fields}

    @property
    def is_changed(self) -> bool:
        """Whether anything was chosen that is not there yet."""
        return bool(self.cleaned_data.get("choice")) and (self.row.taken is None or self.has_changed())

    def clean(self) -> dict[str, Any]:
        """Read the times; leave a row alone in which nothing is chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("choice") in {IN_PERSON, VIDEO}:
            cleaned["stay"] = Stay(self._time("arrived", self.session.starts), self._time("left", self.session.ends))
        return cleaned

    def mark(self) -> Mark:
        """Return what was chosen."""
        data = self.cleaned_data
        if data["choice"] == ABSENT:
            return Mark(None, reason=Absence(data["reason"]) if data["reason"] else None)
        is_remote = data["choice"] == VIDEO
        mode = Mode.IN_PERSON if not is_remote else Mode.AUDIO if data["by_phone"] else Mode.VIDEO
        return Mark(
            mode,
            stay=data["stay"],
            location=Location(data["location"]) if is_remote and data["location"] else None,
            place=data["place"] if is_remote and data["place"] != self.row.place else "",
            guests=data["guests"] or 0,
        )

    def _time(self, name: str, default: Any) -> Any:
        text = self.cleaned_data.get(name) or ""
        if not text.strip():
            return default
        known = self._known(name)
        zone = self.session.starts.tzinfo
        if known is not None and text == clock.written(known, zone):  # type: ignore[arg-type]
            return known
        found = clock.read(text, starts=self.session.starts, ends=self.session.ends, zone=zone)  # type: ignore[arg-type]
        if found is None:
            self.add_error(name, _NO_TIME)
        return found or default

    def _known(self, name: str) -> Any:
        taken = self.row.taken
        return (taken.arrived if name == "arrived" else taken.left) if taken else None


@lru_cache(64)  # what was typed may be anything
def _options(choices: tuple[tuple[str, str], ...], chosen: object) -> SafeString:
    """Return the options of a list, which are the same in many rows."""
    marked = ((key, " selected" if key == chosen else "", label) for key, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


def prefix_of(client_id: UUID) -> str:
    """Return the prefix of a row's fields."""
    return f"r{client_id.hex}"


def shown(row: RosterRow, session: SessionRow) -> dict[str, Any]:
    """Return what the fields of a row show before anything is typed."""
    taken = row.taken
    arrived, left = typed(row, session)
    return {
        "choice": taken.choice if taken else "",
        "arrived": arrived,
        "left": left,
        "by_phone": bool(taken and taken.mode == Mode.AUDIO),
        "location": taken.location if taken else "",
        "place": row.place,
        "guests": taken.guests if taken else 0,
        "reason": taken.reason if taken and taken.reason else Absence.NO_CONTACT.value,
        "version": taken.version if taken else None,
    }


def with_choice(data: QueryDict, row: RosterRow, choice: str) -> QueryDict:
    """Return what was sent with one row chosen: for the button that marks everybody."""
    copied = data.copy()
    copied[f"{prefix_of(row.client_id)}-choice"] = choice
    return copied


class DayForm(Form):
    """Which rosters are listed."""

    marks_optional = False
    day = DateField(required=False)
    whose = forms.ChoiceField(label="Led by", choices=[("mine", "Me"), ("all", "Anybody")], required=False)
    site = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [("", "All sites"), *sites]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[date | None, str, UUID | None]:
        """Return day, whose and site, as far as they can be read."""
        data = self.cleaned_data if self.is_bound and self.is_valid() else {}
        site = data.get("site") or ""
        return data.get("day"), data.get("whose") or "", UUID(site) if site else None


class OutreachForm(Form):
    """An attempt to reach somebody."""

    way = forms.ChoiceField(label="How", choices=WAY_LABELS, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label="What came of it", choices=OUTCOME_LABELS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Notes",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave out what others told you about third persons.",
    )

    def facts(self) -> dict[str, Any]:
        """Return what was chosen."""
        data = self.cleaned_data
        return {"way": Way(data["way"]), "outcome": Outcome(data["outcome"]), "words": data["words"]}


WHY_HINT = f"The day is over. Say why it changes, in {LEAST_REASON} letters or more. It stays in the history."
