"""Forms for what happens after the call."""

from typing import Any
from uuid import UUID

from django import forms

from stepwell.inquiries.actions.taking import Agreement
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.queries.lookalikes import LookAlike
from stepwell.inquiries.rules.course import Contact
from stepwell.inquiries.rules.taking import Reach
from stepwell.inquiries.vocabulary import (
    AGREED_LABELS,
    CALM_URGENCIES,
    ENDING_LABELS,
    ENTRY_LABELS,
    LOGGED,
    OUTCOME_LABELS,
    TOWARD_LABELS,
    Agreed,
    Caller,
    Ending,
    EntryKind,
    Outcome,
    Toward,
    Urgency,
)
from stepwell.people.forms.picking import StaffField
from stepwell.people.queries.holders import named
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.ui.forms import Form, PhoneInput, Segmented

MOST_WORDS = 2000
_LOGGED: dict[str, str] = {kind: ENTRY_LABELS[kind] for kind in LOGGED}
_OUTCOMES: dict[str, str] = {"": "Only a note"} | {str(key): label for key, label in OUTCOME_LABELS.items()}
_AREA = forms.Textarea(attrs={"rows": 3})


class EntryForm(Form):
    """A call, a message or a note."""

    kind = forms.ChoiceField(label="What was it?", choices=_LOGGED, widget=forms.RadioSelect)
    toward = forms.ChoiceField(label="With whom", required=False)
    outcome = forms.ChoiceField(label="What came of it", choices=_OUTCOMES, required=False)
    is_text = forms.BooleanField(label="It was a text message", required=False)
    words = forms.CharField(label="What was said", max_length=MOST_WORDS, required=False, widget=_AREA)

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[Toward, str] = dict(TOWARD_LABELS)
        if inquiry.caller == Caller.PERSON:
            del offered[Toward.CALLER]
        elif not inquiry.may_contact:
            del offered[Toward.PERSON]
        self.fields["toward"].choices = list(offered.items())  # type: ignore[attr-defined]

    def contact(self) -> Contact:
        """Return what was typed; a note is with nobody."""
        typed = self.cleaned_data
        kind = EntryKind(typed["kind"])
        if kind == EntryKind.NOTE:
            return Contact(kind, words=typed["words"])
        return Contact(
            kind,
            toward=Toward(typed["toward"]) if typed["toward"] else None,
            outcome=Outcome(typed["outcome"]) if typed["outcome"] else None,
            words=typed["words"],
            is_text=typed["is_text"] and kind == EntryKind.WROTE,
        )


class AgreementForm(Form):
    """How the person said that they may be contacted."""

    agreed_how = forms.ChoiceField(label="How do we know?", choices=AGREED_LABELS, widget=forms.RadioSelect)
    agreed_to = forms.CharField(
        label="What they agreed to, in their words", max_length=500, widget=_AREA,
        help_text="Such as “call me on my own phone, do not tell my mother anything”.",
    )  # fmt: skip
    witness = StaffField(label="Who of the staff heard or saw it")
    person_phone = forms.CharField(label="Safe telephone", max_length=30, required=False, widget=PhoneInput)
    person_email = forms.EmailField(label="Safe e-mail", max_length=120, required=False)

    def __init__(self, *args: Any, staff: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["witness"].choices = named(staff)  # type: ignore[attr-defined]

    def agreement(self) -> Agreement:
        """Return what was typed."""
        typed = self.cleaned_data
        reach = Reach(typed["person_phone"], typed["person_email"])
        return Agreement(Agreed(typed["agreed_how"]), typed["agreed_to"], UUID(typed["witness"]), reach)


class DangerForm(Form):
    """What happened after somebody was in danger."""

    words = forms.CharField(
        label="What happened", max_length=MOST_WORDS, widget=_AREA, help_text="Who went to them, where they are now."
    )
    urgency = forms.ChoiceField(
        label="How urgent is it now", choices=CALM_URGENCIES, widget=Segmented, initial=Urgency.TODAY
    )


class ClosingForm(Form):
    """Why an inquiry ends."""

    ending = forms.ChoiceField(label="Why", choices=ENDING_LABELS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Where they went or were referred, or what else there is to say", max_length=500, required=False,
        widget=_AREA,
    )  # fmt: skip

    def ending_chosen(self) -> Ending:
        """Return the reason chosen."""
        return Ending(self.cleaned_data["ending"])


class ReopeningForm(Form):
    """Why an inquiry goes on."""

    words = forms.CharField(
        label="Why it goes on", max_length=500, widget=_AREA, help_text="Such as “called again on Monday”."
    )


class KnownForm(Form):
    """The person has a record already."""

    client = forms.ChoiceField(label="Which record", widget=forms.RadioSelect)

    def __init__(self, *args: Any, alike: list[LookAlike], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.choice.partition(":")[2], f"{one.label}: {one.why}") for one in alike]
        self.fields["client"].choices = known  # type: ignore[attr-defined]

    def client_id(self) -> UUID:
        """Return the record chosen."""
        return UUID(self.cleaned_data["client"])
