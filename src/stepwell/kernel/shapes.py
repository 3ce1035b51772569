"""Checking JSON against a JSON Schema, as far as our own schemas use the language.

The published schema is what is checked: a file that our loader takes, another program's validator takes too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    position  JSON pointer (RFC 6901) to it; "" is the whole text
    sentence  what is wrong
    """

    position: str
    sentence: str


def problems(value: Any, schema: Mapping[str, Any], *, root: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield where `value` does not have the shape that `schema` asks for.

    root    the document that "#/$defs/..." points into
    source  docs/sources.md#json-schema: type, enum, required, properties, additionalProperties, items, minItems,
            maxItems, minLength, pattern (told by the first of examples), minimum, maximum, $ref
    """
    yield from _problems(value, schema, root, "")


def _problems(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[Problem]:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    wanted = schema.get("type")
    names = [wanted] if isinstance(wanted, str) else list(wanted or ())
    if names and not any(_is(value, name) for name in names):
        yield Problem(at, f"must be {' or '.join(names)}")
        return
    if "enum" in schema and value not in schema["enum"]:
        yield Problem(at, f"must be one of {', '.join(map(str, schema['enum']))}")
    if isinstance(value, str):
        yield from _text(value, schema, at)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _figure(value, schema, at)
    elif isinstance(value, list):
        yield from _list(value, schema, root, at)
    elif isinstance(value, dict):
        yield from _object(value, schema, root, at)


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])


def _text(value: str, schema: Mapping[str, Any], at: str) -> Iterator[Problem]:
    if len(value.strip()) < schema.get("minLength", 0):
        yield Problem(at, "must not be empty")
    elif not value.isascii() and any("\ud800" <= each <= "\udfff" for each in value):
        yield Problem(at, "has half of a character: write it anew")
    elif "pattern" in schema and not re.search(schema["pattern"], value):
        yield Problem(at, f"must look like {schema.get('examples', [schema['pattern']])[0]}")


def _figure(value: float, schema: Mapping[str, Any], at: str) -> Iterator[Problem]:
    if value < schema.get("minimum", value):
        yield Problem(at, f"must be {schema['minimum']} or more")
    if value > schema.get("maximum", value):
        yield Problem(at, f"must be {schema['maximum']} or less")


def _list(value: list[Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[Problem]:
    if len(value) < schema.get("minItems", 0):
        yield Problem(at, f"must have {schema['minItems']} or more")
    if len(value) > schema.get("maxItems", len(value)):
        yield Problem(at, f"has {len(value):,} entries; at the most {schema['maxItems']:,} are taken")
        return
    for index, entry in enumerate(value):
        yield from _problems(entry, schema.get("items", {}), root, f"{at}/{index}")


def _object(value: dict[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[Problem]:
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    for name in schema.get("required", ()):
        if name not in value:
            yield Problem(at, f"lacks {name!r}")
    for name, entry in value.items():
        where = f"{at}/{_escaped(name)}"
        if name in known:
            yield from _problems(entry, known[name], root, where)
        elif others is False:
            yield Problem(where, "is unknown here")
        elif isinstance(others, dict):
            yield from _problems(entry, others, root, where)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
