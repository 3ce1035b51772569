"""How objectives go: a row for each time that somebody looked."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans.models import guards
from stepwell.treatmentplans.vocabulary import STANDING_LABELS, Standing

_ENTRY = Wall(
    client="client_id",
    readers=(Category.OBJECTIVES, "system"),
    writers=(Category.OBJECTIVES, Category.SESSIONS),
)
MOST = 4


@recorded(_ENTRY)
class ObjectiveEntry(Walled, Voidable):
    """Progress of an objective on a day, 0 to 4, with a sentence; and whether it is met or dropped. Only ever added.

    lineage  of the objective: the course goes on through versions of the plan
    """

    client = key("clients.Client")
    objective = key("treatmentplans.PlanObjective", related_name="entries")
    lineage = models.UUIDField()
    seen_on = models.DateField()
    at = models.DateTimeField()
    progress = models.PositiveSmallIntegerField(null=True)
    standing = models.CharField(max_length=10, choices=STANDING_LABELS)
    words = EncryptedTextField[str, str](aad="treatmentplans.objective_entry.words", default="")
    by = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ENTRY,
            VOID,
            SameOrganization(field="voided_by"),
            SameOrganization(field="client"),
            SameOrganization(field="objective"),
            SameOrganization(field="by"),
            models.CheckConstraint(condition=Q(progress=None) | Q(progress__lte=MOST), name="objective_entry_progress"),
            models.CheckConstraint(condition=Q(standing__in=list(Standing)), name="objective_entry_standing"),
            models.CheckConstraint(
                condition=Q(progress__isnull=False) | ~Q(standing=Standing.OPEN), name="objective_entry_says_something"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "lineage", "-at"], name="objective_entry_of_client")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.ENTRY_OF_OBJECTIVE, guards.ENTRY_STANDS]

    def __str__(self) -> str:
        return f"progress of {self.objective_id}"
