"""Payers, policies and benefit checks. A policy stands apart from the checks: what is on a card, and what was said."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower

from stepwell.coverage.vocabulary import (
    AFTER_LABELS,
    COPAY_LABELS,
    EMPLOYER_LABELS,
    ENTITLEMENT_LABELS,
    HOLDER_LABELS,
    LIMIT_LABELS,
    NETWORK_LABELS,
    PAYER_LABELS,
    PLAN_LABELS,
    RANK_LABELS,
    SOURCE_LABELS,
    WAY_LABELS,
    After,
    CheckWay,
    Holder,
    Network,
    PlanType,
)
from stepwell.platform.crypto.blind import INDEX_BYTES
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_PAYER = Wall(readers=("tenant", "system"), writers=("payer_keeper",))
_POLICY = Wall(client="client_id", readers=(Category.BENEFITS, "system"), writers=(Category.BENEFITS,))
_CHECK = Wall(client="client_id", readers=(Category.BENEFITS, "system"), writers=(Category.BENEFITS,))


@recorded(_PAYER)
class Payer(Versioned, Walled):
    """Who pays: an insurer, a program of the state, a fund. The organization's own list."""

    name = models.CharField(max_length=120)
    payer_id = models.CharField("electronic payer ID", max_length=20, blank=True)
    kind = models.CharField(max_length=12, choices=PAYER_LABELS)
    benefits_phone = models.CharField("telephone for benefits", max_length=20, blank=True)
    authorizations_phone = models.CharField("telephone for authorizations", max_length=20, blank=True)
    carve_out = key("coverage.Payer", null=True)
    address = models.CharField("address for claims", max_length=300, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PAYER,
            TARGET,
            SameOrganization(field="carve_out"),
            models.UniqueConstraint("organization", Lower("name"), name="payer_name"),
            models.CheckConstraint(condition=Q(kind__in=list(PAYER_LABELS)), name="payer_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="payer_named"),
            models.CheckConstraint(condition=Q(carve_out=None) | ~Q(carve_out=F("id")), name="payer_not_its_carve_out"),
        ]

    def __str__(self) -> str:
        return self.name


_DAYS = Func(F("from_on"), F("to_on"), models.Value("[]"), function="daterange", output_field=DateRangeField())


@recorded(_POLICY)
class Policy(Versioned, Voidable, Walled):
    """A policy of a client, as on the card; or that the client pays by themself.

    plan     of the payer's list; its type and name then stand here too
    summary  what the plan itself hands out about its benefits
    """

    client = key("clients.Client", related_name="policies")
    payer = key("coverage.Payer", null=True)
    plan = key("coverage.PayerPlan", null=True)
    plan_type = models.CharField(max_length=20, choices=PLAN_LABELS)
    plan_name = models.CharField(max_length=120, blank=True)
    member_id = EncryptedTextField(aad="coverage.policy.member_id", null=True, blank=True)
    member_id_index = models.BinaryField(max_length=INDEX_BYTES, null=True, editable=False)
    group_number = models.CharField(max_length=40, blank=True)
    holder = models.CharField(max_length=10, choices=HOLDER_LABELS, default=Holder.SELF)
    holder_name = EncryptedTextField(aad="coverage.policy.holder_name", null=True, blank=True)
    holder_relation = models.CharField(max_length=40, blank=True)
    holder_birth_date = EncryptedTextField(aad="coverage.policy.holder_birth_date", null=True, blank=True)
    source = models.CharField(max_length=12, choices=SOURCE_LABELS, blank=True)
    employer_size = models.CharField(max_length=12, choices=EMPLOYER_LABELS, blank=True)
    entitlement = models.CharField(max_length=14, choices=ENTITLEMENT_LABELS, blank=True)
    court = models.BooleanField("by order of a court", default=False)
    after = models.CharField("pays after another", max_length=16, choices=AFTER_LABELS, blank=True)
    rank = models.PositiveSmallIntegerField("pays", choices=RANK_LABELS)
    from_on = models.DateField("from")
    to_on = models.DateField("through", null=True, blank=True)
    front = key("documents.Document", null=True)
    back = key("documents.Document", null=True)
    summary = key("documents.Document", null=True)
    notes = EncryptedTextField(aad="coverage.policy.notes", null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _POLICY,
            TARGET,
            VOID,
            *(
                SameOrganization(field=field)
                for field in ("client", "payer", "plan", "front", "back", "summary", "voided_by")
            ),
            models.CheckConstraint(condition=Q(plan=None) | Q(payer__isnull=False), name="policy_plan_of_a_payer"),
            models.CheckConstraint(condition=Q(plan_type__in=list(PLAN_LABELS)), name="policy_plan_type"),
            models.CheckConstraint(condition=Q(rank__in=list(RANK_LABELS)), name="policy_rank"),
            models.CheckConstraint(condition=Q(after__in=list(AFTER_LABELS)), name="policy_after"),
            models.CheckConstraint(
                condition=~Q(after=After.QMB) | Q(plan_type__in=[PlanType.MEDICAID, PlanType.MEDICAID_MANAGED]),
                name="policy_qmb_is_medicaid",
            ),
            models.CheckConstraint(
                condition=Q(plan_type=PlanType.SELF_PAY, payer=None, member_id__isnull=True, member_id_index=None)
                | (
                    ~Q(plan_type=PlanType.SELF_PAY)
                    & Q(payer__isnull=False, member_id__isnull=False, member_id_index__isnull=False)
                ),
                name="policy_has_a_payer",
            ),
            models.CheckConstraint(
                condition=Q(
                    holder=Holder.SELF, holder_name__isnull=True, holder_relation="", holder_birth_date__isnull=True
                )
                | (Q(holder=Holder.OTHER, holder_name__isnull=False) & ~Q(holder_relation="")),
                name="policy_holder",
            ),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="policy_forward"),
            ExclusionConstraint(
                name="policy_one_of_each_rank",
                expressions=[
                    ("client", RangeOperators.EQUAL),
                    ("rank", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client"], name="policy_of_client"),
            models.Index(fields=["organization", "member_id_index"], name="policy_by_member"),
        ]

    def __str__(self) -> str:
        return f"policy {self.pk}"


_DOLLARS = {"max_digits": 10, "decimal_places": 2, "null": True, "blank": True}

# What a payer said stays as it was said; it may only be set aside.
_STAYS = """
IF to_jsonb(NEW) - '{voided_at,voided_by_id,void_reason}'::text[]
   <> to_jsonb(OLD) - '{voided_at,voided_by_id,void_reason}'::text[] THEN
  RAISE EXCEPTION 'A benefit check stays as it is; a newer one takes its place.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


def _at_least_zero(name: str) -> models.CheckConstraint:
    condition = Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0})
    return models.CheckConstraint(condition=condition, name=f"check_{name}_not_below_zero")


def _within(met: str, total: str) -> models.CheckConstraint:
    unknown = Q(**{f"{met}__isnull": True}) | Q(**{f"{total}__isnull": True})
    return models.CheckConstraint(condition=unknown | Q(**{f"{met}__lte": F(total)}), name=f"check_{met}_within")


@recorded(_CHECK)
class BenefitCheck(Voidable, Walled):
    """What was found out about benefits, once. The newest one counts; NULL is not known.

    household_paid  what the household paid in the quarter of `household_on`, under Medicaid
    more    further answers of the worksheet, as JSON
    answer  the payer's file that lay beside it, or that it was taken from
    """

    client = key("clients.Client")
    policy = key("coverage.Policy", related_name="checks")
    made_at = models.DateTimeField()
    checked_by = key("tenancy.Membership")
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    disclosure = key("privacy.Disclosure", null=True)
    representative = EncryptedTextField(aad="coverage.benefit_check.representative", null=True, blank=True)
    reference = models.CharField("call reference", max_length=60, blank=True)

    is_active = models.BooleanField(null=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    network = models.CharField(max_length=10, choices=NETWORK_LABELS, default=Network.UNKNOWN)
    deductible = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    deductible_met = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    family_deductible = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    family_deductible_met = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    coinsurance = models.DecimalField("percent the client pays", max_digits=5, decimal_places=2, null=True, blank=True)
    copay = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    copay_unit = models.CharField(max_length=10, choices=COPAY_LABELS, blank=True)
    copay_after_deductible = models.BooleanField(null=True)
    deductible_applies = models.BooleanField(null=True)
    family_counts_whole = models.BooleanField("nobody is past it before the family is", null=True)
    carries_over = models.BooleanField("the last quarter counts for the next year too", null=True)
    share_besides_copay = models.BooleanField(null=True)
    copay_on_crossing_day = models.BooleanField(null=True)
    deductible_counts = models.BooleanField("the deductible counts toward the maximum", null=True)
    copay_counts = models.BooleanField("copays count toward the maximum", null=True)
    out_of_pocket = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    out_of_pocket_met = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    family_out_of_pocket = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    family_out_of_pocket_met = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    iop_covered = models.BooleanField(null=True)
    authorization_required = models.BooleanField(null=True)
    limit_total = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    limit_used = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    limit_unit = models.CharField(max_length=10, choices=LIMIT_LABELS, blank=True)
    household_paid = models.DecimalField(**_DOLLARS)  # type: ignore[arg-type]
    household_on = models.DateField(null=True, blank=True)
    exclusions = EncryptedTextField(aad="coverage.benefit_check.exclusions", null=True, blank=True)
    said = EncryptedTextField(aad="coverage.benefit_check.said", null=True, blank=True)
    next_step = EncryptedTextField(aad="coverage.benefit_check.next_step", null=True, blank=True)
    more = EncryptedTextField(aad="coverage.benefit_check.more", null=True, blank=True)
    answer = key("coverage.EligibilityAnswer", null=True)
    verified_through = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CHECK,
            TARGET,
            VOID,
            *(
                SameOrganization(field=field)
                for field in ("client", "policy", "checked_by", "disclosure", "answer", "voided_by")
            ),
            models.CheckConstraint(
                condition=Q(way=CheckWay.CARD, disclosure=None)
                | Q(way=CheckWay.FILE, disclosure=None, answer__isnull=False)
                | Q(way__in=[CheckWay.CALL, CheckWay.PORTAL], disclosure__isnull=False),
                name="check_asked_on_a_disclosure",
            ),
            models.CheckConstraint(condition=Q(network__in=list(NETWORK_LABELS)), name="check_network"),
            models.CheckConstraint(
                condition=Q(household_paid=None, household_on=None)
                | Q(household_paid__isnull=False, household_on__isnull=False),
                name="check_household_whole",
            ),
            models.CheckConstraint(
                condition=Q(copay=None, copay_unit="") | Q(copay__isnull=False, copay_unit__in=list(COPAY_LABELS)),
                name="check_copay_whole",
            ),
            models.CheckConstraint(
                condition=Q(limit_unit="", limit_total=None) | Q(limit_unit__in=list(LIMIT_LABELS)),
                name="check_limit_unit",
            ),
            models.CheckConstraint(
                condition=Q(coinsurance=None) | Q(coinsurance__gte=0, coinsurance__lte=100), name="check_coinsurance"
            ),
            *(
                _at_least_zero(name)
                for name in (
                    "deductible", "deductible_met", "family_deductible", "family_deductible_met", "copay",
                    "out_of_pocket", "out_of_pocket_met", "family_out_of_pocket", "family_out_of_pocket_met",
                    "household_paid", "limit_total", "limit_used",
                )
            ),
            _within("deductible_met", "deductible"),
            _within("family_deductible_met", "family_deductible"),
            _within("out_of_pocket_met", "out_of_pocket"),
            _within("family_out_of_pocket_met", "family_out_of_pocket"),
            _within("limit_used", "limit_total"),
            models.CheckConstraint(
                condition=Q(effective_from=None) | Q(effective_to=None) | Q(effective_to__gte=F("effective_from")),
                name="check_forward",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-made_at"], name="check_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(name="stays", when=pgtrigger.Before, operation=pgtrigger.Update, func=_STAYS)
        ]

    def __str__(self) -> str:
        return f"benefit check {self.pk}"
