"""A crisis is closed, and what was promised for afterwards is done."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.crisis.actions.events import CLOSED, locked, may_act, open_crisis
from stepwell.crisis.models import CrisisClosing, CrisisEvent, FollowUp
from stepwell.crisis.queries import events, staff
from stepwell.crisis.rules.closing import LEAST_WORDS, Closing, check_closing, check_follow_up
from stepwell.crisis.vocabulary import Kind, Outcome, Source, Tier
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

CANNOT_FOLLOW = Finding(
    "CRI-020", "This person could not open the record then. Choose one of the list.", "follow_up_by"
)
NOTHING_DUE = Finding("CRI-021", "This follow-up was done before. Load the page again to see how it stands.")
NO_WORDS = Finding("CRI-013", f"Say in {LEAST_WORDS} letters or more how things stand now.", "words")
NO_FOLLOWER = Finding("CRI-014", "Say who tries again.", "next_by")


@transaction.atomic
def close_crisis(
    *, actor: Member, at: datetime, event_id: UUID, version: int, closing: Closing, follow_up_by: UUID | None
) -> CrisisClosing:
    """Close a crisis: everything that its tier demands was done, and somebody follows up in time.

    version       of the crisis that the actor saw
    follow_up_by  a membership that can open the record afterwards
    raises        Refused (CRI-002, CRI-010 to CRI-018, CRI-020, EDIT-001)
    source        docs/sources.md#crisis-closing
    """
    may_act(actor)
    event = locked(event_id)
    if event.version != version:
        raise Refused(editing.STALE)
    on = _day(event, at)
    done = events.steps_done(event.pk)
    refuse(check_closing(closing, tier=Tier(event.tier), done=done, has_owner=event.owner_id is not None, on=on))
    _check_follower(event, at, follow_up_by)
    said: dict[str, Any] = {  # the check above let none of them be empty
        "disposition": closing.disposition,
        "follow_up_on": closing.follow_up_on,
        "follow_up_by_id": follow_up_by,
    }
    return CrisisClosing.objects.create(
        organization_id=actor.organization_id,
        event=event,
        client_id=event.client_id,
        closed_at=at,
        closed_on=on,
        tier=event.tier,
        words=closing.words.strip(),
        by_id=actor.membership_id,
        account_id=actor.account_id,
        **said,
    )


@transaction.atomic
def follow_up(
    *,
    actor: Member,
    at: datetime,
    event_id: UUID,
    outcome: Outcome,
    words: str,
    next_on: date | None = None,
    next_by: UUID | None = None,
) -> FollowUp:
    """Write down what came of a follow-up. Not reached: who tries again, when. Not safe: a new crisis is opened.

    raises  Refused (CRI-002, CRI-013 to CRI-018, CRI-020, CRI-021)
    """
    may_act(actor)
    event = CrisisEvent.objects.select_for_update().filter(pk=event_id, voided_at=None, closed_at__isnull=False).first()
    closing = CrisisClosing.objects.filter(event=event_id).first()
    if event is None or closing is None:
        raise Refused(CLOSED)
    if not events.is_follow_up_due(event.pk):
        raise Refused(NOTHING_DUE)
    again = outcome is Outcome.NOT_REACHED
    refuse(_findings(event, at, words, again=again, next_on=next_on, next_by=next_by))
    if again:
        _check_follower(event, at, next_by)
    made = FollowUp.objects.create(
        organization_id=actor.organization_id,
        event=event,
        client_id=event.client_id,
        at=at,
        outcome=outcome,
        words=words.strip(),
        next_on=next_on if again else None,
        next_by_id=next_by if again else None,
        by_id=actor.membership_id,
        account_id=actor.account_id,
    )
    if outcome is Outcome.NEW_CRISIS:
        open_crisis(
            actor=actor, at=at, client_id=event.client_id, tier=Tier(closing.tier), source=Source.STAFF,
            kind=Kind(event.kind), words=words, owner_membership_id=actor.membership_id, follows_id=event.pk,
        )  # fmt: skip
    return made


def _findings(
    event: CrisisEvent, at: datetime, words: str, *, again: bool, next_on: date | None, next_by: UUID | None
) -> list[Finding]:
    found = [] if len(words.strip()) >= LEAST_WORDS else [NO_WORDS]
    if not again:
        return found
    if next_by is None:
        found.append(NO_FOLLOWER)
    late = check_follow_up(next_on, tier=Tier(event.tier), on=_day(event, at))
    return found + [Finding(finding.code, finding.sentence, "next_on") for finding in late]


def _day(event: CrisisEvent, at: datetime) -> date:
    """Return the clinical day of an instant, at the client's site."""
    return at.astimezone(ZoneInfo(event.client.site.time_zone)).date()


def _check_follower(event: CrisisEvent, at: datetime, membership_id: UUID | None) -> None:
    able = {row.pk for row in staff.followers(event.client_id, site_id=event.client.site_id, at=at)}
    if membership_id not in able:
        raise Refused(CANNOT_FOLLOW)
