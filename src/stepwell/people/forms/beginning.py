"""Forms of the first run."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from stepwell.people.forms.places import OrganizationForm
from stepwell.people.rules.organizations import OrganizationRecord
from stepwell.platform.accounts.models import Account
from stepwell.platform.ui.forms import Form


class FounderForm(Form):
    """Who sets the clinic up, and how they will sign in."""

    autocomplete: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "email": "username",
        "password": "new-password",
        "again": "new-password",
    }
    name = forms.CharField(label="Your name", max_length=120, help_text="As colleagues will see it.")
    email = forms.EmailField(label="Your work e-mail", help_text="You sign in with it.")
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput,
        help_text="At least 12 characters. Three or four words that you remember are better than symbols.",
    )
    again = forms.CharField(label="The same password again", strip=False, widget=forms.PasswordInput)

    def clean(self) -> dict[str, Any]:
        """Compare both passwords, and ask whether the first is good enough."""
        typed = super().clean() or self.cleaned_data
        password, again = typed.get("password"), typed.get("again")
        if password and again and password != again:
            self.add_error("again", "This is not the same as above. Type both once more.")
        if password:
            try:
                validate_password(password, Account(name=typed.get("name", ""), email=typed.get("email", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return typed


class FirstOrganization(OrganizationForm):
    """The organization, and what its first site is called."""

    site_name = forms.CharField(
        label="Name of your first site",
        max_length=80,
        help_text="Such as Eastbank. It gets the address above; you can change it and add more sites afterwards.",
    )

    def record(self) -> OrganizationRecord:
        """Return the organization that was typed."""
        return OrganizationRecord(**{name: value for name, value in self._typed().items() if name != "site_name"})
