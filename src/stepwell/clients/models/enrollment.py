"""The course of care: episodes, the levels of care within one, and where somebody lives meanwhile.

Days are dates in the site's time zone, both ends included; no end means that it goes on.
"""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from stepwell.clients.vocabulary import ANSWER_LABELS, HOME_LABELS, Answer, Home
from stepwell.people.vocabulary import LEVELS
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_ENROLLED = Wall(client="client_id", readers=(Category.ENROLLMENT, "system"), writers=(Category.ENROLLMENT,))
_EPISODE = Wall(
    client="client_id", readers=(Category.ENROLLMENT, "system"), writers=(Category.ENROLLMENT,), lookup=True
)
_HOME = Wall(
    client="client_id",
    readers=(Category.SCREENING, "system"),
    writers=(Category.SCREENING,),
)


_STAY_WITHIN = """
IF NEW.voided_at IS NULL AND NOT EXISTS (
  SELECT FROM clients_episode e WHERE e.id = NEW.episode_id AND e.client_id = NEW.client_id AND e.voided_at IS NULL
    AND daterange(e.opened_on, e.closed_on, '[]') @> daterange(NEW.starts_on, NEW.ends_on, '[]')
) THEN
  RAISE EXCEPTION 'a stay lies within its episode'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_within_episode';
END IF;
RETURN NULL;
"""
_EPISODE_AROUND = """
IF EXISTS (
  SELECT FROM clients_levelofcarestay s WHERE s.episode_id = NEW.id AND s.voided_at IS NULL AND (
    NEW.voided_at IS NOT NULL
    OR NOT daterange(NEW.opened_on, NEW.closed_on, '[]') @> daterange(s.starts_on, s.ends_on, '[]'))
) THEN
  RAISE EXCEPTION 'a stay lies within its episode'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_within_episode';
END IF;
RETURN NULL;
"""
# Whoever sets an episode aside has what was done in it taken back first: hours would belong to no care.
_EPISODE_ATTENDED = """
IF NEW.voided_at IS NOT NULL AND OLD.voided_at IS NULL
   AND stepwell.first_attended(NEW.client_id, NEW.opened_on, NEW.closed_on) IS NOT NULL THEN
  RAISE EXCEPTION 'attendance was taken in this episode'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'episode_attended';
END IF;
RETURN NULL;
"""


def _after(name: str, func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.After, operation=pgtrigger.Insert | pgtrigger.Update, func=func)


def days(begin: str, end: str) -> Func:
    """Return the span of two date columns, both days included."""
    return Func(F(begin), F(end), Value("[]"), function="daterange", output_field=DateRangeField())


@recorded(_EPISODE)
class Episode(Walled, Versioned, Voidable):
    """One time in care, from admission to discharge, in a program of the house."""

    client = key("clients.Client", related_name="episodes")
    program = key("people.Program")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    opened_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _EPISODE,
            TARGET,
            VOID,
            SameOrganization(field="voided_by"),
            SameOrganization(field="client"),
            SameOrganization(field="program"),
            SameOrganization(field="opened_by"),
            models.UniqueConstraint(fields=["organization", "client", "id"], name="episode_of_its_client"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="episode_forward"
            ),
            ExclusionConstraint(
                name="episode_one_at_a_time",
                expressions=[
                    ("client", RangeOperators.EQUAL),
                    (days("opened_on", "closed_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organization", "program", "client"],
                condition=Q(closed_on=None, voided_at=None),
                name="episode_open",
            ),
            models.Index(
                fields=["organization", "closed_on"],
                condition=Q(closed_on__isnull=False, voided_at=None),
                name="episode_by_end",
            ),
            models.Index(
                fields=["organization", "opened_on"], condition=Q(voided_at=None), name="episode_by_beginning"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            _after("around_stays", _EPISODE_AROUND),
            pgtrigger.Trigger(
                name="attended", when=pgtrigger.After, operation=pgtrigger.Update, func=_EPISODE_ATTENDED
            ),
        ]

    def __str__(self) -> str:
        return f"episode {self.id}"


@recorded(_ENROLLED)
class LevelOfCareStay(Walled, Versioned, Voidable):
    """A level of care within an episode, in the program that gives it. A change of level is a new stay."""

    client = key("clients.Client")
    episode = key("clients.Episode", related_name="stays")
    program = key("people.Program")
    level = models.CharField("clinical level of care", max_length=4, choices=LEVELS)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.CharField("why this level begins", max_length=300)
    decided_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ENROLLED,
            TARGET,
            VOID,
            SameOrganization(field="voided_by"),
            SameOrganization(field="client"),
            SameOrganization(field="episode"),
            SameOrganization(field="program"),
            SameOrganization(field="decided_by"),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="stay_level"),
            models.CheckConstraint(condition=~Q(reason=""), name="stay_has_a_reason"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="stay_forward"),
            ExclusionConstraint(
                name="stay_one_at_a_time",
                expressions=[("client", RangeOperators.EQUAL), (days("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                condition=Q(voided_at=None),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "starts_on"], name="stay_of_client")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [_after("within_episode", _STAY_WITHIN)]

    def __str__(self) -> str:
        return f"stay {self.id}"


@recorded(_HOME)
class LivingSituation(Walled, Voidable):
    """Where and with whom somebody lives, from a day to a day, and whether that is safe and sober."""

    client = key("clients.Client")
    kind = models.CharField(max_length=20, choices=HOME_LABELS)
    safety = models.CharField("safe to live in", max_length=10, choices=ANSWER_LABELS)
    use_at_home = models.CharField("somebody uses there", max_length=10, choices=ANSWER_LABELS)
    words = EncryptedTextField(aad="clients.living_situation.words", blank=True, null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    asked_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _HOME,
            VOID,
            SameOrganization(field="voided_by"),
            SameOrganization(field="client"),
            SameOrganization(field="asked_by"),
            models.CheckConstraint(condition=Q(kind__in=list(Home)), name="home_kind"),
            models.CheckConstraint(
                condition=Q(safety__in=list(Answer), use_at_home__in=list(Answer)), name="home_answers"
            ),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="home_forward"),
            ExclusionConstraint(
                name="home_one_at_a_time",
                expressions=[("client", RangeOperators.EQUAL), (days("from_on", "to_on"), RangeOperators.OVERLAPS)],
                condition=Q(voided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"living situation of {self.client_id}"
