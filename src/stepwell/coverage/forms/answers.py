"""A file of a payer."""

from django import forms

from stepwell.coverage.actions.answers import MOST_BYTES
from stepwell.platform.ui.forms import Form


class AnswerForm(Form):
    """The answer of a payer as a file."""

    file = forms.FileField(
        label="The payer’s answer (271)", allow_empty_file=True,
        help_text="As it came from the clearinghouse. It is kept as it is, whatever it says.",
    )  # fmt: skip

    def content(self) -> bytes:
        """Return its bytes, one more than is taken at most."""
        read: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return read
