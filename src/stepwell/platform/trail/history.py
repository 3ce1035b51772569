"""What was changed: history rows, written by triggers, as entries that people can read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models

from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Kind

NOTHING = "nothing"
_NOT_SHOWN = frozenset({"id", "organization", "created_at"})


class What(StrEnum):
    """What happened to a record."""

    ADDED = "insert"
    CHANGED = "update"
    REMOVED = "delete"


@dataclass(frozen=True)
class Part:
    """Records whose history is asked for.

    model   a model with history (walls.history.recorded)
    ids     the keys of its rows
    called  what one of them is called on the page
    hides   names of fields that the page says already
    """

    model: type[models.Model]
    ids: Iterable[UUID]
    called: str
    hides: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FieldChange:
    """One field, from what to what, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One change of one record: when, who, what, why."""

    at: datetime
    who: str
    what: What
    called: str
    fields: tuple[FieldChange, ...]
    reason: str


def changes(*parts: Part, zone: ZoneInfo, names: Mapping[UUID, str] | None = None) -> list[Entry]:
    """Return every change of some records that the walls show, newest first.

    zone     times of day are written in this time zone
    names    what to write for keys of other records
    returns  entries; one query for each part, and one for the names of who acted
    """
    found = [(part, event, before) for part in parts for event, before in _events(part)]
    people = _people(event.pgh_context for _, event, _ in found)
    words = _Words(zone, names or {})
    entries = [_entry(part, event, before, people, words) for part, event, before in found]
    shown = [entry for entry in entries if entry.fields or entry.what is not What.CHANGED]
    return sorted(shown, key=lambda entry: entry.at, reverse=True)


def _events(part: Part) -> Iterator[tuple[Any, Any]]:
    """Yield each event with the one before it of the same record, newest first."""
    model: Any = part.model
    last: dict[UUID, Any] = {}
    pairs = []
    for event in model.pgh_event_model.objects.filter(pgh_obj__in=list(part.ids)).order_by("pgh_id"):
        pairs.append((event, last.get(event.pgh_obj_id)))
        last[event.pgh_obj_id] = event
    yield from reversed(pairs)


def _people(contexts: Iterable[Mapping[str, str] | None]) -> dict[str, str]:
    actors = {UUID(context["actor"]) for context in contexts if context and context.get("actor")}
    members = Membership.objects.filter(account__in=actors).order_by("created_at")
    return {str(account): name for account, name in members.values_list("account", "name")}


def _entry(part: Part, event: Any, before: Any, people: Mapping[str, str], words: "_Words") -> Entry:
    context = event.pgh_context or {}
    what = What(event.pgh_label)
    fields = () if what is What.REMOVED else tuple(_fields(part, event, before, words))
    return Entry(event.pgh_created_at, _who(context, people), what, part.called, fields, context.get("reason", ""))


def _who(context: Mapping[str, str], people: Mapping[str, str]) -> str:
    if context.get("actor"):
        return people.get(context["actor"], "Somebody who is no member")
    if context.get("kind") == Kind.VISITOR:
        return "Whoever held a one-time link"
    return f"Stepwell: {context.get('purpose') or 'upkeep'}"


def _fields(part: Part, event: Any, before: Any, words: "_Words") -> Iterator[FieldChange]:
    tracked = {field.name for field in event._meta.fields}
    for field in part.model._meta.fields:
        if field.name not in tracked - _NOT_SHOWN - part.hides or isinstance(field, models.BinaryField):
            continue
        new = getattr(event, field.attname)
        old = getattr(before, field.attname) if before else None
        if new != old and not (before is None and new in (None, "", [])):
            label = str(field.verbose_name).partition(",")[0]  # what follows is a hint for whoever fills it in
            yield FieldChange(label[:1].upper() + label[1:], words.of(field, old), words.of(field, new))


@dataclass(frozen=True)
class _Words:
    """How values are written."""

    zone: ZoneInfo
    names: Mapping[UUID, str]

    def of(self, field: Any, value: Any) -> str:
        """Return a value as people read it."""
        if value in (None, "", [], {}):
            return NOTHING
        if isinstance(value, list | dict):
            return ", ".join(self._parts(field, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, UUID):
            return self.names.get(value, "another record")
        if isinstance(value, date):
            return self._moment(value)
        return str(dict(field.flatchoices).get(value, value))

    def _parts(self, field: Any, value: Any) -> list[str]:
        if isinstance(value, dict):
            return [f"{key} {one}".strip() for key, one in value.items()]
        return [self.of(field.base_field, one) for one in value]

    def _moment(self, value: date) -> str:
        if isinstance(value, datetime):
            return f"{value.astimezone(self.zone):%B %-d, %Y, %-I:%M %p}"
        return f"{value:%B %-d, %Y}"
