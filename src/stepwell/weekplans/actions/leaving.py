"""Taking a client out of a single session, whatever put them there."""

from datetime import datetime, timedelta
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.actions import booking, memberships
from stepwell.scheduling.models import GroupMembership, Seat, Session
from stepwell.scheduling.vocabulary import CancelReason

_NOT_THERE = Finding("WEEK-035", "Somebody has no place any more in a session they were to leave. Load the page again.")
_DAY = timedelta(days=1)


def leave_session(*, actor: Member, at: datetime, client_id: UUID, session: Session) -> None:
    """Take a client out of one session: a seat of their own ends, a membership leaves that day out. Raises Refused."""
    seat = Seat.objects.filter(client=client_id, session=session.pk, removed_at=None, voided_at=None).first()
    if seat is not None:
        booking.give_up_seat(actor=actor, at=at, seat_id=seat.pk, reason=CancelReason.MOVED)
        return
    belongs = GroupMembership.objects.filter(client=client_id, series=session.series_id, voided_at=None)
    held = (one for one in belongs if one.from_on <= session.day and (one.to_on is None or one.to_on >= session.day))
    row = next(held, None)
    if row is None:
        raise Refused(_NOT_THERE)
    after, last = session.day + _DAY, row.to_on
    if row.from_on < session.day:
        memberships.leave_group(actor=actor, at=at, membership_id=row.pk, to_on=session.day - _DAY)
    else:
        memberships.void_membership(
            actor=actor, at=at, membership_id=row.pk, reason="begins a day later in the planned week"
        )
    if last is None or last >= after:
        memberships.join_group(
            actor=actor, at=at, client_id=client_id, series_id=row.series_id, from_on=after, to_on=last
        )
