"""Two clients who must not meet in a session. Whoever does not plan for both learns of neither."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key

_PAIR = Wall(client="client_id", readers=("pairing", "system"), writers=("pairing",), lookup=True)
_REASON = Wall(client="client_id", readers=("pair_clinician",), writers=("pair_clinician",), append_only=True)


@recorded(_PAIR)
class ApartPair(Walled, Voidable):
    """A pair, each once: the client with the smaller key comes first."""

    client = key("clients.Client")
    other = key("clients.Client")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PAIR,
            VOID,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="other"),
            SameOrganization(field="voided_by"),
            models.CheckConstraint(condition=Q(client__lt=F("other")), name="apart_in_order"),
            models.UniqueConstraint(
                fields=["organization", "client", "other"], condition=Q(voided_at=None), name="apart_once"
            ),
            models.UniqueConstraint(fields=["organization", "id", "client", "other"], name="apart_target"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client"], name="apart_of_client"),
            models.Index(fields=["organization", "other"], name="apart_of_other"),
        ]

    def __str__(self) -> str:
        return f"pair {self.id}"


class ApartReason(Walled):
    """Why two clients must not meet: for who reads the charts of both. Added once, never changed."""

    pair = key("weekplans.ApartPair")
    client = key("clients.Client")
    other = key("clients.Client")
    words = EncryptedTextField(aad="weekplans.apart_reason.words")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _REASON,
            SameOrganization(field="pair", also=("client_id", "other_id")),
            SameOrganization(field="client"),
            SameOrganization(field="other"),
            models.UniqueConstraint(fields=["organization", "pair"], name="apart_reason_once"),
        ]

    def __str__(self) -> str:
        return f"reason of {self.pair_id}"
