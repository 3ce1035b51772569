"""What was before the clinic used Stepwell: sums of an episode that was under way. No session is made up of them."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q

from stepwell.clients.rules.carried import MOST_DAYS, MOST_MINUTES, NUMBER_LETTERS
from stepwell.platform.crypto.blind import INDEX_BYTES
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.trail.models import TransactionId
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_CARRIED = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.ENROLLMENT, "system"),
    writers=("carrier",),
    lookup=True,
)
# The number of the transaction is the database's own word: what others decided is written down in that one only.
_BEGINS = """
NEW.transaction = pg_current_xact_id();
IF NOT stepwell.episode_holds(NEW.episode_id, NEW.client_id, NEW.as_of) THEN
  RAISE EXCEPTION 'what was before belongs to an episode of the client'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'carried_within_episode';
END IF;
RETURN NEW;
"""
_STANDS = """
IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
   OR to_jsonb(OLD) - ARRAY['voided_at', 'voided_by_id', 'void_reason']
      IS DISTINCT FROM to_jsonb(NEW) - ARRAY['voided_at', 'voided_by_id', 'void_reason'] THEN
  RAISE EXCEPTION 'what was before is set aside and noted anew, never changed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'carried_stands';
END IF;
RETURN NEW;
"""


@recorded(_CARRIED)
class CarriedOver(Walled, Voidable):
    """How far an episode had come when the clinic began to use Stepwell.

    as_of            the last day that is counted here and not by attendance
    source           where the figures come from, in words
    external_number  the clinic's own number of the client, if there is one
    fingerprint      blind index of the row that it was made of: the same row is brought over once
    """

    client = key("clients.Client", related_name="carried")
    episode = key("clients.Episode", related_name="carried")
    as_of = models.DateField()
    days_attended = models.PositiveSmallIntegerField()
    minutes_attended = models.PositiveIntegerField()
    source = EncryptedTextField[str, str](aad="clients.carried_over.source")
    external_number = models.CharField(max_length=NUMBER_LETTERS, blank=True)
    fingerprint = models.BinaryField(max_length=INDEX_BYTES, editable=False)
    noted_at = models.DateTimeField()
    noted_by = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    transaction = TransactionId(db_default=Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CARRIED,
            TARGET,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "episode", "noted_by")),
            models.CheckConstraint(
                condition=Q(days_attended__lte=MOST_DAYS, minutes_attended__lte=MOST_MINUTES), name="carried_plausible"
            ),
            models.CheckConstraint(
                condition=Q(days_attended=0, minutes_attended=0)
                | Q(days_attended__gte=1, minutes_attended__gte=F("days_attended")),
                name="carried_days_have_minutes",
            ),
            models.UniqueConstraint(fields=["episode"], condition=Q(voided_at=None), name="carried_once"),
            models.UniqueConstraint(
                fields=["organization", "external_number"],
                condition=Q(voided_at=None) & ~Q(external_number=""),
                name="carried_number_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "fingerprint"], condition=Q(voided_at=None), name="carried_row_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client"], name="carried_of_client"),
            models.Index(fields=["organization", "transaction"], name="carried_in_transaction"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(name="carried_begins", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_BEGINS),
            pgtrigger.Trigger(
                name="carried_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_STANDS,
            ),
        ]

    def __str__(self) -> str:
        return f"before {self.episode_id}"
