"""`stepwell cost`: an episode in, what it costs and why out, both as JSON."""

import json
import sys
from argparse import Namespace
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as with_shape
from pydantic_core import ErrorDetails

from stepwell.cli.command import DONE, FINDINGS, UNUSABLE
from stepwell.cli.say import complain, say
from stepwell.coverage.figures import published
from stepwell.coverage.rules.cost.request import Answer, Request, answer
from stepwell.coverage.rules.cost.results import Result
from stepwell.kernel.findings import Finding, Refused, refuse

STANDARD_INPUT = "-"

# Nothing is guessed: a name that is misspelled, or a 1 that should be true, is refused.
_STRICT = with_shape(Request, frozen=True, config=ConfigDict(extra="forbid", strict=True))
_SHAPE = TypeAdapter(cast("type[Request]", _STRICT))
# What would mend it, by pydantic's kind of error. Its own words stand where none are here.
_FIXES = {
    "missing": "It is missing. Add it.",
    "unexpected_keyword_argument": "It is not known here.",
    "decimal_type": "It must be a number, such as 350 or 45.20.",
    "decimal_parsing": "It must be a number, such as 350 or 45.20.",
    "finite_number": "It must be a number, such as 350 or 45.20.",
    "date_parsing": "It must be a day, such as 2026-03-02.",
    "date_from_datetime_parsing": "It must be a day, such as 2026-03-02.",
    "date_type": 'It must be a day in quotation marks, such as "2026-03-02".',
    "tuple_type": "It must be a list, in square brackets.",
    "dataclass_type": "It must be an object, in braces.",
    "dict_type": "It must be an object, in braces.",
    "mapping_type": "It must be an object, in braces.",
    "string_type": "It must be text, in quotation marks.",
    "bool_type": "It must be true or false.",
    "int_type": "It must be a whole number.",
    "int_from_float": "It must be a whole number.",
}
_NUMBERS = frozenset({"decimal_type", "decimal_parsing"})
_EITHER = frozenset({"decimal", "bool"})
_KEY = "[key]"  # pydantic's word for the name of a member


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what the command reads."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_SHAPE.json_schema()}


def run(options: Namespace) -> int:
    """Price the episode in a file. Nothing of it is kept.

    returns  0 priced; 1 priced, and something is to be looked at; 2 the input cannot be used
    """
    if options.schema:
        say(json.dumps(schema(), indent=2, ensure_ascii=False))
        return DONE
    if options.file is None:
        complain("Name a file, or - for standard input.")
        return UNUSABLE
    try:
        text = _text(options.file)
        found = answer(_SHAPE.validate_json(text), published())
        refuse(_twice(text))
    except (OSError, ValidationError, UnicodeDecodeError, Refused) as problem:
        for complaint in _complaints(options.file, problem):
            complain(complaint)
        return UNUSABLE
    say(json.dumps(_written(found), indent=2, ensure_ascii=False))
    return FINDINGS if found.findings else DONE


def _text(file: Path) -> str:
    return sys.stdin.read() if str(file) == STANDARD_INPUT else file.read_text(encoding="utf-8-sig")


def _complaints(file: Path, problem: Exception) -> list[str]:
    if isinstance(problem, Refused):
        return [f"{one.field or '/'}: {one.sentence} ({one.code})" for one in problem.findings]
    if isinstance(problem, ValidationError):
        return list(dict.fromkeys(_misshapen(error) for error in problem.errors(include_url=False)))
    if isinstance(problem, UnicodeDecodeError):
        return [f"{file}: This is no text in UTF-8. Save it as JSON in UTF-8."]
    words = (sentence for kind, sentence in _UNREADABLE if isinstance(problem, kind))
    return [f"{file}: {next(words)}"]


_UNREADABLE = (
    (FileNotFoundError, "There is no such file. Check its name."),
    (IsADirectoryError, "This is a folder. Name a file."),
    (Exception, "It cannot be read. Check its name and its rights."),
)


def _twice(text: str) -> list[Finding]:
    """Return which names stand twice in one object: JSON would take the last and drop the others unseen."""
    found: dict[Finding, None] = {}

    def look(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            for name in sorted({name for name in names if names.count(name) > 1}):
                found[Finding("COST-019", f"“{name}” stands twice in one object. Keep one.")] = None

    json.loads(text, object_pairs_hook=look)
    return list(found)


def _misshapen(error: ErrorDetails) -> str:
    kind, place = error["type"], [str(part) for part in error["loc"]]
    sentence = _FIXES.get(kind, f"{error['msg']}.")
    if place and place[-1] in _EITHER:  # the kinds that a value may have are tried in turn
        place, sentence = place[:-1], "It must be a number, or true or false."
    if kind == "json_invalid":
        sentence = (
            f"This is no JSON that can be read ({error['ctx']['error']}). Check quotation marks, commas and braces."
        )
    if kind in _NUMBERS and str(error["input"]).strip().endswith("%"):
        sentence = "Write a percent as a number: 20 for 20%."
    if kind == "enum":
        sentence = f"It must be {error['ctx']['expected']}."
    if kind == "unexpected_keyword_argument":
        near = get_close_matches(place[-1], _names(), n=1)
        sentence += f" Did you mean {near[0]}?" if near else " Leave it out, or see --schema."
    return f"/{'/'.join(part for part in place if part != _KEY)}: {sentence}"


def _names() -> list[str]:
    shapes = schema()
    objects = [shapes, *shapes["$defs"].values()]
    return sorted({name for one in objects for name in one.get("properties", {})})


def _written(found: Answer) -> dict[str, Any]:
    return {
        "totals": _plain(found.totals),
        "lines": [_line(result) for result in found.lines],
        "state": _plain(found.state),
        "secondary_state": _plain(found.secondary_state),
        "tertiary_state": _plain(found.tertiary_state),
        "estimate": _plain(found.estimate),
        "findings": [_finding(finding) for finding in found.findings],
    }


def _line(result: Result) -> dict[str, Any]:
    line = result.line
    about = {"id": line.id, "on": line.on.isoformat(), "service": line.service, "tier": line.tier}
    reasons = [
        {"why": one.why, "code": one.code, "amount": _plain(one.amount), "sentence": one.sentence}
        for one in result.reasons
    ]
    return {**about, **_plain(result.amounts), "reasons": reasons}


def _finding(finding: Finding) -> dict[str, str]:
    return {"code": finding.code, "position": finding.field, "sentence": finding.sentence}


def _plain(value: Any) -> Any:
    """Return facts as JSON has them: amounts as text with two decimals, days as text."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
