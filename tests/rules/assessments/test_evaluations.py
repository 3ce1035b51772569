"""What an evaluation holds: complete or not, and written out."""

from datetime import date
from typing import Any

from stepwell.assessments.rules import evaluations as rules
from stepwell.assessments.rules.contents import SECTIONS, Kind


def filled() -> rules.Content:
    """Return an evaluation with every field filled in."""
    content: rules.Content = {}
    for section in SECTIONS:
        values: dict[str, Any] = {}
        for field in section.fields:
            values[field.name] = "None."
            if field.kind is Kind.TABLE:
                values[field.name] = [{field.columns[0][0]: "Alcohol", field.columns[2][0]: "yesterday"}]
            if field.kind is Kind.CHOICE:
                values[field.name] = field.choices[0][0]
        content = rules.with_section(content, section, values)
    return content


def test_sections_and_fields_have_names_of_their_own() -> None:
    assert [section.number for section in SECTIONS] == list(range(1, 11))
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)
    for section in SECTIONS:
        assert len({field.name for field in section.fields}) == len(section.fields)
        assert any(field.essential for field in section.fields)


def test_an_empty_one_misses_every_essential_and_a_full_one_none() -> None:
    assert len(rules.missing({})) == sum(field.essential for section in SECTIONS for field in section.fields)
    assert rules.missing(filled()) == []


def test_what_is_missing_is_named() -> None:
    content = rules.with_section(filled(), SECTIONS[0], {"reason": "  ", "why_now": "Lost the job."})

    assert [(gap.section.name, gap.field.name) for gap in rules.missing(content)] == [("presenting", "reason")]


def test_content_survives_its_stored_text_and_unknown_fields_do_not() -> None:
    content = rules.with_section({}, SECTIONS[0], {"reason": " Sleep ", "other": "x"})

    assert rules.read(rules.written(content)) == content
    assert content["presenting"] == {"reason": "Sleep", "why_now": "", "referred_by": "", "hopes": ""}
    assert rules.read("") == {}


def test_empty_rows_of_a_table_are_left_out() -> None:
    rows = [{"substance": ""}, {"substance": " Alcohol ", "amount": "6 beers"}, {"amount": "2"}]

    content = rules.with_section({}, SECTIONS[1], {"used": rows})

    assert [(row["substance"], row["amount"]) for row in content["substances"]["used"]] == [("Alcohol", "6 beers")]


def test_the_signed_text_says_everything_in_words() -> None:
    text = rules.text_of(filled(), about="Ana López, record 20418", on=date(2026, 11, 21), credential="LPC, OH 7")

    assert text.startswith(
        "Biopsychosocial evaluation of Ana López, record 20418\nSigned on 2026-11-21 under: LPC, OH 7\n"
    )
    assert "- Alcohol; last use yesterday" in text
    assert "Pregnancy: Not pregnant" in text
    assert rules.text_of({}, about="x", on=date(2026, 1, 1), credential="y").count(rules.NOTHING) == len(SECTIONS)


def test_the_sections_follow_one_another() -> None:
    assert rules.after(SECTIONS[0]) == SECTIONS[1]
    assert rules.after(SECTIONS[-1]) is None
    assert rules.section_at(0) is None
