"""Money taken from clients. Only ever added to: a payment taken by mistake is reversed in the ledger."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.billing.models import guards
from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.billing.vocabulary import ORIGIN_LABELS, WAY_LABELS, Origin, Way
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

_PAYMENT = Wall(
    client="client_id",
    readers=(Category.PAYMENTS, "system"),
    writers=(Category.PAYMENTS,),
    append_only=True,
)


class Payment(Walled):
    """A payment by a client: what the receipt says.

    cents       what was paid; `kept` of them are a prepayment, as nothing was owed for them
    origin      whose money it is, if not the client's own
    last_four   and `approval` of a card: its number is never written down
    """

    client = key("clients.Client")
    transaction = key("billing.Transaction")
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    cents = models.BigIntegerField()
    kept = models.BigIntegerField(default=0)
    check_number = models.CharField(max_length=20, blank=True)
    last_four = models.CharField(max_length=4, blank=True)
    approval = models.CharField("authorization code", max_length=20, blank=True)
    origin = models.CharField("whose money it is", max_length=12, choices=ORIGIN_LABELS, blank=True)
    day = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PAYMENT,
            TARGET,
            *(SameOrganization(field=field) for field in ("client", "transaction", "taken_by")),
            models.UniqueConstraint(fields=["transaction"], name="payment_of_transaction"),
            models.CheckConstraint(condition=Q(origin__in=list(Origin)), name="payment_origin"),
            models.CheckConstraint(
                condition=Q(cents__gt=0, cents__lte=MOST_CENTS, kept__gte=0, kept__lte=models.F("cents")),
                name="payment_cents",
            ),
            models.CheckConstraint(
                condition=Q(way=Way.CASH, check_number="", last_four="", approval="")
                | (Q(way=Way.CHECK, last_four="", approval="") & ~Q(check_number=""))
                | (Q(way=Way.CARD, check_number="", last_four__regex=r"^[0-9]{4}$") & ~Q(approval="")),
                name="payment_way",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-day"], name="payment_of_client"),
            models.Index(fields=["organization", "day"], name="payment_by_day"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.STANDS]

    def __str__(self) -> str:
        return f"payment {self.id}"
