"""What pages about weeks ask for. The actions decide."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from stepwell.clients.vocabulary import LANGUAGES
from stepwell.people.vocabulary import CREDENTIALS
from stepwell.platform.tenancy.vocabulary import STATES
from stepwell.platform.ui.forms import DateField, Form, KnowinglyForm, Segmented, TimeField
from stepwell.scheduling.vocabulary import WEEKDAYS
from stepwell.weekplans.actions.times import Pattern, days_between
from stepwell.weekplans.rules.lessons import MOST
from stepwell.weekplans.vocabulary import COMING_LABELS, ENTRY_LABELS, GROUP_FOR_LABELS, WHY_LABELS, Coming, Why

Pairs = Sequence[tuple[str, str]]
LEAVE, HOURS = "leave", "hours"


class _Weekly(Form):
    """A time on some days of the week."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Days", choices=list(enumerate(WEEKDAYS)), coerce=int, widget=forms.CheckboxSelectMultiple,
        required=False, help_text="None chosen: every day from the first to the last.",
    )  # fmt: skip
    starts = TimeField(label="From")
    ends = TimeField(label="Until", help_text="11:59 PM is the end of the day.")
    from_on = DateField(label="First day")
    to_on = DateField(label="Last day", required=False, help_text="Empty: until you say otherwise.")

    def clean(self) -> dict[str, Any]:
        """Ask for days of the week where it goes on."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("weekdays") and not cleaned.get("to_on") and "to_on" in cleaned:
            self.add_error("weekdays", "Choose one day of the week or more, or enter a last day.")
        return cleaned

    def pattern(self) -> Pattern:
        """Return what was typed; without days of the week, every one between the first day and the last."""
        typed = self.cleaned_data
        typed["weekdays"] = typed["weekdays"] or days_between(typed["from_on"], typed["to_on"])
        same = {name: typed[name] for name in ("starts", "ends", "from_on", "to_on")}
        return Pattern(weekdays=frozenset(typed["weekdays"]), **same)


class ClientTimeForm(_Weekly):
    """When a client cannot come, can after all, or would rather come."""

    can_come = forms.ChoiceField(
        label="At these times the client",
        choices=COMING_LABELS,
        widget=forms.RadioSelect,
        initial=Coming.CANNOT,
        help_text="“Can come after all” is an exception and has a last day. Where they would rather come is a wish.",
    )
    why = forms.ChoiceField(label="Because of", choices=WHY_LABELS, initial=Why.WORK)


class StaffTimeForm(_Weekly):
    """Hours of work at a site, or leave."""

    kind = forms.ChoiceField(
        label="These are", choices=[(HOURS, "Hours of work"), (LEAVE, "Leave")], widget=Segmented, initial=HOURS
    )
    person = forms.ChoiceField(label="Who")
    site = forms.ChoiceField()

    field_order = ("person", "kind", "site")

    def __init__(self, *args: Any, people: Pairs, sites: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose"), *people]  # type: ignore[attr-defined]
        self.fields["site"].choices = list(sites)  # type: ignore[attr-defined]


class ClientNeedsForm(Form):
    """How a client takes part."""

    on_site = forms.BooleanField(label="Comes in person", required=False)
    by_video = forms.BooleanField(label="Takes part by video", required=False)
    state = forms.ChoiceField(
        label="Where the client is, by video",
        choices=[("", "In the state of the site"), *STATES.items()],
        required=False,
    )
    group_for = forms.ChoiceField(
        label="Groups for one gender",
        choices=[("", "Goes to none of them"), *GROUP_FOR_LABELS.items()],
        required=False,
    )


class GroupNeedsForm(Form):
    """What a group asks."""

    credentials = forms.MultipleChoiceField(
        label="The leader holds one of",
        choices=list(CREDENTIALS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: whoever may lead it.",
    )
    language = forms.ChoiceField(
        label="Held in", choices=[("", "English, or whatever people speak"), *LANGUAGES.items()], required=False
    )
    group_for = forms.ChoiceField(label="For", choices=[("", "Everybody"), *GROUP_FOR_LABELS.items()], required=False)
    entry = forms.ChoiceField(
        label="Who may join",
        choices=ENTRY_LABELS,
        widget=forms.RadioSelect,
        help_text="Who belongs to it stays. A planned week gives its seats to nobody else while it is closed.",
    )


class CurriculumForm(Form):
    """Lessons in order."""

    site = forms.ChoiceField()
    name = forms.CharField(max_length=60)
    lessons = forms.CharField(
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="One on each line, in order. A line that begins with # names the module of those below it.",
    )
    may_repeat = forms.BooleanField(
        label="Somebody may sit in the same lesson again",
        required=False,
        help_text="Otherwise a planned week gives nobody a lesson that they have had.",
    )

    def __init__(self, *args: Any, sites: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = list(sites)  # type: ignore[attr-defined]


class CurriculumStartForm(KnowinglyForm):
    """Which curriculum a group works through, and from when."""

    curriculum = forms.ChoiceField(required=False)
    from_on = DateField(label="From")
    lesson = forms.IntegerField(
        label="Beginning with lesson", min_value=1, max_value=MOST, initial=1,
        help_text="Each session that takes place teaches the next; after the last comes the first.",
    )  # fmt: skip

    def __init__(self, *args: Any, curricula: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["curriculum"].choices = [("", "None"), *curricula]  # type: ignore[attr-defined]

    def curriculum_id(self) -> UUID | None:
        """Return what was chosen."""
        chosen = self.cleaned_data["curriculum"]
        return UUID(chosen) if chosen else None


class ApartForm(Form):
    """Somebody whom the client must not meet in a session."""

    other = forms.ChoiceField(label="Not with")
    words = forms.CharField(
        label="Why",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sealed: only who reads the charts of both sees it. Who plans sees “not with”, and no reason.",
    )

    def __init__(self, *args: Any, others: Pairs, explains: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "Choose"), *others]  # type: ignore[attr-defined]
        if not explains:
            del self.fields["words"]

    def other_id(self) -> UUID:
        """Return who was chosen."""
        return UUID(self.cleaned_data["other"])


class AwayForm(Form):
    """Who is away, and on which days."""

    person = forms.ChoiceField(label="Who is away")
    day = DateField(label="From")
    until = DateField(label="Through", required=False, help_text="Empty for one day.")
    site = forms.ChoiceField()

    def __init__(self, *args: Any, people: Pairs, sites: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose"), *people]  # type: ignore[attr-defined]
        self.fields["site"].choices = list(sites)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days that run backward."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, until = cleaned.get("day"), cleaned.get("until")
        if day and until and until < day:
            self.add_error("until", "The last day is before the first. Check both.")
        return cleaned
