"""Groups: added, changed from a day on, ended."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed
from stepwell.scheduling.actions import occurrences
from stepwell.scheduling.actions.conflicts import NO_REACH, check_free, check_leaders, told
from stepwell.scheduling.actions.rooms import seats_of
from stepwell.scheduling.models import GroupMembership, GroupSeries
from stepwell.scheduling.profiles import profile_of
from stepwell.scheduling.queries import groups, reach
from stepwell.scheduling.rules.series import SeriesFacts, check_series
from stepwell.scheduling.vocabulary import Scope

UNKNOWN = Finding("SCH-030", "This group is no longer there, or is not yours to plan.")
CLOSED_PROGRAM = Finding("SCH-031", "The program is closed. Choose one that is open.", "program")
_TOO_FAR = Finding("SCH-032", "That day is beyond the weeks that are planned. Choose an earlier one.", "from_day")
_OVER = Finding("SCH-035", "The last day is over: the group would never meet. Choose a later one.", "to_on")
_ENDS_EARLY = Finding("SCH-033", "The last day is before the group began. Choose a later one.", "to_on")


def add_series(*, actor: Member, at: datetime, program_id: UUID, facts: SeriesFacts) -> GroupSeries:
    """Add a group to a program and make its sessions up to the horizon.

    raises  Refused: what is wrong with it, or the room and people that are taken, by name
    """
    program = Program.objects.select_related("site").filter(pk=program_id).first()
    if program is None or (program.closed_on and program.closed_on <= facts.from_on):
        raise Refused(CLOSED_PROGRAM)
    _check_reach(program.site_id)
    series = GroupSeries(organization_id=actor.organization_id, program=program, site=program.site, **_columns(facts))
    refuse(_check(series, facts, at=at))
    if facts.to_on and facts.to_on < at.astimezone(ZoneInfo(program.site.time_zone)).date():
        raise Refused(_OVER)
    days = occurrences.meetings(series, at=at)
    refuse(check_free(occurrences.wanted(series, days), ZoneInfo(program.site.time_zone)))
    with told():
        series.save(force_insert=True)
        occurrences.make_missing(series, days)
    return series


def change_series(
    *,
    actor: Member,
    at: datetime,
    series_id: UUID,
    version: int,
    facts: SeriesFacts,
    scope: Scope = Scope.ALL,
    from_day: date | None = None,
) -> int:
    """Change a group. Sessions that are over, locked or changed by themselves stay as they are.

    scope     ALL sessions to come, or FOLLOWING those from `from_day` on
    returns   how many sessions were changed, withdrawn or made
    raises    Refused
    """
    del actor  # the history names who acts
    series = get(series_id)
    _check_reach(series.site_id)
    zone = ZoneInfo(series.site.time_zone)
    today = at.astimezone(zone).date()
    first = max(from_day or today, today) if scope == Scope.FOLLOWING else today
    if first > occurrences.horizon(at, zone):
        raise Refused(_TOO_FAR)
    changed = GroupSeries(pk=series.pk, organization_id=series.organization_id, program=series.program,
                          site=series.site, **_columns(facts))  # fmt: skip
    refuse(_check(changed, facts, at=at, before=series))
    refuse(_check_seats(series, facts.capacity, today))
    days = occurrences.meetings(changed, at=at, first=first)
    own = [session.pk for session in occurrences.untouched(series.pk, at=at, first=first)]
    by_themselves = occurrences.changed_days(series.pk, besides=own)
    wanted = occurrences.wanted(changed, [day for day in days if day.on not in by_themselves])
    refuse(check_free(wanted, zone, besides=own))
    with told():
        save_changed(series, version=version, values=_columns(facts))
        return len(occurrences.settle(series, days, at=at, first=first))


def end_series(*, actor: Member, at: datetime, series_id: UUID, version: int, to_on: date) -> int:
    """Let a group end after a day: sessions after it are withdrawn, memberships end with it.

    returns  how many sessions were withdrawn
    raises   Refused
    """
    del actor
    series = get(series_id)
    _check_reach(series.site_id)
    if to_on < series.from_on:
        raise Refused(_ENDS_EARLY)
    with told():
        save_changed(series, version=version, values={"to_on": to_on})
        late = occurrences.untouched(series.pk, at=at, first=to_on + timedelta(days=1))
        for session in late:
            occurrences.withdraw(session, at=at)
        here = GroupMembership.objects.filter(series=series.pk, voided_at=None, from_on__lte=to_on)
        here.filter(to_on=None).update(to_on=to_on)
        here.filter(to_on__gt=to_on).update(to_on=to_on)
    return len(late)


def materialize(*, at: datetime) -> int:
    """Make the sessions of every group up to the horizon; returns how many. For the nightly job."""
    going = GroupSeries.objects.select_related("site", "program").exclude(to_on__lt=at.date() - timedelta(days=1))
    return sum(
        len(occurrences.make_missing(series, occurrences.meetings(series, at=at)))
        for series in going.order_by("created_at", "id")
    )


def get(series_id: UUID) -> GroupSeries:
    """Return a group with site and program; raises Refused."""
    found = GroupSeries.objects.select_related("site", "program").filter(pk=series_id).first()
    if found is None:
        raise Refused(UNKNOWN)
    return found


def _check_reach(site_id: UUID) -> None:
    if site_id not in reach.planned_sites():
        raise Refused(NO_REACH)


def _check(
    series: GroupSeries, facts: SeriesFacts, *, at: datetime, before: GroupSeries | None = None
) -> list[Finding]:
    seats = seats_of(facts.room_id, site_id=series.site_id, kept=before.room_id if before else None)
    found = check_series(facts, profile=profile_of(series.site, on=max(facts.from_on, at.date())), seats=seats)
    besides = [before.leader_id, before.co_leader_id] if before else []
    return found + check_leaders(facts.leader_id, facts.co_leader_id, site_id=series.site_id, besides=besides)


def _check_seats(series: GroupSeries, capacity: int, today: date) -> list[Finding]:
    """Return that more people belong to a group than it is to have seats, and how many."""
    most = groups.most_in(series, on=today) if capacity < series.capacity else 0
    if most <= capacity:
        return []
    sentence = (
        f"{most} people belong to the group on its fullest day. Leave it {most} seats, or let somebody leave first."
    )
    return [Finding("SCH-034", sentence, "capacity")]


def _columns(facts: SeriesFacts) -> dict[str, Any]:
    return asdict(facts) | {"weekdays": sorted(facts.weekdays), "name": facts.name.strip()}
