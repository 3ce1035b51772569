"""The rota: what a shift must be, and where nobody is on call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from stepwell.kernel import phones
from stepwell.kernel.findings import Finding

LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """From an instant to an instant, the end not included."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Gap:
    """Nobody is on call from an instant on; until another, or for as long as was looked (None)."""

    since: datetime
    until: datetime | None


def first_gap(spans: Iterable[Span], *, since: datetime, until: datetime) -> Gap | None:
    """Return the first stretch between two instants that no span covers, or None."""
    covered = since
    for span in sorted(spans, key=lambda span: span.starts_at):
        if span.starts_at > covered:
            return Gap(covered, span.starts_at)
        covered = max(covered, span.ends_at)
        if covered >= until:
            return None
    return Gap(covered, None)


def check_shift(span: Span, phone: str, *, at: datetime) -> list[Finding]:
    """Return what is wrong with a shift that is entered at an instant."""
    found = []
    if span.ends_at <= span.starts_at:
        found.append(Finding("CRI-050", "The shift ends before it begins. Check both days and times.", "ends_on"))
    elif span.ends_at - span.starts_at > LONGEST:
        found.append(Finding("CRI-051", f"A shift lasts {LONGEST.days} days at the most. Enter several.", "ends_on"))
    elif span.ends_at <= at:
        found.append(Finding("CRI-052", "That shift is over. Enter one that is still to come.", "ends_on"))
    if phones.tidy(phone) is None:
        found.append(Finding("CRI-053", "This is no telephone number. Enter ten digits.", "phone"))
    return found


def check_line(phone: str, hours: str) -> list[Finding]:
    """Return what is wrong with a crisis line."""
    found = []
    if phones.tidy(phone) is None:
        found.append(Finding("CRI-053", "This is no telephone number. Enter ten digits.", "phone"))
    if not hours.strip():
        found.append(Finding("CRI-054", "Say when somebody answers, such as “day and night”.", "hours"))
    return found
