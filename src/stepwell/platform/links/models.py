"""Links, the answers given at them, and how they ended. All three are only ever added to."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.platform.links.rules.states import End
from stepwell.platform.walls.audiences import FILED
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

CATEGORIES = (*FILED, Category.CONFIGURATION)
DIGEST_LETTERS = 64
PROOF_LETTERS = 32

_LINK = Wall(
    client="client_id", readers=("filer", "system"), writers=("filer", "system"), append_only=True, lookup=True
)
_ATTEMPT = Wall(readers=("keeper", "system"), writers=("prover",), append_only=True, lookup=True)
_END = Wall(readers=("keeper", "linked", "system"), writers=("ender",), append_only=True, lookup=True)


class OneTimeLink(Walled):
    """A secret that opens one row for whoever holds it, once, until it expires.

    The digest of the secret stands here, never the secret. A link that asks who somebody is holds proofs: keyed digests
    of every answer that counts. The holder cannot read this table: what they need comes from `stepwell.visited()`.
    """

    purpose = models.CharField(max_length=40)
    subject = models.UUIDField("the row that it opens")
    category = models.CharField(max_length=20)
    client = key("clients.Client", null=True)
    token_hash = models.CharField(max_length=DIGEST_LETTERS, unique=True)
    proofs = ArrayField(models.CharField(max_length=PROOF_LETTERS), default=list)
    asks_code = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _LINK,
            TARGET,
            SameOrganization(field="client"),
            models.CheckConstraint(condition=Q(category__in=CATEGORIES), name="link_category"),
            models.CheckConstraint(
                condition=Q(category=Category.CONFIGURATION, client=None)
                | (~Q(category=Category.CONFIGURATION) & Q(client__isnull=False)),
                name="link_of_client_or_office",
            ),
            models.CheckConstraint(condition=Q(("token_hash__regex", r"^[0-9a-f]{64}$")), name="link_token"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="link_forward"),
            models.CheckConstraint(condition=Q(asks_code=False) | ~Q(proofs=[]), name="link_code_is_asked_with_name"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "subject", "-created_at"], name="link_of_subject"),
            models.Index(fields=["client", "-created_at"], name="link_of_client"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} link {self.id}"


class LinkAttempt(Walled):
    """Somebody said who they are, in one browser. Right or wrong follows from the link's proofs."""

    link = key("links.OneTimeLink", related_name="attempts")
    proof = models.CharField(max_length=PROOF_LETTERS)
    browser = models.CharField(max_length=DIGEST_LETTERS)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [_ATTEMPT, SameOrganization(field="link")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "link"], name="attempt_of_link")]

    def __str__(self) -> str:
        return f"attempt at {self.link_id}"


class LinkEnd(Walled):
    """A link was used or revoked: one row a link, so that neither can happen twice."""

    link = key("links.OneTimeLink", related_name="ends")
    kind = models.CharField(max_length=10)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _END,
            SameOrganization(field="link"),
            models.UniqueConstraint(fields=["link"], name="link_ends_once"),
            models.CheckConstraint(condition=Q(kind__in=list(End)), name="link_end_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.link_id} {self.kind}"
