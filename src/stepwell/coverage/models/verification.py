"""Answers of payers (271) as they came."""

from typing import ClassVar

from django.db import models

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_ANSWERED = Wall(client="client_id", readers=(Category.BENEFITS, "system"), writers=(Category.BENEFITS,))


@recorded(_ANSWERED)
class EligibilityAnswer(Voidable, Walled):
    """A file that was handed in as the answer of a payer, kept whatever it says."""

    client = key("clients.Client")
    policy = key("coverage.Policy", related_name="answers")
    text = EncryptedTextField(aad="coverage.eligibility_answer.text")
    received_at = models.DateTimeField()
    received_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ANSWERED,
            TARGET,
            VOID,
            *(SameOrganization(field=field) for field in ("client", "policy", "received_by", "voided_by")),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-received_at"], name="eligibility_of_client")
        ]

    def __str__(self) -> str:
        return f"eligibility answer {self.pk}"
