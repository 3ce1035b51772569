"""Shape of what is typed about reviews; the actions decide."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from stepwell.placement.forms import PlacementForm, SignForm, initial_of
from stepwell.placement.rules.ordering import MOST_DAYS
from stepwell.platform.ui.forms import DateField, Segmented
from stepwell.reviews.actions.reviewing import OrderWish, ReviewEntries
from stepwell.reviews.models import Review
from stepwell.reviews.queries.now import Place
from stepwell.reviews.vocabulary import DECISION_LABELS
from stepwell.scheduling.models import GroupSeries
from stepwell.scheduling.queries.groups import when

__all__ = ["ReviewForm", "SignForm", "typed_of"]
WORDS = 2_000
YES_NO = (("yes", "Yes"), ("no", "No"))
ANSWERS = {"yes": True, "no": False}
_HOURS = dict.fromkeys(("min_value", "max_value", "invalid"), "Enter hours as a number up to 40, such as 9 or 4.5.")


class ReviewForm(PlacementForm):
    """A review as far as it is typed: ratings and level, the talk, and what changes from which day on."""

    template_name = "reviews/_form.html"
    decision = forms.ChoiceField(
        choices=[("", "Choose why"), *DECISION_LABELS.items()], required=False, label="Why they stay, move or leave"
    )
    discussed = forms.ChoiceField(
        choices=YES_NO, required=False, widget=Segmented, label="Was the result discussed with the person?"
    )
    discussed_words = forms.CharField(
        required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 2}), label="What they said, or why not"
    )
    plan_changed = forms.ChoiceField(
        choices=YES_NO, required=False, widget=Segmented, label="Does the treatment plan change?"
    )
    plan_words = forms.CharField(
        required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 2}),
        label="What changes, or why it stays as it is",
    )  # fmt: skip
    next_review_on = DateField(required=False, label="Reviewed again on")
    effective_on = DateField(
        required=False, label="Changes take effect on", help_text="Only if level, hours or groups change."
    )
    hours = forms.DecimalField(
        required=False, min_value=Decimal("0.25"), max_value=Decimal(40), max_digits=5, decimal_places=2,
        label="New hours a week", widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
        error_messages=_HOURS, help_text="Empty: the order stays as it is.",
    )  # fmt: skip
    days_min = forms.IntegerField(required=False, min_value=1, max_value=MOST_DAYS, label="Days a week, at least")
    days_max = forms.IntegerField(required=False, min_value=1, max_value=MOST_DAYS, label="Days a week, at most")
    is_taper = forms.BooleanField(required=False, label="This is a taper: fewer hours than the level has")
    order_reason = forms.CharField(
        required=False, max_length=300, label="Why these hours",
        help_text="Read by those who plan and bill, too: nothing that was said.",
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[Place], series: Iterable[GroupSeries], **kwargs: Any) -> None:
        """Take the groups that the client is in, and those to choose from."""
        super().__init__(*args, **kwargs)
        here = list(places)
        mine = {place.series_id for place in here if place.to_on is None}
        self.fields["leaves"] = forms.MultipleChoiceField(
            choices=[(str(place.membership_id), f"{place.group.name} ({place.group.when})") for place in here],
            required=False, widget=forms.CheckboxSelectMultiple, label="Leaves these groups",
        )  # fmt: skip
        self.fields["joins"] = forms.MultipleChoiceField(
            choices=[(str(each.pk), f"{each.name} ({when(each)})") for each in series if each.pk not in mine],
            required=False, widget=forms.CheckboxSelectMultiple, label="Joins these groups",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Say what is missing of new hours, if any were typed."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("hours"):
            for name in ("days_min", "days_max"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter 1 to {MOST_DAYS}.")
            if not typed.get("order_reason"):
                self.add_error("order_reason", "Say why these hours, in a few words.")
        return typed

    def review(self) -> ReviewEntries:
        """Return what was typed."""
        typed = self.cleaned_data
        return ReviewEntries(
            placement=self.entries(),
            decision=typed["decision"],
            discussed=ANSWERS.get(typed["discussed"]),
            discussed_words=typed["discussed_words"],
            plan_changed=ANSWERS.get(typed["plan_changed"]),
            plan_words=typed["plan_words"],
            next_review_on=typed["next_review_on"],
            effective_on=typed["effective_on"],
            order=self._order(),
            leaves=tuple(map(UUID, typed["leaves"])),
            joins=tuple(map(UUID, typed["joins"])),
        )

    def _order(self) -> OrderWish | None:
        typed = self.cleaned_data
        if not typed["hours"]:
            return None
        return OrderWish(
            int(typed["hours"] * 60), typed["days_min"], typed["days_max"], typed["is_taper"], typed["order_reason"]
        )


def typed_of(review: Review) -> dict[str, Any]:
    """Return what a form shows of a draft, in the form's own types."""
    said: Mapping[bool | None, str] = {True: "yes", False: "no", None: ""}
    order = review.words.get("order") or {}
    shown: dict[str, Any] = initial_of(review.placement) | {
        "version": review.version,
        "decision": review.decision,
        "discussed": said[review.discussed],
        "discussed_words": review.words.get("discussed", ""),
        "plan_changed": said[review.plan_changed],
        "plan_words": review.words.get("plan", ""),
        "next_review_on": review.next_review_on,
        "effective_on": review.effective_on,
        "leaves": [str(each) for each in review.leaves],
        "joins": [str(each) for each in review.joins],
    }
    if order:
        shown |= {"hours": Decimal(order["minutes"]) / 60, "order_reason": order["reason"]}
        shown |= {name: order[name] for name in ("days_min", "days_max", "is_taper")}
    return shown
