"""Authorizations. Days are dates at the site, both included. An extension is a new row that names the one before."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.authorizations.rules.checking import LONGEST, MOST_UNITS
from stepwell.authorizations.vocabulary import ALLOWS, LEVEL_LABELS, STATUS_LABELS, UNIT_LABELS, WAITS, Status, Unit
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_AUTHORIZATION = Wall(
    client="client_id",
    readers=(Category.AUTHORIZATIONS, "system"),
    writers=(Category.AUTHORIZATIONS, "carrying"),
    lookup=True,
)
_EXTENDS = """
IF NEW.extends_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM authorizations_authorization a WHERE a.id = NEW.extends_id AND a.client_id = NEW.client_id
    AND a.id <> NEW.id AND a.from_on <= NEW.from_on
) THEN
  RAISE EXCEPTION 'an extension follows one of the same client'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'authorization_extends';
END IF;
RETURN NEW;
"""


@recorded(_AUTHORIZATION)
class Authorization(Walled, Versioned, Voidable):
    """What was asked of a payer for one client, and what the payer allowed.

    codes         what may be charged under it, such as H0015
    units_before  used before the clinic counted here, through `before_until`; attendance counts from the next day
    reviewer      who sees it through here; they reach the chart as long as it runs, and 30 days after
    """

    client = key("clients.Client", related_name="authorizations")
    payer = models.CharField(max_length=120)
    number = models.CharField("authorization number", max_length=40, blank=True)
    level = models.CharField("level of care", max_length=4, choices=LEVEL_LABELS)
    codes = ArrayField(models.CharField(max_length=10))
    unit = models.CharField(max_length=10, choices=UNIT_LABELS)
    units_requested = models.PositiveSmallIntegerField(null=True)
    units_approved = models.PositiveSmallIntegerField(null=True)
    units_before = models.PositiveSmallIntegerField("units used before Stepwell", default=0)
    before_until = models.DateField("counted elsewhere through", null=True)
    from_on = models.DateField()
    to_on = models.DateField()
    requested_on = models.DateField()
    decided_on = models.DateField(null=True)
    next_review_on = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=STATUS_LABELS)
    reviewer = key("tenancy.Membership", null=True)
    payer_reviewer = EncryptedTextField[str, str](aad="authorizations.authorization.payer_reviewer", default="")
    payer_reference = models.CharField("reference of the call or portal", max_length=60, blank=True)
    notes = EncryptedTextField[str, str](aad="authorizations.authorization.notes", default="")
    extends = key("authorizations.Authorization", null=True, related_name="extensions")
    made_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _AUTHORIZATION,
            TARGET,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "reviewer", "extends", "made_by")),
            models.CheckConstraint(condition=~Q(payer=""), name="authorization_payer"),
            models.CheckConstraint(condition=Q(level__in=list(LEVEL_LABELS)), name="authorization_level"),
            models.CheckConstraint(condition=Q(unit__in=list(Unit)), name="authorization_unit"),
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="authorization_status"),
            models.CheckConstraint(condition=Q(codes__len__gte=1), name="authorization_codes"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="authorization_forward"),
            models.CheckConstraint(condition=Q(to_on__lte=F("from_on") + LONGEST), name="authorization_not_endless"),
            models.CheckConstraint(
                condition=(
                    Q(
                        status__in=ALLOWS,
                        units_approved__isnull=False,
                        units_approved__gte=1,
                        units_approved__lte=MOST_UNITS,
                    )
                    & Q(decided_on__isnull=False)
                    & ~Q(number="")
                )
                | Q(status=Status.DENIED, units_approved=None, decided_on__isnull=False)
                | Q(status=Status.WITHDRAWN, units_approved=None)
                | Q(status__in=WAITS, units_approved=None, decided_on=None),
                name="authorization_decided_wholly",
            ),
            models.CheckConstraint(
                condition=Q(units_before=0, before_until=None)
                | Q(units_before__lte=MOST_UNITS, before_until__gte=F("from_on"), units_approved__isnull=False),
                name="authorization_used_before",
            ),
            models.UniqueConstraint(
                fields=["extends"], condition=Q(voided_at=None), name="authorization_extended_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-from_on"], name="authorization_of_client"),
            models.Index(
                fields=["organization", "reviewer", "to_on"],
                condition=Q(voided_at=None),
                name="authorization_of_reviewer",
            ),
            models.Index(fields=["organization", "to_on"], condition=Q(voided_at=None), name="authorization_by_end"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(
                name="extends", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=_EXTENDS
            )
        ]

    def __str__(self) -> str:
        return f"authorization {self.id}"
