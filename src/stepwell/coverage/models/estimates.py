"""Estimates of what a course of treatment costs a client: what they rest on, and what was said."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from stepwell.coverage.vocabulary import ESTIMATE_LABELS, EstimateKind
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_ESTIMATE = Wall(client="client_id", readers=(Category.BENEFITS, "system"), writers=(Category.BENEFITS, "system"))
_DOLLARS = {"max_digits": 10, "decimal_places": 2}


@recorded(_ESTIMATE)
class Estimate(Voidable, Walled):
    """What a client was told care would cost. The next one takes its place; none is changed.

    benefit_check, contract  that it rests on, as they stood; no check for who pays by themself
    plan_of_days     the days as they were entered, as JSON
    request          all that was priced, as JSON
    expected         None while something decisive is not known: then there is only the range
    made_by          None where it was made anew by itself
    because          why it was made anew, in words
    answered         days that payers have answered, as JSON; they count as answered
    other            what it would be by the payer's file alone, if that differs by more than $50
    """

    client = key("clients.Client")
    kind = models.CharField(max_length=12, choices=ESTIMATE_LABELS)
    policy = key("coverage.Policy")
    benefit_check = key("coverage.BenefitCheck", null=True)
    contract = key("coverage.Contract")
    contract_version = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership", null=True)
    because = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    to_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    low = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    expected = models.DecimalField(null=True, **_DOLLARS)  # type: ignore[arg-type]
    high = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    other = models.DecimalField(null=True, **_DOLLARS)  # type: ignore[arg-type]
    plan_of_days = EncryptedTextField(aad="coverage.estimate.plan_of_days")
    request = EncryptedTextField(aad="coverage.estimate.request")
    answered = EncryptedTextField(aad="coverage.estimate.answered", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ESTIMATE,
            TARGET,
            VOID,
            *(
                SameOrganization(field=field)
                for field in ("client", "policy", "benefit_check", "contract", "made_by", "voided_by")
            ),
            models.CheckConstraint(
                condition=Q(kind=EstimateKind.INSURED, benefit_check__isnull=False)
                | Q(kind=EstimateKind.GOOD_FAITH, benefit_check=None),
                name="estimate_rests_on",
            ),
            models.CheckConstraint(
                condition=Q(made_by__isnull=False) | ~Q(because=""), name="estimate_made_by_somebody"
            ),
            models.CheckConstraint(condition=Q(low__gte=0, high__gte=F("low")), name="estimate_range"),
            models.CheckConstraint(
                condition=Q(expected=None) | Q(expected__gte=F("low"), expected__lte=F("high")),
                name="estimate_within",
            ),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on"), days__gte=1), name="estimate_days"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "-made_at"], name="estimate_of_client")]

    def __str__(self) -> str:
        return f"estimate {self.pk}"
