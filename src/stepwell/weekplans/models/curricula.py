"""Curricula: lessons in order, and from when which group works through which."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

MOST_LESSONS = 120
_CURRICULUM = Wall(site="site_id", readers=("tenant", "system"), writers=(Category.SCHEDULE,))


@recorded(_CURRICULUM)
class Curriculum(Walled):
    """Lessons in the order in which groups of a site take them; after the last comes the first.

    modules     of each lesson the name of its module, empty where there are none
    may_repeat  whether somebody may sit in the same lesson again
    """

    site = key("tenancy.Site")
    name = models.CharField(max_length=60)
    lessons = ArrayField(models.CharField(max_length=80))
    modules = ArrayField(models.CharField(max_length=60, blank=True))
    may_repeat = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CURRICULUM,
            TARGET,
            SameOrganization(field="site"),
            models.UniqueConstraint(fields=["organization", "id", "site"], name="curriculum_of_site"),
            models.UniqueConstraint(fields=["organization", "site", "name"], name="curriculum_name_once"),
            models.CheckConstraint(
                condition=Q(lessons__len__gte=1, lessons__len__lte=MOST_LESSONS), name="curriculum_lessons"
            ),
            models.CheckConstraint(condition=Q(modules__len=F("lessons__len")), name="curriculum_modules"),
        ]

    def __str__(self) -> str:
        return self.name


@recorded(_CURRICULUM)
class CurriculumStart(Walled):
    """From a day on a group works through a curriculum, from a lesson on (0 is the first), or through none.

    despite  why it is right although people of the group have had its lessons; it names nobody
    """

    series = key("scheduling.GroupSeries")
    site = key("tenancy.Site")
    curriculum = key("weekplans.Curriculum", null=True, blank=True)
    from_on = models.DateField("from")
    lesson = models.PositiveSmallIntegerField(default=0)
    despite = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CURRICULUM,
            SameOrganization(field="series"),
            SameOrganization(field="site"),
            SameOrganization(field="curriculum", also=("site_id",)),
            models.UniqueConstraint(fields=["organization", "series", "from_on"], name="curriculum_start_once"),
            models.CheckConstraint(condition=Q(lesson__lt=MOST_LESSONS), name="curriculum_start_lesson"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} from {self.from_on}"
