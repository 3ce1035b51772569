"""What is charged for a day of care, tied to attendance and notes; and days that are not charged, with the reasons."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.billing.vocabulary import ENDING_LABELS, Ending
from stepwell.coverage.contracting import UNIT_LABELS
from stepwell.people.vocabulary import LEVELS
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
_CHARGE = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING, "system"))
_PART = Wall(
    client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING, "system"), append_only=True
)
_MONEY = Q(charged__gt=0, charged__lte=MOST_CENTS, expected__gte=0, expected__lte=MOST_CENTS)


def _refusal(words: str, name: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


# A charge is made whole and only ever ended, once: what became of it stands in the next one.
_ONLY_ENDS = pgtrigger.Trigger(
    name="only_ends",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - '{{ended_at,ended_why}}'::text[]
   <> to_jsonb(OLD) - '{{ended_at,ended_why}}'::text[] THEN
  {_refusal("A charge stands as it was made; a newer one takes its place.", "charge_stands")}
END IF;
RETURN NEW;
""",
)
# Asked once a statement: what somebody sees through the walls is dear to ask, and a night writes many at once.
_OF_THE_DAY = pgtrigger.Trigger(
    name="of_the_day",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func=f"""
IF EXISTS (SELECT FROM added x WHERE NOT EXISTS (
  SELECT FROM billing_chargeline l
  JOIN billing_charge c ON c.id = l.charge_id AND c.ended_at IS NULL
  JOIN attendance_attendance a ON a.id = x.attendance_id AND a.client_id = c.client_id AND a.voided_at IS NULL
  JOIN scheduling_session s ON s.id = a.session_id AND s.day = c.day
  WHERE l.id = x.line_id AND l.client_id = x.client_id AND c.client_id = x.client_id
    AND a.minutes = x.minutes AND (x.note_id IS NULL OR EXISTS (
      SELECT FROM notes_note n WHERE n.id = x.note_id AND n.attendance_id = a.id AND n.signed_at IS NOT NULL
        AND n.voided_at IS NULL)))
) THEN
  {_refusal("A charge rests on what the client attended on its day, and on signed notes of it.", "charge_of_the_day")}
END IF;
RETURN NULL;
""",
)


class Charge(Walled):
    """What a day of care costs whoever pays first. At most one of a client and day is not ended.

    payer         None for who pays by themself
    number        counts the charges of a client and day; a correction makes the next one
    fingerprint   of all that it says: making it again with nothing changed makes nothing
    charged       cents asked for; `expected` what the contract pays
    diagnoses     codes as they stood on the day, by rank
    made_by       None for the nightly job
    """

    client = key("clients.Client")
    day = models.DateField()
    payer = key("coverage.Payer", null=True)
    policy = key("coverage.Policy")
    contract = key("coverage.Contract")
    program = key("people.Program")
    level = models.CharField(max_length=4, choices=LEVELS)
    authorization = key("authorizations.Authorization", null=True)
    diagnoses = ArrayField(models.CharField(max_length=8))
    minutes = models.PositiveSmallIntegerField()
    charged = models.BigIntegerField()
    expected = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership", null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=10, choices=ENDING_LABELS, blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CHARGE,
            TARGET,
            *(
                SameOrganization(field=field)
                for field in ("client", "payer", "policy", "contract", "program", "authorization", "made_by")
            ),
            models.UniqueConstraint(fields=["client", "day"], condition=Q(ended_at=None), name="charge_once_a_day"),
            models.UniqueConstraint(fields=["client", "day", "number"], name="charge_numbered"),
            models.CheckConstraint(condition=_MONEY, name="charge_money"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | Q(ended_at__isnull=False, ended_why__in=list(Ending)),
                name="charge_ended",
            ),
            models.CheckConstraint(condition=Q(diagnoses__len__gte=1), name="charge_diagnosed"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-day"], name="charge_of_client"),
            models.Index(fields=["organization", "day"], name="charge_by_day"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [_ONLY_ENDS]

    def __str__(self) -> str:
        return f"charge {self.id}"


class ChargeLine(Walled):
    """One line of a charge, as its claim will say it. What the contract said is copied: it may change later."""

    charge = key("billing.Charge", related_name="lines")
    client = key("clients.Client")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=5, blank=True)
    revenue_code = models.CharField(max_length=4, blank=True)
    modifiers = ArrayField(models.CharField(max_length=2))
    place = models.CharField(max_length=2)
    unit = models.CharField(max_length=10, choices=UNIT_LABELS)
    units = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    charged = models.BigIntegerField()
    expected = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            TARGET,
            SameOrganization(field="charge"),
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["charge", "number"], name="charge_line_numbered"),
            models.CheckConstraint(condition=_MONEY & Q(units__gte=1), name="charge_line_money"),
            models.CheckConstraint(condition=~Q(code="", revenue_code=""), name="charge_line_coded"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "charge"], name="line_of_charge"),
            models.Index(fields=["client"], name="charge_line_of_client"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of {self.charge_id}"


class ChargeSource(Walled):
    """What a line rests on: minutes attended, and the signed note of them where the session asks for one."""

    line = key("billing.ChargeLine", related_name="sources")
    client = key("clients.Client")
    attendance = key("attendance.Attendance")
    note = key("notes.Note", null=True)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            *(SameOrganization(field=field) for field in ("line", "client", "attendance", "note")),
            models.UniqueConstraint(fields=["line", "attendance"], name="charge_source_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "attendance"], name="charge_of_attendance"),
            models.Index(fields=["client"], name="charge_source_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [_OF_THE_DAY]

    def __str__(self) -> str:
        return f"source {self.id}"


@recorded(_CHARGE)
class HeldDay(Walled):
    """A day that was attended and is not charged, with everything that is missing, as it was looked at last.

    findings     code and sentence of each
    at_stake     cents that the contract would pay; None while there is no contract
    resolved_at  since when it is charged, or no care any more
    left_at      since when somebody decided that it is not billed, and `left_why`
    """

    client = key("clients.Client")
    day = models.DateField()
    payer = key("coverage.Payer", null=True)
    program = key("people.Program")
    session = key("scheduling.Session")
    minutes = models.PositiveSmallIntegerField()
    at_stake = models.BigIntegerField(null=True)
    findings = models.JSONField()
    held_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_by = key("tenancy.Membership", null=True)
    left_why = EncryptedTextField(aad="billing.held_day.left_why", null=True, blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CHARGE,
            *(SameOrganization(field=field) for field in ("client", "payer", "program", "session", "left_by")),
            models.UniqueConstraint(fields=["client", "day"], name="held_day_once"),
            models.CheckConstraint(condition=Q(at_stake=None) | Q(at_stake__gte=0), name="held_day_money"),
            models.CheckConstraint(
                condition=Q(left_at=None, left_by=None, left_why__isnull=True)
                | Q(left_at__isnull=False, left_by__isnull=False, left_why__isnull=False),
                name="held_day_left",
            ),
            models.CheckConstraint(condition=Q(looked_at__gte=F("held_at")), name="held_day_looked_at"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organization", "day"], condition=Q(resolved_at=None, left_at=None), name="held_day_open"
            )
        ]

    def __str__(self) -> str:
        return f"held day {self.id}"
