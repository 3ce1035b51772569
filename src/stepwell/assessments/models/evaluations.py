"""The biopsychosocial evaluation: a draft that is saved section by section, signed, then never changed."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from stepwell.assessments.models import guards
from stepwell.assessments.vocabulary import REASON_LETTERS
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.signatures.models import DIGEST_LETTERS
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_EVALUATION = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,), lookup=True)
# Supervisors and directors read charts and do not write them; that they stand by what was written is theirs to say.
_COSIGNATURE = Wall(
    client="client_id",
    readers=(Category.CHART, "system"),
    writers=(Category.CHART, Category.CASELOAD),
    append_only=True,
    lookup=True,
)


@recorded(_EVALUATION)
class Evaluation(Walled, Versioned, Voidable):
    """What was asked and found about a person's life and illness. An amendment is a new row that names the one before.

    content      JSON: section to field to value (rules/evaluations.py says which there are)
    signed_text  exactly what was signed, in words
    credential   the signer's license or certification as it stood then
    cosigns      whether a licensed colleague must sign too: the signer held no license
    """

    client = key("clients.Client")
    author = key("tenancy.Membership")
    begun_at = models.DateTimeField()
    content = EncryptedTextField[str, str](aad="assessments.evaluation.content")
    previous = key("assessments.Evaluation", null=True)
    amends_because = models.CharField(max_length=REASON_LETTERS, blank=True)
    signed_text = EncryptedTextField[str, str](aad="assessments.evaluation.signed_text", blank=True, default="")
    signed_at = models.DateTimeField(null=True)
    signed_by = key("tenancy.Membership", null=True)
    signature = key("signatures.Signature", null=True)
    credential = models.CharField(max_length=120, blank=True)
    cosigns = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _EVALUATION,
            TARGET,
            VOID,
            *(
                SameOrganization(field=name)
                for name in (
                    "voided_by",
                    "client",
                    "author",
                    "previous",
                    "signed_by",
                    "signature",
                )
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None, signature=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False, signature__isnull=False),
                name="evaluation_signed_wholly",
            ),
            models.CheckConstraint(
                condition=Q(previous=None, amends_because="") | (Q(previous__isnull=False) & ~Q(amends_because="")),
                name="evaluation_amended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(previous=None) | ~Q(previous=F("id")), name="evaluation_not_its_own_successor"
            ),
            models.UniqueConstraint(fields=["previous"], condition=Q(voided_at=None), name="evaluation_one_successor"),
            models.UniqueConstraint(
                fields=["client"], condition=Q(signed_at=None, voided_at=None), name="evaluation_one_draft"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-begun_at"], name="evaluation_of_client")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.EVALUATION_STANDS]

    def __str__(self) -> str:
        return f"evaluation {self.id}"


class Cosignature(Walled):
    """A licensed colleague stands by an evaluation that somebody without a license signed.

    digest  SHA-256 of exactly the text that was signed
    """

    client = key("clients.Client")
    evaluation = key("assessments.Evaluation", related_name="cosignatures")
    digest = models.CharField(max_length=DIGEST_LETTERS)
    credential = models.CharField(max_length=120)
    signed_by = key("tenancy.Membership")
    signed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _COSIGNATURE,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="evaluation"),
            SameOrganization(field="signed_by"),
            models.UniqueConstraint(fields=["evaluation"], name="cosignature_once"),
            models.CheckConstraint(condition=~Q(credential=""), name="cosignature_of_licensed"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="cosignature_digest"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.COSIGNATURE_BY_ANOTHER]

    def __str__(self) -> str:
        return f"co-signature of {self.evaluation_id}"
