"""Discharges: what everybody may know who knows of the episode, and what belongs to the chart."""

from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Func, Q

from stepwell.placement.vocabulary import ALL_LEVELS
from stepwell.platform.crypto.fields import EncryptedJSONField, EncryptedTextField
from stepwell.platform.trail.models import TransactionId
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.reviews.models import guards
from stepwell.reviews.vocabulary import (
    APPOINTMENT_LABELS,
    NALOXONE_LABELS,
    REASON_LABELS,
    RELEASE_LABELS,
    SAFETY_LABELS,
    Appointment,
    Reason,
)

Constraints = list[models.BaseConstraint]
Triggers = list[pgtrigger.Trigger]

_CHART = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,))
_SUMMARY = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,))
_MEDICATION = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,))
_RELAPSE = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,))
# Whoever knows of the episode, and whoever knows what was done, knows when and how it ended.
_DISCHARGE = Wall(
    client="client_id",
    readers=(Category.ENROLLMENT, Category.SERVICES, "system"),
    writers=(Category.ENROLLMENT,),
    lookup=True,
)
_SIGNED = ("signed_at", "signed_by", "signature", "signed_text", "last_day")


def _one_of(name: str, choices: dict[Any, str]) -> Q:
    return Q(**{name: ""}) | Q(**{f"{name}__in": [str(choice) for choice in choices]})


@recorded(_SUMMARY)
class DischargeSummary(Walled, Versioned, Voidable):
    """How somebody leaves, as it is written from the admission on: a draft until it is signed with the discharge.

    dimensions  dimension ("1" to "6") to how it stands
    words       JSON: name of a field to what was written there
    """

    client = key("clients.Client")
    episode = key("clients.Episode")
    begun_at = models.DateTimeField()
    begun_by = key("tenancy.Membership")
    reason = models.CharField(max_length=20, choices=REASON_LABELS, blank=True)
    last_day = models.DateField(null=True)
    risks_explained = models.BooleanField(null=True)
    refused_signature = models.BooleanField(null=True)
    may_return = models.BooleanField(null=True)
    notice_given = models.BooleanField(null=True)
    dimensions = models.JSONField(default=dict)
    level_next = models.CharField(max_length=10, choices=ALL_LEVELS, blank=True)
    naloxone = models.CharField(max_length=20, choices=NALOXONE_LABELS, blank=True)
    no_medications = models.BooleanField(default=False)
    safety = models.CharField(max_length=20, choices=SAFETY_LABELS, blank=True)
    release = models.CharField(max_length=20, choices=RELEASE_LABELS, blank=True)
    follow_up = models.BooleanField(null=True)
    copy_given = models.BooleanField(default=False)
    words = EncryptedJSONField[Any, Any](aad="reviews.summary.words", default=dict)
    signed_at = models.DateTimeField(null=True)
    signed_by = key("tenancy.Membership", null=True)
    credential = models.CharField("license of who signed, as it was", max_length=120, blank=True)
    signed_text = EncryptedTextField[str | None, str | None](aad="reviews.summary.signed_text", null=True)
    signature = key("signatures.Signature", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _SUMMARY,
            TARGET,
            VOID,
            *(
                SameOrganization(field=name)
                for name in ("voided_by", "client", "episode", "begun_by", "signed_by", "signature")
            ),
            models.CheckConstraint(
                condition=_one_of("reason", REASON_LABELS)
                & _one_of("level_next", ALL_LEVELS)
                & _one_of("naloxone", NALOXONE_LABELS)
                & _one_of("safety", SAFETY_LABELS)
                & _one_of("release", RELEASE_LABELS),
                name="summary_choices",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None, signature=None, signed_text__isnull=True, credential="")
                | (Q(**{f"{name}__isnull": False for name in _SIGNED}) & ~Q(reason="")),
                name="summary_signed_wholly",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(reason=Reason.DIED) | Q(follow_up__isnull=False),
                name="summary_asks_about_calls",
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(voided_at=None), name="summary_once_for_an_episode"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-begun_at"], name="summary_of_client"),
            models.Index(
                fields=["organization", "begun_by"], condition=Q(signed_at=None, voided_at=None), name="summary_open"
            ),
        ]
        triggers: ClassVar[Triggers] = [guards.SUMMARY_BEGINS, guards.SUMMARY_STANDS]

    def __str__(self) -> str:
        return f"summary {self.id}"


@recorded(_CHART)
class NextAppointment(Walled, Voidable):
    """What is arranged after care: when, with whom, where."""

    client = key("clients.Client")
    summary = key("reviews.DischargeSummary", related_name="appointments")
    kind = models.CharField(max_length=20, choices=APPOINTMENT_LABELS)
    on = models.DateField(db_column="day")
    at_time = models.TimeField(null=True)
    with_whom = EncryptedTextField[str, str](aad="reviews.appointment.with_whom")
    place = EncryptedTextField[str, str](aad="reviews.appointment.place", default="")
    phone = EncryptedTextField[str, str](aad="reviews.appointment.phone", default="")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CHART,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "summary")),
            models.CheckConstraint(condition=Q(kind__in=list(Appointment)), name="next_appointment_kind"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "summary"], name="next_appointment_of_client")
        ]
        triggers: ClassVar[Triggers] = [guards.of_draft("appointment_of_draft")]

    def __str__(self) -> str:
        return f"appointment {self.id}"


@recorded(_MEDICATION)
class MedicationAtDischarge(Walled, Voidable):
    """A medicine that somebody leaves with, for how many days, and who renews it."""

    client = key("clients.Client")
    summary = key("reviews.DischargeSummary", related_name="medications")
    name = EncryptedTextField[str, str](aad="reviews.medication.name")
    dose = EncryptedTextField[str, str](aad="reviews.medication.dose", default="")
    supply_days = models.PositiveSmallIntegerField()
    renewed_by = EncryptedTextField[str, str](aad="reviews.medication.renewed_by", default="")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _MEDICATION,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "summary")),
            models.CheckConstraint(condition=Q(supply_days__lte=365), name="medication_supply"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "summary"], name="medication_of_discharge")
        ]
        triggers: ClassVar[Triggers] = [guards.of_draft("medication_of_draft")]

    def __str__(self) -> str:
        return f"medication {self.id}"


@recorded(_RELAPSE)
class RelapsePlan(Walled, Versioned):
    """The relapse-prevention plan, in the person's words. `parts` is JSON: part to lines."""

    client = key("clients.Client")
    summary = key("reviews.DischargeSummary", related_name="relapse_plans")
    parts = EncryptedJSONField[Any, Any](aad="reviews.relapse_plan.parts", default=dict)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _RELAPSE,
            SameOrganization(field="client"),
            SameOrganization(field="summary"),
            models.UniqueConstraint(fields=["summary"], name="relapse_plan_once"),
        ]
        triggers: ClassVar[Triggers] = [guards.of_draft("relapse_plan_of_draft")]

    def __str__(self) -> str:
        return f"relapse plan {self.id}"


@recorded(_DISCHARGE)
class Discharge(Walled, Voidable):
    """That an episode ended, when, and how it is reported. It is undone by setting it aside.

    undo    ids and days as they were before: stays, orders, memberships, endings of consents, care
    letter  as it was filed with the signature; None if nobody gets one, or no PDF could be made
    """

    client = key("clients.Client", related_name="discharges")
    episode = key("clients.Episode")
    summary = key("reviews.DischargeSummary")
    reason = models.CharField(max_length=20, choices=REASON_LABELS)
    last_day = models.DateField()
    done_at = models.DateTimeField()
    done_by = key("tenancy.Membership")
    undo = models.JSONField(default=dict)
    letter = key("documents.Document", null=True)
    transaction = TransactionId(db_default=Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _DISCHARGE,
            TARGET,
            VOID,
            *(
                SameOrganization(field=name)
                for name in ("voided_by", "client", "episode", "summary", "done_by", "letter")
            ),
            models.CheckConstraint(condition=Q(reason__in=list(Reason)), name="discharge_reason"),
            models.UniqueConstraint(fields=["episode"], condition=Q(voided_at=None), name="discharge_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-last_day"], name="discharge_of_client"),
            models.Index(fields=["organization", "last_day"], name="discharge_by_day"),
            models.Index(fields=["organization", "transaction"], name="discharge_in_transaction"),
        ]
        triggers: ClassVar[Triggers] = [guards.DISCHARGE_NOW, guards.DISCHARGE_OF_EPISODE, guards.DISCHARGE_STANDS]

    def __str__(self) -> str:
        return f"discharge {self.id}"
