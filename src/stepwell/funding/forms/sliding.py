"""What is asked about the sliding fee."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from stepwell.billing.forms import OnceForm
from stepwell.coverage.rules.sliding_fee import SCHEDULE, FeeClass, Region
from stepwell.funding.actions.applying import Household, Shown
from stepwell.funding.vocabulary import (
    DECLINED_LABELS,
    PERIOD_LABELS,
    PROOF_LABELS,
    REGION_LABELS,
    Declined,
    Period,
    ProofKind,
)
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.vocabulary import MediaType
from stepwell.platform.ui.forms import DateField, DollarField, Form, TableForm

_NONE = Decimal(0)


class ProofForm(Form):
    """What shows an income."""

    kind = forms.ChoiceField(label="What shows the income", choices=list(PROOF_LABELS.items()))
    dated_on = DateField(label="Its date")
    file = forms.FileField(
        label="The paper itself", required=False, allow_empty_file=True,
        help_text="PDF, PNG or JPEG, up to 10 MB. It is kept with the client’s documents.",
        widget=forms.FileInput(attrs={"accept": ",".join(MediaType)}),
    )  # fmt: skip

    def shown(self) -> Shown:
        """Return what was handed in."""
        data = self.cleaned_data
        kind, file = ProofKind(data["kind"]), data["file"]
        upload = Upload(f"{PROOF_LABELS[kind]} {data['dated_on']}", file.read(), file.size) if file else None
        return Shown(kind, data["dated_on"], upload)


class ApplicationForm(ProofForm, OnceForm):
    """A client asks for the sliding fee."""

    applied_on = DateField(label="Day of the application")
    people = forms.IntegerField(
        label="People in the household", min_value=1, max_value=50, help_text="Who lives together and shares income.",
    )  # fmt: skip
    income = DollarField(
        label="Income of all of them", min_value=_NONE,
        help_text="Before taxes: wages, benefits, pensions, support. Savings are not income. 0 if there is none.",
    )  # fmt: skip
    period = forms.ChoiceField(label="How often", choices=list(PERIOD_LABELS.items()), initial=Period.MONTH)
    region = forms.ChoiceField(label="Where they live", choices=list(REGION_LABELS.items()))
    words = forms.CharField(
        label="How it was counted", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("applied_on", "people", "income", "period", "region", "words", "kind", "dated_on", "file", "key")

    def household(self) -> Household:
        """Return what the client says."""
        data = self.cleaned_data
        return Household(
            data["applied_on"], data["people"], data["income"], Period(data["period"]), Region(data["region"]),
            data["words"],
        )  # fmt: skip


class GrantForm(Form):
    """A discount is granted."""

    valid_from = DateField(label="For days of care from", help_text="It holds for twelve months.")
    after_payer = forms.BooleanField(
        label="Also for what a plan leaves to the client", required=False,
        help_text="Only after the plan paid, where its contract allows it, and for hardship documented below.",
    )  # fmt: skip
    words = forms.CharField(
        label="Hardship, and what the plan’s contract says", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class DeclineForm(Form):
    """There is no discount."""

    declined = forms.ChoiceField(label="Why", choices=[("", "Choose"), *DECLINED_LABELS.items()])
    note = forms.CharField(label="Anything else", required=False, max_length=500)

    def reason(self) -> Declined:
        """Return why."""
        return Declined(self.cleaned_data["declined"])


class GuidelinesForm(Form):
    """The federal poverty guidelines of a year."""

    from_on = DateField(label="In force from", help_text="As the Federal Register says, in January.")
    source = forms.CharField(max_length=200, help_text="Where you read them, such as 91 FR 1797.")
    is_sure = forms.BooleanField(
        label="I looked them up again", required=False, help_text="Needed only if they are far from last year’s."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for region, label in REGION_LABELS.items():
            self.fields[f"one_{region}"] = DollarField(label=f"{label}: one person, dollars a year")
            self.fields[f"further_{region}"] = DollarField(label=f"{label}: each further person")
        self.order_fields(
            ["from_on", *(name for name in self.fields if name.startswith(("one_", "further_"))), "source"]
        )

    def dollars(self) -> dict[Region, tuple[Decimal, Decimal]]:
        """Return dollars for one person and each further one, by region."""
        data = self.cleaned_data
        return {region: (data[f"one_{region}"], data[f"further_{region}"]) for region in REGION_LABELS}


class GuidelineFileForm(TableForm):
    """The same from a file; once it was looked at, its text comes along."""

    marks_optional: ClassVar[bool] = False  # the file is needed, or its text
    from_on = DateField(label="In force from", help_text="As the Federal Register says, in January.")
    source = forms.CharField(max_length=200, help_text="Where you read them, such as 91 FR 1797.")
    file = forms.FileField(
        label="Table as CSV", required=False, allow_empty_file=True,
        help_text="A line for each: year, region (contiguous, alaska, hawaii), size, amount.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )  # fmt: skip
    text = forms.CharField(required=False, max_length=100_000, strip=False, widget=forms.HiddenInput)
    is_sure = forms.BooleanField(
        label="I looked them up again", required=False, help_text="Needed only if they are far from last year’s."
    )


MOST_CLASSES = 8


class ScheduleForm(Form):
    """A schedule of discounts: classes in rows, empty rows left out."""

    from_on = DateField(label="For applications from")
    note = forms.CharField(label="Who approved it", required=False, max_length=300, help_text="Such as the board.")
    is_sure = forms.BooleanField(
        label="It may differ from what federally funded health centers are held to", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_CLASSES):
            usual = SCHEDULE[number] if number < len(SCHEDULE) else None
            self._add_row(number + 1, usual)
        rows = [name for name in self.fields if name[-1].isdigit()]
        self.order_fields(["from_on", *rows, "is_sure", "note"])

    def _add_row(self, number: int, usual: FeeClass | None) -> None:
        options: dict[str, Any] = {"required": False, "min_value": _NONE, "max_digits": 7, "decimal_places": 2}
        self.fields[f"name{number}"] = forms.CharField(
            label=f"Class {number}: name", required=False, max_length=10, initial=usual.name if usual else None
        )
        self.fields[f"up_to{number}"] = forms.DecimalField(
            label=f"Class {number}: up to percent of poverty", initial=usual.up_to if usual else None,
            help_text="Empty for the last: everybody above." if number == 1 else "", **options,
        )  # fmt: skip
        self.fields[f"share{number}"] = forms.DecimalField(
            label=f"Class {number}: pays percent of the fee", initial=usual.share if usual else None, **options
        )
        self.fields[f"nominal{number}"] = forms.DecimalField(
            label=f"Class {number}: or dollars a day", initial=usual.nominal if usual else None, **options
        )

    def rows(self) -> list[list[Any]]:
        """Return the bound fields of each class, for a table."""
        names = ("name", "up_to", "share", "nominal")
        return [[self[f"{name}{number}"] for name in names] for number in range(1, MOST_CLASSES + 1)]

    def classes(self) -> list[FeeClass]:
        """Return the classes that were filled in."""
        data, found = self.cleaned_data, []
        for number in range(1, MOST_CLASSES + 1):
            name, share, nominal = data[f"name{number}"], data[f"share{number}"], data[f"nominal{number}"]
            if name:
                share = Decimal(100) if share is None else share
                found.append(FeeClass(name, data[f"up_to{number}"], share, nominal))
        return found


def first_of(today: date, state: str) -> dict[str, Any]:
    """Return what an application begins with."""
    region = {"AK": Region.ALASKA, "HI": Region.HAWAII}.get(state, Region.CONTIGUOUS)
    return {"applied_on": today, "region": region, "period": Period.MONTH, "dated_on": today}
