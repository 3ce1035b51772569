"""Which days a superbill or a receipt is about."""

from typing import Any

from django import forms

from stepwell.platform.ui.forms import DateField, Form, Segmented


class HandForm(Form):
    """What is handed to the client."""

    what = forms.ChoiceField(
        label="What", widget=Segmented, initial="receipt",
        choices=[("receipt", "HSA or FSA receipt"), ("superbill", "Superbill")],
    )  # fmt: skip
    first = DateField(label="From")
    last = DateField(label="Through")

    def clean(self) -> dict[str, Any]:
        """Return the days in their order."""
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", "The last day comes before the first. Change one of them.")
        return data
