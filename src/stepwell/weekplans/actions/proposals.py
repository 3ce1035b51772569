"""Asking for a week, canceling that, and keeping what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.actions import HORIZON
from stepwell.scheduling.actions.conflicts import NO_REACH
from stepwell.scheduling.checker.certificate import certify
from stepwell.scheduling.checker.reading import problems
from stepwell.scheduling.queries import reach
from stepwell.weekplans.models import Proposal, ProposalResult
from stepwell.weekplans.queries.facts import week_facts
from stepwell.weekplans.rules.instance import Planned, hash_of, planned
from stepwell.weekplans.rules.opening import moved, opened
from stepwell.weekplans.vocabulary import State

_BEGUN = Finding("WEEK-020", "That week has begun. Choose one that begins later.", "week_on")
_FAR = Finding("WEEK-021", f"Groups are known {HORIZON} weeks ahead. Choose an earlier week.", "week_on")
_RUNNING = Finding("WEEK-022", "A week of this site is being planned. Wait for it, or cancel it.")
_OVER = Finding("WEEK-023", "This proposal is done already. Load the page again.")
_MONDAY = Finding("WEEK-024", "Weeks are planned from Monday. Choose a Monday.", "week_on")
_GIVEN = "WEEK-025"


@dataclass(frozen=True)
class Asked:
    """What is to be planned: the document, who and what it leaves out, for how many seconds and from which seed.

    opens  whether groups may move; `lost` are those among them that do not stand now
    """

    document: dict[str, Any]
    left_out: dict[str, str]
    seconds: int
    seed: int
    opens: bool = False
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Stays:
    """Clients who stay where they are, and by client the sessions in which they have a seat whatever else.

    sessions  that keep time, room and leader
    """

    clients: Sequence[UUID] = ()
    seats: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sessions: Sequence[UUID] = ()


NOTHING_STAYS = Stays()


@dataclass(frozen=True)
class Search:
    """How a week is looked for: for how many seconds, from which seed, and what its wishes cost.

    stays  who and what stays whatever else
    opens  whether groups may meet at other times, in other rooms and under other leaders
    """

    seconds: int
    seed: int = 1
    weights: Mapping[str, int] = field(default_factory=dict)
    stays: Stays = NOTHING_STAYS
    opens: bool = False


def ask(*, actor: Member, at: datetime, site_id: UUID, week_on: date, search: Search) -> Proposal:
    """Ask for a proposal of a site's week. The caller has it planned. Raises Refused."""
    today = at.astimezone(actor.zone).date()
    if site_id not in reach.planned_sites():
        raise Refused(NO_REACH)
    if week_on.weekday():
        raise Refused(_MONDAY)
    if week_on <= today:
        raise Refused(_BEGUN)
    if week_on > today + timedelta(weeks=HORIZON - 1):
        raise Refused(_FAR)
    if Proposal.objects.filter(site=site_id, state__in=(State.WAITING, State.RUNNING)).exists():
        raise Refused(_RUNNING)
    return Proposal.objects.create(
        organization_id=actor.organization_id, site_id=site_id, week_on=week_on, asked_by_id=actor.membership_id,
        seconds=search.seconds, seed=search.seed, weights=dict(search.weights), pinned=list(search.stays.clients),
        pins={client: sorted(sessions) for client, sessions in search.stays.seats.items()}, opens=search.opens,
        fixed=list(search.stays.sessions),
    )  # fmt: skip


def cancel(*, actor: Member, at: datetime, proposal_id: UUID) -> None:
    """Stop planning a week. Raises Refused."""
    del actor
    found = Proposal.objects.filter(pk=proposal_id, state__in=(State.WAITING, State.RUNNING))
    if not found.update(state=State.CANCELED, ended_at=at):
        raise Refused(_OVER)


def begin(proposal_id: UUID, *, at: datetime) -> Asked | None:
    """Read what the week is planned from, for the job; None if it was canceled or begun before.

    raises  Refused if what is known cannot be planned from: a fault of ours
    """
    found = Proposal.objects.select_related("site").filter(pk=proposal_id, state=State.WAITING)
    row = found.first()
    if row is None or not found.update(state=State.RUNNING, began_at=at):
        return None
    stays = Stays(row.pinned, row.pins, row.fixed)
    made = given(row.site, row.week_on, at=at, weights=row.weights, stays=stays, opens=row.opens)
    left_out = {**made.clients_out, **made.sessions_out}
    why = {key: str(why) for key, why in left_out.items()}
    return Asked(made.document, why, row.seconds, row.seed, row.opens, made.lost)


def given(
    site: Site,
    week_on: date,
    *,
    at: datetime,
    weights: Mapping[str, int],
    stays: Stays = NOTHING_STAYS,
    opens: bool = False,
) -> Planned:
    """Return what a week is planned from, now, as the checker's reader accepts it. For jobs. Raises Refused."""
    facts = week_facts(
        site, week_on, today=at.date(), weights=weights, pinned=stays.clients, pins=stays.seats, opens=opens
    )
    made = opened(facts, fixed=set(map(str, stays.sessions))) if opens else planned(facts)
    wrong = problems(made.document, ("instance", "week"))
    if wrong:
        raise Refused(Finding(_GIVEN, f"The week cannot be planned: {wrong[0].position} {wrong[0].sentence}."))
    return made


def keep(
    proposal_id: UUID, asked: Asked, answer: Mapping[str, Any], certificate: dict[str, Any], *, at: datetime
) -> None:
    """Keep what was found, unless it was canceled meanwhile."""
    found = Proposal.objects.filter(pk=proposal_id, state=State.RUNNING)
    row = found.first()
    if row is None or not found.update(state=State.DONE, ended_at=at):
        return
    instance, before = asked.document["instance"], asked.document["week"]
    cost = certificate["cost"]["total"]
    ProposalResult.objects.create(
        organization_id=row.organization_id,
        proposal=row,
        site_id=row.site_id,
        instance=instance,
        given_sha256=hash_of(instance),
        before=before,
        week=answer["week"],
        certificate=certificate,
        certificate_before=certify({"instance": instance, "week": before}),
        left_out=asked.left_out,
        conflicts=answer["result"]["conflicts"],
        moved=moved(instance, answer["week"], asked.lost) if asked.opens else [],
        verdict=certificate["verdict"],
        cost=cost,
        bound=min(answer["result"]["bound"], cost),
    )


def fail(proposal_id: UUID, *, at: datetime) -> None:
    """Say that a week could not be planned."""
    Proposal.objects.filter(pk=proposal_id, state=State.RUNNING).update(state=State.FAILED, ended_at=at)
