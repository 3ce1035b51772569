"""What speaks against a client in the sessions of a group: it takes nobody new, or teaches them a lesson again."""

from datetime import date
from uuid import UUID

from stepwell.scheduling.models import GroupMembership, GroupSeries, Session
from stepwell.weekplans.models import GroupNeeds
from stepwell.weekplans.queries import repeats
from stepwell.weekplans.queries.lessons import taught


def against(client_id: UUID, series: GroupSeries, first: date, last: date | None) -> list[str]:
    """Return what speaks against it, from a day on, in sentences; last as in `repeats.of_client`."""
    return [*_closed(client_id, series, first), *repeats.of_client(client_id, series, first, last)]


def _closed(client_id: UUID, series: GroupSeries, first: date) -> list[str]:
    needs = GroupNeeds.objects.filter(series=series.pk).first()
    if needs is None or not (needs.is_closed or needs.by_module) or first <= series.from_on:
        return []
    if GroupMembership.objects.filter(client=client_id, series=series.pk, voided_at=None).exists():
        return []  # who comes back is not new
    if needs.is_closed:
        return ["The group is closed: it takes nobody new once it has begun."]
    coming = Session.objects.filter(series=series.pk, day__gte=first, cancelled_at=None).order_by("starts_at").first()
    lesson = taught(coming.day, coming.day, series_id=series.pk).get(coming.pk) if coming else None
    if lesson is None or lesson.begins_module:
        return []
    return [f"The group takes somebody new when a module begins, and then it is at {lesson}."]
