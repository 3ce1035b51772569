"""Policies whose benefits are to be verified again, and since when."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.coverage.verifying_again import AGAIN_LABELS
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

_DUE = Wall(client="client_id", readers=(Category.BENEFITS, "system"), writers=(Category.BENEFITS, "system"))

# Why and since when stays as it was; it is done once.
_STANDS = """
IF to_jsonb(NEW) - '{done_at,check_made_id}'::text[] <> to_jsonb(OLD) - '{done_at,check_made_id}'::text[]
   OR OLD.done_at IS NOT NULL THEN
  RAISE EXCEPTION 'Why benefits are verified again stays as it was.' USING ERRCODE = 'check_violation',
    CONSTRAINT = 'again_stands';
END IF;
RETURN NEW;
"""


@recorded(_DUE)
class VerificationDue(Walled):
    """A reason to verify the benefits of a policy again.

    since       the day that made it necessary: of the admission, the first of a month, ...
    done_at     when a newer verification was written down, or the policy or the care ended
    check_made  that verification
    """

    client = key("clients.Client")
    policy = key("coverage.Policy")
    reason = models.CharField(max_length=12, choices=AGAIN_LABELS)
    since = models.DateField()
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    check_made = key("coverage.BenefitCheck", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _DUE,
            TARGET,
            *(SameOrganization(field=field) for field in ("client", "policy", "check_made")),
            models.UniqueConstraint(fields=["policy", "reason", "since"], condition=Q(done_at=None), name="again_once"),
            models.CheckConstraint(condition=Q(reason__in=list(AGAIN_LABELS)), name="again_reason"),
            models.CheckConstraint(condition=Q(check_made=None) | Q(done_at__isnull=False), name="again_done"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "since"], condition=Q(done_at=None), name="again_open"),
            models.Index(fields=["client"], name="again_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(name="stands", when=pgtrigger.Before, operation=pgtrigger.Update, func=_STANDS)
        ]

    def __str__(self) -> str:
        return f"{self.reason} since {self.since}"
