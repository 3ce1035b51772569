"""What rooms say in the head of every chart and on its first page. All that is registered is read in one query."""

import json
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
class Banner:
    """What must be seen before anything else of a record."""

    html: SafeString


@dataclass(frozen=True)
class Source:
    """Where a fact, flag or banner of the head, or a card of the first page, comes from.

    name      unique
    category  who may not read it is not asked about
    sql       an expression giving JSON, with %(client)s, %(today)s and %(account)s, whoever asks
    draw      what to say of that JSON, or None; of a card, the HTML
    is_card   asked on the first page only
    """

    name: str
    category: Category
    sql: str
    draw: Callable[[Any, "Asked"], Fact | Flag | Banner | SafeString | None]
    order: int = 100
    is_card: bool = False


@dataclass(frozen=True)
class Asked:
    """For whom, about whom and on which day the head is drawn."""

    who: Member
    client_id: UUID
    today: date


@dataclass(frozen=True)
class Drawn:
    """What the rooms say, in order."""

    facts: list[Fact]
    flags: list[Flag]
    banners: list[SafeString]
    cards: list[SafeString]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; smaller orders come first, and registering a name again replaces it."""
    _sources[source.name] = source


def of_row(sql: str, client: str) -> str:
    """Return the expression of a source for each row of a list.

    client  the column of the list that holds the client's id
    """
    return sql.replace("%(client)s", client)


def drawn(asked: Asked, *, first_page: bool) -> Drawn:
    """Return what is said of a client to a member on a day. One query, whatever is registered."""
    sources = sorted(
        (s for s in _sources.values() if asked.who.may(s.category) and (first_page or not s.is_card)),
        key=lambda source: (source.order, source.name),
    )
    said = [source.draw(answer, asked) for source, answer in zip(sources, _answers(sources, asked), strict=True)]
    return Drawn(
        facts=[each for each in said if isinstance(each, Fact)],
        flags=[each for each in said if isinstance(each, Flag)],
        banners=[each.html for each in said if isinstance(each, Banner)],
        cards=[each for each in said if isinstance(each, SafeString)],
    )


def _answers(sources: list[Source], asked: Asked) -> list[Any]:
    if not sources:
        return []
    columns = ", ".join(f"({source.sql})::text" for source in sources)
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"client": asked.client_id, "today": asked.today, "account": asked.who.account_id}
        cursor.execute(f"SELECT {columns}", values)
        row = cursor.fetchone()
    return [None if answer is None else json.loads(answer) for answer in row]
