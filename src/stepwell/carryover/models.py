"""Papers that stay on paper, and files of clients while they are brought over."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stepwell.carryover.vocabulary import PAPER_LABELS, STATE_LABELS, PaperKind, State
from stepwell.platform.crypto.blind import INDEX_BYTES
from stepwell.platform.crypto.fields import EncryptedJSONField, EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_PAPER = Wall(client="client_id", readers=(Category.ENROLLMENT, "system"), writers=(Category.ENROLLMENT,))
# What is in a file belongs to no client yet: whoever sent it sees it, and the jobs that clear it.
_SENT = Wall(author="account_id", readers=("writer", "system"), writers=("writer", "system"))
_PAPER_STANDS = """
IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
   OR to_jsonb(OLD) - ARRAY['voided_at', 'voided_by_id', 'void_reason']
      IS DISTINCT FROM to_jsonb(NEW) - ARRAY['voided_at', 'voided_by_id', 'void_reason'] THEN
  RAISE EXCEPTION 'a paper is set aside and noted anew, never changed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_stands';
END IF;
RETURN NEW;
"""


@recorded(_PAPER)
class Paper(Walled, Voidable):
    """That there is a paper from before the clinic used Stepwell. What it says is not kept here.

    dated      of a consent: when it was signed
    review_by  of a plan: when its next review is due
    """

    client = key("clients.Client")
    carried = key("clients.CarriedOver", related_name="papers")
    kind = models.CharField(max_length=10, choices=PAPER_LABELS)
    dated = models.DateField()
    review_by = models.DateField(null=True)
    signed_by = EncryptedTextField[str, str](aad="carryover.paper.signed_by", default="")
    kept_at = EncryptedTextField[str, str](aad="carryover.paper.kept_at")
    noted_at = models.DateTimeField()
    noted_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PAPER,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "carried", "noted_by")),
            models.CheckConstraint(
                condition=Q(kind=PaperKind.PLAN, review_by__gt=F("dated"), review_by__isnull=False)
                | Q(kind=PaperKind.CONSENT, review_by=None),
                name="paper_kind",
            ),
            models.UniqueConstraint(
                fields=["client", "carried", "kind"], condition=Q(voided_at=None), name="paper_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="paper_of_client")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(
                name="paper_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_PAPER_STANDS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.client_id}"


class Import(Walled):
    """A file of clients that somebody sent: read, then brought over, then cleared.

    cleared_at  from then on nothing of what the file said is left
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _SENT,
            TARGET,
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(confirmed_at__isnull=False), name="import_in_order"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-sent_at"], name="import_of_account"),
            models.Index(fields=["organization", "sent_at"], condition=Q(cleared_at=None), name="import_to_clear"),
        ]

    def __str__(self) -> str:
        return f"import {self.id}"


class ImportRow(Walled):
    """One row of a file.

    line      in the file
    cells     what it says, by column; None once it was brought over or the file was cleared
    findings  what is wrong: code, sentence, column
    client    who it became, or who was brought over before
    """

    batch = key("carryover.Import", related_name="rows")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    cells = EncryptedJSONField[Any, Any](aad="carryover.import_row.cells", null=True)
    findings = EncryptedJSONField[Any, Any](aad="carryover.import_row.findings", null=True)
    fingerprint = models.BinaryField(max_length=INDEX_BYTES, null=True, editable=False)
    state = models.CharField(max_length=10, choices=STATE_LABELS)
    client = key("clients.Client", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _SENT,
            SameOrganization(field="batch"),
            SameOrganization(field="client"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="import_row_state"),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(client__isnull=False, cells__isnull=True, findings__isnull=True),
                name="import_row_done_is_cleared",
            ),
            models.UniqueConstraint(fields=["batch", "line"], name="import_row_line"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "batch", "line"], name="import_row_of_batch")
        ]

    def __str__(self) -> str:
        return f"line {self.line}"
