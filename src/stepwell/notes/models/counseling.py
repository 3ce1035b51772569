"""SUD counseling notes: a professional's own analysis of a conversation, kept apart from the record (42 CFR 2.11)."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from stepwell.notes.models import guards
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_COUNSELING = Wall(
    client="client_id", author="account_id", readers=(Category.COUNSELING,), writers=(Category.COUNSELING,)
)


@recorded(_COUNSELING)
class CounselingNote(Walled, Voidable):
    """What only its author reads. Locked from the start: never changed, only set aside."""

    client = key("clients.Client")
    author = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField("day of the conversation")
    at = models.DateTimeField()
    words = EncryptedTextField[str, str](aad="notes.counseling_note.words")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _COUNSELING,
            VOID,
            *(SameOrganization(field=name) for name in ("client", "author", "voided_by")),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-day"], name="counseling_note_of_client")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.COUNSELING_STANDS]

    def __str__(self) -> str:
        return f"counseling note {self.id}"
