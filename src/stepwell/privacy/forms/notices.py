"""Shape of what is typed to give texts by a link."""

from typing import Any
from uuid import UUID

from django import forms

from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.ui.forms import Form
from stepwell.privacy.forms.consents import LinkForm
from stepwell.privacy.queries.notices import GivenRow


class TextsLinkForm(LinkForm):
    """Which texts a link carries, and how the client gets it."""

    notices = forms.TypedMultipleChoiceField(
        label="Texts",
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The client reads each and signs for each.",
    )

    field_order = ("notices", "way")

    def __init__(self, *args: Any, missing: list[GivenRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [(str(row.notice.pk), f"{row.label}, version {row.notice.number}") for row in missing]
        self.fields["notices"].choices = keys  # type: ignore[attr-defined]  # declared above
        self.fields["notices"].initial = [key for key, _ in keys]


class TextByLinkForm(Form):
    """The client signs for one text on a telephone or at home."""

    name = forms.CharField(label="Your full name", max_length=120)
    signature = SignatureField(label="Your signature")
