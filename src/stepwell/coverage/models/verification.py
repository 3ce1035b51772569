"""Answers of payers (271) as they came."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_ANSWERED = Wall(client="client_id", readers=(Category.BENEFITS, "system"), writers=(Category.BENEFITS, "system"))


@recorded(_ANSWERED)
class EligibilityAnswer(Voidable, Walled):
    """The answer of a payer as it came, kept whatever it says.

    request      the question that it answers, if it was asked from here
    received_by  who handed it in; None where it came by the folder
    """

    client = key("clients.Client")
    policy = key("coverage.Policy", related_name="answers")
    text = EncryptedTextField(aad="coverage.eligibility_answer.text")
    received_at = models.DateTimeField()
    received_by = key("tenancy.Membership", null=True)
    request = key("coverage.EligibilityRequest", null=True, related_name="files")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ANSWERED,
            TARGET,
            VOID,
            *(SameOrganization(field=field) for field in ("client", "policy", "received_by", "request", "voided_by")),
            models.CheckConstraint(
                condition=Q(received_by__isnull=False) | Q(request__isnull=False), name="eligibility_came_somehow"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-received_at"], name="eligibility_of_client")
        ]

    def __str__(self) -> str:
        return f"eligibility answer {self.pk}"
