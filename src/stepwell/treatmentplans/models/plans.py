"""A plan: its head with the signatures, its words, and the co-signature of a licensed colleague."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans.models import guards
from stepwell.treatmentplans.vocabulary import KIND_LABELS, WAY_LABELS, ClientWay, PlanKind

# Billing reads that there is a plan, from when, and by whom it was signed; never what it says.
_PLAN = Wall(
    client="client_id",
    readers=(Category.OBJECTIVES, Category.SERVICES, "system", "visitor"),
    writers=(Category.OBJECTIVES, "visitor"),
)
_WORDS = Wall(client="client_id", readers=(Category.CHART, "system", "visitor"), writers=(Category.CHART,))
_COSIGNED = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.OBJECTIVES, "system", "visitor"),
    writers=("cosigner",),
    append_only=True,
)


@recorded(_PLAN)
class Plan(Walled, Versioned, Voidable):
    """The head of a plan: a draft, then signed by the clinician, then signed or refused by the client, and in force.

    number            counts the versions of a client
    based_on          the version it was copied from
    signed_at         the clinician's: from then on the plan is never changed
    credential        the license the clinician signed under; "" asks for a co-signature
    client_signed_at  when the client signed or said that they would not: from then on the plan is in force
    """

    client = key("clients.Client")
    episode = key("clients.Episode")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=KIND_LABELS)
    based_on = key("treatmentplans.Plan", null=True)
    counselor = key("tenancy.Membership")
    case_manager = key("tenancy.Membership", null=True)
    effective_from = models.DateField()
    review_by = models.DateField()
    drafted_at = models.DateTimeField()
    drafted_by = key("tenancy.Membership")
    signed_at = models.DateTimeField(null=True)
    signed_by = key("tenancy.Membership", null=True)
    credential = models.CharField(max_length=120, blank=True)
    signature = key("signatures.Signature", null=True)
    client_signed_at = models.DateTimeField(null=True)
    client_way = models.CharField(max_length=10, choices=WAY_LABELS, blank=True)
    client_signature = key("signatures.Signature", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PLAN,
            TARGET,
            VOID,
            *(
                SameOrganization(field=name)
                for name in (
                    "voided_by", "client", "episode", "based_on", "counselor", "case_manager", "drafted_by",
                    "signed_by", "signature", "client_signature",
                )
            ),
            models.CheckConstraint(condition=Q(kind__in=list(PlanKind)), name="plan_kind"),
            models.CheckConstraint(condition=Q(review_by__gt=F("effective_from")), name="plan_review_follows"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None, signature=None, credential="")
                | Q(signed_at__isnull=False, signed_by__isnull=False, signature__isnull=False),
                name="plan_signed_wholly",
            ),
            models.CheckConstraint(
                condition=Q(client_signed_at=None, client_way="", client_signature=None)
                | (
                    Q(client_signed_at__gte=F("signed_at"), client_signed_at__isnull=False, signed_at__isnull=False)
                    & (
                        Q(client_way__in=[ClientWay.SCREEN, ClientWay.LINK], client_signature__isnull=False)
                        | Q(client_way=ClientWay.REFUSED, client_signature=None)
                    )
                ),
                name="plan_answered_wholly",
            ),
            models.UniqueConstraint(fields=["client", "number"], name="plan_number"),
            models.UniqueConstraint(
                fields=["client"], condition=Q(client_signed_at=None, voided_at=None), name="plan_one_open"
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-number"], name="plan_of_client"),
            models.Index(
                fields=["organization", "counselor"],
                condition=Q(client_signed_at=None, voided_at=None),
                name="plan_to_sign",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.PLAN_BEGINS, guards.PLAN_STANDS]

    def __str__(self) -> str:
        return f"plan {self.id}"


@recorded(_WORDS)
class PlanWords(Walled):
    """What a plan says beside its parts, and the text that was signed. Its id is the plan's: one link opens both.

    text     exactly what is signed; None while the plan is a draft
    refusal  why the client did not sign, in their words where they gave any
    """

    plan = key("treatmentplans.Plan", related_name="words_rows")
    client = key("clients.Client")
    strengths = EncryptedTextField[str, str](aad="treatmentplans.plan_words.strengths", default="")
    needs = EncryptedTextField[str, str](aad="treatmentplans.plan_words.needs", default="")
    participation = EncryptedTextField[str, str](aad="treatmentplans.plan_words.participation", default="")
    referrals = EncryptedTextField[str, str](aad="treatmentplans.plan_words.referrals", default="")
    text = EncryptedTextField[str | None, str | None](aad="treatmentplans.plan_words.text", null=True)
    refusal = EncryptedTextField[str | None, str | None](aad="treatmentplans.plan_words.refusal", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _WORDS,
            SameOrganization(field="plan"),
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["plan"], name="plan_words_once"),
            models.CheckConstraint(condition=Q(id=F("plan")), name="plan_words_share_the_id"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="plan_words_of_client")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.WORDS_OF_PLAN, guards.WORDS_STAND]

    def __str__(self) -> str:
        return f"words of {self.plan_id}"


class PlanCosignature(Walled):
    """A licensed colleague signed a plan whose clinician has no license. Its id is the plan's."""

    plan = key("treatmentplans.Plan", related_name="cosignatures")
    client = key("clients.Client")
    membership = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    credential = models.CharField(max_length=120)
    signature = key("signatures.Signature")
    cosigned_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _COSIGNED,
            SameOrganization(field="plan"),
            SameOrganization(field="client"),
            SameOrganization(field="membership"),
            SameOrganization(field="signature"),
            models.UniqueConstraint(fields=["plan"], name="plan_cosigned_once"),
            models.CheckConstraint(condition=Q(id=F("plan")), name="plan_cosignature_shares_the_id"),
            models.CheckConstraint(condition=~Q(credential=""), name="plan_cosigned_under_a_license"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="plan_cosignature_of_client")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.COSIGNATURE_OF_PLAN]

    def __str__(self) -> str:
        return f"co-signature of {self.plan_id}"
