"""What pages of proposed weeks ask for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from stepwell.platform.ui.forms import Form
from stepwell.weekplans.actions.proposals import Search

Pairs = Sequence[tuple[str, str]]


class _Weight(forms.IntegerField):
    """What a wish costs, 0 to 1000."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=1000, **options)


_SHORT = {
    "same_seats": "another group", "same_peers": "other peers", "same_time": "another time",
    "preference": "against a preference", "travel_day": "another day on site", "balance": "a crowded group",
}  # fmt: skip


class AskForm(Form):
    """Which week is to be planned, for how long, and what its wishes cost."""

    template_name = "weekplans/_ask_form.html"

    field_order = ("site", "week", "opens", "seconds")

    site = forms.ChoiceField()
    week = forms.ChoiceField(label="Week of Monday")
    seconds = forms.TypedChoiceField(
        label="Look for at most",
        choices=[(10, "10 seconds"), (30, "30 seconds"), (60, "A minute"), (180, "3 minutes")],
        coerce=int,
        initial=30,
        help_text="It ends earlier when no better week is possible. You may leave the page meanwhile.",
    )
    seed = forms.IntegerField(
        label="Begin the search from", min_value=1, max_value=1_000_000, initial=1, required=False,
        help_text="Any number: another one may find another week as good.",
    )  # fmt: skip
    opens = forms.BooleanField(
        label="Groups may move too", required=False,
        help_text="To another time, room or leader, for this week alone, and only where that wins something. Those that"
        " fall out because the site is closed are offered another day.",
    )  # fmt: skip
    same_seats = _Weight(label="A seat in another group than last week costs")
    same_peers = _Weight(label="A group without anybody of last week costs")
    same_time = _Weight(label="A seat in last week’s group at another time costs")
    preference = _Weight(label="A seat at another time than somebody would rather come costs")
    travel_day = _Weight(label="A day on site beyond those ordered costs")
    balance = _Weight(label="A seat above a comfortable size costs")

    def __init__(self, *args: Any, sites: Pairs, weeks: Sequence[date], weights: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = list(sites)  # type: ignore[attr-defined]
        self.fields["week"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), f"{day:%B %-d, %Y}") for day in weeks
        ]
        for name, value in weights.items():
            self.fields[name].initial = value
        self._wishes = tuple(weights)

    @property
    def always(self) -> list[forms.BoundField]:
        """What is asked of every week."""
        return [self[name] for name in self.fields if name not in {*self._wishes, "seed"}]

    @property
    def seldom(self) -> list[forms.BoundField]:
        """What is seldom changed: where the search begins, and what wishes cost."""
        return [self["seed"], *(self[name] for name in self._wishes)]

    @property
    def opens_seldom(self) -> bool:
        """Whether something that is seldom changed was, or is wrong."""
        return any(one.errors or (self.is_bound and one.name in self.changed_data) for one in self.seldom)

    @property
    def costs(self) -> str:
        """What wishes cost at present, in one line."""
        said = (f"{_SHORT[name]} {self[name].value()}" for name in self._wishes)
        return ", ".join(said)

    def search(self) -> Search:
        """Return how the week is to be looked for."""
        typed = self.cleaned_data
        weights = {name: typed[name] for name in self._wishes}
        return Search(typed["seconds"], typed["seed"] or 1, weights, opens=typed["opens"])


class PublishForm(Form):
    """Why a week is held in which somebody is short."""

    reason = forms.CharField(
        label="Why it is held although somebody is short",
        max_length=300,
        required=False,
        help_text="Ten letters or more; it stays with the published week.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TakeBackForm(Form):
    """Why a published week is taken back."""

    reason = forms.CharField(
        label="Why it is taken back", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ten letters or more. Seats that have begun stay as they are.",
    )  # fmt: skip
