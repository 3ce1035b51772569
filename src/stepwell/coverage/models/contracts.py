"""What a payer agreed to pay, for which services, and how claims have to say it. Dated: a change begins on a day."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce

from stepwell.coverage.contracting import (
    ASKING_LABELS,
    FAMILY_LABELS,
    FILING_LABELS,
    FORM_LABELS,
    MOST_MODIFIERS,
    PLACE_LABELS,
    QUALIFIER_LABELS,
    UNIT_LABELS,
    Asking,
    ClaimForm,
    Family,
    ServiceKind,
    ServiceUnit,
)
from stepwell.people.vocabulary import KINDS, LEVELS
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key

_CONTRACT = Wall(readers=("tenant", "system"), writers=("contract_keeper",))
_DOLLARS: dict[str, Any] = {"max_digits": 10, "decimal_places": 2}
_DAYS = Func(F("from_on"), F("to_on"), Value("[]"), function="daterange", output_field=DateRangeField())


def _said(name: str) -> Coalesce:
    """Return a key as text; nothing is a value of its own: two contracts for all sites overlap."""
    return Coalesce(Cast(name, TextField()), Value(""))


@recorded(_CONTRACT)
class Contract(Versioned, Walled):
    """An agreement with a payer from a day on; without a payer the clinic's prices for who pays by themself.

    site, program       what it holds for; empty for all
    npi                 of the billing provider, where it is not the organization's
    licenses            titles of licenses that the payer accepts, each with the modifier it asks for, or ""; empty: any
    place               where claims say that care took place, for who came in person
    type_of_bill        its first two digits: the third one belongs to the claim
    filing_days         from the day of care; `corrected_days` and `appeal_days` from the payer's decision
    corrected_days      None: a corrected claim has the days of a first one
    few_services        price of a day with up to three services, where the payer counts services and pays for the day
    """

    payer = key("coverage.Payer", null=True, related_name="contracts")
    site = key("tenancy.Site", null=True)
    program = key("people.Program", null=True)
    name = models.CharField(max_length=80)
    from_on = models.DateField("from")
    to_on = models.DateField("through", null=True)
    form = models.CharField(max_length=4, choices=FORM_LABELS)
    npi = models.CharField(max_length=10, blank=True)
    taxonomy = models.CharField(max_length=10)
    filing_indicator = models.CharField(max_length=2, choices=FILING_LABELS, blank=True)
    submitter_qualifier = models.CharField(max_length=2, choices=QUALIFIER_LABELS, default="ZZ")
    submitter_id = models.CharField(max_length=15, blank=True)
    receiver_qualifier = models.CharField(max_length=2, choices=QUALIFIER_LABELS, default="ZZ")
    receiver_id = models.CharField(max_length=15, blank=True)
    authorization = models.CharField(max_length=10, choices=ASKING_LABELS, default=Asking.PLAN)
    licenses = models.JSONField(default=dict)
    place = models.CharField("place of service", max_length=2, choices=PLACE_LABELS)
    pays_video = models.BooleanField(default=True)
    video_modifier = models.CharField(max_length=2, blank=True)
    pays_audio = models.BooleanField(default=False)
    audio_modifier = models.CharField(max_length=2, blank=True)
    pays_short_days = models.BooleanField("pays single services on a short day", default=False)
    is_lesser_of = models.BooleanField("pays the charge where it is lower", default=True)
    type_of_bill = models.CharField(max_length=2, blank=True)
    condition_codes = ArrayField(models.CharField(max_length=2), default=list)
    few_services = models.DecimalField(null=True, **_DOLLARS)
    many_services = models.DecimalField(null=True, **_DOLLARS)
    filing_days = models.PositiveSmallIntegerField("days to file a claim")
    corrected_days = models.PositiveSmallIntegerField("days to correct a claim", null=True)
    appeal_days = models.PositiveSmallIntegerField("days to appeal")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CONTRACT,
            TARGET,
            *(SameOrganization(field=field) for field in ("payer", "site", "program")),
            models.CheckConstraint(condition=~Q(name=""), name="contract_named"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="contract_forward"),
            models.CheckConstraint(
                condition=Q(form=ClaimForm.PROFESSIONAL, type_of_bill="", condition_codes=[])
                | Q(form=ClaimForm.INSTITUTIONAL, type_of_bill__regex=r"^[1-9][0-9]$"),
                name="contract_form",
            ),
            models.CheckConstraint(condition=Q(taxonomy__regex=r"^[0-9A-Z]{10}$"), name="contract_taxonomy"),
            models.CheckConstraint(
                condition=Q(npi="") | Q(npi__regex=r"^[12][0-9]{9}$"), name="contract_npi"
            ),
            models.CheckConstraint(condition=Q(authorization__in=list(Asking)), name="contract_authorization"),
            models.CheckConstraint(
                condition=Q(few_services=None, many_services=None)
                | Q(few_services__gt=0, many_services__gte=F("few_services"), form=ClaimForm.INSTITUTIONAL),
                name="contract_counts_services",
            ),
            models.CheckConstraint(condition=Q(filing_days__gte=1, appeal_days__gte=1), name="contract_clocks"),
            models.CheckConstraint(
                condition=Q(corrected_days=None) | Q(corrected_days__gte=1), name="contract_corrected_clock"
            ),
            ExclusionConstraint(
                name="contract_one_at_a_time",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    (_said("payer"), RangeOperators.EQUAL),
                    (_said("site"), RangeOperators.EQUAL),
                    (_said("program"), RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


@recorded(_CONTRACT)
class ContractService(Versioned, Voidable, Walled):
    """What a contract pays for: sessions of these kinds, or a whole day of the program that they make up.

    level, treats  of the program; empty for any
    rate           what the payer agreed to pay for a unit
    charge         what a claim asks for a unit
    least_minutes  without which there is nothing to bill
    family         the diagnosis that has to come first; empty for any
    """

    contract = key("coverage.Contract", related_name="services")
    unit = models.CharField(max_length=10, choices=UNIT_LABELS)
    kinds = ArrayField(models.CharField(max_length=20))
    level = models.CharField(max_length=4, choices=LEVELS, blank=True)
    treats = models.CharField(max_length=20, choices=KINDS, blank=True)
    code = models.CharField(max_length=5, blank=True)
    revenue_code = models.CharField(max_length=4, blank=True)
    modifiers = ArrayField(models.CharField(max_length=2), default=list)
    rate = models.DecimalField(**_DOLLARS)
    charge = models.DecimalField(**_DOLLARS)
    least_minutes = models.PositiveSmallIntegerField(default=0)
    most_a_day = models.PositiveSmallIntegerField(null=True)
    most_a_week = models.PositiveSmallIntegerField(null=True)
    family = models.CharField(max_length=10, choices=FAMILY_LABELS, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CONTRACT,
            TARGET,
            VOID,
            SameOrganization(field="contract"),
            SameOrganization(field="voided_by"),
            models.CheckConstraint(condition=Q(unit__in=list(ServiceUnit)), name="contract_service_unit"),
            models.CheckConstraint(
                condition=Q(kinds__len__gte=1, kinds__contained_by=list(ServiceKind)), name="contract_service_kinds"
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(level__in=list(LEVELS)), name="contract_service_level"
            ),
            models.CheckConstraint(
                condition=Q(treats="") | Q(treats__in=list(KINDS)), name="contract_service_treats"
            ),
            models.CheckConstraint(
                condition=(Q(code="") & Q(revenue_code__regex=r"^[0-9]{4}$"))
                | (
                    Q(code__regex=r"^[0-9A-Z][0-9]{3}[0-9A-Z]$")
                    & (Q(revenue_code="") | Q(revenue_code__regex=r"^[0-9]{4}$"))
                ),
                name="contract_service_code",
            ),
            models.CheckConstraint(
                condition=Q(modifiers__len__lte=MOST_MODIFIERS), name="contract_service_modifiers"
            ),
            models.CheckConstraint(condition=Q(rate__gte=0, charge__gt=0), name="contract_service_money"),
            models.CheckConstraint(
                condition=Q(family="") | Q(family__in=list(Family)), name="contract_service_family"
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "contract"], name="service_of_contract")
        ]

    def __str__(self) -> str:
        return f"service {self.pk}"
