"""The sliding fee: guidelines and schedules of the organization, applications with their proof, decisions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from stepwell.coverage.rules.sliding_fee import Region
from stepwell.funding.vocabulary import (
    DECLINED_LABELS,
    PERIOD_LABELS,
    PROOF_LABELS,
    REGION_LABELS,
    Declined,
    Period,
    ProofKind,
)
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
_DOLLARS = {"max_digits": 12, "decimal_places": 2}
_PERCENT = {"max_digits": 7, "decimal_places": 2}
_OF_OFFICE = Wall(readers=("tenant", "system"), writers=("contract_keeper",), append_only=True)
_ASKED = Wall(client="client_id", readers=(Category.PAYMENTS, "system"), writers=(Category.PAYMENTS,), append_only=True)
_DECIDED = Wall(
    client="client_id", readers=(Category.PAYMENTS, "system"), writers=(Category.BILLING,), append_only=True
)


class PovertyGuideline(Walled):
    """The federal poverty guideline of a year, where the organization added one to those that come along.

    one_person, each_further  dollars a year
    source                    where it was read, such as the number in the Federal Register
    """

    region = models.CharField(max_length=12, choices=REGION_LABELS)
    from_on = models.DateField()
    one_person = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    each_further = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _OF_OFFICE,
            SameOrganization(field="made_by"),
            models.UniqueConstraint(fields=["organization", "region", "from_on"], name="guideline_once"),
            models.CheckConstraint(condition=Q(region__in=list(Region)), name="guideline_region"),
            models.CheckConstraint(
                condition=Q(each_further__gt=0, one_person__gt=F("each_further")), name="guideline_dollars"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="guideline_source"),
        ]

    def __str__(self) -> str:
        return f"guideline {self.region} {self.from_on}"


class FeeSchedule(Walled):
    """The organization's schedule of discounts from a day on; the one before stays for who was decided under it."""

    from_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _OF_OFFICE,
            TARGET,
            SameOrganization(field="made_by"),
            models.UniqueConstraint(fields=["organization", "from_on"], name="fee_schedule_once"),
        ]

    def __str__(self) -> str:
        return f"schedule from {self.from_on}"


class FeeStep(Walled):
    """A class of a schedule: up to which percent of the guideline, and what is paid."""

    schedule = key("funding.FeeSchedule", related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=10)
    up_to = models.DecimalField(null=True, **_PERCENT)  # type: ignore[arg-type]
    share = models.DecimalField(**_PERCENT)  # type: ignore[arg-type]
    nominal = models.DecimalField(null=True, **_DOLLARS)  # type: ignore[arg-type]

    class Meta:
        constraints: ClassVar[Constraints] = [
            _OF_OFFICE,
            SameOrganization(field="schedule"),
            models.UniqueConstraint(fields=["schedule", "position"], name="fee_step_position"),
            models.UniqueConstraint(fields=["schedule", "name"], name="fee_step_name"),
            models.UniqueConstraint(fields=["schedule"], condition=Q(up_to=None), name="fee_step_one_without_end"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=100), name="fee_step_share"),
            models.CheckConstraint(condition=Q(up_to=None) | Q(up_to__gt=0), name="fee_step_up_to"),
            models.CheckConstraint(condition=Q(nominal=None) | Q(nominal__gte=0), name="fee_step_nominal"),
        ]

    def __str__(self) -> str:
        return f"class {self.name}"


class FeeApplication(Walled):
    """A client asks for the sliding fee: who lives on which income. Wrong ones are declined, never changed.

    income     dollars before taxes each `period`, encrypted
    words      how the household or the income was counted
    """

    client = key("clients.Client")
    applied_on = models.DateField()
    household = models.PositiveSmallIntegerField()
    income = EncryptedTextField(aad="funding.fee_application.income")
    period = models.CharField(max_length=14, choices=PERIOD_LABELS)
    region = models.CharField(max_length=12, choices=REGION_LABELS)
    words = EncryptedTextField(aad="funding.fee_application.words", null=True, blank=True)
    idempotency_key = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    asked_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ASKED,
            TARGET,
            *(SameOrganization(field=field) for field in ("client", "asked_by")),
            models.UniqueConstraint(fields=["organization", "idempotency_key"], name="fee_asked_once"),
            models.UniqueConstraint(fields=["organization", "id", "client", "asked_by"], name="fee_as_asked"),
            models.CheckConstraint(condition=Q(household__gte=1, household__lte=50), name="fee_household"),
            models.CheckConstraint(condition=Q(period__in=list(Period)), name="fee_period"),
            models.CheckConstraint(condition=Q(region__in=list(Region)), name="fee_region"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "-asked_at"], name="fee_of_client")]

    def __str__(self) -> str:
        return f"application {self.id}"


class FeeProof(Walled):
    """What shows the income of an application; `document` is the paper, if it was filed."""

    application = key("funding.FeeApplication", related_name="proofs")
    client = key("clients.Client")
    kind = models.CharField(max_length=16, choices=PROOF_LABELS)
    dated_on = models.DateField()
    document = key("documents.Document", null=True)
    added_at = models.DateTimeField()
    added_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ASKED,
            *(SameOrganization(field=field) for field in ("application", "client", "document", "added_by")),
            models.CheckConstraint(condition=Q(kind__in=list(ProofKind)), name="fee_proof_kind"),
        ]

    def __str__(self) -> str:
        return f"proof {self.id}"


class FeeDecision(Walled):
    """What came of an application; it has the key of the application. Who entered it never grants it.

    declined        why there is no discount; empty if there is one
    class_name      and share, nominal: the class as the schedule had it
    percent         of the guideline, rounded for reading; the class was chosen unrounded
    valid_from      and valid_to: days of care it holds for, both included
    after_payer     whether it holds for what a payer leaves to the client too: for hardship documented in `words`
    """

    application = key("funding.FeeApplication", related_name="decisions")
    client = key("clients.Client")
    asked_by = key("tenancy.Membership")
    declined = models.CharField(max_length=12, choices=DECLINED_LABELS, blank=True)
    class_name = models.CharField(max_length=10, blank=True)
    share = models.DecimalField(null=True, **_PERCENT)  # type: ignore[arg-type]
    nominal = models.DecimalField(null=True, **_DOLLARS)  # type: ignore[arg-type]
    percent = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    after_payer = models.BooleanField(default=False)
    words = EncryptedTextField(aad="funding.fee_decision.words", null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _DECIDED,
            SameOrganization(field="application", also=("client_id", "asked_by_id")),
            *(SameOrganization(field=field) for field in ("client", "asked_by", "decided_by")),
            models.UniqueConstraint(fields=["application"], name="fee_decided_once"),
            models.CheckConstraint(condition=Q(id=F("application")), name="fee_decision_key"),
            models.CheckConstraint(
                condition=~Q(declined="") | ~Q(decided_by=F("asked_by")), name="fee_granted_by_another"
            ),
            models.CheckConstraint(
                condition=Q(declined__in=list(Declined), class_name="", share=None, valid_from=None, valid_to=None)
                & Q(after_payer=False)
                | (Q(declined="", share__gte=0, share__lte=100, valid_to__gte=F("valid_from")) & ~Q(class_name="")),
                name="fee_decision_whole",
            ),
            models.CheckConstraint(
                condition=Q(after_payer=False) | Q(words__isnull=False), name="fee_after_payer_documented"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-decided_at"], name="fee_decision_of_client"),
            models.Index(fields=["organization", "valid_to"], name="fee_decision_by_end"),
        ]

    def __str__(self) -> str:
        return f"decision {self.id}"
