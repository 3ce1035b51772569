"""Emergency access: somebody opens a chart closed to them, says why, and the privacy officer is told at once."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

LASTS = timedelta(hours=1)

Constraints = list[models.BaseConstraint]
Indexes = list[models.Index]

_OPENED = Wall(
    author="account_id", readers=("actor", Category.AUDIT, "system"), writers=("opener",), append_only=True, lookup=True
)
_REVIEWED = Wall(author="account_id", readers=(Category.AUDIT,), writers=("reviewer",), append_only=True)


class EmergencyAccess(Walled):
    """One hour of access to one client's chart, for one person, with a reason."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client = key("clients.Client")
    reason = models.TextField(max_length=500)
    opened_at = models.DateTimeField(db_default=TransactionNow())
    closes_at = models.DateTimeField(db_default=TransactionNow() + LASTS)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _OPENED,
            TARGET,
            SameOrganization(field="client"),
            models.CheckConstraint(condition=Q(closes_at=F("opened_at") + LASTS), name="emergency_lasts_an_hour"),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S.{8,}\S"), name="emergency_reason"
            ),  # 10 letters or more
        ]
        indexes: ClassVar[Indexes] = [
            models.Index(fields=["organization", "account", "closes_at"], name="emergency_of_account"),
            models.Index(fields=["organization", "-opened_at"], name="emergency_newest"),
        ]

    def __str__(self) -> str:
        return f"emergency access {self.id}"


class EmergencyReview(Walled):
    """What the privacy officer found when looking at an emergency access: one row each, never changed."""

    access = key("privacy.EmergencyAccess", related_name="reviews")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    justified = models.BooleanField()
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _REVIEWED,
            SameOrganization(field="access"),
            models.UniqueConstraint(fields=["access"], name="emergency_reviewed_once"),
            models.CheckConstraint(condition=Q(justified=True) | ~Q(note=""), name="emergency_review_says_why"),
        ]

    def __str__(self) -> str:
        return f"review of {self.access_id}"
