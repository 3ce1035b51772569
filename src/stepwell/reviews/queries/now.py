"""Where somebody stands on a day: episode, level, order, groups; and what a draft review would change of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from stepwell.clients.queries import enrollment
from stepwell.clients.queries.enrollment import EpisodeRow, StayRow
from stepwell.placement import queries as placement
from stepwell.placement.queries import OrderRow
from stepwell.placement.rules.ordering import Order, mix_sum
from stepwell.platform.walls.rights import Category
from stepwell.reviews.models import Review
from stepwell.reviews.rules.effects import Effect, Group, Hours, effect
from stepwell.scheduling.models import GroupMembership, GroupSeries
from stepwell.scheduling.queries.groups import when

_WRITES = """
SELECT (SELECT stepwell.everywhere(%(category)s, true, false))
  OR c.site_id = ANY ((SELECT stepwell.sites(%(category)s, true, false))::uuid[])
  OR c.id = ANY ((SELECT stepwell.clients(%(category)s, true, false))::uuid[])
FROM clients_client c WHERE c.id = %(client)s
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A group that somebody is in; `to_on` is the last day, None if it goes on."""

    membership_id: UUID
    series_id: UUID
    group: Group
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Now:
    """Where somebody stands on a day."""

    episode: EpisodeRow | None
    stay: StayRow | None
    order: OrderRow | None
    places: tuple[Place, ...]


def writes(client_id: UUID, category: Category) -> bool:
    """Return whether the actor writes a category of a client's record. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITES, {"category": category, "client": client_id})
        row = cursor.fetchone()
    return bool(row and row[0])


def now_of(client_id: UUID, on: date) -> Now:
    """Return where somebody stands. Four queries at most."""
    episode = enrollment.episode_of(client_id)
    stays = enrollment.stays_of(episode.id) if episode else []
    stay = next((each for each in stays if each.span.holds(on)), None)
    return Now(episode, stay, placement.order_on(client_id, on), tuple(places_of(client_id, on)))


def places_of(client_id: UUID, on: date) -> list[Place]:
    """Return the groups that somebody is in on a day or joins later, by name."""
    found = GroupMembership.objects.filter(Q(to_on=None) | Q(to_on__gte=on), client=client_id, voided_at=None)
    return [
        Place(row.pk, row.series_id, group_of(row.series), row.from_on, row.to_on)
        for row in found.select_related("series__program").order_by("series__name", "from_on")
    ]


def group_of(series: GroupSeries) -> Group:
    """Return a group as the rules know it."""
    minutes = (series.minutes - series.break_minutes) * len(series.weekdays) // series.every_weeks
    return Group(series.name, when(series), minutes, frozenset(series.weekdays), series.program.level)


def to_join(site_id: UUID, on: date) -> list[GroupSeries]:
    """Return the groups of a site that go on, by name."""
    going = GroupSeries.objects.filter(Q(to_on=None) | Q(to_on__gt=on), site=site_id)
    return list(going.select_related("program").order_by("name", "id"))


def order_wanted(review: Review, now: Now) -> Order | None:
    """Return the order that a review asks for, or None. Single services stay as they are if they fit."""
    wanted = review.words.get("order")
    if not wanted or review.effective_on is None:
        return None
    before = now.order.mix if now.order else ()
    return Order(
        starts_on=review.effective_on,
        minutes_per_week=wanted["minutes"],
        days_min=wanted["days_min"],
        days_max=wanted["days_max"],
        mix=before if mix_sum(before) <= wanted["minutes"] else (),
        is_taper=wanted["is_taper"],
        reason=wanted["reason"],
    )


def preview_of(review: Review, now: Now) -> Effect:
    """Return what a review would change, as things stand now."""
    placement_row = review.placement
    before = (now.stay.level, now.stay.program) if now.stay else ("none", "none")
    goes = placement_row.program is not None and now.stay is not None
    program = placement_row.program
    after = (program.level, program.name) if goes and program else before
    wanted = order_wanted(review, now)
    leaves = [place.group for place in now.places if place.membership_id in review.leaves]
    made = effect(
        level=(before[0], after[0]),
        program=(before[1], after[1]),
        order=(_hours(now.order), Hours(wanted.minutes_per_week, wanted.days_min, wanted.days_max) if wanted else None),
        groups=[place.group for place in now.places],
        leaves=leaves,
        joins=_joined(review.joins),
        from_on=review.effective_on,
    )
    if wanted and now.order and now.order.mix and not wanted.mix:
        lost = "The single services ordered until now come to more than the new hours. They are not ordered again."
        return Effect(made.lines, (*made.warnings, lost), made.minutes_before, made.minutes_after)
    return made


def _hours(row: OrderRow | None) -> Hours | None:
    return Hours(row.minutes_per_week, row.days_min, row.days_max) if row else None


def _joined(series_ids: Sequence[UUID]) -> list[Group]:
    if not series_ids:
        return []
    found = GroupSeries.objects.filter(pk__in=series_ids).select_related("program").order_by("name", "id")
    return [group_of(series) for series in found]
