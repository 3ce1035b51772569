"""What an evaluation in the demonstration says."""

from typing import Any

from stepwell.assessments.rules.contents import Field, Kind, Section
from stepwell.demo import words
from stepwell.demo.lives import Life

_SAID = {
    "why_now": "A warning at work, and the family asked.",
    "overdoses": "None.",
    "withdrawal": "Shaking and poor sleep for two days in the past, no seizures.",
    "nicotine": "Half a pack a day; would like to stop later.",
    "before": "Three months of outpatient groups two years ago; helped while they lasted.",
    "suicide": "No thoughts now; none in the past year. No attempts.",
    "violence": "None.",
    "trauma": "Does not want to speak of it yet.",
    "appearance": "Neat, on time, looks at the speaker.",
    "mood": "“Tired of it.” Affect fits.",
    "thought": "Speech clear, thoughts in order.",
    "family": "Sister helps; a brother drinks too.",
    "work": "Works shifts in a warehouse.",
    "legal": "None pending.",
    "strengths": "Shows up, honest, has kept a job for six years.",
    "needs": "A way through evenings without it.",
    "risk": "Low now. Higher after conflicts at home; lower with the sister near.",
    "recommendation": "Intensive outpatient: enough structure around work, safe at home.",
}
_DEFAULT = "Nothing of note."


def content_of(section: Section, life: Life) -> dict[str, Any]:
    """Return what a section of the evaluation says of a client."""
    return {field.name: _value(field, life) for field in section.fields if field.essential or field.kind is Kind.TABLE}


def _value(field: Field, life: Life) -> Any:
    trouble = words.TROUBLES[life.codes[0][:3]]
    if field.kind is Kind.TABLE:
        return [{field.columns[0][0]: words.SUBSTANCES.get(life.codes[0][:3], "Nicotine")}]
    if field.kind is Kind.CHOICE:
        return field.choices[-2][0]
    if field.name in {"reason", "interpretation"}:
        return f"{life.served.preferred or life.served.first} {trouble}."
    return _SAID.get(field.name, _DEFAULT)
