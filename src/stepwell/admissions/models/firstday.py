"""The first day: the organization's list, what was done of it, and the medications somebody brought.

What was answered and what is taken is health information: those who look after people's safety read it, and not whoever
only bills or reviews.
"""

from decimal import Decimal
from typing import ClassVar

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from stepwell.admissions.models import guards
from stepwell.admissions.vocabulary import ANSWER_LABELS, KEPT_LABELS, KIND_LABELS, Answer, Kept, Kind
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
MOST_COUNTED = Decimal(100_000)

_LIST = Wall(readers=("tenant", "system"), writers=(Category.CONFIGURATION,))
_FOUND = Wall(client="client_id", readers=(Category.SAFETY, "system"), writers=(Category.SAFETY,))


@recorded(_LIST)
class AdmissionItem(Walled, Versioned):
    """One line of the organization's first-day checklist."""

    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=200, blank=True)
    kind = models.CharField("asks for", max_length=20, choices=KIND_LABELS)
    position = models.PositiveSmallIntegerField()
    ended_on = models.DateField("not asked any more from", null=True, blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _LIST,
            TARGET,
            models.CheckConstraint(condition=~Q(name=""), name="admission_item_named"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="admission_item_kind"),
            models.UniqueConstraint(
                fields=["organization", "name"], condition=Q(ended_on=None), name="admission_item_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@recorded(_FOUND)
class ItemDone(Walled, Voidable):
    """An item was done, or does not apply: who, when, and in which words. Only ever added and set aside."""

    client = key("clients.Client")
    item = key("admissions.AdmissionItem")
    answer = models.CharField(max_length=12, choices=ANSWER_LABELS)
    words = EncryptedTextField[str | None, str | None](aad="admissions.item_done.words", null=True)
    done_on = models.DateField()
    done_at = models.DateTimeField()
    done_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _FOUND,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "item", "done_by")),
            models.CheckConstraint(condition=Q(answer__in=list(Answer)), name="item_done_answer"),
            models.CheckConstraint(
                condition=Q(answer=Answer.DONE) | Q(words__isnull=False), name="item_done_or_why_not"
            ),
            models.UniqueConstraint(
                fields=["client", "item", "done_on"], condition=Q(voided_at=None), name="item_done_once"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.only_set_aside("item_done_stands")]

    def __str__(self) -> str:
        return f"item {self.item_id} of {self.client_id}"


def _label(name: str) -> "EncryptedTextField[str | None, str | None]":
    return EncryptedTextField(aad=f"admissions.medication_listed.{name}", null=True, blank=True)


@recorded(_FOUND)
class MedicationListed(Walled, Voidable):
    """One container that a client brought, as its label says. No medication list: who prescribes reconciles it.

    counted  units in it, such as tablets; None if it was not counted
    """

    client = key("clients.Client")
    name = EncryptedTextField[str, str](aad="admissions.medication_listed.name")
    strength = _label("strength")
    directions = _label("directions")
    prescriber = _label("prescriber")
    pharmacy = _label("pharmacy")
    filled_on = models.DateField(null=True)
    counted = models.DecimalField(
        max_digits=8, decimal_places=2, null=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(MOST_COUNTED)],
    )  # fmt: skip
    kept = models.CharField(max_length=12, choices=KEPT_LABELS)
    listed_on = models.DateField()
    listed_at = models.DateTimeField()
    listed_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _FOUND,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "listed_by")),
            models.CheckConstraint(condition=Q(kept__in=list(Kept)), name="medication_listed_kept"),
            models.CheckConstraint(condition=Q(counted=None) | Q(counted__gte=0), name="medication_listed_counted"),
            models.CheckConstraint(
                condition=Q(filled_on=None) | Q(filled_on__lte=models.F("listed_on")), name="medication_listed_filled"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-listed_on"], name="medication_listed_of_client")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.only_set_aside("medication_listed_stands")]

    def __str__(self) -> str:
        return f"container {self.pk}"
