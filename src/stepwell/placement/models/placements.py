"""Placements: what was found, who answered for what stops it, who signed, and what counts of it."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.people.vocabulary import LEVELS
from stepwell.placement.models import guards
from stepwell.placement.vocabulary import (
    ALL_LEVELS,
    EDITION_LABELS,
    KIND_LABELS,
    NUMBERS,
    RATINGS,
    VARIANCE_LABELS,
    Edition,
    Kind,
    Stop,
    Variance,
)
from stepwell.platform.crypto.fields import EncryptedJSONField, EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
Triggers = list[pgtrigger.Trigger]
_ANSWERS = ("yes", "no", "unknown")

_PLACEMENT = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,))
_ANSWERED = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.CHART, "system"),
    writers=("cosigner",),
    append_only=True,
)
# What others may know of it: that there is a decision, and its level.
_DECISION = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.SCREENING, Category.ENROLLMENT, "system"),
    writers=(Category.CHART, "cosigner", "carrying"),
)


def _rating(number: int) -> Any:
    return models.PositiveSmallIntegerField(f"dimension {number}", null=True)


def _ratings() -> Q:
    found = Q()
    for number in NUMBERS:
        name = f"rating_{number}"
        found &= Q(**{name: None}) | Q(**{f"{name}__in": RATINGS})
    return found


def _answers() -> Q:
    found = Q()
    for stop in Stop:
        found &= Q(**{f"stops__{stop}__in": _ANSWERS})  # null, which a constraint lets pass, while not answered
    return found


_WHOLE = {f"rating_{number}__isnull": False for number in NUMBERS}
_SIGNED = ("decided_at", "decided_on", "decided_by", "signature", "signed_text")


@recorded(_PLACEMENT)
class Placement(Walled, Versioned, Voidable):
    """One placement: a draft until it is decided, then never changed.

    words        JSON: "1" to "6" for what each rating rests on
    stops        question to "yes", "no" or "unknown"
    signed_text  exactly what was signed
    """

    client = key("clients.Client", related_name="placements")
    kind = models.CharField(max_length=20, choices=KIND_LABELS)
    edition = models.CharField(max_length=2, choices=EDITION_LABELS)
    rating_1 = _rating(1)
    rating_2 = _rating(2)
    rating_3 = _rating(3)
    rating_4 = _rating(4)
    rating_5 = _rating(5)
    rating_6 = _rating(6)
    words = EncryptedJSONField[Any, Any](aad="placement.placement.words", default=dict)
    stops = models.JSONField(default=dict)
    recommended = models.CharField(max_length=10, choices=ALL_LEVELS, blank=True)
    decided = models.CharField("level decided", max_length=10, choices=ALL_LEVELS, blank=True)
    program = key("people.Program", null=True)
    reason = EncryptedTextField[str, str](aad="placement.placement.reason", default="")
    variance = models.CharField(max_length=20, choices=VARIANCE_LABELS, blank=True)
    variance_reason = EncryptedTextField[str, str](aad="placement.placement.variance_reason", default="")
    referral = EncryptedTextField[str, str](aad="placement.placement.referral", default="")
    undiagnosed_because = EncryptedTextField[str, str](aad="placement.placement.undiagnosed_because", default="")
    criteria_set = models.CharField(max_length=80, blank=True)
    criteria_version = models.CharField(max_length=40, blank=True)
    criteria_reference = models.CharField(max_length=60, blank=True)
    begun_at = models.DateTimeField()
    begun_by = key("tenancy.Membership")
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = key("tenancy.Membership", null=True)
    credential = models.CharField("license of who decided, as it was", max_length=120, blank=True)
    needs_cosigner = models.BooleanField(default=False)
    signed_text = EncryptedTextField[str | None, str | None](aad="placement.placement.signed_text", null=True)
    signature = key("signatures.Signature", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PLACEMENT,
            TARGET,
            VOID,
            *(
                SameOrganization(field=name)
                for name in ("voided_by", "client", "program", "begun_by", "decided_by", "signature")
            ),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="placement_kind"),
            models.CheckConstraint(condition=Q(edition__in=list(Edition)), name="placement_edition"),
            models.CheckConstraint(condition=_ratings(), name="placement_ratings"),
            models.CheckConstraint(condition=_answers(), name="placement_answers"),
            models.CheckConstraint(
                condition=Q(recommended="") | Q(recommended__in=list(ALL_LEVELS)), name="placement_recommended"
            ),
            models.CheckConstraint(condition=Q(decided="") | Q(decided__in=list(ALL_LEVELS)), name="placement_level"),
            models.CheckConstraint(
                condition=Q(variance="") | Q(variance__in=list(Variance)), name="placement_variance"
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True for name in _SIGNED}, credential="", needs_cosigner=False)
                | Q(Q(**{f"{name}__isnull": False for name in _SIGNED}), Q(needs_cosigner=True) ^ ~Q(credential="")),
                name="placement_signed_wholly",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None)
                | (
                    Q(**_WHOLE, stops__has_keys=list(Stop))
                    & ~Q(decided="")
                    & ~Q(recommended="")
                    & (Q(decided__in=list(LEVELS), program__isnull=False) | ~Q(decided__in=list(LEVELS)))
                    & (Q(decided=F("recommended")) | ~Q(variance=""))
                ),
                name="placement_decided_wholly",
            ),
            models.UniqueConstraint(
                fields=["client"], condition=Q(decided_at=None, voided_at=None), name="placement_one_draft"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-begun_at"], name="placement_of_client"),
            models.Index(
                fields=["organization", "begun_by"], condition=Q(decided_at=None, voided_at=None), name="placement_open"
            ),
            models.Index(
                fields=["organization", "decided_on"],
                condition=Q(needs_cosigner=True, voided_at=None),
                name="placement_to_cosign",
            ),
        ]
        triggers: ClassVar[Triggers] = [guards.PLACEMENT_STANDS, guards.PLACEMENT_STOPPED]

    def __str__(self) -> str:
        return f"placement {self.id}"


class Override(Walled):
    """Somebody licensed answers for what stops a placement. Only ever added.

    covers  "question:answer", so that another answer asks anew
    """

    placement = key("placement.Placement", related_name="overrides")
    client = key("clients.Client")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by = key("tenancy.Membership")
    made_at = models.DateTimeField()
    credential = models.CharField(max_length=120)
    covers = ArrayField(models.CharField(max_length=40))
    reason = EncryptedTextField[str, str](aad="placement.override.reason")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ANSWERED,
            *(SameOrganization(field=name) for name in ("placement", "client", "made_by")),
            models.CheckConstraint(condition=~Q(credential=""), name="placement_override_licensed"),
            models.CheckConstraint(condition=Q(covers__len__gte=1), name="placement_override_covers"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "placement"], name="placement_override_index")
        ]
        triggers: ClassVar[Triggers] = [guards.OVERRIDE_OF_DRAFT]

    def __str__(self) -> str:
        return f"override of {self.placement_id}"


class Cosignature(Walled):
    """Somebody licensed signs what somebody without a license decided. Only ever added."""

    placement = key("placement.Placement", related_name="cosignatures")
    client = key("clients.Client")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cosigned_by = key("tenancy.Membership")
    cosigned_at = models.DateTimeField()
    credential = models.CharField(max_length=120)
    signature = key("signatures.Signature")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ANSWERED,
            *(SameOrganization(field=name) for name in ("placement", "client", "cosigned_by", "signature")),
            models.CheckConstraint(condition=~Q(credential=""), name="placement_cosigned_by_license"),
            models.UniqueConstraint(fields=["placement"], name="placement_cosigned_once"),
        ]
        triggers: ClassVar[Triggers] = [guards.COSIGNATURE_OF_DECISION]

    def __str__(self) -> str:
        return f"cosignature of {self.placement_id}"


@recorded(_DECISION)
class LevelDecision(Walled, Voidable):
    """The level that a placement came to, from when it counts: what those may know who may not read the placement.

    carried  instead of a placement: the level was decided elsewhere, before the clinic used Stepwell
    """

    placement = key("placement.Placement", null=True, related_name="decisions")
    carried = key("clients.CarriedOver", null=True)
    client = key("clients.Client")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=KIND_LABELS)
    level = models.CharField(max_length=10, choices=ALL_LEVELS)
    program = key("people.Program", null=True)
    decided_on = models.DateField()
    counts_from = models.DateTimeField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _DECISION,
            TARGET,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "placement", "carried", "client", "program")),
            models.CheckConstraint(
                condition=Q(placement__isnull=False, carried=None)
                | Q(placement=None, carried__isnull=False, level__in=list(LEVELS), program__isnull=False),
                name="level_decision_placed_or_carried",
            ),
            models.CheckConstraint(condition=Q(level__in=list(ALL_LEVELS)), name="level_decision_level"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="level_decision_kind"),
            models.UniqueConstraint(fields=["placement"], name="level_decision_once"),
            models.UniqueConstraint(fields=["carried"], name="level_decision_carried_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-counts_from"], name="level_decision_of_client")
        ]
        triggers: ClassVar[Triggers] = [guards.DECISION_OF_PLACEMENT, guards.DECISION_STANDS]

    def __str__(self) -> str:
        return f"decision {self.id}"
