"""A published week is taken back: the seats of before, as far as nothing of them has happened."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.actions import booking, memberships
from stepwell.scheduling.actions.placing import Place
from stepwell.scheduling.models import GroupMembership, Seat, Session
from stepwell.scheduling.queries import reach
from stepwell.weekplans.actions import telling
from stepwell.weekplans.actions.carrying import carry_out, place_of, with_moved
from stepwell.weekplans.models import ProposalResult, Publication, TakenBack
from stepwell.weekplans.rules.comparing import Moves, moves, seats_of
from stepwell.weekplans.vocabulary import By

_NO_REACH = Finding("WEEK-050", "Only who plans for this site takes its weeks back. Ask the program director.")
_TWICE = Finding("WEEK-051", "This week was taken back already.")
_OVER = Finding("WEEK-052", "Every seat of it has begun or was changed since: nothing is left to take back.")
_REASON = Finding("WEEK-053", "Say in ten letters or more why it is taken back.", "reason")
_LEAST_REASON = 10


def take_back(*, actor: Member, at: datetime, publication_id: UUID, reason: str) -> TakenBack:
    """Give clients the seats that they had before a week was published. Seats that have begun stay, and are named.

    raises  Refused, also where somebody else took a seat meanwhile: then nothing was changed
    """
    row = Publication.objects.select_related("proposal").get(pk=publication_id)
    if row.site_id not in reach.planned_sites():
        raise Refused(_NO_REACH)
    if len(reason.strip()) < _LEAST_REASON:
        raise Refused(_REASON)
    if TakenBack.objects.filter(publication=row.pk).exists():
        raise Refused(_TWICE)
    found = ProposalResult.objects.select_related("site").get(proposal=row.proposal_id)
    asked = moves(found.week, found.before)
    names = {session for each in asked for session in each.added | each.dropped}
    sessions = {str(one.pk): one for one in Session.objects.select_related("series").filter(pk__in=names)}
    back, stayed = _possible(asked, sessions, at)
    places = _places(found, row.proposal.week_on, at)
    if not (back or places):
        raise Refused(_OVER)
    touched = with_moved(back, (str(one.session_id) for one in places), seats_of(found.week))
    with transaction.atomic():
        carry_out(actor=actor, at=at, asked=back, places=places, give=partial(_return, actor, at))
        telling.tell(actor=actor, week_on=row.proposal.week_on, by=By.TAKEN_BACK, moved=touched)
        return TakenBack.objects.create(
            organization_id=actor.organization_id, publication=row, site_id=row.site_id,
            taken_by_id=actor.membership_id, reason=reason.strip(), stayed=stayed,
        )  # fmt: skip


def _possible(
    asked: list[Moves], sessions: Mapping[str, Session], at: datetime
) -> tuple[list[Moves], list[list[UUID]]]:
    """Return what can be taken back, and the seats, client and session, that cannot: begun, written about, canceled."""
    open_ = {key for key, one in sessions.items() if one.starts_at > at and not (one.locked_at or one.cancelled_at)}
    back, stayed = [], []
    for each in asked:
        sits = _sits_in(UUID(each.client), [sessions[key] for key in each.added | each.dropped])
        added = frozenset(key for key in each.added & open_ if key not in sits)
        dropped = frozenset(key for key in each.dropped & open_ if key in sits)
        stayed += [[UUID(each.client), UUID(key)] for key in sorted((each.added | each.dropped) - open_)]
        if added or dropped:
            back.append(Moves(each.client, added, dropped))
    return back, stayed


def _sits_in(client_id: UUID, sessions: list[Session]) -> set[str]:
    """Return those sessions in which a client has a place now."""
    seats = Seat.objects.filter(client=client_id, session__in=sessions, removed_at=None, voided_at=None)
    found = {str(key) for key in seats.values_list("session", flat=True)}
    rows = list(GroupMembership.objects.filter(client=client_id, voided_at=None))
    found |= {
        str(one.pk)
        for one in sessions
        for row in rows
        if row.series_id == one.series_id and row.from_on <= one.day and (row.to_on is None or row.to_on >= one.day)
    }
    return found


def _places(found: ProposalResult, monday: date, at: datetime) -> list[Place]:
    """Return where sessions go that still are where the published week put them, and have not begun."""
    zone, moved = ZoneInfo(found.site.time_zone), {one["session"]: one for one in found.moved}
    places = []
    for session in Session.objects.prefetch_related("staff").filter(pk__in=moved, cancelled_at=None, locked_at=None):
        one = moved[str(session.pk)]
        leads = {row.membership_id for row in session.staff.all() if row.removed_at is None}
        then = place_of(one["session"], one["then"], monday, zone)
        here = (session.starts_at, session.room_id, leads)
        if session.starts_at > at and here == (then.starts_at, then.room_id, {then.leader_id}):
            was = place_of(one["session"], one["was"], monday, zone) if one["was"] else None
            first = session.moved_from or session.starts_at
            places.append(was or replace(then, starts_at=first, closed=True))
    return [one for one in places if one.starts_at > at]


def _return(actor: Member, at: datetime, client_id: UUID, session: Session) -> None:
    """Let a client belong to their group again on that day, or take a seat where they had one."""
    around = Q(to_on__lt=session.day) | Q(from_on__gt=session.day)
    mine = GroupMembership.objects.filter(around, client=client_id, series=session.series_id, voided_at=None)
    if session.series_id and mine.exists():
        memberships.join_group(
            actor=actor, at=at, client_id=client_id, series_id=session.series_id, from_on=session.day,
            to_on=session.day,
        )  # fmt: skip
    else:
        booking.take_seat(actor=actor, at=at, client_id=client_id, session_id=session.pk)
