"""A proposal becomes the schedule of its week, and can be taken back while nothing has happened."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.actions import booking
from stepwell.scheduling.models import Session
from stepwell.scheduling.queries import reach
from stepwell.weekplans.actions import leaving, telling
from stepwell.weekplans.actions.proposals import Stays, given
from stepwell.weekplans.models import Proposal, ProposalResult, Publication
from stepwell.weekplans.rules.comparing import Moves, changed_clients, changed_parts, moves
from stepwell.weekplans.vocabulary import By

_NO_REACH = Finding("WEEK-030", "Only who plans for this site publishes its weeks. Ask the program director.")
_BEGUN = Finding("WEEK-031", "The week has begun. Plan one that is to come, or change single sessions.")
_TWICE = Finding("WEEK-032", "This week was published already.")
_REASON = Finding("WEEK-033", "Somebody is short in this week. Say in ten letters or more why it is held.", "reason")
_CHANGED = "WEEK-034"
_LEAST_REASON = 10


def publish(*, actor: Member, at: datetime, proposal_id: UUID, reason: str = "") -> Publication:
    """Give clients the seats of a proposal for its week. Appointments, memberships and other weeks stay.

    A seat taken away is one session less; a seat given is one session more. Raises Refused, and then nothing changed.
    """
    row = Proposal.objects.select_related("site").get(pk=proposal_id)
    found = ProposalResult.objects.get(proposal=row.pk)
    if row.site_id not in reach.planned_sites():
        raise Refused(_NO_REACH)
    if row.week_on <= at.astimezone(actor.zone).date():
        raise Refused(_BEGUN)
    if Publication.objects.filter(proposal=row.pk).exists():
        raise Refused(_TWICE)
    if found.verdict == "partial" and len(reason.strip()) < _LEAST_REASON:
        raise Refused(_REASON)
    now = given(row.site, row.week_on, at=at, weights=row.weights, stays=Stays(row.pinned, row.pins)).document
    changes = changed_since(found, now["instance"])
    if changes or moves(found.before, now["week"]):
        what = "; ".join(changes) or "Somebody's seats"
        raise Refused(Finding(_CHANGED, f"Not as it was when this week was planned: {what}. Plan the week again."))
    asked = moves(found.before, found.week)
    with transaction.atomic():
        _carry_out(actor, at, asked)
        telling.tell(actor=actor, week_on=row.week_on, by=By.PUBLISHED, moved=asked)
        return Publication.objects.create(
            organization_id=actor.organization_id, proposal=row, site_id=row.site_id,
            published_by_id=actor.membership_id, reason=reason.strip(), moved=[UUID(one.client) for one in asked],
        )  # fmt: skip


def changed_since(found: ProposalResult, instance: dict[str, object]) -> list[str]:
    """Return in words what is no longer as a proposal had it."""
    clients = changed_clients(found.instance, instance)
    what = changed_parts(found.instance, instance)
    if clients:
        what.append(f"What is known of {len(clients)} client{'s' if len(clients) > 1 else ''}")
    return what


def _carry_out(actor: Member, at: datetime, asked: Iterable[Moves]) -> None:
    """Take every seat away that is not in the week before any is given: places come free first."""
    sessions = {str(one.pk): one for one in Session.objects.filter(pk__in=_named(asked))}
    for each in asked:
        for session in sorted(each.dropped):
            leaving.leave_session(actor=actor, at=at, client_id=UUID(each.client), session=sessions[session])
    for each in asked:
        for session in sorted(each.added):
            booking.take_seat(actor=actor, at=at, client_id=UUID(each.client), session_id=sessions[session].pk)


def _named(asked: Iterable[Moves]) -> set[str]:
    return {session for each in asked for session in each.added | each.dropped}
