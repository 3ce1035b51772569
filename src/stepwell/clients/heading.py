"""What stands in the head of every chart. Rooms register a source when they start; all are read in one query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.safestring import SafeString

from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category


@dataclass(frozen=True)
class Fact:
    """A number or a date that somebody acts on, with what it is and a note below it."""

    term: str
    value: str
    note: str = ""
    tone: str = ""
    ring: SafeString | None = None


@dataclass(frozen=True)
class Flag:
    """A short warning or assurance beside the name; tone is success, warn, danger, info or empty."""

    text: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Source:
    """Where a fact or flag of the head comes from.

    name      unique; the column of the query
    category  who may not read it is not asked about
    sql       an expression giving JSON, with %(client)s and %(today)s
    draw      what to say of that JSON on a day, or None
    """

    name: str
    category: Category
    sql: str
    draw: Callable[[Any, date], Fact | Flag | None]
    order: int = 100


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; smaller orders come first, and registering a name again replaces it."""
    _sources[source.name] = source


def drawn(who: Member, client_id: UUID, today: date) -> tuple[list[Fact], list[Flag]]:
    """Return the facts and flags of a client's head for a member, in order. One query, whatever is registered."""
    asked = sorted(
        (s for s in _sources.values() if who.may(s.category)), key=lambda source: (source.order, source.name)
    )
    if not asked:
        return [], []
    columns = ", ".join(f"({source.sql})::jsonb" for source in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", {"client": client_id, "today": today})
        answers = cursor.fetchone()
    said = [source.draw(answer, today) for source, answer in zip(asked, answers, strict=True)]
    return [each for each in said if isinstance(each, Fact)], [each for each in said if isinstance(each, Flag)]
