"""A note: its head, which says that there is one, and its words, which fewer people read."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.notes.models import guards
from stepwell.notes.vocabulary import (
    CATEGORIES,
    KIND_LABELS,
    OF_SESSIONS,
    PARTICIPATION_LABELS,
    RESPONSE_LABELS,
    RISK_LABELS,
    WAY_LABELS,
    NoteKind,
    Participation,
    Response,
    Risk,
    Way,
)
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.vocabulary import GUEST_LABELS, Guest

Constraints = list[models.BaseConstraint]
# Billing reads that there is a note, of whom, when and by whom; it never reads what it says.
_NOTE = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.SERVICES, "noted", "system"),
    writers=("noter",),
    lookup=True,
)
_WORDS = Wall(client="client_id", author="account_id", readers=("noted",), writers=("noter",))
_OF_CATEGORY = [Q(kind=kind, category=category) for kind, category in CATEGORIES.items()]


@recorded(_NOTE)
class Note(Walled, Versioned, Voidable):
    """That there is a note: a draft, then signed by its author, then never changed.

    category    who reads its words: session notes, the chart, or case notes
    session     with the attendance it rests on; empty for what is on no schedule
    starts_at   to `ends_at`: when the client was there
    author      who writes it, and who signed it; `account` is theirs
    credential  the license it was signed under; "" asks for a co-signature
    """

    client = key("clients.Client")
    kind = models.CharField(max_length=12, choices=KIND_LABELS)
    category = models.CharField(max_length=20, editable=False)
    session = key("scheduling.Session", null=True)
    attendance = key("attendance.Attendance", null=True)
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    drafted_at = models.DateTimeField()
    author = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, editable=False)
    credential = models.CharField(max_length=120, blank=True, editable=False)
    signature = key("signatures.Signature", null=True, editable=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _NOTE,
            TARGET,
            VOID,
            *(
                SameOrganization(field=name)
                for name in ("client", "session", "attendance", "author", "signature", "voided_by")
            ),
            models.CheckConstraint(
                condition=_OF_CATEGORY[0] | _OF_CATEGORY[1] | _OF_CATEGORY[2] | _OF_CATEGORY[3] | _OF_CATEGORY[4],
                name="note_category",
            ),
            models.CheckConstraint(condition=Q(way__in=list(Way)), name="note_way"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="note_forward"),
            models.CheckConstraint(
                condition=Q(session=None, attendance=None, kind__in=[NoteKind.CASE, NoteKind.CONTACT])
                | Q(session__isnull=False, attendance__isnull=False, kind__in=[*sorted(OF_SESSIONS), NoteKind.CASE]),
                name="note_of_session",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signature=None, credential="")
                | Q(signed_at__isnull=False, signature__isnull=False),
                name="note_signed",
            ),
            models.UniqueConstraint(
                fields=["session", "client"], condition=Q(voided_at=None, session__isnull=False), name="note_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-starts_at"], name="note_of_client"),
            models.Index(
                fields=["organization", "author"], condition=Q(signed_at=None, voided_at=None), name="note_unsigned"
            ),
            models.Index(
                fields=["organization", "signed_at"],
                condition=Q(signed_at__isnull=False, credential="", voided_at=None),
                name="note_to_cosign",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.NOTE_BEGINS, guards.NOTE_SIGNED, guards.NOTE_STANDS]

    def __str__(self) -> str:
        return f"note {self.id}"


@recorded(_WORDS)
class NoteWords(Walled):
    """What a note says. Its id is the note's.

    words     of a group note what is only theirs; else what happened
    crisis    the crisis that was opened, or is open, because of a high risk
    is_meant  the writer said that it reads like another part on purpose
    text      exactly what was signed; None while the note is a draft
    """

    note = models.OneToOneField("notes.Note", db_constraint=False, on_delete=models.PROTECT, related_name="said")
    client = key("clients.Client")
    category = models.CharField(max_length=20, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = EncryptedTextField[str, str](aad="notes.note_words.words", default="")
    intervention = EncryptedTextField[str, str](aad="notes.note_words.intervention", default="")
    assessment = EncryptedTextField[str, str](aad="notes.note_words.assessment", default="")
    plan = EncryptedTextField[str, str](aad="notes.note_words.plan", default="")
    participation = models.CharField(max_length=10, choices=PARTICIPATION_LABELS, blank=True)
    response = ArrayField(models.CharField(max_length=10, choices=RESPONSE_LABELS), default=list)
    objective = key("treatmentplans.PlanObjective", null=True)
    progress = models.PositiveSmallIntegerField(null=True)
    risk = models.CharField(max_length=10, choices=RISK_LABELS, blank=True)
    risk_words = EncryptedTextField[str, str](aad="notes.note_words.risk_words", default="")
    crisis = key("crisis.CrisisEvent", null=True)
    guests = ArrayField(models.CharField(max_length=10, choices=GUEST_LABELS), default=list)
    is_meant = models.BooleanField(default=False)
    text = EncryptedTextField[str | None, str | None](aad="notes.note_words.text", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _WORDS,
            *(SameOrganization(field=name) for name in ("note", "client", "objective", "crisis")),
            models.CheckConstraint(condition=Q(id=F("note")), name="note_words_share_the_id"),
            models.CheckConstraint(
                condition=(Q(participation="") | Q(participation__in=list(Participation)))
                & Q(response__contained_by=list(Response), guests__contained_by=list(Guest))
                & (Q(risk="") | Q(risk__in=list(Risk))),
                name="note_words_chosen",
            ),
            models.CheckConstraint(
                condition=Q(progress=None) | Q(progress__lte=4, objective__isnull=False), name="note_words_progress"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client"], name="note_words_of_client"),
            models.Index(fields=["organization", "objective"], name="note_words_of_objective"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.WORDS_OF_NOTE, guards.WORDS_STAND]

    def __str__(self) -> str:
        return f"words of {self.note_id}"
