"""What the notes of one session of a group have in common. No client stands in it."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from stepwell.notes.models import guards
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import Versioned, Walled, key
from stepwell.platform.walls.rights import Category

_PART = Wall(
    site="site_id",
    readers=(Category.SESSIONS, "group_noter", "of_group_note"),
    writers=(Category.SESSIONS, "group_noter"),
)


@recorded(_PART)
class GroupPart(Walled, Versioned):
    """The shared part of group notes. Its id is the session's.

    present    how many were there, when it was written last
    closed_at  since when a note is signed with it: it does not change any more
    """

    session = key("scheduling.Session")
    site = key("tenancy.Site")
    topic = EncryptedTextField[str, str](aad="notes.group_part.topic", default="")
    intervention = EncryptedTextField[str, str](aad="notes.group_part.intervention", default="")
    present = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    written_by = key("tenancy.Membership")
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PART,
            SameOrganization(field="session"),
            SameOrganization(field="site"),
            SameOrganization(field="written_by"),
            models.UniqueConstraint(fields=["session"], name="group_part_once"),
            models.CheckConstraint(condition=Q(id=F("session")), name="group_part_shares_the_id"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.GROUP_OF_SESSION, guards.GROUP_STANDS]

    def __str__(self) -> str:
        return f"shared part of {self.session_id}"
