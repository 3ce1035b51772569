"""When clients can come, and when staff work."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.scheduling.actions.conflicts import NO_REACH, check_leaders
from stepwell.scheduling.actions.memberships import check_written
from stepwell.scheduling.queries import reach
from stepwell.weekplans.models import ClientTime, StaffTime
from stepwell.weekplans.vocabulary import Coming, Why

_BACKWARD = Finding("WEEK-001", "It ends before it begins. Enter a time that ends later on the same day.", "ends")
_DAYS = Finding("WEEK-002", "The last day is before the first. Check both.", "to_on")
_NEVER = Finding("WEEK-003", "None of the days chosen lies between the first and the last day. Check them.", "weekdays")
_OPEN = Finding("WEEK-004", "An exception has a last day. Enter it; for one day, the same day twice.", "to_on")
_LEAVE = Finding("WEEK-005", "Leave has a last day. Enter it; for one day, the same day twice.", "to_on")
_GONE = Finding("WEEK-006", "This time is no longer there. Load the page again.")


@dataclass(frozen=True)
class Pattern:
    """A time of the day on weekdays (Monday 0), on the site's clock, from a day through a day (None goes on)."""

    weekdays: frozenset[int]
    starts: time
    ends: time
    from_on: date
    to_on: date | None

    def values(self) -> dict[str, Any]:
        """Return it as columns."""
        same = {name: getattr(self, name) for name in ("starts", "ends", "from_on", "to_on")}
        return same | {"weekdays": sorted(self.weekdays)}


def check(pattern: Pattern) -> list[Finding]:
    """Return what is wrong with a time."""
    found = [] if pattern.ends > pattern.starts else [_BACKWARD]
    if pattern.to_on is None:
        return found
    if pattern.to_on < pattern.from_on:
        return [*found, _DAYS]
    return found if days_between(pattern.from_on, pattern.to_on) & pattern.weekdays else [*found, _NEVER]


def days_between(first: date, last: date) -> frozenset[int]:
    """Return the days of the week, Monday 0, from a day through another."""
    return frozenset(
        date.fromordinal(number).weekday() for number in range(first.toordinal(), last.toordinal() + 1)[:7]
    )


def add_client_time(*, actor: Member, client_id: UUID, pattern: Pattern, coming: Coming, why: Why) -> ClientTime:
    """Say when a client cannot come, can come after all on some days, or would rather come. Raises Refused."""
    check_written(client_id)
    refuse([*check(pattern), *([_OPEN] if coming == Coming.AFTER_ALL and pattern.to_on is None else [])])
    return ClientTime.objects.create(
        organization_id=actor.organization_id, client_id=client_id, can_come=coming != Coming.CANNOT,
        is_wish=coming == Coming.RATHER, why=why, **pattern.values(),
    )  # fmt: skip


def void_client_time(*, actor: Member, at: datetime, client_time_id: UUID, reason: str) -> None:
    """Take a time of a client away that no longer holds or never did. Raises Refused."""
    row = ClientTime.objects.filter(pk=client_time_id, voided_at=None).first()
    if row is None:
        raise Refused(_GONE)
    check_written(row.client_id)
    editing.void(row, at=at, membership_id=actor.membership_id, reason=reason)


def add_staff_time(*, actor: Member, site_id: UUID, membership_id: UUID, pattern: Pattern, is_away: bool) -> StaffTime:
    """Say when somebody works at a site or is away. Raises Refused."""
    if site_id not in reach.planned_sites():
        raise Refused(NO_REACH)
    found = [*check(pattern), *([_LEAVE] if is_away and pattern.to_on is None else [])]
    refuse([*found, *check_leaders(membership_id, site_id=site_id)])
    return StaffTime.objects.create(
        organization_id=actor.organization_id, site_id=site_id, membership_id=membership_id, is_away=is_away,
        **pattern.values(),
    )  # fmt: skip


def void_staff_time(*, actor: Member, at: datetime, staff_time_id: UUID, reason: str) -> None:
    """Take hours or leave away. Raises Refused."""
    row = StaffTime.objects.filter(pk=staff_time_id, voided_at=None).first()
    if row is None:
        raise Refused(_GONE)
    if row.site_id not in reach.planned_sites():
        raise Refused(NO_REACH)
    editing.void(row, at=at, membership_id=actor.membership_id, reason=reason)
