"""How claims reach a payer, and what they say that stands nowhere else."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.claims.rules.cutting import Apart
from stepwell.claims.rules.scrubbing.scrubber import FIXED
from stepwell.claims.vocabulary import SEX_LABELS
from stepwell.coverage.contracting import QUALIFIER_LABELS
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.tenancy.vocabulary import STATES
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Versioned, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
_ROUTE = Wall(readers=("tenant", "system"), writers=("contract_keeper",))
_ON_FILE = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING,))


def _usual() -> list[str]:
    return [Apart.MONTH, Apart.RENDERING]


@recorded(_ROUTE)
class Route(Versioned, Walled):
    """How claims reach a payer, or all payers that have no route of their own. A contract's numbers come before these.

    receiver, submitter   as the clearinghouse or payer named them: ISA05 to ISA08; the group ids are GS02 and GS03
    contact               whom the receiver may ask
    production            files count; else each says that it is a test
    attending             who answers for the care on an 837I
    apart                 where claims are split besides
    gravities             what a scrub rule's finding means to this payer, by its code
    year_begins           month in which plan years begin
    is_interim            a facility bills an episode by the month, the first, those in between and the last
    """

    payer = key("coverage.Payer", null=True)
    receiver_name = models.CharField(max_length=60)
    receiver_qualifier = models.CharField(max_length=2, choices=QUALIFIER_LABELS, default="ZZ")
    receiver_id = models.CharField(max_length=15)
    receiver_group_id = models.CharField(max_length=15, blank=True)
    submitter_qualifier = models.CharField(max_length=2, choices=QUALIFIER_LABELS, default="ZZ")
    submitter_id = models.CharField(max_length=15)
    submitter_group_id = models.CharField(max_length=15, blank=True)
    contact_name = models.CharField(max_length=60)
    contact_phone = models.CharField(max_length=20)
    contact_email = models.EmailField(blank=True)
    production = models.BooleanField("files count", default=False)
    attending = key("tenancy.Membership", null=True)
    apart = ArrayField(models.CharField(max_length=10), default=_usual)
    gravities = models.JSONField(default=dict)
    year_begins = models.PositiveSmallIntegerField("plan years begin in month", default=1)
    is_interim = models.BooleanField("interim bills", default=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ROUTE,
            TARGET,
            SameOrganization(field="payer"),
            SameOrganization(field="attending"),
            models.UniqueConstraint(fields=["organization", "payer"], nulls_distinct=False, name="route_once"),
            models.CheckConstraint(
                condition=~Q(receiver_name="") & ~Q(receiver_id="") & ~Q(submitter_id=""), name="route_named"
            ),
            models.CheckConstraint(
                condition=Q(apart__contained_by=list(Apart), year_begins__gte=1, year_begins__lte=12),
                name="route_splits",
            ),
            models.CheckConstraint(condition=~Q(gravities__has_any_keys=sorted(FIXED)), name="route_fixed_rules"),
        ]

    def __str__(self) -> str:
        return self.receiver_name


@recorded(_ROUTE)
class Rendering(Versioned, Walled):
    """As what kind of provider a clinician stands on claims. The NPI is a credential."""

    membership = key("tenancy.Membership")
    taxonomy = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ROUTE,
            SameOrganization(field="membership"),
            models.UniqueConstraint(fields=["organization", "membership"], name="rendering_once"),
            models.CheckConstraint(condition=Q(taxonomy__regex=r"^[0-9A-Z]{9}X$"), name="rendering_taxonomy"),
        ]

    def __str__(self) -> str:
        return self.taxonomy


@recorded(_ON_FILE)
class ClientOnFile(Versioned, Walled):
    """What payers have on file about a client, as claims must say it: sex, and the address in its parts."""

    client = key("clients.Client")
    sex = models.CharField(max_length=1, choices=SEX_LABELS, default="U")
    street = EncryptedTextField(aad="claims.client_on_file.street")
    street_2 = EncryptedTextField(aad="claims.client_on_file.street_2", null=True, blank=True)
    city = models.CharField(max_length=60)
    state = models.CharField(max_length=2, choices=STATES)
    postal_code = models.CharField("ZIP code", max_length=10)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ON_FILE,
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["organization", "client"], name="on_file_once"),
            models.CheckConstraint(condition=Q(sex__in=list(SEX_LABELS)), name="on_file_sex"),
            models.CheckConstraint(
                condition=Q(postal_code__regex=r"^[0-9]{5}(-?[0-9]{4})?$"), name="on_file_postal_code"
            ),
        ]

    def __str__(self) -> str:
        return f"on file: {self.client_id}"
