"""What somebody invited types."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from stepwell.platform.ui.forms import Form


class AcceptForm(Form):
    """Name and password of a new account."""

    autocomplete: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "password": "new-password",
        "again": "new-password",
    }

    name = forms.CharField(
        label="Your name", max_length=120, help_text="As colleagues see it, and as notes are signed."
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text="At least 12 characters. Three or four words that you remember are better than symbols.",
        widget=forms.PasswordInput,
    )
    again = forms.CharField(label="The same password again", strip=False, widget=forms.PasswordInput)

    def clean(self) -> dict[str, Any]:
        """Compare both passwords."""
        cleaned = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "This is not the same as above. Type both once more.")
        return cleaned
