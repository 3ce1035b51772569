"""How somebody who did not come was sought."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stepwell.attendance.vocabulary import OUTCOME_LABELS, WAY_LABELS, Outcome, Way
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import Walled, key
from stepwell.platform.walls.rights import Category

# Who runs sessions and who looks after safety: both call people who did not come.
_OUTREACH = Wall(
    client="client_id",
    readers=(Category.SESSIONS, Category.SAFETY, "system"),
    writers=(Category.SESSIONS, Category.SAFETY),
    append_only=True,
)


class Outreach(Walled):
    """One attempt to reach somebody, and what came of it. Only ever added."""

    client = key("clients.Client")
    at = models.DateTimeField()
    day = models.DateField()
    by = key("tenancy.Membership")
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    outcome = models.CharField(max_length=10, choices=OUTCOME_LABELS)
    words = EncryptedTextField[str, str](aad="attendance.outreach.words")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _OUTREACH,
            SameOrganization(field="client"),
            SameOrganization(field="by"),
            models.CheckConstraint(condition=Q(way__in=list(Way)), name="outreach_way"),
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="outreach_outcome"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "-at"], name="outreach_of_client")]

    def __str__(self) -> str:
        return f"outreach {self.id}"
