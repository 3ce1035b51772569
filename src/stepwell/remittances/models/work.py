"""What nobody but a person can decide about an answer, or about one that does not come."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Versioned, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.remittances.models.guards import only

Constraints = list[models.BaseConstraint]
MOST_DAYS = 365
_PATIENCE = Wall(readers=("tenant", "system"), writers=("contract_keeper",))
_ITEM = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING, "system"))


class WorkItem(Walled):
    """A piece of work. Its sentence and next step follow from its code.

    code    stable, such as "POS-005"
    fact    key of the fact that it is about: one fact makes one piece of work
    claim, client  None where it is about a file, or about a claim that is not known
    cents   how much it is about
    owner   who took it up
    done_by, done_why  None and "" where it went away by itself
    """

    code = models.CharField(max_length=10)
    fact = models.CharField(max_length=40)
    file = key("remittances.InboundFile", null=True)
    remittance = key("remittances.Remittance", null=True, related_name="work")
    answer = key("remittances.RemittanceClaim", null=True, related_name="work_items")
    deposit = key("remittances.Deposit", null=True, related_name="work")
    claim = key("claims.Claim", null=True, related_name="work")
    client = key("clients.Client", null=True)
    cents = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()
    owner = key("tenancy.Membership", null=True)
    done_at = models.DateTimeField(null=True)
    done_by = key("tenancy.Membership", null=True)
    done_why = EncryptedTextField(aad="remittances.work_item.done_why", null=True, blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ITEM,
            TARGET,
            *(
                SameOrganization(field=field)
                for field in ("file", "remittance", "answer", "deposit", "claim", "client", "owner", "done_by")
            ),
            models.UniqueConstraint(fields=["organization", "fact"], name="work_item_once"),
            models.CheckConstraint(condition=Q(claim=None) | Q(client__isnull=False), name="work_item_of_a_client"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, done_why__isnull=True)
                | Q(done_at__isnull=False, done_by=None, done_why__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False, done_why__isnull=False),
                name="work_item_done",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "opened_at"], condition=Q(done_at=None), name="work_item_open"),
            models.Index(fields=["organization", "claim"], name="work_item_of_claim"),
            models.Index(fields=["client"], name="work_item_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only(
                "owner_id,done_at,done_by_id,done_why,claim_id,client_id,cents",
                "A piece of work is taken up and done.",
                "work_item_stands",
            )
        ]

    def __str__(self) -> str:
        return f"work {self.code}"


@recorded(_PATIENCE)
class Patience(Versioned, Walled):
    """After how many days without an answer somebody has to look: of one payer, or of all that have no own numbers.

    acknowledgment_days  from sending to the 999
    status_days          from the 999 to the 277CA
    decision_days        from the 277CA to the 835
    bank_days            from the 835 to its money in the bank
    """

    payer = key("coverage.Payer", null=True)
    acknowledgment_days = models.PositiveSmallIntegerField("days until a file is acknowledged (999)")
    status_days = models.PositiveSmallIntegerField("days until a claim is taken in (277CA)")
    decision_days = models.PositiveSmallIntegerField("days until a claim is decided (835)")
    bank_days = models.PositiveSmallIntegerField("days until a payment is in the bank", default=7)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PATIENCE,
            SameOrganization(field="payer"),
            models.UniqueConstraint(fields=["organization", "payer"], nulls_distinct=False, name="patience_once"),
            models.CheckConstraint(
                condition=Q(
                    acknowledgment_days__gte=1, acknowledgment_days__lte=MOST_DAYS, status_days__gte=1,
                    status_days__lte=MOST_DAYS, decision_days__gte=1, decision_days__lte=MOST_DAYS, bank_days__gte=1,
                    bank_days__lte=MOST_DAYS,
                ),
                name="patience_days",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.acknowledgment_days}, {self.status_days}, {self.decision_days} days"
