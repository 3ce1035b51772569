"""Whom a right reaches: everywhere, at their sites, their own clients. And what rows that name a category may be."""

from collections.abc import Callable
from dataclasses import dataclass

from stepwell.platform.walls.rights import RIGHTS, Category

CLIENTS = "clients_client"  # the one table whose site column decides for its children

# What rows with a column `category` of their own (documents, signatures, links, messages) may be filed under.
FILED = (
    Category.DEMOGRAPHICS,
    Category.CHART,
    Category.CONSENTS,
    Category.BENEFITS,
    Category.BILLING,
    Category.AUTHORIZATIONS,
    Category.ENROLLMENT,
    Category.SAFETY,
)
# What is signed besides: notes. And what a note may be.
SIGNED = (*FILED, Category.SESSIONS, Category.CASE_NOTES)
NOTED = (Category.SESSIONS, Category.CHART, Category.CASE_NOTES)


@dataclass(frozen=True)
class Columns:
    """The columns of one table that its walls look at; empty where the table has none."""

    table: str
    organization: str = "organization_id"
    client: str = ""
    site: str = ""
    author: str = ""
    key: str = "id"


Audience = Callable[[Columns], str]


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


def named_category(columns: Columns, *, writing: bool, among: tuple[Category, ...] = FILED) -> str:
    terms = (f"category = '{category}' AND ({right(category, columns, writing=writing)})" for category in among)
    return " OR ".join(f"({term})" for term in terms)
