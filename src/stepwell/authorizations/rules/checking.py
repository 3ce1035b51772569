"""What is wrong with an authorization as typed. Source: docs/sources.md#authorizations"""

from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.authorizations.vocabulary import ALLOWS, LEVEL_LABELS, UNIT_LABELS, WAITS, Status
from stepwell.clients.rules.enrollment import Span
from stepwell.kernel.findings import Finding

LONGEST = 400  # days that one authorization runs at most
MOST_UNITS = 9_999
BACK = timedelta(days=400)  # as far back as one is typed in later
CODE_LETTERS = 10


@dataclass(frozen=True)
class Terms:
    """An authorization as typed. Units are whole; days are both included.

    units_before  used before the clinic counted here, through the day `before_until`
    """

    payer: str
    level: str
    codes: tuple[str, ...]
    unit: str
    span: Span
    requested_on: date
    status: Status
    number: str = ""
    units_requested: int | None = None
    units_approved: int | None = None
    decided_on: date | None = None
    next_review_on: date | None = None
    units_before: int = 0
    before_until: date | None = None


@dataclass(frozen=True)
class Other:
    """Another authorization of the same client, voided ones left out."""

    level: str
    payer: str
    span: Span
    status: Status


def check(terms: Terms, *, on: date) -> list[Finding]:
    """Return what is wrong with the terms on a day."""
    return [*_check_what(terms), *_check_dates(terms, on), *_check_decision(terms, on), *_check_before(terms, on)]


def overlaps(terms: Terms, others: list[Other]) -> list[Finding]:
    """Return a warning for each other one that allows the same level of the same payer on the same days."""
    same = [
        other
        for other in others
        if other.status in ALLOWS and terms.status in ALLOWS and other.level == terms.level
        and other.payer.casefold() == terms.payer.casefold() and other.span.meets(terms.span)
    ]  # fmt: skip
    return [
        Finding(
            "AUTH-020",
            f"Another one allows level {other.level} from {_day(other.span.begin)}"
            f"{f' to {_day(other.span.end)}' if other.span.end else ''}. Tick “Keep both” if both are right.",
            "keep_both",
        )
        for other in same
    ]


def _check_what(terms: Terms) -> list[Finding]:
    found = []
    if not terms.payer.strip():
        found.append(Finding("AUTH-001", "Name the payer.", "payer"))
    if terms.level not in LEVEL_LABELS:
        found.append(Finding("AUTH-002", "Choose a level of care of the house.", "level"))
    if terms.unit not in UNIT_LABELS:
        found.append(Finding("AUTH-003", "Choose what the payer counts.", "unit"))
    if not terms.codes or any(not _is_code(code) for code in terms.codes):
        found.append(
            Finding("AUTH-004", "Enter one code or more, such as H0015, with spaces or commas between.", "codes")
        )
    for name, units in (("units_requested", terms.units_requested), ("units_approved", terms.units_approved)):
        if units is not None and not 1 <= units <= MOST_UNITS:
            found.append(Finding("AUTH-005", f"Enter 1 to {MOST_UNITS} units, or leave it empty.", name))
    return found


def _check_dates(terms: Terms, on: date) -> list[Finding]:
    span, found = terms.span, []
    if span.end is None or span.end < span.begin:
        found.append(Finding("AUTH-006", "The last day lies before the first. Check the dates.", "to_on"))
    elif (span.end - span.begin).days > LONGEST:
        found.append(Finding("AUTH-007", f"One authorization runs {LONGEST} days at most. Check the dates.", "to_on"))
    if not on - BACK <= span.begin <= on + BACK:
        found.append(Finding("AUTH-008", "The first day lies more than a year away. Check the date.", "from_on"))
    if terms.requested_on > on:
        found.append(Finding("AUTH-009", "The request lies in the future. Check the date.", "requested_on"))
    review = terms.next_review_on
    if review and (review < terms.requested_on or (span.end and review > span.end + timedelta(days=30))):
        found.append(
            Finding(
                "AUTH-010",
                "The next review lies outside this authorization. It is due before the last day, or soon after.",
                "next_review_on",
            )
        )
    return found


def _check_decision(terms: Terms, on: date) -> list[Finding]:
    allowed, found = terms.status in ALLOWS, []
    if allowed and not terms.number.strip():
        found.append(Finding("AUTH-011", "Enter the number that the payer gave.", "number"))
    if allowed and terms.units_approved is None:
        found.append(Finding("AUTH-012", "Enter how many units the payer allowed.", "units_approved"))
    if not allowed and terms.units_approved is not None:
        found.append(Finding("AUTH-013", "Units are approved only if the payer allowed any.", "units_approved"))
    less = terms.units_requested is not None and terms.units_approved is not None
    if less and terms.status == Status.APPROVED and (terms.units_approved or 0) < (terms.units_requested or 0):
        found.append(
            Finding("AUTH-014", "Fewer units than requested: choose “Approved for less than requested”.", "status")
        )
    if terms.status in (*ALLOWS, Status.DENIED) and terms.decided_on is None:
        found.append(Finding("AUTH-015", "Enter the day of the payer's decision.", "decided_on"))
    if terms.status in WAITS and terms.decided_on is not None:
        found.append(
            Finding("AUTH-016", "A request that waits has no decision yet. Leave the day empty.", "decided_on")
        )
    if terms.decided_on and not terms.requested_on <= terms.decided_on <= on:
        found.append(
            Finding("AUTH-017", "The decision lies before the request, or in the future. Check it.", "decided_on")
        )
    return found


def _check_before(terms: Terms, on: date) -> list[Finding]:
    until, found = terms.before_until, []
    if not 0 <= terms.units_before <= MOST_UNITS:
        found.append(Finding("AUTH-023", f"Enter 0 to {MOST_UNITS} units used before.", "units_before"))
    if terms.units_before and until is None:
        words = "Enter the last day on which units were counted elsewhere."
        found.append(Finding("AUTH-024", words, "before_until"))
    if until and not terms.span.begin <= until <= on:
        words = "The last day counted elsewhere lies before the first day, or in the future. Check it."
        found.append(Finding("AUTH-025", words, "before_until"))
    if (until or terms.units_before) and terms.status not in ALLOWS:
        words = "Nothing was used before of what the payer has not allowed. Leave both empty."
        found.append(Finding("AUTH-026", words, "units_before"))
    return found


def _is_code(code: str) -> bool:
    return code.isascii() and code.isalnum() and 3 <= len(code) <= CODE_LETTERS


def _day(day: date | None) -> str:
    return f"{day:%b %-d, %Y}" if day else ""
