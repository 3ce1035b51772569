"""Taking the sliding fee off what a client owes, through the ledger; and putting it back where a day changed."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.billing.actions.posting import Draft, lines_of, lock, post
from stepwell.billing.models import Transaction
from stepwell.billing.queries import balances
from stepwell.billing.rules import ledger
from stepwell.billing.vocabulary import Kind, Source
from stepwell.funding.queries import sliding
from stepwell.funding.rules.sliding import Day, discount, granted_on
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import Scope

CHANGED = "The day of care changed, and the sliding fee with it."


def take_off(*, actor: Member | Scope, at: datetime, client_id: UUID) -> int:
    """Bring the discounts of a client to what they should be; doing it again changes nothing.

    No more is taken off than the client owes: what was paid before is not paid back.

    actor    who posts; the scope of a job, which posts in nobody's name
    returns  cents that the client owes less than before; below zero if more
    """
    lock(client_id)
    decisions = sliding.granted_of(client_id)
    if not decisions:
        return 0
    granted = [one for _, one in decisions]
    keys = {id(one): key for key, one in decisions}
    room, taken = balances.standing(client_id).client, 0
    for day in sliding.days_of(client_id):
        holds = granted_on(granted, day.on)
        wanted = discount(day, holds)
        if wanted < day.taken:
            put_back = _put_back(actor, at, client_id, day)
            day, room, taken = _undone(day), room + put_back, taken - put_back  # noqa: PLW2901
        cents = min(wanted - day.taken, room)
        if holds is not None and cents > 0:
            _post(actor, at, client_id, day, cents, keys[id(holds)], holds.fee_class.name)
            room, taken = room - cents, taken + cents
    return taken


def _undone(day: Day) -> Day:
    return Day(day.on, day.charged, day.share, day.waits, 0, day.has_payer)


def _posted(client_id: UUID, day: Day) -> list[Transaction]:
    return list(Transaction.objects.filter(client=client_id, kind=Kind.SLIDING_FEE, service_day=day.on))


def _put_back(actor: Member | Scope, at: datetime, client_id: UUID, day: Day) -> int:
    posted = _posted(client_id, day)
    undone = set(Transaction.objects.filter(reverses__in=posted).values_list("reverses_id", flat=True))
    for row in posted:
        if row.pk not in undone:
            posting = ledger.reversal(lines_of(row.pk))
            draft = Draft(
                posting, client_id, _today(actor, at), f"reversal {row.pk}", Source.SLIDING_FEE, row.source_id, day.on,
                CHANGED, row.pk,
            )  # fmt: skip
            post(actor=actor, at=at, draft=draft)
    return day.taken


def _post(
    actor: Member | Scope, at: datetime, client_id: UUID, day: Day, cents: int, decision_id: UUID, name: str
) -> None:
    number = len(_posted(client_id, day)) + 1
    draft = Draft(
        ledger.sliding_fee(cents), client_id, _today(actor, at), f"sliding fee {client_id} {day.on} {number}",
        Source.SLIDING_FEE, decision_id, day.on, f"Class {name} of the sliding fee.",
    )  # fmt: skip
    post(actor=actor, at=at, draft=draft)


def _today(actor: Member | Scope, at: datetime) -> date:
    if isinstance(actor, Member):
        return at.astimezone(actor.zone).date()
    zone = Organization.objects.values_list("time_zone", flat=True).get(pk=actor.tenant)
    return at.astimezone(ZoneInfo(zone)).date()
