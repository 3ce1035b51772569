"""Reading, checking and writing out what an evaluation holds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stepwell.assessments.rules.contents import SECTIONS, Field, Kind, Section

Content = dict[str, dict[str, Any]]  # section to field to text, or to rows of a table
NOTHING = "Nothing entered."


@dataclass(frozen=True)
class Missing:
    """An essential that is empty."""

    section: Section
    field: Field


@dataclass(frozen=True)
class Shown:
    """A field in words: a text, or the rows of a table."""

    label: str
    text: str
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def section_at(number: int) -> Section | None:
    """Return a section by its number, or None."""
    return next((section for section in SECTIONS if section.number == number), None)


def after(section: Section) -> Section | None:
    """Return the section that follows, or None after the last."""
    return section_at(section.number + 1)


def read(text: str) -> Content:
    """Return content from its stored text."""
    loaded: Content = json.loads(text or "{}")
    return loaded


def written(content: Content) -> str:
    """Return content as it is stored: equal contents give equal texts."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def with_section(content: Content, section: Section, values: Mapping[str, Any]) -> Content:
    """Return content with one section replaced: tidied, without empty rows and unknown fields."""
    return {**content, section.name: {field.name: _tidied(field, values.get(field.name)) for field in section.fields}}


def missing(content: Content) -> list[Missing]:
    """Return the essentials that are empty, in the order of the pages."""
    return [
        Missing(section, field)
        for section in SECTIONS
        for field in section.fields
        if field.essential and not content.get(section.name, {}).get(field.name)
    ]


def is_begun(content: Content, section: Section) -> bool:
    """Return whether anything was entered in a section."""
    return any(content.get(section.name, {}).values())


def shown(content: Content, section: Section) -> list[Shown]:
    """Return the fields of a section that hold something, in words."""
    values = content.get(section.name, {})
    return [_shown(field, values[field.name]) for field in section.fields if values.get(field.name)]


def text_of(content: Content, *, about: str, on: date, credential: str) -> str:
    """Return the whole evaluation as the text that is signed.

    about       whom it is of: record number and name
    credential  of the signer
    """
    lines = [f"Biopsychosocial evaluation of {about}", f"Signed on {on.isoformat()} under: {credential}"]
    for section in SECTIONS:
        lines += ["", section.title, *_lines(content, section)]
    return "\n".join(lines) + "\n"


def _lines(content: Content, section: Section) -> Iterator[str]:
    found = shown(content, section)
    if not found:
        yield NOTHING
    for one in found:
        if one.rows:
            yield f"{one.label}:"
            yield from ("- " + "; ".join(_cells(one.headings, row)) for row in one.rows)
        else:
            yield f"{one.label}: {one.text}"


def _cells(headings: tuple[str, ...], row: tuple[str, ...]) -> Iterator[str]:
    yield row[0]
    yield from (f"{head.lower()} {cell}" for head, cell in zip(headings[1:], row[1:], strict=True) if cell)


def _tidied(field: Field, value: Any) -> Any:
    if field.kind is not Kind.TABLE:
        return (value or "").strip()
    names = [name for name, _ in field.columns]
    rows = [{name: (row.get(name) or "").strip() for name in names} for row in value or ()]
    return [row for row in rows if row[names[0]]]


def _shown(field: Field, value: Any) -> Shown:
    if field.kind is Kind.TABLE:
        rows = tuple(tuple(row.get(name, "") for name, _ in field.columns) for row in value)
        return Shown(field.label, "", tuple(heading for _, heading in field.columns), rows)
    return Shown(field.label, dict(field.choices).get(value, value))
