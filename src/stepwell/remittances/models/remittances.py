"""Remittances as they were read: payment, claims, lines, what belongs to no claim, and what was denied."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.remittances.models.guards import only
from stepwell.remittances.vocabulary import OUTCOME_LABELS, Outcome

Constraints = list[models.BaseConstraint]
KEY_LETTERS = 40
_PAYMENT = Wall(readers=("bill_reader", "system"), writers=("system",))
_CLAIM = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=("system",))
_PART = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=("system",), append_only=True)


class Remittance(Walled):
    """A payment of a payer, or one that tells that nothing is paid. Amounts in cents.

    place     which set of its file it is, counting from 1
    fact      key of payer and payment number: one payment is posted once, in whatever file it comes
    number    of the payment (TRN02), as it stands with the bank transfer or on the check
    payer     the payer of its claims; None while none of them is known
    day       when the money moves
    cents     below zero where it is taken from us
    unposted  of them, what belongs to nothing yet
    unposted_in  the transaction that holds these
    refusal   code of why nothing of it was posted
    """

    file = key("remittances.InboundFile", related_name="remittances")
    place = models.PositiveSmallIntegerField()
    fact = models.CharField(max_length=KEY_LETTERS)
    number = models.CharField(max_length=50, blank=True)
    payer = key("coverage.Payer", null=True)
    payer_name = models.CharField(max_length=80, blank=True)
    method = models.CharField(max_length=3, blank=True)
    day = models.DateField()
    cents = models.BigIntegerField()
    unposted = models.BigIntegerField(default=0)
    unposted_in = key("billing.Transaction", null=True)
    outcome = models.CharField(max_length=10, choices=OUTCOME_LABELS)
    refusal = models.CharField(max_length=10, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PAYMENT,
            TARGET,
            *(SameOrganization(field=field) for field in ("file", "payer", "unposted_in")),
            models.UniqueConstraint(fields=["file", "place"], name="remittance_of_file"),
            models.UniqueConstraint(
                fields=["organization", "fact"], condition=Q(outcome=Outcome.POSTED), name="remittance_posted_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.POSTED, refusal="")
                | (Q(outcome=Outcome.REFUSED, unposted=0, unposted_in=None) & ~Q(refusal="")),
                name="remittance_posted_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(unposted=0, unposted_in=None) | (~Q(unposted=0) & Q(unposted_in__isnull=False)),
                name="remittance_unposted",
            ),
            models.CheckConstraint(condition=Q(cents__gte=-MOST_CENTS, cents__lte=MOST_CENTS), name="remittance_money"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "-day", "-read_at"], name="remittance_by_day"),
            models.Index(fields=["organization"], condition=~Q(unposted=0), name="remittance_with_rest"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only("unposted,unposted_in_id,payer_id", "A remittance stays as it was read.", "remittance_stands")
        ]

    def __str__(self) -> str:
        return f"remittance {self.number}"


class RemittanceClaim(Walled):
    """An answer to a claim, or the taking back of one. Amounts in cents.

    number         its place in the remittance, from 0
    claim, client  None while it cannot be told whose it is
    control        our number, as the payer writes it; `payer_control` the payer's
    status         CLP02
    work           code of why it waits
    taken_back_by  the answer that reversed what this one posted
    replaced_by    the answer about a corrected claim that took the place of what this one decided, but for the money
    segment        which segment of the file it begins with
    """

    remittance = key("remittances.Remittance", related_name="claims")
    number = models.PositiveIntegerField()
    client = key("clients.Client", null=True)
    claim = key("claims.Claim", null=True, related_name="answers")
    control = models.CharField(max_length=50, blank=True)
    payer_control = models.CharField(max_length=50, blank=True)
    status = models.CharField(max_length=2)
    charge = models.BigIntegerField()
    paid = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=OUTCOME_LABELS)
    work = models.CharField(max_length=10, blank=True)
    taken_back_by = key("remittances.RemittanceClaim", null=True)
    replaced_by = key("remittances.RemittanceClaim", null=True)
    segment = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CLAIM,
            TARGET,
            *(
                SameOrganization(field=field)
                for field in ("remittance", "client", "claim", "taken_back_by", "replaced_by")
            ),
            models.UniqueConstraint(fields=["remittance", "number"], name="answer_of_remittance"),
            models.UniqueConstraint(fields=["taken_back_by"], name="answer_takes_back_one"),
            models.CheckConstraint(
                condition=Q(claim=None, client=None) | Q(claim__isnull=False, client__isnull=False),
                name="answer_of_a_client",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.POSTED, claim__isnull=False)
                | Q(outcome__in=[Outcome.WAITING, Outcome.TOLD], taken_back_by=None),
                name="answer_outcome",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | (Q(outcome=Outcome.POSTED) & ~Q(replaced_by=F("id"))),
                name="answer_replaced",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by=None) | ~Q(taken_back_by=F("id")), name="answer_not_its_own_end"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "claim"], name="answer_of_claim"),
            models.Index(fields=["client"], name="answer_of_client"),
            models.Index(fields=["organization"], condition=Q(outcome=Outcome.WAITING), name="answer_waiting"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only(
                "client_id,claim_id,outcome,work,taken_back_by_id,replaced_by_id",
                "An answer stays as it was read.",
                "answer_stands",
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.number} of {self.remittance_id}"


class RemittanceLine(Walled):
    """What a line of a claim came to, in cents: all parts together are the charge. A reversal turns all signs.

    number       its place among the lines of the answer, from 1
    prior_payer  what an earlier payer did
    allowed      what the payer says it allows
    expected     what the contract allows, as the claim line says
    """

    answer = key("remittances.RemittanceClaim", related_name="lines")
    client = key("clients.Client")
    claim_line = key("claims.ClaimLine", related_name="answers")
    number = models.PositiveSmallIntegerField()
    charge = models.BigIntegerField()
    paid = models.BigIntegerField()
    contractual = models.BigIntegerField()
    deductible = models.BigIntegerField()
    coinsurance = models.BigIntegerField()
    copay = models.BigIntegerField()
    non_covered = models.BigIntegerField()
    denied = models.BigIntegerField()
    other = models.BigIntegerField()
    prior_payer = models.BigIntegerField()
    allowed = models.BigIntegerField(null=True)
    expected = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            TARGET,
            *(SameOrganization(field=field) for field in ("answer", "client", "claim_line")),
            models.UniqueConstraint(fields=["answer", "number"], name="remittance_line_numbered"),
            models.UniqueConstraint(fields=["answer", "claim_line"], name="remittance_line_once"),
            models.CheckConstraint(
                condition=Q(
                    charge=F("paid") + F("contractual") + F("deductible") + F("coinsurance") + F("copay")
                    + F("non_covered") + F("denied") + F("other") + F("prior_payer")
                ),
                name="remittance_line_adds_up",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "claim_line"], name="answer_to_line"),
            models.Index(fields=["client"], name="remittance_line_of_client"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of {self.answer_id}"


class RemittanceAdjustment(Walled):
    """What a payer settles with the program itself (PLB), in cents: below zero where it keeps money back.

    reference  what it is about: often the payer's number of a claim
    """

    remittance = key("remittances.Remittance", related_name="adjustments")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=5)
    reference = models.CharField(max_length=50, blank=True)
    cents = models.BigIntegerField()
    segment = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            Wall(readers=("bill_reader", "system"), writers=("system",), append_only=True),
            TARGET,
            SameOrganization(field="remittance"),
            models.UniqueConstraint(fields=["remittance", "number"], name="adjustment_of_remittance"),
        ]

    def __str__(self) -> str:
        return f"adjustment {self.number} of {self.remittance_id}"


class Denial(Walled):
    """What a payer denied of a line, with its codes. It stands while its answer was not taken back."""

    line = key("remittances.RemittanceLine", related_name="denials")
    claim_line = key("claims.ClaimLine", related_name="denials")
    client = key("clients.Client")
    group = models.CharField(max_length=2)
    reason = models.CharField(max_length=5)
    remarks = ArrayField(models.CharField(max_length=10))
    cents = models.BigIntegerField()
    decided_on = models.DateField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            TARGET,
            *(SameOrganization(field=field) for field in ("line", "claim_line", "client")),
            models.UniqueConstraint(fields=["line", "group", "reason"], name="denial_once"),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="denial_money"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "claim_line"], name="denial_of_line"),
            models.Index(fields=["client"], name="denial_of_client"),
        ]

    def __str__(self) -> str:
        return f"denial {self.id}"
