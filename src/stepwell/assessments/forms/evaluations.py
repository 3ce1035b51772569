"""A section of the evaluation as a form, and signing."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from stepwell.assessments.rules.contents import LINE_LETTERS, MOST_ROWS, TEXT_LETTERS, Field, Kind, Section
from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.ui.forms import VersionedForm

SPARE_ROWS = 3


class SectionForm(VersionedForm):
    """One section. A table is a row of fields for each entry, named field, number of the row, column."""

    marks_optional: ClassVar[bool] = False  # a draft may lack anything; what signing needs is said on the overview

    def __init__(self, *args: Any, section: Section, values: Mapping[str, Any], version: int, **kwargs: Any) -> None:
        self.section = section
        initial = {"version": version, **_flat(section, values)}
        super().__init__(*args, initial=initial, **kwargs)
        for field in section.fields:
            if field.kind is Kind.TABLE:
                self._add_rows(field, len(values.get(field.name) or ()))
            else:
                self.fields[field.name] = _form_field(field)

    def values(self) -> dict[str, Any]:
        """Return what was typed, by field; of a table a list of rows."""
        typed = self.cleaned_data
        found: dict[str, Any] = {}
        for field in self.section.fields:
            if field.kind is Kind.TABLE:
                found[field.name] = [
                    {name: typed.get(_cell(field, row, name), "") for name, _ in field.columns}
                    for row in range(MOST_ROWS)
                ]
            else:
                found[field.name] = typed.get(field.name, "")
        return found

    @property
    def parts(self) -> list[tuple[Field, list[Any], list[list[Any]]]]:
        """Each field with its control, or with the rows of controls of a table."""
        return [
            (field, [], self._rows(field)) if field.kind is Kind.TABLE else (field, [self[field.name]], [])
            for field in self.section.fields
        ]

    def _rows(self, field: Field) -> list[list[Any]]:
        return [
            [self[_cell(field, row, name)] for name, _ in field.columns]
            for row in range(MOST_ROWS)
            if _cell(field, row, field.columns[0][0]) in self.fields
        ]

    def _add_rows(self, field: Field, filled: int) -> None:
        for row in range(min(MOST_ROWS, filled + SPARE_ROWS)):
            for name, heading in field.columns:
                self.fields[_cell(field, row, name)] = forms.CharField(
                    label=f"{heading}, row {row + 1}",
                    required=False,
                    max_length=LINE_LETTERS,
                    error_messages={"max_length": f"Write {LINE_LETTERS} characters or fewer."},
                    widget=forms.TextInput(attrs={"autocomplete": "off", "aria-label": f"{heading}, row {row + 1}"}),
                )


class SignForm(VersionedForm):
    """The author's signature under exactly what the page shows."""

    signature = SignatureField()


def _form_field(field: Field) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "required": False, "help_text": field.help}
    if field.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=field.choices, widget=forms.RadioSelect, **common)
    letters = LINE_LETTERS if field.kind is Kind.LINE else TEXT_LETTERS
    words = {"max_length": f"Write {letters:,} characters or fewer."}
    widget = forms.TextInput() if field.kind is Kind.LINE else forms.Textarea(attrs={"rows": 3})
    widget.attrs["autocomplete"] = "off"
    return forms.CharField(max_length=letters, widget=widget, error_messages=words, **common)


def _cell(field: Field, row: int, column: str) -> str:
    return f"{field.name}-{row}-{column}"


def _flat(section: Section, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored values under the names of the form's fields."""
    found: dict[str, Any] = {}
    for field in section.fields:
        if field.kind is Kind.TABLE:
            for row, entry in enumerate(values.get(field.name) or ()):
                found |= {_cell(field, row, name): entry.get(name, "") for name, _ in field.columns}
        else:
            found[field.name] = values.get(field.name, "")
    return found
