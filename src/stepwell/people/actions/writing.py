"""What every action here does around its write: the reach is checked, the reason noted, a taken name told."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, models, transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.people.queries.reach import reach
from stepwell.people.rules.texts import empty, tidy
from stepwell.platform.walls.scope import Scope, acting

_NO_REACH = Finding("SET-001", "Only an administrator of all sites may do this. Ask one of them.")
_NO_REACH_HERE = Finding("SET-002", "Only an administrator of this site may do this. Ask one of them.")
_NO_REASON = Finding("SET-003", "Say why. The reason is kept in the history.", "reason")
MOST_REASON = 300  # characters


@contextmanager
def writing(actor: Scope, *, site: UUID | None = None, reason: str = "") -> Iterator[UUID]:
    """Run a block as `actor`, with the reason for the history; yields the organization acted for.

    site    the site that what is written belongs to; None for what belongs to the whole organization
    raises  Refused if the actor does not configure it
    """
    with acting(actor.because(tidy(reason)[:MOST_REASON])):
        if actor.organization is None or not reach().covers(site):
            raise Refused(_NO_REACH_HERE if site else _NO_REACH)
        yield actor.organization


def reason_findings(reason: str) -> list[Finding]:
    """Return that a reason is missing, where one is needed."""
    return [_NO_REASON] if empty(reason) else []


def store(row: models.Model, record: Any, *, taken: Mapping[str, Finding]) -> None:
    """Write the fields of a record, a frozen dataclass, to the row that differs from it.

    taken   what to say when a unique constraint is violated, by its name
    raises  Refused for one of those
    """
    changed = [each.name for each in fields(record) if getattr(row, each.name) != getattr(record, each.name)]
    for name in changed:
        setattr(row, name, getattr(record, name))
    if changed:
        save(row, changed, taken=taken)


def save(row: models.Model, changed: Iterable[str] | None = None, *, taken: Mapping[str, Finding]) -> None:
    """Save some fields of a row, or insert it if none are named.

    raises  Refused when a unique constraint of `taken` is violated
    """
    try:
        with transaction.atomic():
            row.save(update_fields=changed, force_insert=changed is None)
    except IntegrityError as error:
        constraint = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
        if constraint not in taken:
            raise
        raise Refused(taken[constraint]) from None


def day_of(at: datetime, zone: str) -> date:
    """Return the date that an instant falls on in a time zone."""
    return at.astimezone(ZoneInfo(zone)).date()
