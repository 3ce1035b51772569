"""What is done about a denied line, until it is paid, upheld or given up."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.remittances.models.guards import only
from stepwell.remittances.rules.denials import GROUP_LABELS, WAY_LABELS, ReasonGroup
from stepwell.remittances.vocabulary import END_LABELS, STEP_LABELS, End, Step

Constraints = list[models.BaseConstraint]
_CASE = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING, "system"))
_STEP = Wall(
    client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING, "system"), append_only=True
)


class DenialCase(Walled):
    """A line that a payer denied, and what becomes of it. Its steps are its history.

    line        the answer that denied it
    group       what it is about, and `way` how it is answered, by `reason` and `remarks` of its greatest part
    gates       codes of the scrub rules that should have held the claim back
    correct_by  last day for a corrected or new claim; `appeal_by` None where there is no right to appeal
    deadline    one of both, unless set by hand
    asked_by    who asked to give it up
    closed_by   None where an answer of the payer ended it
    """

    line = key("remittances.RemittanceLine", related_name="cases")
    claim_line = key("claims.ClaimLine", related_name="denial_cases")
    client = key("clients.Client")
    payer = key("coverage.Payer")
    group = models.CharField(max_length=20, choices=GROUP_LABELS)
    reason = models.CharField(max_length=5)
    remarks = ArrayField(models.CharField(max_length=10))
    way = models.CharField(max_length=20, choices=WAY_LABELS)
    gates = ArrayField(models.CharField(max_length=10))
    cents = models.BigIntegerField()
    decided_on = models.DateField()
    correct_by = models.DateField()
    appeal_by = models.DateField(null=True)
    deadline = models.DateField()
    is_by_hand = models.BooleanField(default=False)
    owner = key("tenancy.Membership", null=True)
    opened_at = models.DateTimeField()
    asked_by = key("tenancy.Membership", null=True)
    outcome = models.CharField(max_length=10, choices=END_LABELS, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = key("tenancy.Membership", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CASE,
            TARGET,
            *(
                SameOrganization(field=field)
                for field in ("line", "claim_line", "client", "payer", "owner", "asked_by", "closed_by")
            ),
            models.UniqueConstraint(fields=["line"], name="denial_case_once"),
            models.CheckConstraint(condition=Q(group__in=list(ReasonGroup)), name="denial_case_group"),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="denial_case_money"),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None, closed_by=None)
                | Q(outcome__in=list(End), closed_at__isnull=False),
                name="denial_case_closed",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=End.GIVEN_UP)
                | (Q(asked_by__isnull=False, closed_by__isnull=False) & ~Q(asked_by=F("closed_by"))),
                name="denial_case_given_up_by_two",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "deadline"], condition=Q(closed_at=None), name="denial_case_open"),
            models.Index(fields=["organization", "decided_on"], name="denial_case_by_day"),
            models.Index(fields=["organization", "claim_line"], name="denial_case_of_line"),
            models.Index(fields=["client"], name="denial_case_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only(
                "deadline,is_by_hand,owner_id,asked_by_id,outcome,closed_at,closed_by_id",
                "What was denied stays as it was read.",
                "denial_case_stands",
            )
        ]

    def __str__(self) -> str:
        return f"denial case {self.id}"


class DenialStep(Walled):
    """Something that was done about a denied line. Only ever added to.

    deadline  the one that it set
    made      the claim that was made in place of the denied one
    by        None for an answer of the payer
    """

    case = key("remittances.DenialCase", related_name="steps")
    client = key("clients.Client")
    kind = models.CharField(max_length=10, choices=STEP_LABELS)
    words = EncryptedTextField(aad="remittances.denial_step.words", null=True, blank=True)
    deadline = models.DateField(null=True)
    made = key("claims.Claim", null=True)
    at = models.DateTimeField()
    by = key("tenancy.Membership", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _STEP,
            *(SameOrganization(field=field) for field in ("case", "client", "made", "by")),
            models.CheckConstraint(condition=Q(kind__in=list(Step)), name="denial_step_kind"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "case"], name="step_of_denial_case"),
            models.Index(fields=["client"], name="denial_step_of_client"),
        ]

    def __str__(self) -> str:
        return f"step {self.kind} of {self.case_id}"
