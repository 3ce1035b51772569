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
    """What the rooms say, in order.

    born  the birth date, None for those who may not see it
    seen  categories of this client that are open to whoever asks
    """

    facts: list[Fact]
    flags: list[Flag]
    banners: list[SafeString]
    cards: list[SafeString]
    seen: frozenset[Category]
    born: date | None


_SEEN = "stepwell.seen(%(client)s, %(categories)s::text[])"
_BORN = "(SELECT d.birth_date FROM clients_demographics d WHERE d.client_id = %(client)s)"
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
    """Return what is said of a client to a member on a day. One query, whatever is registered.

    Of a category that is closed for this client nothing is said: an empty answer would read as "none".
    """
    sources = sorted(
        (s for s in _sources.values() if asked.who.may(s.category) and (first_page or not s.is_card)),
        key=lambda source: (source.order, source.name),
    )
    seen, born, answers = _answers(sources, asked)
    said = [
        source.draw(answer, asked) for source, answer in zip(sources, answers, strict=True) if source.category in seen
    ]
    return Drawn(
        facts=[each for each in said if isinstance(each, Fact)],
        flags=[each for each in said if isinstance(each, Flag)],
        banners=[each.html for each in said if isinstance(each, Banner)],
        cards=[each for each in said if isinstance(each, SafeString)],
        seen=seen,
        born=born,
    )


def _answers(sources: list[Source], asked: Asked) -> tuple[frozenset[Category], date | None, list[Any]]:
    categories = sorted(category for category in Category if asked.who.may(category))
    columns = ", ".join([_SEEN, _BORN, *(f"({source.sql})::text" for source in sources)])
    values: dict[str, Any] = {
        "client": asked.client_id, "today": asked.today, "account": asked.who.account_id, "categories": categories,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", values)
        seen, born, *row = cursor.fetchone()
    return frozenset(map(Category, seen)), born, [None if answer is None else json.loads(answer) for answer in row]
