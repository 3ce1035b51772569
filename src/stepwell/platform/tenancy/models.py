"""Organization, site, membership, role: who is a tenant and who acts there as what."""

from typing import ClassVar
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q

from stepwell.platform.tenancy.vocabulary import STATES, TIME_ZONES
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import ROLE_LABELS, TIME_BOXED, Category, Role

_ORGANIZATION = Wall(
    organization="id", readers=("tenant", "guest", "system"), writers=(Category.CONFIGURATION, "founder"), lookup=True
)
_CONFIGURED = Wall(readers=("tenant", "system"), writers=(Category.CONFIGURATION, "founder"), lookup=True)
_MEMBERSHIP = Wall(readers=("tenant", "system"), writers=(Category.CONFIGURATION, "founder", "visitor"), lookup=True)
_SITE = Wall(site="id", readers=("tenant", "system"), writers=(Category.CONFIGURATION, "founder"), lookup=True)


class Address(models.Model):
    """A postal address in the United States, and a telephone."""

    street = models.CharField(max_length=120)
    street_2 = models.CharField("suite or floor", max_length=60, blank=True)
    city = models.CharField(max_length=60)
    state = models.CharField(max_length=2, choices=STATES)
    postal_code = models.CharField("ZIP code", max_length=10)
    phone = models.CharField("telephone", max_length=20)

    class Meta:
        abstract = True


@recorded(_ORGANIZATION)
class Organization(Address):
    """A clinic's legal person: the tenant. Nothing crosses from one to another."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField("name that people know", max_length=120)
    legal_name = models.CharField(max_length=160)
    npi = models.CharField("NPI", max_length=10)
    tax_id = models.CharField("tax identification number", max_length=10)
    time_zone = models.CharField(max_length=40, choices=TIME_ZONES)
    jurisdiction = models.CharField("jurisdiction whose rules apply", max_length=2, choices=STATES)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ORGANIZATION,
            models.CheckConstraint(condition=Q(npi__regex=r"^[12][0-9]{9}$"), name="organization_npi"),
            models.CheckConstraint(condition=Q(tax_id__regex=r"^[0-9]{2}-[0-9]{7}$"), name="organization_tax_id"),
        ]

    def __str__(self) -> str:
        return self.name


@recorded(_SITE)
class Site(Address, Walled):
    """A place where an organization sees people. Clinical dates are dates in its time zone."""

    name = models.CharField(max_length=80)
    npi = models.CharField("NPI, if the site has its own", max_length=10, blank=True)
    time_zone = models.CharField(max_length=40, choices=TIME_ZONES)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _SITE,
            TARGET,
            models.UniqueConstraint(fields=["organization", "name"], name="site_name"),
            models.CheckConstraint(condition=Q(npi="") | Q(npi__regex=r"^[12][0-9]{9}$"), name="site_npi"),
        ]

    def __str__(self) -> str:
        return self.name


# What the holder of an invitation may do to the one membership it opens: become its account, once, under their name.
_ACCEPT_ONCE = """
IF stepwell.kind() = 'visitor' AND (
  OLD.account_id IS NOT NULL OR NEW.account_id IS NULL OR OLD.ended_at IS NOT NULL
  OR to_jsonb(NEW) - '{account_id,joined_at,name}'::text[] <> to_jsonb(OLD) - '{account_id,joined_at,name}'::text[]
) THEN
  RAISE EXCEPTION 'An invitation is accepted once and changes nothing else.' USING ERRCODE = 'insufficient_privilege';
END IF;
RETURN NEW;
"""


@recorded(_MEMBERSHIP)
class Membership(Walled):
    """Somebody works for an organization, or was asked to: then `account` is empty until they accept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    suffix = models.CharField("letters after the name", max_length=40, blank=True)
    job_title = models.CharField(max_length=80, blank=True)
    email = models.EmailField("work e-mail")
    joined_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _MEMBERSHIP,
            TARGET,
            models.UniqueConstraint(
                fields=["organization", "email"], condition=Q(ended_at=None), name="membership_email_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "account"], condition=Q(ended_at=None), name="membership_account_once"
            ),
            models.CheckConstraint(
                condition=Q(account=None, joined_at=None) | Q(account__isnull=False, joined_at__isnull=False),
                name="membership_joined_pair",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "organization"], name="membership_of_account")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(name="accept_once", when=pgtrigger.Before, operation=pgtrigger.Update, func=_ACCEPT_ONCE)
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.suffix}" if self.suffix else self.name


@recorded(_CONFIGURED)
class RoleAssignment(Walled):
    """A role held by a member, at one site or at all, from an instant to an instant."""

    membership = key("tenancy.Membership", related_name="roles")
    role = models.CharField(max_length=20, choices=ROLE_LABELS)
    site = key("tenancy.Site", null=True, blank=True)
    starts_at = models.DateTimeField(db_default=TransactionNow())
    ends_at = models.DateTimeField(null=True, blank=True)
    basis = models.CharField("basis, for an auditor", max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CONFIGURED,
            SameOrganization(field="membership"),
            SameOrganization(field="site"),
            models.UniqueConstraint(
                fields=["membership", "role", "site"],
                condition=Q(ends_at=None),
                nulls_distinct=False,
                name="role_once",
            ),
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="role_known"),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="role_forward"),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(TIME_BOXED)) | (Q(ends_at__isnull=False) & ~Q(basis="")),
                name="role_time_boxed",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["membership"], name="role_of_membership")]

    def __str__(self) -> str:
        return f"{self.role} of {self.membership_id}"
