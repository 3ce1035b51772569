"""What rules stopped before it went out: kept when it is mended, so that it can be told what a rule was good for."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.billing.vocabulary import STOPPED_LABELS, STOPPING_LABELS, Stopped, Stopping
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import Walled, key
from stepwell.platform.walls.rights import Category

_STOP = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING, "system"))
_ONLY_ENDS = pgtrigger.Trigger(
    name="only_ends",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - '{ended_at,ending}'::text[]
   <> to_jsonb(OLD) - '{ended_at,ending}'::text[] THEN
  RAISE EXCEPTION 'What was stopped stays as it was; it ends once.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'stop_stands';
END IF;
RETURN NEW;
""",
)


class Stop(Walled):
    """A rule held a day or a claim back. Written when it does so first, ended when it does not any more.

    day         of care; of a claim the first one
    what, of    a held day or a claim, named and not joined: claims are of a higher room
    code        of the rule
    cents       at stake: what is charged, or for a day what the contract would pay; None while nobody knows
    """

    client = key("clients.Client")
    day = models.DateField()
    what = models.CharField(max_length=10, choices=STOPPED_LABELS)
    of = models.UUIDField()
    code = models.CharField(max_length=20)
    cents = models.BigIntegerField(null=True)
    stopped_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=STOPPING_LABELS, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _STOP,
            SameOrganization(field="client"),
            models.UniqueConstraint(
                fields=["organization", "of", "code"], condition=Q(ended_at=None), name="stop_open_once"
            ),
            models.CheckConstraint(condition=Q(what__in=list(Stopped)) & ~Q(code=""), name="stop_of_something"),
            models.CheckConstraint(condition=Q(cents=None) | Q(cents__gte=0, cents__lte=MOST_CENTS), name="stop_money"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | Q(ended_at__gte=F("stopped_at"), ending__in=list(Stopping)),
                name="stop_ended",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "stopped_at"], name="stop_by_time"),
            models.Index(fields=["client"], name="stop_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [_ONLY_ENDS]

    def __str__(self) -> str:
        return f"{self.code} stopped {self.what} {self.of}"
