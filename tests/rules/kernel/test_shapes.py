"""Checking JSON against our schemas."""

from typing import Any

import pytest

from stepwell.assessments import library
from stepwell.kernel.shapes import Problem, problems

SCHEMA: dict[str, Any] = {
    "$defs": {"name": {"type": "string", "minLength": 2, "pattern": "^[a-z]*$"}},
    "type": "object",
    "required": ["names"],
    "additionalProperties": False,
    "properties": {
        "names": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/name"}},
        "size": {"type": "integer", "minimum": 1, "maximum": 9},
        "kind": {"enum": ["a", "b"]},
        "at": {"type": "string", "pattern": r"^\d\d:\d\d$", "examples": ["09:30"]},
        "points": {"type": "object", "additionalProperties": {"type": ["integer", "null"]}},
    },
}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"names": ["ab"], "size": 9, "kind": "b", "points": {"q1": None, "q2": 3}}, []),
        ([], [Problem("", "must be object")]),
        ({}, [Problem("", "lacks 'names'")]),
        ({"names": []}, [Problem("/names", "must have 1 or more")]),
        ({"names": ["  "]}, [Problem("/names/0", "must not be empty")]),
        ({"names": ["ok", "NO"]}, [Problem("/names/1", "must look like ^[a-z]*$")]),
        ({"names": ["ab"], "at": "9.30"}, [Problem("/at", "must look like 09:30")]),
        ({"names": ["ab"], "size": 0}, [Problem("/size", "must be 1 or more")]),
        ({"names": ["ab"], "size": 10}, [Problem("/size", "must be 9 or less")]),
        ({"names": ["ab"], "size": True}, [Problem("/size", "must be integer")]),
        ({"names": ["ab"], "kind": "c"}, [Problem("/kind", "must be one of a, b")]),
        ({"names": ["ab"], "a/b": 1}, [Problem("/a~1b", "is unknown here")]),
        ({"names": ["ab"], "points": {"q1": "x"}}, [Problem("/points/q1", "must be integer or null")]),
    ],
)
def test_each_fault_is_named_with_its_position(value: Any, found: list[Problem]) -> None:
    assert list(problems(value, SCHEMA, root=SCHEMA)) == found


KNOWN = {
    "type", "enum", "required", "properties", "additionalProperties", "items", "minItems", "minLength", "pattern",
    "minimum", "maximum", "$ref", "title", "description",
}  # fmt: skip


def _words(schema: Any) -> set[str]:
    if not isinstance(schema, dict):
        return set()
    inner = [schema.get("items"), schema.get("additionalProperties"), *schema.get("properties", {}).values()]
    return set(schema).union(*(_words(part) for part in inner))


def test_our_schema_uses_no_word_that_is_not_checked() -> None:
    used = set().union(*(_words(part) for part in library.schema()["$defs"].values()))

    assert used - KNOWN == set()
