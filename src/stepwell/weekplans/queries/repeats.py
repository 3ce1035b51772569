"""Lessons that somebody would sit in again: whom a place by hand, or a lesson chosen by hand, gives them twice."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from stepwell.scheduling.actions import HORIZON
from stepwell.scheduling.models import GroupMembership, GroupSeries, Session
from stepwell.weekplans.models import Curriculum
from stepwell.weekplans.queries.lessons import taken, taught

_MOST = 3  # that are named


def of_client(client_id: UUID, series: GroupSeries, first: date, last: date | None) -> list[str]:
    """Return which lessons of a group from a day on a client had before it, and when; of those that may not repeat.

    last  through which day; None for as far as sessions are known
    """
    ends = last or first + timedelta(weeks=HORIZON)
    teaching = taught(first, ends, series_id=series.pk)
    mine = taken([series.site_id], [client_id], before=first).get(client_id, {}) if teaching else {}
    if not mine:
        return []
    on = dict(Session.objects.filter(pk__in=list(teaching)).values_list("pk", "day"))
    found = [
        (on[session], lesson.title, mine[key])
        for session, lesson in teaching.items()
        if (key := (lesson.curriculum_id, lesson.number)) in mine
    ]
    return _named(
        f"“{title}” was had on {_said(before)}, and is taught again on {_said(day)}."
        for day, title, before in sorted(found)
    )


def of_group(series: GroupSeries, curriculum: Curriculum, *, from_on: date, lesson: int) -> list[str]:
    """Return which lessons people of a group had before a day on which it begins with a lesson (1 is the first).

    Through its last lesson: that it begins anew then is so with every group. Nobody is named: the lesson, how many had
    it, and when last.
    """
    if curriculum.may_repeat:
        return []
    belong = GroupMembership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=from_on), series=series.pk, voided_at=None, from_on__lte=from_on
    )
    had = taken([series.site_id], list(belong.values_list("client_id", flat=True)), before=from_on)
    ends = from_on + timedelta(weeks=HORIZON)
    coming = Session.objects.filter(series=series.pk, day__range=(from_on, ends), cancelled_at=None).count()
    found = []
    for number in range(lesson - 1, min(lesson - 1 + coming, len(curriculum.lessons))):
        key = (curriculum.pk, number + 1)
        days = [mine[key] for mine in had.values() if key in mine]
        if days:
            who = f"{len(days)} people" if len(days) > 1 else "one person"
            found.append(f"“{curriculum.lessons[number]}” was had by {who} of the group, last on {_said(max(days))}.")
    return _named(found)


def _named(sentences: Iterable[str]) -> list[str]:
    found = list(sentences)
    more = len(found) - _MOST
    return [*found[:_MOST], *([f"So it is with {more} more."] if more > 0 else [])]


def _said(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
