"""What everybody in care of a program is asked every week, and when the links go out."""

from calendar import day_name
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.assessments.rules.sending import FROM_HOUR, HOURS, UNTIL_HOUR, clock
from stepwell.assessments.vocabulary import CODE_LETTERS
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Versioned, Walled, key
from stepwell.platform.walls.rights import Category

_AT_SITE = Wall(site="site_id", readers=("tenant", "system"), writers=(Category.CONFIGURATION,))
# The wall asks for the site of this row: it must be that of the program.
_SITE_OF_ITS_PROGRAM = """
IF NOT EXISTS (SELECT FROM people_program p WHERE p.id = NEW.program_id AND p.site_id = NEW.site_id) THEN
  RAISE EXCEPTION 'weekly measures stand at the site of their program'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'weekly_measures_at_site';
END IF;
RETURN NEW;
"""


@recorded(_AT_SITE)
class WeeklyMeasures(Walled, Versioned):
    """What everybody in care of a program is asked every week, and when its links go out by themselves.

    instruments  codes; may be empty: then only what is scheduled for somebody is sent
    sends_links  whether links go out by themselves at all
    weekday      0 is Monday
    hour         of the organization's clock
    """

    site = key("tenancy.Site")
    program = key("people.Program")
    instruments = ArrayField(models.CharField(max_length=CODE_LETTERS), verbose_name="asked every week", default=list)
    sends_links = models.BooleanField("links go out by themselves", default=True)
    weekday = models.PositiveSmallIntegerField("on", choices=list(enumerate(day_name)))
    hour = models.PositiveSmallIntegerField("at", choices=[(hour, clock(hour)) for hour in HOURS])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _AT_SITE,
            TARGET,
            SameOrganization(field="site"),
            SameOrganization(field="program"),
            models.UniqueConstraint(fields=["organization", "program"], name="weekly_measures_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_measures_weekday"),
            models.CheckConstraint(
                condition=Q(hour__gte=FROM_HOUR, hour__lt=UNTIL_HOUR), name="weekly_measures_by_day"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(
                name="site_of_its_program",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_SITE_OF_ITS_PROGRAM,
            )
        ]

    def __str__(self) -> str:
        return f"weekly measures {self.id}"
