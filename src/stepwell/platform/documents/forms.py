"""What is asked when a file is handed in or taken out."""

from collections.abc import Iterable
from typing import Any

from django import forms

from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.vocabulary import FILED_LABELS, MediaType
from stepwell.platform.ui.forms import Form
from stepwell.platform.walls.rights import Category


class UploadForm(Form):
    """A file and what it is."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,  # the rule says it better
        help_text="PDF, PNG or JPEG, up to 10 MB. Pictures are saved without place and camera data.",
        widget=forms.FileInput(attrs={"accept": ",".join(MediaType)}),
    )
    category = forms.ChoiceField(label="What it is", help_text="This decides who can see it.", widget=forms.RadioSelect)
    title = forms.CharField(
        label="Title",
        max_length=120,
        required=False,
        help_text="Such as “Insurance card, front”. Otherwise the file's own name.",
    )

    def __init__(self, *args: Any, categories: Iterable[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(category.value, words) for category, words in FILED_LABELS.items() if category in categories]
        self.fields["category"].choices = offered  # type: ignore[attr-defined]  # declared above

    @property
    def upload(self) -> Upload:
        """The file as it came."""
        file = self.cleaned_data["file"]
        return Upload(self.cleaned_data["title"] or file.name, file.read(), file.size)


class WithdrawalForm(Form):
    """Why a document is taken out."""

    reason = forms.CharField(label="Why", max_length=200, help_text="Such as “Belongs to another person”.")
