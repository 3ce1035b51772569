"""The form of a group note: the shared part once, and for each client who was there a row of fields."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from stepwell.kernel.findings import Finding
from stepwell.notes.actions.drafting import Written
from stepwell.notes.queries.sheets import Row, Sheet
from stepwell.notes.rules import names
from stepwell.notes.rules.writing import Part, Shared
from stepwell.notes.vocabulary import (
    MOST_SENTENCE,
    MOST_TOPIC,
    MOST_WORDS,
    PARTICIPATION_LABELS,
    PROGRESS_LABELS,
    RESPONSE_LABELS,
    RISK_LABELS,
    Participation,
    Response,
    Risk,
)
from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.ui.forms import Form

_VERSION = {"min_value": 1, "max_value": 2_000_000_000, "required": False, "widget": forms.HiddenInput}
_ROW = ("objective", "progress", "participation", "response", "words", "plan", "risk", "risk_words", "opens_crisis",
        "is_meant", "version")  # fmt: skip
_SHARED = ("topic", "intervention")


class GroupForm(Form):
    """A group note as it is typed. Nothing is required: what is missing is said when it is signed."""

    marks_optional = False
    topic = forms.CharField(
        label="Topic", max_length=MOST_TOPIC, required=False, widget=forms.TextInput(attrs={"list": "topics"})
    )
    intervention = forms.CharField(
        label="What you did with the group",
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands in everybody’s note. Name nobody.",
    )
    version = forms.IntegerField(**_VERSION)  # type: ignore[arg-type]

    def __init__(self, data: Mapping[str, Any] | None, *, sheet: Sheet) -> None:
        self.sheet = sheet
        self.writable = [row for row in sheet.there if not row.is_signed]
        super().__init__(data, initial=_initial(sheet, self.writable))
        for row in self.writable:
            self._add(row)
        if sheet.part and sheet.part.closed_at:
            for name in _SHARED:
                self.fields[name].disabled = True

    @property
    def rows(self) -> "list[RowFields]":
        """The rows as the page lays them out: of everybody who was there."""
        return [RowFields(self, row) for row in self.sheet.there]

    def shared(self) -> Shared:
        """Return the shared part as it was typed."""
        return Shared(self.cleaned_data["topic"], self.cleaned_data["intervention"])

    def parts(self) -> dict[UUID, Written]:
        """Return what was typed of each client."""
        return {row.client.pk: self._written(row) for row in self.writable}

    def refuse(self, client_id: UUID | None, findings: tuple[Finding, ...]) -> None:
        """Show why a part was refused, at its field."""
        prefix = f"{client_id.hex}-" if client_id else ""
        for finding in findings:
            field = f"{prefix}{finding.field}" if finding.field else f"{prefix}words" if prefix else "topic"
            self.add_error(field if field in self.fields else None, finding.sentence)

    def _add(self, row: Row) -> None:
        key, name = f"{row.client.pk.hex}-", row.name
        steps = [("", "Choose a step"), *((str(each.id), each.words) for each in row.objectives)]
        known = row.said.objective_id if row.said else None
        if known and str(known) not in dict(steps):
            steps.append((str(known), row.objective))
        words = forms.Textarea(attrs={"rows": 2, "placeholder": "One sentence that is only theirs", "data-words": ""})
        made: dict[str, forms.Field] = {
            "objective": forms.ChoiceField(label=f"{name}: step of the plan", choices=steps, required=False),
            "progress": forms.TypedChoiceField(
                choices=list(PROGRESS_LABELS.items()), coerce=int, empty_value=None, required=False
            ),
            "participation": forms.ChoiceField(choices=list(PARTICIPATION_LABELS.items()), required=False),
            "response": forms.MultipleChoiceField(choices=list(RESPONSE_LABELS.items()), required=False),
            "words": forms.CharField(
                label=f"{name}: only theirs", max_length=MOST_SENTENCE, required=False, widget=words
            ),
            "plan": forms.CharField(label=f"{name}: what comes next", max_length=MOST_SENTENCE, required=False),
            "risk": forms.ChoiceField(choices=list(RISK_LABELS.items()), required=False),
            "risk_words": forms.CharField(
                label=f"{name}: what you saw and did about it", max_length=MOST_SENTENCE, required=False
            ),
            "opens_crisis": forms.BooleanField(required=False),
            "is_meant": forms.BooleanField(required=False),
            "version": forms.IntegerField(**_VERSION),  # type: ignore[arg-type]
        }
        for field_name, field in made.items():
            field.widget.attrs.setdefault("autocomplete", "off")
            self.fields[f"{key}{field_name}"] = field

    def _written(self, row: Row) -> Written:
        typed = {name: self.cleaned_data[f"{row.client.pk.hex}-{name}"] for name in _ROW}
        part = Part(
            words=typed["words"],
            plan=typed["plan"],
            participation=Participation(typed["participation"]) if typed["participation"] else None,
            response=tuple(Response(each) for each in typed["response"]),
            objective_id=UUID(typed["objective"]) if typed["objective"] else None,
            progress=typed["progress"] if typed["objective"] else None,
            risk=Risk(typed["risk"]) if typed["risk"] else None,
            risk_words=typed["risk_words"],
            is_meant=typed["is_meant"],
        )
        if row.said is None and part == Part(objective_id=part.objective_id):
            part = Part()  # a step that the page itself chose is nothing that somebody wrote
        return Written(part, typed["version"], typed["opens_crisis"])


class RowFields:
    """The fields of one client, for the template."""

    def __init__(self, form: GroupForm, row: Row) -> None:
        self.form, self.row = form, row
        self.key = row.client.pk.hex
        self.findings: list[Finding] = []
        self.to_do: list[Finding] = []
        self.like = ""

    def __getattr__(self, name: str) -> BoundField:
        if name not in _ROW:
            raise AttributeError(name)
        return self.form[f"{self.key}-{name}"]

    @property
    def value(self) -> dict[str, Any]:
        """What each field shows: what was typed, else what is there."""
        return {name: self.form[f"{self.key}-{name}"].value() for name in _ROW}

    @property
    def errors(self) -> list[str]:
        """What was refused of this row."""
        return [str(error) for name in _ROW for error in self.form.errors.get(f"{self.key}-{name}", [])]

    @property
    def named(self) -> str:
        """Names of others that stand in the sentence, to be found and changed."""
        others = [row.person for row in self.form.sheet.rows if row is not self.row]
        return names.in_words(names.find(str(self.value["words"] or ""), others))

    @property
    def has_plan(self) -> bool:
        """Whether there is a step to choose."""
        return len(self.form.fields[f"{self.key}-objective"].choices) > 1  # type: ignore[attr-defined]


class SignGroupForm(Form):
    """The signature under all parts that are shown and ticked."""

    signature = SignatureField()

    def __init__(self, data: Mapping[str, Any] | None, *, digests: Mapping[UUID, str]) -> None:
        super().__init__(data)
        self.digests = digests
        for client_id, digest in digests.items():
            self.fields[f"{client_id.hex}-sign"] = forms.BooleanField(required=False, initial=True)
            shown = forms.CharField(max_length=64, required=False, initial=digest, widget=forms.HiddenInput)
            self.fields[f"{client_id.hex}-shown"] = shown

    def chosen(self) -> dict[UUID, str]:
        """Return the digest of what was shown, for each client whose part was ticked."""
        data = self.cleaned_data
        return {
            client_id: data[f"{client_id.hex}-shown"]
            for client_id in self.digests
            if data[f"{client_id.hex}-sign"] and data[f"{client_id.hex}-shown"]
        }


def _initial(sheet: Sheet, rows: list[Row]) -> dict[str, Any]:
    shared = {"topic": sheet.shared.topic, "intervention": sheet.shared.intervention}
    shared["version"] = sheet.part.version if sheet.part else None  # type: ignore[assignment]
    parts = {f"{row.client.pk.hex}-{name}": value for row in rows for name, value in _shown(row).items()}
    return shared | parts


def _shown(row: Row) -> dict[str, Any]:
    part = row.part
    only = str(row.objectives[0].id) if len(row.objectives) == 1 else ""
    return {
        "objective": str(part.objective_id or "") or only,
        "progress": part.progress,
        "participation": part.participation or "",
        "response": list(part.response),
        "words": part.words,
        "plan": part.plan,
        "risk": part.risk or "",
        "risk_words": part.risk_words,
        "opens_crisis": False,
        "is_meant": part.is_meant,
        "version": row.note.version if row.note else None,
    }
