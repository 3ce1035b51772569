"""A crisis is opened, taken over, graver or less grave; what was done in it is written down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from stepwell.clients import queries as clients
from stepwell.crisis import tasks
from stepwell.crisis.models import CrisisAction, CrisisEvent
from stepwell.crisis.rules import tiers
from stepwell.crisis.rules.closing import LEAST_WORDS, check_step
from stepwell.crisis.vocabulary import BY_LICENSED, RECORDED_BY_EVENT, Kind, Source, Step, Tier
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.credentials import credential_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current

EARLIEST = timedelta(days=1)  # what was done before a crisis was opened here
WORDS_LETTERS = 5000
HIDDEN = Finding("CRI-001", "This record is not open to you. Ask the front desk or a supervisor to act, now.")
CLOSED = Finding("CRI-002", "This crisis is closed, or not open to you. Load the page again to see how it stands.")
NOT_YOURS = Finding("CRI-018", "Your role writes no entries here. Tell the owner or a clinician.")
LATER = Finding("CRI-008", "That lies in the future. Enter when it was done.", "done_at")
EARLIER = Finding("CRI-009", "That was more than a day before this crisis. Check the date.", "done_at")
GONE = Finding("CRI-019", "This entry was taken back before, or writes itself and stays.")


@dataclass(frozen=True)
class Entry:
    """What somebody did in a crisis.

    done_at  when
    told     who was told or spoken with
    whereabouts  where the person is, as far as known
    """

    step: Step
    done_at: datetime
    words: str = ""
    told: str = ""
    whereabouts: str = ""


@transaction.atomic
def open_crisis(  # noqa: PLR0913 (each is named; most have a default)
    *,
    actor: Member | None,
    at: datetime,
    client_id: UUID,
    tier: Tier,
    source: Source,
    kind: Kind = Kind.SUICIDE,
    words: str = "",
    where: str = "",
    owner_membership_id: UUID | None = None,
    follows_id: UUID | None = None,
    tells: bool = True,
) -> CrisisEvent:
    """Open a crisis for a client, or add to the one that is open: there is one at a time, of the gravest tier.

    actor                None within a job, after a client answered alone
    words                what was seen, heard or answered
    where                where the person is
    owner_membership_id  who owns it from the start; None: somebody is to take it over, and on-call staff are told
    follows_id           the closed crisis that came back
    tells                whether on-call staff are told; off for what happened long ago
    returns              the crisis
    raises               Refused (CRI-001) for a client that the actor does not see
    source               docs/sources.md#crisis-tiers
    """
    if clients.get(client_id) is None:
        raise Refused(HIDDEN)
    event = _open_one(client_id)
    if event is None:
        event = _opened(actor, at, client_id, tier, source, kind, owner_membership_id, follows_id)
    elif tier.rank > Tier(event.tier).rank:
        _set_tier(actor, at, event, tier, reason="")
    write_down(actor, event, Entry(Step.REPORTED, at, words[:WORDS_LETTERS], whereabouts=where[:WORDS_LETTERS]))
    if tells and (event.owner_id is None or tier is Tier.HIGH):
        tasks.tell_on_call.defer(organization=current.get().tenant, event_id=event.pk)
    return event


@transaction.atomic
def take_over(*, actor: Member, at: datetime, event_id: UUID) -> CrisisEvent:
    """Own a crisis: answer for it from now on; its record is open to its owner. Raises Refused (CRI-002, CRI-018)."""
    may_act(actor)
    event = locked(event_id)
    if event.owner_id != actor.membership_id:
        _change(event, owner_id=actor.membership_id)
        write_down(actor, event, Entry(Step.TAKEN_OVER, at))
    return event


@transaction.atomic
def change_tier(*, actor: Member, at: datetime, event_id: UUID, version: int, tier: Tier, reason: str) -> CrisisEvent:
    """Raise or lower the tier, with a reason; lowering it needs a license.

    version  of the crisis that the actor saw
    raises   Refused (CRI-002 to CRI-005, CRI-018, EDIT-001)
    """
    may_act(actor)
    event = locked(event_id)
    if event.version != version:
        raise Refused(editing.STALE)
    licensed = is_licensed(actor, at)
    refuse(tiers.check_change(Tier(event.tier), tier, is_licensed=licensed, reason=reason, least=LEAST_WORDS))
    _set_tier(actor, at, event, tier, reason=reason.strip())
    if tier is Tier.HIGH:
        tasks.tell_on_call.defer(organization=actor.organization_id, event_id=event.pk)
    return event


@transaction.atomic
def write_entry(*, actor: Member, at: datetime, event_id: UUID, entry: Entry) -> CrisisAction:
    """Write down what was done. Raises Refused (CRI-002, CRI-006 to CRI-009, CRI-018, CRI-019)."""
    may_act(actor)
    event = locked(event_id)
    licensed = is_licensed(actor, at)
    found = check_step(entry.step, is_licensed=licensed, words=entry.words, licensed_only=BY_LICENSED)
    if entry.step in RECORDED_BY_EVENT:
        found.append(GONE)
    if entry.done_at > at:
        found.append(LATER)
    if entry.done_at < event.opened_at - EARLIEST:
        found.append(EARLIER)
    refuse(found)
    return write_down(actor, event, entry)


@transaction.atomic
def take_back(*, actor: Member, at: datetime, event_id: UUID, action_id: UUID, reason: str) -> CrisisAction:
    """Take an entry back that was wrong: it stays, struck through, and counts for nothing.

    raises  Refused (CRI-002, CRI-018, CRI-019, VOID-001)
    """
    may_act(actor)
    event = locked(event_id)
    refuse(editing.check_reason(reason))
    wrong = CrisisAction.objects.filter(pk=action_id, event=event).exclude(step__in=RECORDED_BY_EVENT).first()
    if wrong is None or CrisisAction.objects.filter(corrects=wrong).exists():
        raise Refused(GONE)
    return write_down(actor, event, Entry(Step.CORRECTED, at, reason.strip()), corrects=wrong)


@transaction.atomic
def set_aside(*, actor: Member, at: datetime, event_id: UUID, reason: str) -> None:
    """Set a crisis aside that was opened by mistake, such as for the wrong client.

    raises  Refused (CRI-002, CRI-018, VOID-001, VOID-002)
    """
    may_act(actor)
    event = CrisisEvent.objects.filter(pk=event_id).first()
    if event is None:
        raise Refused(CLOSED)
    editing.void(event, at=at, membership_id=actor.membership_id, reason=reason)


def is_licensed(actor: Member, at: datetime) -> bool:
    """Return whether the actor holds a license on the day of an instant."""
    return bool(credential_of(actor.membership_id, on=at.astimezone(actor.zone).date()))


def locked(event_id: UUID) -> CrisisEvent:
    """Return an open crisis, locked until the transaction ends; raises Refused (CRI-002)."""
    event = CrisisEvent.objects.select_for_update().filter(pk=event_id, closed_at=None, voided_at=None).first()
    if event is None:
        raise Refused(CLOSED)
    return event


def may_act(actor: Member) -> None:
    """Raise Refused (CRI-018) for roles that only report."""
    if not actor.may(Category.SAFETY, writes=True):
        raise Refused(NOT_YOURS)


def _open_one(client_id: UUID) -> CrisisEvent | None:
    return CrisisEvent.objects.select_for_update().filter(client=client_id, closed_at=None, voided_at=None).first()


def _opened(
    actor: Member | None,
    at: datetime,
    client_id: UUID,
    tier: Tier,
    source: Source,
    kind: Kind,
    owner_id: UUID | None,
    follows_id: UUID | None,
) -> CrisisEvent:
    event = CrisisEvent(
        organization_id=current.get().tenant,
        client_id=client_id,
        opened_at=at,
        opened_by_id=actor.membership_id if actor else None,
        source=source,
        kind=kind,
        tier=tier,
        owner_id=owner_id,
        follows_id=follows_id,
    )
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError as error:  # somebody else was faster: theirs is the one
        known = _open_one(client_id)
        if known is None:
            raise Refused(HIDDEN) from error
        return known
    return event


def _set_tier(actor: Member | None, at: datetime, event: CrisisEvent, tier: Tier, *, reason: str) -> None:
    step = Step.RAISED if tier.rank > Tier(event.tier).rank else Step.LOWERED
    write_down(actor, event, Entry(step, at, reason), tier=tier)
    _change(event, tier=tier)


def _change(event: CrisisEvent, **values: object) -> None:
    changed = CrisisEvent.objects.filter(pk=event.pk).update(**values, version=F("version") + 1)
    if not changed:
        raise Refused(CLOSED)
    event.refresh_from_db()


def write_down(
    actor: Member | None,
    event: CrisisEvent,
    entry: Entry,
    *,
    tier: str = "",
    corrects: CrisisAction | None = None,
) -> CrisisAction:
    """Add an entry; what may be added was decided before."""
    return CrisisAction.objects.create(
        organization_id=event.organization_id,
        event=event,
        client_id=event.client_id,
        at=entry.done_at,
        step=entry.step,
        tier=tier,
        words=entry.words.strip(),
        told=entry.told.strip(),
        whereabouts=entry.whereabouts.strip(),
        corrects=corrects,
        by_id=actor.membership_id if actor else None,
        account_id=actor.account_id if actor else None,
    )
