"""Medicare's amounts from a day on: typed in, or from a table."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from stepwell.coverage.rules.cost.part_b import PerDiem
from stepwell.coverage.rules.medicare_files import MOST_SOURCE, NEEDED, OTHERS
from stepwell.coverage.rules.medicare_years import (
    USUAL_COINSURANCE,
    USUAL_SEQUESTRATION,
    USUAL_SHARE,
    Entry,
)
from stepwell.coverage.rules.tables import MOST_BYTES
from stepwell.platform.ui.forms import DateField, Form, TableForm


def _number(label: str, *, places: int = 2, required: bool = False, **more: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(
        label=label, required=required, max_digits=6 + places, decimal_places=places, widget=widget, **more
    )


class _Form(Form):
    """For which site, and that odd amounts were looked up."""

    site = forms.ChoiceField(label="For which site", required=False)
    is_sure = forms.BooleanField(
        label="I looked them up again", required=False, help_text="Needed only if they are far from the year before."
    )

    def __init__(self, *args: Any, sites: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All sites"), *((str(key), name) for key, name in sites)]
        self.fields["site"].choices = choices  # type: ignore[attr-defined]

    def site_id(self) -> UUID | None:
        """Return the site, or None for all."""
        return UUID(self.cleaned_data["site"]) if self.cleaned_data["site"] else None


class YearForm(_Form):
    """What Medicare asks and pays from a day on."""

    template_name = "coverage/_estimate_form.html"
    PARTS: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("What it is", ("from_on", "source", "site")),
        ("What the client pays", ("deductible", "coinsurance")),
        ("What a day is paid", ("hospital_few", "hospital_many", "cmhc_few", "cmhc_many")),
        ("For your area", ("wage_index", "labor_share", "sequestration", "is_sure")),
    )
    from_on = DateField(label="In force from", help_text="Mostly January 1. A correction in the year has its own day.")
    source = forms.CharField(
        label="Where you read it", max_length=MOST_SOURCE, help_text="Such as the rule and its table, with the day."
    )
    deductible = _number("Part B deductible, dollars a year", required=True)
    coinsurance = _number("Coinsurance, percent", required=True, initial=USUAL_COINSURANCE)
    hospital_few = _number("Hospital outpatient, up to three services (APC 5861)")
    hospital_many = _number("Hospital outpatient, four or more (APC 5862)")
    cmhc_few = _number("Community mental health center, up to three services (APC 5851)")
    cmhc_many = _number("Community mental health center, four or more (APC 5852)")
    wage_index = _number(
        "Wage index of your area", places=4,
        help_text="For national per diems. Empty if those above are your own already.",
    )  # fmt: skip
    labor_share = _number("Percent of a per diem that follows it", required=True, initial=USUAL_SHARE)
    sequestration = _number(
        "Percent that Medicare holds back of its payment", required=True, initial=USUAL_SEQUESTRATION,
        help_text="Nobody’s share changes by it.",
    )  # fmt: skip
    field_order = tuple(name for _, names in PARTS for name in names)

    def parts(self) -> list[tuple[str, list[Any]]]:
        """Return each part with its fields."""
        return [(title, [self[name] for name in names]) for title, names in self.PARTS]

    def entry(self) -> Entry:
        """Return what was typed."""
        data = self.cleaned_data
        same = ("from_on", "deductible", "coinsurance", "sequestration", "wage_index", "labor_share", "source")
        return Entry(
            hospital=PerDiem(data["hospital_few"], data["hospital_many"]),
            cmhc=PerDiem(data["cmhc_few"], data["cmhc_many"]),
            **{name: data[name] for name in same},
        )


class YearsFileForm(TableForm, _Form):
    """The same from a table; once it was looked at, its text comes along."""

    marks_optional: ClassVar[bool] = False  # the file is needed, or its text
    file = forms.FileField(
        label="Table as CSV", required=False, allow_empty_file=True,
        help_text=f"A line for each day from which amounts hold. Columns: {', '.join(NEEDED)}; as far as you have"
        f" them {', '.join(OTHERS)}.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )  # fmt: skip
    text = forms.CharField(required=False, max_length=MOST_BYTES, strip=False, widget=forms.HiddenInput)
    field_order = ("file", "site", "is_sure", "text")
