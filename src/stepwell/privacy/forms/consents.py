"""Shape of what is typed to write, sign and end a consent."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from stepwell.platform.documents.actions import Upload
from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.ui.forms import DateField, Form, Segmented, VersionedForm
from stepwell.privacy.models import Consent
from stepwell.privacy.queries.consents import terms_of
from stepwell.privacy.rules.elements import Recipient, Signing, Terms, statements_needed
from stepwell.privacy.rules.standard import PLANS
from stepwell.privacy.vocabulary import (
    EXPIRY_LABELS,
    INFORMATION_LABELS,
    PURPOSE_LABELS,
    RECIPIENT_LABELS,
    REVOCATION_LABELS,
    SIGNER_LABELS,
    TPO_EXPIRIES,
    Expiry,
    Information,
    Kind,
    Purpose,
    RecipientKind,
    RevocationWay,
    Signer,
)

_AREA = {"rows": 2}

# What is not asked for a kind, because the law or the kind itself settles it.
_SETTLED = {
    Kind.CONTACT_PAYER: {
        "recipient_kind", "recipient_is_class", "purpose", "purpose_words", "intermediary", "intermediary_members",
        "names_fundraising",
    },
    Kind.TPO: {"recipient_kind", "recipient", "recipient_is_class", "purpose", "purpose_words"},
    Kind.NAMED: {"names_fundraising"},
    Kind.COUNSELING_NOTES: {"categories", "names_fundraising", "intermediary", "intermediary_members"},
    Kind.PROCEEDING: {"purpose", "names_fundraising", "intermediary", "intermediary_members"},
}  # fmt: skip


class ConsentForm(VersionedForm):
    """What a consent of one kind says. What its kind settles is not asked."""

    recipient_kind = forms.ChoiceField(label="Who receives it", choices=RECIPIENT_LABELS)
    recipient = forms.CharField(
        label="Name of the person or office",
        max_length=200,
        help_text="As the client says it, such as “Rosa López, my mother”.",
    )
    recipient_is_class = forms.BooleanField(label="This is a group of people, not one by name", required=False)
    categories = forms.MultipleChoiceField(label="What may be shared", widget=forms.CheckboxSelectMultiple)
    details = forms.CharField(
        label="More exactly",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text="Dates, one report only, what is not to be shared.",
    )
    purpose = forms.ChoiceField(label="What it is for")
    purpose_words = forms.CharField(
        label="In the client’s words", max_length=300, required=False, help_text="Needed if it is something else."
    )
    expiry = forms.ChoiceField(label="When it ends", widget=forms.RadioSelect)
    expires_on = DateField(label="Last day", required=False, help_text="If it ends on a date.")
    expiry_event = forms.CharField(
        label="Event",
        max_length=200,
        required=False,
        help_text="If it ends when something happens: “my court case is closed”.",
    )
    intermediary = forms.CharField(
        label="Passed on by",
        max_length=200,
        required=False,
        help_text="Only if a health information exchange or the like passes it on.",
    )
    intermediary_members = forms.CharField(
        label="To which of its members",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text="Their names, or “my treating providers”.",
    )
    names_fundraising = forms.BooleanField(label="Also for asking for donations; the client can say no", required=False)
    discloser = forms.CharField(label="Who may share it", max_length=200)

    def __init__(self, *args: Any, standard: Terms, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard, self.kind = standard, standard.kind
        for name in _SETTLED[self.kind] | ({"version"} if is_new else set()):
            del self.fields[name]
        self._choices("categories", {k: v for k, v in INFORMATION_LABELS.items() if k != Information.COUNSELING_NOTES})
        self._choices("purpose", {k: v for k, v in PURPOSE_LABELS.items() if k != Purpose.TPO})
        ends = EXPIRY_LABELS if self.kind is Kind.TPO else _without_open_ends()
        self._choices("expiry", ends)
        if self.kind is Kind.CONTACT_PAYER:
            self.fields["recipient"].label = "Insurer"
            self.fields["recipient"].help_text = "Leave this as it is to ask any plan of theirs, or name one."

    def _choices(self, name: str, choices: dict[Any, str]) -> None:
        if name in self.fields:
            self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]  # declared above

    def terms(self) -> Terms:
        """Return what was typed; the rest as the kind has it."""
        typed = self.cleaned_data
        expiry = Expiry(typed["expiry"])
        fundraising = bool(typed.get("names_fundraising"))
        return replace(
            self.standard,
            discloser=typed["discloser"],
            recipient=self._recipient(),
            categories=frozenset(map(Information, typed["categories"]))
            if "categories" in typed
            else self.standard.categories,
            details=typed["details"],
            purpose=Purpose(typed["purpose"]) if "purpose" in typed else self.standard.purpose,
            purpose_words=typed.get("purpose_words", ""),
            expiry=expiry,
            expires_on=typed["expires_on"] if expiry is Expiry.DATE else None,
            expiry_event=typed["expiry_event"] if expiry is Expiry.EVENT else "",
            intermediary=typed.get("intermediary", ""),
            intermediary_members=typed.get("intermediary_members", ""),
            names_fundraising=fundraising,
            statements=statements_needed(self.kind, names_fundraising=fundraising),
        )

    def _recipient(self) -> Recipient:
        typed, usual = self.cleaned_data, self.standard.recipient
        name = typed.get("recipient", usual.name)
        if "recipient_kind" in typed:
            return Recipient(RecipientKind(typed["recipient_kind"]), name, typed["recipient_is_class"])
        return Recipient(usual.kind, name, is_class=name in {usual.name, PLANS} and usual.is_class)


def _without_open_ends() -> dict[Expiry, str]:
    return {expiry: label for expiry, label in EXPIRY_LABELS.items() if expiry not in TPO_EXPIRIES}


def as_typed(terms: Terms) -> dict[str, Any]:
    """Return terms as the fields of a form hold them."""
    return {
        "discloser": terms.discloser,
        "recipient_kind": terms.recipient.kind.value,
        "recipient": terms.recipient.name,
        "recipient_is_class": terms.recipient.is_class,
        "categories": [kind.value for kind in Information if kind in terms.categories],
        "details": terms.details,
        "purpose": terms.purpose.value if terms.purpose else "",
        "purpose_words": terms.purpose_words,
        "expiry": terms.expiry.value if terms.expiry else "",
        "expires_on": terms.expires_on,
        "expiry_event": terms.expiry_event,
        "intermediary": terms.intermediary,
        "intermediary_members": terms.intermediary_members,
        "names_fundraising": terms.names_fundraising,
    }


def draft_as_typed(consent: Consent) -> dict[str, Any]:
    """Return a draft as the fields of its form hold it, with its version."""
    return as_typed(terms_of(consent)) | {"version": consent.version}


class _Shown(Form):
    """The text that was on the page, by its digest, and the choice about donations where it names them."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    declines_fundraising = forms.BooleanField(label="Do not ask me for donations", required=False)

    def __init__(self, *args: Any, names_fundraising: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_fundraising:
            del self.fields["declines_fundraising"]

    @property
    def declines(self) -> bool:
        """Whether whoever signs wants no requests for donations."""
        return bool(self.cleaned_data.get("declines_fundraising"))


class SignHereForm(_Shown):
    """The client, or whoever may sign for them, signs on this screen."""

    signer = forms.ChoiceField(label="Who signs", choices=SIGNER_LABELS, widget=Segmented, initial=Signer.CLIENT)
    name = forms.CharField(label="Full name of whoever signs", max_length=120)
    relation = forms.CharField(
        label="Relation to the client", max_length=80, required=False, help_text="If somebody signs for them."
    )
    authority = forms.CharField(
        label="By what authority", max_length=200, required=False, help_text="Such as “guardian by court order 12-345”."
    )
    signature = SignatureField()

    field_order = ("declines_fundraising", "signer", "name", "relation", "authority", "signature")

    def signing(self) -> Signing:
        """Return who signs; the action adds when."""
        typed = self.cleaned_data
        return Signing(Signer(typed["signer"]), typed["name"], None, typed["relation"], typed["authority"])


class SignByLinkForm(_Shown):
    """The client signs on a telephone or at home."""

    name = forms.CharField(label="Your full name", max_length=120)
    signature = SignatureField(label="Your signature")

    field_order = ("declines_fundraising", "name", "signature")


class LinkForm(Form):
    """How a client gets the text to sign."""

    way = forms.ChoiceField(label="How", widget=forms.RadioSelect)

    LETTER = "letter"

    def __init__(self, *args: Any, addresses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [*((key, f"E-mail to {value}") for key, value in addresses), (self.LETTER, "A letter to hand over")]
        self.fields["way"].choices = offered  # type: ignore[attr-defined]  # declared above
        self.fields["way"].initial = offered[0][0]

    @property
    def contact_id(self) -> UUID | None:
        """The address to send it to, or None for a letter; of a valid form."""
        way = self.cleaned_data["way"]
        return None if way == self.LETTER else UUID(way)


class RevocationForm(Form):
    """Who takes a consent back, and how."""

    way = forms.ChoiceField(label="How", choices=REVOCATION_LABELS, widget=Segmented, initial=RevocationWay.WRITING)
    asked_by = forms.CharField(label="Who took it back", max_length=120)
    words = forms.CharField(
        label="What they said or wrote", max_length=500, required=False, widget=forms.Textarea(attrs=_AREA)
    )
    paper = forms.FileField(
        label="The signed paper",
        required=False,
        help_text="PDF, PNG or JPEG. It is kept with the documents.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )

    def upload(self) -> Upload | None:
        """Return the paper as it came, or None."""
        file = self.cleaned_data["paper"]
        return Upload(file.name, file.read(), file.size) if file else None


class EndingForm(Form):
    """On which day the event happened."""

    happened_on = DateField(label="The day it happened", help_text="From this day on the consent permits nothing.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = today
