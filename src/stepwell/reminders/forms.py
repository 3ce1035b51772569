"""What staff write down when a client wants reminders, or no more; what a client chooses behind the link."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from stepwell.clients.models import ContactMethod
from stepwell.platform.ui.forms import Form
from stepwell.reminders.vocabulary import LEAD_LABELS, TOLD_LABELS, End, Lead, Told


class AskForm(Form):
    """Where reminders go, when, and how the client said so."""

    address = forms.ChoiceField(label="E-mail address", widget=forms.RadioSelect)
    told_how = forms.ChoiceField(
        label="How the client said so", choices=TOLD_LABELS, widget=forms.RadioSelect,
        help_text="Kept with your name and the time.",
    )  # fmt: skip
    lead = forms.ChoiceField(
        label="When reminders go", choices=LEAD_LABELS, initial=Lead.EVENING, widget=forms.RadioSelect,
        help_text="The client may choose otherwise by the link.",
    )  # fmt: skip

    def __init__(self, *args: Any, addresses: Sequence[ContactMethod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["address"]
        field.choices = [(str(one.pk), one.value) for one in addresses]  # type: ignore[attr-defined]
        if addresses:
            field.initial = str(addresses[0].pk)

    def chosen(self) -> dict[str, Any]:
        """Return contact, lead and how it was told, as the action takes them."""
        typed = self.cleaned_data
        return {"contact_id": UUID(typed["address"]), "lead": Lead(typed["lead"]), "told": Told(typed["told_how"])}


class EndForm(Form):
    """Why staff end reminders."""

    how = forms.ChoiceField(
        label="Why", widget=forms.RadioSelect, initial=End.STAFF,
        choices=[(End.STAFF, "The client wants no more"), (End.RETURNED, "An e-mail came back, or reached a stranger")],
    )  # fmt: skip


class ChooseForm(Form):
    """When a client wants reminders."""

    lead = forms.ChoiceField(label="When should we write?", choices=LEAD_LABELS, widget=forms.RadioSelect)
