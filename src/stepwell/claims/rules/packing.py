"""A claim as text and back: what is kept of it is what the page shows and what the file says."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from stepwell.claims.rules.scrubbing.rules import AnyClaim
from stepwell.x12.writing.parties import Organization, Person
from stepwell.x12.writing.set_837i import InstitutionalClaim
from stepwell.x12.writing.set_837p import ProfessionalClaim

_KIND = "is"  # of a value that may be of several kinds, and of the claim
_KINDS = {kind.__name__: kind for kind in (ProfessionalClaim, InstitutionalClaim, Organization, Person)}
_READ: dict[Any, Callable[[str], Any]] = {
    date: date.fromisoformat, time: time.fromisoformat, Decimal: Decimal,
}  # fmt: skip


def packed(claim: AnyClaim) -> str:
    """Return a claim as JSON, the same for the same claim; what is empty is left out."""
    return json.dumps(_told(claim), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unpacked(text: str) -> AnyClaim:
    """Return the claim of a text that `packed` made."""
    told = json.loads(text)
    claim: AnyClaim = _made(_KINDS[told[_KIND]], told)
    return claim


def digest(text: str) -> str:
    """Return what tells one version of a claim from another."""
    return sha256(text.encode()).hexdigest()


def _told(value: Any) -> Any:
    if is_dataclass(value):
        told = {field.name: _told(getattr(value, field.name)) for field in fields(value)}
        kind = {_KIND: type(value).__name__} if type(value).__name__ in _KINDS else {}
        return kind | {name: one for name, one in told.items() if one not in (None, "", [])}
    if isinstance(value, tuple):
        return [_told(each) for each in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _made(kind: Any, told: Any) -> Any:
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], each) for each in told)
    if get_origin(kind) in (Union, UnionType):
        if told is None:
            return None
        kinds = [each for each in get_args(kind) if each is not NoneType]
        return _made(_KINDS[told[_KIND]] if len(kinds) > 1 else kinds[0], told)
    if is_dataclass(kind):
        return _dataclass(kind, told)
    return _READ[kind](told) if kind in _READ else told


def _dataclass(kind: Any, told: dict[str, Any]) -> Any:
    given = {name: _made(hint, told[name]) for name, hint in _hints(kind).items() if name in told}
    empty = {name: _empty(hint) for name, hint in _hints(kind).items() if name not in told}
    return kind(**empty, **given)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(kind).items() if name in {one.name for one in fields(kind)}}


def _empty(hint: Any) -> Any:
    """Return what was left out as empty."""
    if get_origin(hint) in (Union, UnionType):
        return None
    return "" if hint is str else ()
