"""What a visitor types: the code of a letter, or who they are."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from stepwell.platform.links.rules.identity import Identity, name_key
from stepwell.platform.links.rules.secret import CODE_DIGITS, read_secret
from stepwell.platform.ui.forms import DateField, Form


class SecretForm(Form):
    """The code of a letter."""

    code = forms.CharField(
        label="Code",
        max_length=60,
        help_text="Four groups of five letters and digits. Capitals and spaces do not matter.",
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Return the code in its printed form."""
        secret = read_secret(self.cleaned_data["code"])
        if not secret:
            message = "This is not a whole code. It has 20 letters and digits; compare it with the letter."
            raise forms.ValidationError(message)
        return secret


class IdentityForm(Form):
    """Name, birth date and, if the link asks it, the code told by another way."""

    autocomplete: ClassVar[Mapping[str, str]] = {
        "first_name": "given-name",
        "last_name": "family-name",
        "birth_date": "bday",
        "code": "one-time-code",
    }

    first_name = forms.CharField(label="First name", max_length=80)
    last_name = forms.CharField(label="Last name", max_length=80)
    birth_date = DateField(label="Date of birth")
    code = forms.CharField(
        label="Code",
        max_length=12,
        help_text=f"The {CODE_DIGITS} digits the clinic told you.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]

    def clean_birth_date(self) -> date:
        """Return the date; one in the future is a slip of the finger and costs no try."""
        birth_date: date = self.cleaned_data["birth_date"]
        if birth_date.year < 1900:
            message = "Write the year with four digits."
            raise forms.ValidationError(message)
        return birth_date

    def clean(self) -> dict[str, Any]:
        """Refuse a name without any letter before it costs a try."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_name"), cleaned.get("last_name")
        if first and last and not name_key(first + last):
            self.add_error("first_name", "Write your name in letters.")
        return cleaned

    @property
    def answer(self) -> Identity:
        """What was typed, as one answer."""
        typed = self.cleaned_data
        return Identity((f"{typed['first_name']} {typed['last_name']}",), typed["birth_date"], typed.get("code", ""))
