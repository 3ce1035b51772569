"""Curricula written down, and groups that begin one."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.actions import series
from stepwell.scheduling.actions.conflicts import NO_REACH
from stepwell.scheduling.queries import reach
from stepwell.weekplans.models import Curriculum, CurriculumStart
from stepwell.weekplans.queries import repeats
from stepwell.weekplans.rules.lessons import Lessons, check

_TWICE = Finding("WEEK-063", "There is a curriculum of this name. Choose another name.", "name")
_USED = Finding(
    "WEEK-064",
    "A group works through it, so lessons are renamed here, and none is added or taken away: what people have had would"
    " change. Write a new curriculum, and let the group begin it.",
    "lessons",
)
_NOT_HERE = Finding("WEEK-065", "This curriculum is another site’s. Choose one of the group’s site.", "curriculum")
_PAST = Finding("WEEK-066", "What was taught before today stays as it was. Choose today or a day to come.", "from_on")
_AGAIN = "Begin with another lesson, or say why it is right all the same; name nobody."
_OUTSIDE = Finding("WEEK-067", "The group does not meet on that day any more, or not yet. Check it.", "from_on")


def write_curriculum(
    *, actor: Member, site_id: UUID, name: str, lessons: Lessons, may_repeat: bool, curriculum_id: UUID | None = None
) -> Curriculum:
    """Write a curriculum of a site down, or change one: while a group works through it, its number of lessons stays.

    raises  Refused
    """
    if site_id not in reach.planned_sites():
        raise Refused(NO_REACH)
    refuse(check(lessons))
    row = Curriculum(organization_id=actor.organization_id, site_id=site_id)
    if curriculum_id:
        row = Curriculum.objects.get(pk=curriculum_id, site=site_id)
        used = CurriculumStart.objects.filter(curriculum=row.pk).exists()
        if used and len(row.lessons) != len(lessons.titles):
            raise Refused(_USED)
    row.name, row.lessons, row.modules = name.strip(), list(lessons.titles), list(lessons.modules)
    row.may_repeat = may_repeat
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_TWICE) from None
    return row


def begin_curriculum(
    *,
    actor: Member,
    at: datetime,
    series_id: UUID,
    curriculum_id: UUID | None,
    from_on: date,
    lesson: int = 1,
    despite: str | None = None,
) -> CurriculumStart:
    """Let a group work through a curriculum from a day on, from a lesson on (1 is the first); None ends the one before.

    The first one may have begun in the past: the group went on with it.

    despite  why it is right although people of the group have had its lessons; None where nobody is asked
    raises   Refused
    """
    row = series.get(series_id)
    if row.site_id not in reach.planned_sites():
        raise Refused(NO_REACH)
    today = at.astimezone(ZoneInfo(row.site.time_zone)).date()
    earlier = CurriculumStart.objects.filter(series=row.pk, from_on__lte=today).exclude(from_on=from_on)
    if from_on < today and earlier.exists():
        raise Refused(_PAST)
    if from_on < row.from_on or (row.to_on and from_on > row.to_on):
        raise Refused(_OUTSIDE)
    found = Curriculum.objects.filter(pk=curriculum_id, site=row.site_id).first() if curriculum_id else None
    if curriculum_id and found is None:
        raise Refused(_NOT_HERE)
    count = len(found.lessons) if found else 1
    if not 1 <= lesson <= count:
        raise Refused(Finding("WEEK-068", f"It has lessons 1 to {count}. Choose one of them.", "lesson"))
    if found and despite is not None and not despite.strip():
        again = repeats.of_group(row, found, from_on=from_on, lesson=lesson)
        refuse([Finding("WEEK-069", f"{' '.join(again)} {_AGAIN}", "despite")] if again else [])
    made, _ = CurriculumStart.objects.update_or_create(
        organization_id=actor.organization_id, series_id=row.pk, site_id=row.site_id, from_on=from_on,
        defaults={"curriculum": found, "lesson": lesson - 1, "despite": (despite or "").strip()},
    )  # fmt: skip
    return made
