"""Waivers, withdrawals and admissions. Who may know that somebody is in care may read these."""

from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Func, Q

from stepwell.admissions.models import guards
from stepwell.admissions.vocabulary import GATE_LABELS, HARD, LOST_LABELS, OPEN, WAIVABLE, Gate, Lost, State
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.trail.models import TransactionId
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
Triggers = list[pgtrigger.Trigger]

_ENTERED = Wall(client="client_id", readers=(Category.ENROLLMENT, "system"), writers=(Category.ENROLLMENT,))
_LEFT = Wall(client="client_id", readers=(Category.ENROLLMENT, "system"), writers=(Category.ENROLLMENT,), lookup=True)
# Supervisors and directors waive what may cost money: they assign care and do not enroll.
_WAIVED = Wall(
    client="client_id", readers=(Category.ENROLLMENT, "system"), writers=(Category.ENROLLMENT, Category.CASELOAD)
)


@recorded(_WAIVED)
class Waiver(Walled, Voidable):
    """Somebody answers for admitting a client although a gate is closed. It counts until the episode ends."""

    client = key("clients.Client")
    gate = models.CharField(max_length=20, choices=GATE_LABELS)
    reason = EncryptedTextField[str, str](aad="admissions.waiver.reason")
    waived_at = models.DateTimeField()
    waived_on = models.DateField()
    waived_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _WAIVED,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "waived_by")),
            models.CheckConstraint(condition=Q(gate__in=list(WAIVABLE)), name="waiver_gate"),
            models.UniqueConstraint(
                fields=["client", "gate", "waived_on"], condition=Q(voided_at=None), name="waiver_once"
            ),
        ]
        triggers: ClassVar[Triggers] = [guards.WAIVER_OF_MONEY, guards.only_set_aside("waiver_stands")]

    def __str__(self) -> str:
        return f"waiver of {self.gate}"


@recorded(_LEFT)
class Withdrawal(Walled):
    """Somebody who was registered does not start, and why; until they come back.

    undo         which care ended by it, and when it was to end before
    transaction  in which it was written or undone: care ends, or goes on again, in that one only
    """

    client = key("clients.Client")
    why = models.CharField(max_length=20, choices=LOST_LABELS)
    words = EncryptedTextField[str | None, str | None](aad="admissions.withdrawal.words", null=True)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = key("tenancy.Membership")
    resumed_at = models.DateTimeField(null=True)
    resumed_by = key("tenancy.Membership", null=True)
    undo = models.JSONField(default=dict)
    transaction = TransactionId(db_default=Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _LEFT,
            *(SameOrganization(field=name) for name in ("client", "withdrawn_by", "resumed_by")),
            models.CheckConstraint(condition=Q(why__in=list(Lost)), name="withdrawal_why"),
            models.CheckConstraint(
                condition=Q(resumed_at=None, resumed_by=None)
                | Q(resumed_at__gte=models.F("withdrawn_at"), resumed_by__isnull=False),
                name="withdrawal_resumed_wholly",
            ),
            models.UniqueConstraint(fields=["client"], condition=Q(resumed_at=None), name="withdrawal_one_open"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-withdrawn_at"], name="withdrawal_of_client"),
            models.Index(fields=["organization", "transaction"], name="withdrawal_in_transaction"),
        ]
        triggers: ClassVar[Triggers] = [guards.WITHDRAWAL_NOW, guards.WITHDRAWAL_STANDS]

    def __str__(self) -> str:
        return f"withdrawal of {self.client_id}"


def _hard() -> Q:
    found = Q(gates__has_keys=list(Gate))
    for gate in sorted(HARD):
        found &= Q(**{f"gates__{gate}": State.DONE})
    for gate in WAIVABLE:
        found &= Q(**{f"gates__{gate}__in": sorted(OPEN)})
    return found


@recorded(_ENTERED)
class Admission(Walled, Voidable):
    """Somebody was admitted: which episode it opened, by which decision and order, and how every gate stood then.

    gates  gate to state: done, waived or not needed
    """

    client = key("clients.Client")
    episode = key("clients.Episode")
    decision = key("placement.LevelDecision")
    order = key("placement.ServicesOrder")
    admitted_on = models.DateField()
    admitted_at = models.DateTimeField()
    admitted_by = key("tenancy.Membership")
    gates: Any = models.JSONField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ENTERED,
            TARGET,
            VOID,
            *(
                SameOrganization(field=name)
                for name in ("voided_by", "client", "episode", "decision", "order", "admitted_by")
            ),
            models.CheckConstraint(condition=_hard(), name="admission_gates"),
            models.UniqueConstraint(fields=["episode"], condition=Q(voided_at=None), name="admission_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-admitted_on"], name="admission_of_client")
        ]
        triggers: ClassVar[Triggers] = [guards.ADMISSION_OF_EPISODE, guards.only_set_aside("admission_stands")]

    def __str__(self) -> str:
        return f"admission {self.pk}"
