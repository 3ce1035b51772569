"""How payers are asked about benefits by file (270), and the questions that were asked."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.coverage.asking import (
    ASKABLE,
    ASKED_LABELS,
    FIRST_NUMBER,
    LAST_NUMBER,
    LEFT,
    MOST_HOURS,
    MOVES,
    OPEN,
    USUAL_HOURS,
    USUAL_TYPES,
    Asked,
)
from stepwell.coverage.contracting import QUALIFIER_LABELS
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Versioned, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
_HABIT = Wall(readers=("tenant", "system"), writers=("payer_keeper",))
_QUESTION = Wall(client="client_id", readers=(Category.BENEFITS, "system"), writers=(Category.BENEFITS, "system"))


def _usual_types() -> list[str]:
    return list(USUAL_TYPES)


@recorded(_HABIT)
class AskingHabit(Versioned, Walled):
    """How a payer, or all payers that have no habits of their own, are asked by file.

    receiver, submitter  as the clearinghouse or payer named them: ISA05 to ISA08; the group ids are GS02 and GS03
    originator     who gives traces (TRN03): ten characters, 9 and the tax number if nothing else was agreed on
    service_types  which it answers
    one_by_one     whether it answers one service type at a time
    answer_hours   after so many hours without an answer somebody looks
    production     files count; else each says that it is a test
    """

    payer = key("coverage.Payer", null=True)
    receiver_qualifier = models.CharField(max_length=2, choices=QUALIFIER_LABELS, default="ZZ")
    receiver_id = models.CharField(max_length=15)
    receiver_group_id = models.CharField(max_length=15, blank=True)
    submitter_qualifier = models.CharField(max_length=2, choices=QUALIFIER_LABELS, default="ZZ")
    submitter_id = models.CharField(max_length=15)
    submitter_group_id = models.CharField(max_length=15, blank=True)
    originator = models.CharField(max_length=10)
    service_types = ArrayField(models.CharField(max_length=2), default=_usual_types)
    one_by_one = models.BooleanField(default=False)
    answer_hours = models.PositiveSmallIntegerField(default=USUAL_HOURS)
    production = models.BooleanField("files count", default=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _HABIT,
            TARGET,
            SameOrganization(field="payer"),
            models.UniqueConstraint(fields=["organization", "payer"], nulls_distinct=False, name="asking_habit_once"),
            models.CheckConstraint(condition=~Q(receiver_id="") & ~Q(submitter_id=""), name="asking_habit_ends"),
            models.CheckConstraint(condition=Q(originator__regex=r"^[0-9A-Z]{10}$"), name="asking_habit_originator"),
            models.CheckConstraint(
                condition=Q(service_types__contained_by=list(ASKABLE), service_types__len__gte=1),
                name="asking_habit_types",
            ),
            models.CheckConstraint(
                condition=Q(answer_hours__gte=1, answer_hours__lte=MOST_HOURS), name="asking_habit_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"habits of {self.payer_id or 'all payers'}"


def _refusal(words: str, name: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


_ALLOWED = ", ".join(f"('{state}', '{to}')" for state, ends in MOVES.items() for to in sorted(ends))
_ONCE = "number,name,text,digest,disclosure_id,spooled_at,left_at"  # written once, as the file is made and leaves
_STANDS = f"""
IF to_jsonb(NEW) - '{{state,state_at,code,answers,{_ONCE}}}'::text[]
   <> to_jsonb(OLD) - '{{state,state_at,code,answers,{_ONCE}}}'::text[] THEN
  {_refusal("A question stands as it was asked.", "asked_stands")}
END IF;
IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_ALLOWED}) THEN
  {_refusal("A question does not come from there to here.", "asked_moves")}
END IF;
IF EXISTS (SELECT FROM jsonb_each(to_jsonb(OLD)) o WHERE o.key = ANY (string_to_array('{_ONCE}', ','))
    AND o.value NOT IN ('null', '""') AND o.value <> to_jsonb(NEW) -> o.key) THEN
  {_refusal("A file stands as it was made.", "asked_file_stands")}
END IF;
RETURN NEW;
"""


@recorded(_QUESTION)
class EligibilityRequest(Walled):
    """A question about benefits that a payer is asked by file: one question, one file, one client.

    payer      who is asked: the payer of the policy, or who handles this care for it
    first      the day asked about
    asked_by   None for a job
    code       why it did not leave, or was rejected
    number     ISA13, GS06 and ST02, and the trace: no other file has it
    text       of the file, to the byte; `digest` its SHA-256
    disclosure what left with it
    answers    how many files answered it
    """

    client = key("clients.Client")
    policy = key("coverage.Policy", related_name="requests")
    payer = key("coverage.Payer")
    first = models.DateField()
    service_types = ArrayField(models.CharField(max_length=2))
    answer_hours = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = key("tenancy.Membership", null=True)
    state = models.CharField(max_length=10, choices=ASKED_LABELS, default=Asked.QUEUED)
    state_at = models.DateTimeField()
    code = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=40, blank=True)
    text = EncryptedTextField(aad="coverage.eligibility_request.text", null=True)
    digest = models.CharField(max_length=64, blank=True)
    disclosure = key("privacy.Disclosure", null=True)
    spooled_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    answers = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _QUESTION,
            TARGET,
            *(SameOrganization(field=field) for field in ("client", "policy", "payer", "asked_by", "disclosure")),
            models.UniqueConstraint(fields=["organization", "number"], name="asked_number_once"),
            models.UniqueConstraint(
                fields=["policy", "payer"], condition=Q(state__in=sorted(OPEN)), name="asked_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gte=FIRST_NUMBER, number__lte=LAST_NUMBER), name="asked_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(LEFT), left_at__isnull=False, number__isnull=False, text__isnull=False,
                            disclosure__isnull=False)
                | Q(state__in=[Asked.QUEUED, Asked.STOPPED], left_at=None, disclosure=None),
                name="asked_left_with_a_disclosure",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[Asked.STOPPED, Asked.REJECTED]) | ~Q(code=""), name="asked_says_why"
            ),
            models.CheckConstraint(
                condition=Q(service_types__contained_by=list(ASKABLE), service_types__len__gte=1), name="asked_types"
            ),
            models.CheckConstraint(condition=~Q(state=Asked.ANSWERED) | Q(answers__gte=1), name="asked_answered"),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-asked_at"], name="asked_of_client"),
            models.Index(fields=["organization"], condition=Q(state__in=sorted(OPEN)), name="asked_open"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(name="stands", when=pgtrigger.Before, operation=pgtrigger.Update, func=_STANDS)
        ]

    def __str__(self) -> str:
        return f"question {self.number or self.pk}"
