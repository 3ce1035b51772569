"""A proposal becomes the schedule of its week, and can be taken back while nothing has happened."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.queries import reach
from stepwell.weekplans.actions import telling
from stepwell.weekplans.actions.carrying import carry_out, place_of, with_moved
from stepwell.weekplans.actions.proposals import Stays, given
from stepwell.weekplans.models import Proposal, ProposalResult, Publication
from stepwell.weekplans.rules.comparing import changed_clients, changed_parts, moves, seats_of
from stepwell.weekplans.vocabulary import By

_NO_REACH = Finding("WEEK-030", "Only who plans for this site publishes its weeks. Ask the program director.")
_BEGUN = Finding("WEEK-031", "The week has begun. Plan one that is to come, or change single sessions.")
_TWICE = Finding("WEEK-032", "This week was published already.")
_REASON = Finding("WEEK-033", "Somebody is short in this week. Say in ten letters or more why it is held.", "reason")
_CHANGED = "WEEK-034"
_LEAST_REASON = 10


def publish(*, actor: Member, at: datetime, proposal_id: UUID, reason: str = "") -> Publication:
    """Give clients the seats of a proposal for its week. Appointments, memberships and other weeks stay.

    Groups that it moves are moved for that week alone. A seat taken away is one session less; a seat given is one
    session more. Raises Refused, and then nothing changed.
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
    stays = Stays(row.pinned, row.pins, row.fixed)
    now = given(row.site, row.week_on, at=at, weights=row.weights, stays=stays, opens=row.opens).document
    changes = changed_since(found, now["instance"])
    if changes or moves(found.before, now["week"]):
        what = "; ".join(changes) or "Somebody's seats"
        raise Refused(Finding(_CHANGED, f"Not as it was when this week was planned: {what}. Plan the week again."))
    asked, zone = moves(found.before, found.week), ZoneInfo(row.site.time_zone)
    places = [place_of(one["session"], one["then"], row.week_on, zone) for one in found.moved]
    touched = with_moved(asked, (one["session"] for one in found.moved), seats_of(found.before))
    with transaction.atomic():
        carry_out(actor=actor, at=at, asked=asked, places=places)
        telling.tell(actor=actor, week_on=row.week_on, by=By.PUBLISHED, moved=touched)
        return Publication.objects.create(
            organization_id=actor.organization_id, proposal=row, site_id=row.site_id,
            published_by_id=actor.membership_id, reason=reason.strip(), moved=[UUID(one.client) for one in touched],
        )  # fmt: skip


def changed_since(found: ProposalResult, instance: dict[str, object]) -> list[str]:
    """Return in words what is no longer as a proposal had it."""
    clients = changed_clients(found.instance, instance)
    what = changed_parts(found.instance, instance)
    if clients:
        what.append(f"What is known of {len(clients)} client{'s' if len(clients) > 1 else ''}")
    return what
