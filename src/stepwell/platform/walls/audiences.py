"""The conditions that policies are made of. Every function call stands inside (SELECT ...): once a statement, not once a row."""

from collections.abc import Callable
from dataclasses import dataclass

from stepwell.platform.walls.rights import RIGHTS, Category

CLIENTS = "clients_client"  # the one table whose site column decides for its children


@dataclass(frozen=True)
class Columns:
    """The columns of one table that its walls look at; empty where the table has none."""

    table: str
    organization: str = "organization_id"
    client: str = ""
    site: str = ""
    author: str = ""
    key: str = "id"


def right(category: Category, columns: Columns, *, writing: bool) -> str:
    """Return the condition under which a holder of a right for `category` reaches a row of this table."""
    plain = _reached(category, columns, writing=writing, own=False)
    if not columns.author or not any(right.own for right in RIGHTS if right.category == category):
        return plain
    own = _reached(category, columns, writing=writing, own=True)
    return f"({plain}) OR ({columns.author} = (SELECT stepwell.actor()) AND ({own}))"


def _reached(category: Category, columns: Columns, *, writing: bool, own: bool) -> str:
    asked = f"('{category}', {str(writing).lower()}, {str(own).lower()})"
    terms = [f"(SELECT stepwell.everywhere{asked})"]
    sites = f"ANY ((SELECT stepwell.sites{asked})::uuid[])"
    if columns.site:
        terms.append(f"{columns.site} = {sites}")
    elif columns.client:
        terms.append(
            f"EXISTS (SELECT FROM {CLIENTS} c WHERE c.id = {columns.table}.{columns.client} AND c.site_id = {sites})"
        )
    if columns.client:
        terms.append(f"{columns.client} = ANY ((SELECT stepwell.clients{asked})::uuid[])")
    return " OR ".join(terms)


def tenant(_: Columns) -> str:
    """Every member of the organization."""
    return "(SELECT stepwell.is_member())"


def founder(_: Columns) -> str:
    """Whoever makes the organization, until that transaction ends."""
    return "(SELECT stepwell.is_founding())"


def system(_: Columns) -> str:
    """A named job, inside one organization."""
    return "(SELECT stepwell.kind()) = 'system'"


def actor(columns: Columns) -> str:
    """The person the row is about or was written by."""
    return f"{columns.author} = (SELECT stepwell.actor())"


def signed(columns: Columns) -> str:
    """Anybody who acts for the organization, in rows that name them truly."""
    return f"(SELECT stepwell.kind()) <> 'none' AND {columns.author} IS NOT DISTINCT FROM (SELECT stepwell.actor())"


def opener(columns: Columns) -> str:
    """A member whose role emergency access opens something for, in their own name and now."""
    return (
        f"{columns.author} = (SELECT stepwell.actor()) AND (SELECT stepwell.may_open_emergency())"
        " AND opened_at = transaction_timestamp()"
    )


def acting(_: Columns) -> str:
    """Anybody who acts for the organization at all: for rows that are only ever added."""
    return "(SELECT stepwell.kind()) <> 'none'"


NAMED: dict[str, Callable[[Columns], str]] = {
    "tenant": tenant,
    "founder": founder,
    "system": system,
    "actor": actor,
    "signed": signed,
    "opener": opener,
    "acting": acting,
}


def condition(names: tuple[str, ...], columns: Columns, *, writing: bool) -> str:
    """Return the condition for any of `names`: a named audience, or a category whose rights are looked up.

    raises  ValueError for a name that is neither, listing what there is
    """
    terms = []
    for name in names:
        if name in NAMED:
            terms.append(NAMED[name](columns))
        elif name in Category.__members__.values():
            terms.append(right(Category(name), columns, writing=writing))
        else:
            message = f"{name!r} is no audience: use one of {sorted([*NAMED, *Category])}"
            raise ValueError(message)
    return " OR ".join(terms)
