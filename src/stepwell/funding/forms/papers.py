"""Signing a paper, and sending it."""

from typing import Any

from django import forms

from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.signatures.rules.marks import MAX_TYPED_LETTERS
from stepwell.platform.ui.forms import Form


class SignForm(Form):
    """A signature under the text that is shown."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    signature = SignatureField()


class VisitForm(SignForm):
    """The same, through a link: with the name of who signs."""

    name = forms.CharField(label="Your full name", max_length=MAX_TYPED_LETTERS)
    field_order = ("shown", "name", "signature")


class LinkForm(Form):
    """How the link reaches the client."""

    contact = forms.ChoiceField(label="How", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, addresses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Hand it over here"), *((key, f"By e-mail to {value}") for key, value in addresses)]
        self.fields["contact"].choices = choices  # type: ignore[attr-defined]
