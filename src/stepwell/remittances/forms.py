"""Corrected claims and letters of appeal: what is asked about them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from stepwell.claims.rules.correcting import REASON_LABELS
from stepwell.platform.ui.forms import DateField, Form, VersionedForm
from stepwell.privacy.vocabulary import WAY_LABELS
from stepwell.remittances.actions.appealing import Words
from stepwell.remittances.models.work import MOST_DAYS
from stepwell.remittances.rules.appeals import ENCLOSED_LABELS, MOST_ARGUMENT, OUTCOME_LABELS, Days, Enclosed

MOST_WORDS = 2_000


class CorrectionForm(Form):
    """Why a corrected claim is made."""

    reason = forms.ChoiceField(
        label="What it corrects", choices=[(reason.value, label) for reason, label in REASON_LABELS.items()],
        help_text="On an 837I it goes along as a condition code.",
    )  # fmt: skip
    words = forms.CharField(
        label="In your words", max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What was wrong, and where it was mended. It stays with the claim and the case.",
    )  # fmt: skip


class AppealedForm(Form):
    """Which other denied lines of the claim a letter is about."""

    besides = forms.MultipleChoiceField(
        label="Other denied days of the claim", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            self.fields["besides"].choices = [(str(key), label) for key, label in others]  # type: ignore[attr-defined]
        else:
            del self.fields["besides"]

    def chosen(self) -> list[UUID]:
        """Return the cases that were ticked."""
        return [UUID(one) for one in self.cleaned_data.get("besides", ())]


class LetterForm(VersionedForm):
    """What a letter says that nobody but the writer knows."""

    argument = forms.CharField(
        label="Why the decision is wrong", max_length=MOST_ARGUMENT, widget=forms.Textarea(attrs={"rows": 9}),
        help_text="Facts, days, numbers, names. What stands in [brackets] is to be filled in or taken out.",
    )  # fmt: skip
    enclosures = forms.MultipleChoiceField(
        label="Enclosed", choices=[(one.value, label) for one, label in ENCLOSED_LABELS.items()], required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The consent has to permit what they tell. The letter itself tells no more than the claim.",
    )  # fmt: skip
    others = forms.CharField(
        label="Other enclosures", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line. No records of care: tick those above.",
    )  # fmt: skip
    signer = forms.CharField(label="Signed by", max_length=160)

    def written(self) -> Words:
        """Return what was typed."""
        data = self.cleaned_data
        enclosed = tuple(Enclosed(one) for one in data["enclosures"])
        return Words(data["argument"], data["signer"], enclosed, data["others"])


class SendingForm(Form):
    """When and how a letter left."""

    sent_on = DateField(label="Sent on")
    way = forms.ChoiceField(label="How", choices=[(way.value, label) for way, label in WAY_LABELS.items()])


class AnswerForm(Form):
    """What came of a letter."""

    outcome = forms.ChoiceField(
        label="The payer’s answer", choices=[(one.value, label) for one, label in OUTCOME_LABELS.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    answered_on = DateField(label="Dated")
    words = forms.CharField(
        label="What it says", max_length=MOST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who decided, and what was said about the reasons.",
    )  # fmt: skip


def _days(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_DAYS)


class TermsForm(VersionedForm):
    """How appeals go with a payer."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    levels = forms.TypedChoiceField(
        label="Levels of its own", coerce=int, choices=[(1, "One"), (2, "Two")],
        help_text="Then comes the external review.",
    )  # fmt: skip
    second = _days("Days to ask for the second level, after the answer to the first")
    external = _days("Days to ask for an external review, after the last answer")
    answer = _days("Days in which the payer has to answer")
    address = forms.CharField(
        label="Address for appeals", max_length=300, required=False,
        help_text="As on the envelope. Empty: the address for claims.",
    )  # fmt: skip
    fax = forms.CharField(label="Fax for appeals", max_length=20, required=False)

    def days(self) -> Days:
        """Return the days that were typed."""
        data = self.cleaned_data
        return Days(data["second"], data["external"], data["answer"], data["levels"])


def today_first(day: date) -> dict[str, Any]:
    """Return what a form about something that has just happened begins with."""
    return {"sent_on": day, "answered_on": day, "way": "fax"}
