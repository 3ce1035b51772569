"""What rules that stop days and claims are called, which page shows what one stopped, and what was denied all the same.

Rooms above this one say so for their rules; the page of rules shows them all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from stepwell.billing.reasons import MENDING
from stepwell.billing.vocabulary import Stopped

Address = Callable[[UUID, UUID], str]
"""The address of a page, of a client and what was stopped."""


@dataclass(frozen=True)
class Denied:
    """Lines that payers denied although a rule should have held them back, and their cents."""

    lines: int
    cents: int


DeniedByRule = Callable[[date, date], Mapping[str, Denied]]
"""What was denied from a day to a day, by the code of each rule that should have known."""

_labels: dict[str, str] = {reason.value: mending.label for reason, mending in MENDING.items()}
_pages: dict[Stopped, Address] = {Stopped.DAY: lambda client_id, _: reverse("billing:charges", args=[client_id])}
_denied: list[DeniedByRule] = []


def register(
    *,
    labels: Mapping[str, str] | None = None,
    pages: Mapping[Stopped, Address] | None = None,
    denied: DeniedByRule | None = None,
) -> None:
    """Say what further rules are called, which page shows what they stopped, or what was denied all the same."""
    _labels.update(labels or {})
    _pages.update(pages or {})
    _denied.extend([denied] if denied else [])


def label_of(code: str) -> str:
    """Return what a rule is called; its code if nobody says."""
    return _labels.get(code, code)


def knows(code: str) -> bool:
    """Return whether there is such a rule."""
    return code in _labels


def url_of(what: Stopped, client_id: UUID, of: UUID) -> str:
    """Return the page of a day or a claim that was stopped."""
    return _pages[what](client_id, of)


def denied_by_rule(first: date, last: date) -> dict[str, Denied]:
    """Return what payers denied from a day to a day, by the rule that should have known."""
    return {code: found for each in _denied for code, found in each(first, last).items()}
