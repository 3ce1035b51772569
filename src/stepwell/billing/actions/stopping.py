"""Keeping what rules stopped: opened when one stops something first, ended when it does not any more."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stepwell.billing.models import Stop
from stepwell.billing.vocabulary import Stopped, Stopping
from stepwell.platform.walls.bulk import insert


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Something that rules were just asked about, and the codes of those that stop it now.

    of      the held day or claim
    cents   at stake; None while nobody knows
    ending  how what does not stop it any more has ended
    """

    organization_id: UUID
    client_id: UUID
    what: Stopped
    of: UUID
    day: date
    cents: int | None
    codes: frozenset[str]
    ending: Stopping = Stopping.MENDED


def keep_stops(looked: Sequence[Looked], *, at: datetime) -> None:
    """Keep what rules stop now, and end what they do not stop any more. Three statements at the most, or none."""
    if not looked:
        return
    standing: dict[UUID, dict[str, UUID]] = defaultdict(dict)
    rows = Stop.objects.filter(of__in=[one.of for one in looked], ended_at=None)
    for of, code, key in rows.values_list("of", "code", "pk"):
        standing[of][code] = key
    insert(
        [
            Stop(
                organization_id=one.organization_id, client_id=one.client_id, what=one.what, of=one.of, day=one.day,
                code=code, cents=one.cents, stopped_at=at,
            )
            for one in looked
            for code in sorted(one.codes - standing[one.of].keys())
        ]
    )  # fmt: skip
    ended: dict[Stopping, list[UUID]] = defaultdict(list)
    for one in looked:
        ended[one.ending] += [key for code, key in standing[one.of].items() if code not in one.codes]
    for ending, keys in ended.items():
        if keys:
            Stop.objects.filter(pk__in=keys).update(ended_at=at, ending=ending)


def end_stops(of: Collection[UUID], *, at: datetime, ending: Stopping) -> None:
    """End whatever stops some held days or claims. One statement."""
    Stop.objects.filter(of__in=of, ended_at=None).update(ended_at=at, ending=ending)
