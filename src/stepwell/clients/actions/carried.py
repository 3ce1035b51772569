"""Noting what was before the clinic used Stepwell, and setting that aside. Each runs in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from stepwell.clients.models import CarriedOver, Episode
from stepwell.clients.rules import carried as rules
from stepwell.clients.rules.enrollment import Span
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import check_reason, void

_NOTED = Finding("BEF-007", "What was before is noted for this episode already. Correct that instead.")


@dataclass(frozen=True)
class Origin:
    """What a record was made of: the clinic's own number, and a blind index of the row."""

    fingerprint: bytes
    external_number: str = ""


def note_before(*, actor: Member, at: datetime, episode: Episode, sums: rules.Sums, origin: Origin) -> CarriedOver:
    """Note how far an episode had come. Until this transaction ends, the rest of the record is written with it.

    raises  Refused (BEF-001 ...)
    """
    span = Span(episode.opened_on, episode.closed_on)
    refuse(rules.check(sums, episode=span, on=at.astimezone(actor.zone).date()))
    if CarriedOver.objects.filter(episode=episode, voided_at=None).exists():
        raise Refused(_NOTED)
    return CarriedOver.objects.create(
        organization_id=actor.organization_id,
        client_id=episode.client_id,
        episode=episode,
        as_of=sums.as_of,
        days_attended=sums.days,
        minutes_attended=sums.minutes,
        source=sums.source.strip(),
        external_number=origin.external_number.strip(),
        fingerprint=origin.fingerprint,
        noted_at=at,
        noted_by_id=actor.membership_id,
        account_id=actor.account_id,
    )


@transaction.atomic
def correct_before(*, actor: Member, at: datetime, before: CarriedOver, sums: rules.Sums, reason: str) -> CarriedOver:
    """Set what was noted aside and note it anew; the reason stays in the history.

    raises  Refused (VOID-001, VOID-002, BEF-001 ...)
    """
    episode = before.episode
    span = Span(episode.opened_on, episode.closed_on)
    refuse(check_reason(reason) + rules.check(sums, episode=span, on=at.astimezone(actor.zone).date()))
    void(before, at=at, membership_id=actor.membership_id, reason=reason)
    origin = Origin(bytes(before.fingerprint), before.external_number)
    return note_before(actor=actor, at=at, episode=episode, sums=sums, origin=origin)
