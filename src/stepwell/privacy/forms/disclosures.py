"""Shape of what is typed when something left by hand, and of the texts that clients are given."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.ui.forms import DateField, Form, Segmented, TimeField
from stepwell.privacy.queries.consents import ConsentRow
from stepwell.privacy.rules.disclosures import Leaving, needs_consent
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import (
    BASIS_LABELS,
    BASIS_OF,
    ENCLOSURE_LABELS,
    KIND_LABELS,
    NOTICE_LABELS,
    PURPOSE_LABELS,
    RECIPIENT_LABELS,
    SHARED_LABELS,
    TPO_RECIPIENTS,
    WAY_LABELS,
    Basis,
    Enclosure,
    Information,
    Kind,
    Notice,
    Purpose,
    RecipientKind,
    Way,
)

_AREA = {"rows": 2}
_WITHOUT = {basis: label for basis, label in BASIS_LABELS.items() if not needs_consent(basis)}


class ReasonToShare(Form):
    """What a disclosure rests on: one of the consents in force, or another right."""

    rests_on = forms.ChoiceField(label="What it rests on", widget=forms.RadioSelect)

    def __init__(self, *args: Any, consents: Iterable[ConsentRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [(str(one.id), f"{KIND_LABELS[one.kind]}: {one.terms.recipient.name}") for one in consents]
        self.fields["rests_on"].choices = [*held, *((basis.value, label) for basis, label in _WITHOUT.items())]  # type: ignore[attr-defined]


class DisclosureForm(Form):
    """What left: for a consent only what it names is offered."""

    rests_on = forms.CharField(max_length=40, widget=forms.HiddenInput)
    recipient_kind = forms.ChoiceField(label="Who received it", choices=RECIPIENT_LABELS)
    recipient = forms.CharField(label="Name of the person or office", max_length=200)
    affiliation = forms.CharField(label="Hospital or service", max_length=200)
    categories = forms.MultipleChoiceField(label="What was shared", widget=forms.CheckboxSelectMultiple)
    what = forms.CharField(
        label="In a few words", max_length=200, help_text="Such as “told which days she came”, “attendance letter”."
    )
    purpose = forms.ChoiceField(label="What it was for")
    purpose_words = forms.CharField(
        label="In words", max_length=300, required=False, help_text="If it is something else."
    )
    grounds = forms.CharField(
        label="What it rests on",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text="Nature of the emergency, number of the order, name of the agreement.",
    )
    has_order = forms.BooleanField(label="I have seen the court’s order", required=False)
    has_mandate = forms.BooleanField(label="I have seen the subpoena that goes with it", required=False)
    way = forms.ChoiceField(label="How", choices=WAY_LABELS)
    notice = forms.ChoiceField(label="Which notice went along", choices=NOTICE_LABELS, widget=Segmented)
    enclosure = forms.ChoiceField(
        label="What told them how far the consent goes", choices=ENCLOSURE_LABELS, widget=forms.RadioSelect
    )
    left_on = DateField(label="Day")
    left_at = TimeField(label="Time")

    def __init__(
        self, *args: Any, basis: Basis, consent: ConsentRow | None, now: datetime, client: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.basis, self.consent = basis, consent
        for name in self._not_asked():
            del self.fields[name]
        self._offer()
        self.initial.update({"left_on": now.date(), "left_at": now.time().replace(second=0, microsecond=0)})
        self.initial.update({"notice": Notice.SHORT, "enclosure": Enclosure.SCOPE})
        if basis is Basis.CLIENT_ACCESS:
            self.initial.update(
                {"recipient": client, "purpose": Purpose.AT_REQUEST, "recipient_kind": RecipientKind.CLIENT}
            )

    def _not_asked(self) -> set[str]:
        without = {
            "affiliation": self.basis is not Basis.MEDICAL_EMERGENCY,
            "has_order": self.basis is not Basis.COURT_ORDER,
            "has_mandate": self.basis is not Basis.COURT_ORDER,
            "notice": self.consent is None,
            "enclosure": self.consent is None,
            "grounds": self.consent is not None,
            "recipient_kind": self._named is not None or self.basis is Basis.MEDICAL_EMERGENCY,
            "recipient": self._named is not None and not self._named.is_class,
            "purpose": self.consent is not None and self.consent.kind is not Kind.TPO,
            "purpose_words": self.consent is not None,
        }
        return {name for name, is_without in without.items() if is_without}

    @property
    def _named(self) -> Recipient | None:
        """The recipient that a consent settles; one for treatment and payment leaves it open."""
        if self.consent is None or self.consent.kind is Kind.TPO:
            return None
        return self.consent.terms.recipient

    def _offer(self) -> None:
        named = self.consent.terms.categories if self.consent else frozenset(Information)
        if Information.ALL_RECORDS in named:
            named |= frozenset(Information) - {Information.COUNSELING_NOTES}
        offered = {kind: label for kind, label in SHARED_LABELS.items() if kind in named}
        self.fields["categories"].choices = list(offered.items())  # type: ignore[attr-defined]  # declared above
        if "purpose" in self.fields:
            self.fields["purpose"].choices = list(self._purposes().items())  # type: ignore[attr-defined]
        if self.consent and self.consent.kind is Kind.TPO:
            kinds = [(kind, label) for kind, label in RECIPIENT_LABELS.items() if kind in TPO_RECIPIENTS]
            self.fields["recipient_kind"].choices = kinds  # type: ignore[attr-defined]

    def _purposes(self) -> dict[Purpose, str]:
        usual = {Purpose.BENEFITS, Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS}
        for_tpo = self.consent is not None
        return {p: label for p, label in PURPOSE_LABELS.items() if p in usual or (not for_tpo and p is not Purpose.TPO)}

    def leaving(self) -> Leaving:
        """Return what left, as typed and as the consent has it."""
        typed, terms = self.cleaned_data, self.consent.terms if self.consent else None
        purpose = Purpose(typed["purpose"]) if "purpose" in typed else terms.purpose if terms else None
        return Leaving(
            basis=self.basis,
            recipient=self._recipient(),
            categories=frozenset(map(Information, typed["categories"])),
            purpose=purpose or Purpose.OTHER,
            what=typed["what"],
            way=Way(typed["way"]),
            consent=self.consent.id if self.consent else None,
            purpose_words=typed.get("purpose_words", terms.purpose_words if terms else ""),
            affiliation=typed.get("affiliation", ""),
            grounds=typed.get("grounds", ""),
            has_order=typed.get("has_order", False),
            has_mandate=typed.get("has_mandate", False),
            notice=Notice(typed["notice"]) if "notice" in typed else None,
            enclosure=Enclosure(typed["enclosure"]) if "enclosure" in typed else None,
        )

    def _recipient(self) -> Recipient:
        typed, named = self.cleaned_data, self._named
        name = typed.get("recipient", named.name if named else "")
        if "recipient_kind" in typed:
            return Recipient(RecipientKind(typed["recipient_kind"]), name)
        return Recipient(named.kind if named else RecipientKind.PROVIDER, name)


def basis_of(chosen: str, consents: Iterable[ConsentRow]) -> tuple[Basis, ConsentRow | None] | None:
    """Return what a choice of `ReasonToShare` means, or None for one that is none."""
    if chosen in set(_WITHOUT):
        return Basis(chosen), None
    consent = next((one for one in consents if str(one.id) == chosen), None)
    return (BASIS_OF[consent.kind], consent) if consent else None


class TextForm(Form):
    """A new version of one of the organization's texts."""

    text = forms.CharField(
        max_length=60_000, widget=forms.Textarea(attrs={"rows": 24}), help_text="An empty line begins a paragraph."
    )
    effective_on = DateField(label="In force from")
    is_reviewed = forms.BooleanField(label="Our counsel has read and approved this text", required=False)


class AcknowledgementForm(Form):
    """A client signs for a text, or does not want to."""

    name = forms.CharField(label="Full name of whoever signs", max_length=120, required=False)
    signature = SignatureField(required=False)
    reason = forms.CharField(
        label="Not signed because",
        max_length=300,
        required=False,
        help_text="Only if the client was given the text and did not sign.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a signature or a reason, not both and not neither."""
        typed = self.cleaned_data
        if bool(typed.get("signature")) is bool(typed.get("reason")) and not self.errors:
            self.add_error("signature", "Sign here, or write why there is no signature. One of the two.")
        return typed
