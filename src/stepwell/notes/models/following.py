"""What follows the signature of a note: addenda, co-signatures, returns for correction. Only ever added."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stepwell.notes.models import guards
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
_ADDENDUM = Wall(
    client="client_id", author="account_id", readers=("of_note",), writers=("annotator",), append_only=True
)
_COSIGNED = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.SERVICES, "of_note", "system"),
    writers=("cosigner",),
    append_only=True,
)
_RETURNED = Wall(client="client_id", author="account_id", readers=("of_note",), writers=("cosigner",), append_only=True)


class Following(Walled):
    """What each of them has: somebody, at some time, about a note."""

    note = key("notes.Note")
    client = key("clients.Client")
    membership = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


_KEYS = ("note", "client", "membership")


class Addendum(Following):
    """What was added to a signed note, signed like it. `category` is the note's."""

    note = key("notes.Note", related_name="addenda")
    category = models.CharField(max_length=20, editable=False)
    words = EncryptedTextField[str, str](aad="notes.addendum.words")
    signature = key("signatures.Signature")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ADDENDUM,
            *(SameOrganization(field=name) for name in (*_KEYS, "signature")),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "note", "at"], name="addendum_of_note"),
            models.Index(fields=["client"], name="addendum_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.ADDED_TO_SIGNED]

    def __str__(self) -> str:
        return f"addendum to {self.note_id}"


class CoSignature(Following):
    """A licensed colleague signed beside an author without a license. Its id is the note's."""

    note = models.OneToOneField("notes.Note", db_constraint=False, on_delete=models.PROTECT, related_name="cosigned")
    credential = models.CharField(max_length=120)
    signature = key("signatures.Signature")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _COSIGNED,
            *(SameOrganization(field=name) for name in (*_KEYS, "signature")),
            models.CheckConstraint(condition=Q(id=F("note")), name="cosignature_shares_the_id"),
            models.CheckConstraint(condition=~Q(credential=""), name="cosignature_under_a_license"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="cosignature_of_client")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.COSIGNED_AFTER]

    def __str__(self) -> str:
        return f"co-signature of {self.note_id}"


class NoteReturn(Following):
    """Somebody who was to co-sign asks the author for a correction: the author answers with an addendum."""

    note = key("notes.Note", related_name="returns")
    words = EncryptedTextField[str, str](aad="notes.note_return.words")

    class Meta:
        constraints: ClassVar[Constraints] = [_RETURNED, *(SameOrganization(field=name) for name in _KEYS)]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "note", "at"], name="return_of_note"),
            models.Index(fields=["client"], name="return_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.COSIGNED_AFTER]

    def __str__(self) -> str:
        return f"return of {self.note_id}"
