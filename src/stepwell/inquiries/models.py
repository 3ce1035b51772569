"""Inquiries and what happened to them. Where one stands is what its last entry says, and no column of its own."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.clients.vocabulary import LANGUAGES, MESSAGE_LABELS, Message
from stepwell.inquiries.rules.course import MOVES
from stepwell.inquiries.vocabulary import (
    AGREED_LABELS,
    CALLER_LABELS,
    CHANNEL_LABELS,
    CONCERN_LABELS,
    DANGER_LABELS,
    DAY_PART_LABELS,
    ENDING_LABELS,
    ENTRY_LABELS,
    HEARD_LABELS,
    HOLDER_LABELS,
    OUTCOME_LABELS,
    RELATION_LABELS,
    START_LABELS,
    STATE_LABELS,
    TOWARD_LABELS,
    URGENCY_LABELS,
    Caller,
    EntryKind,
    Urgency,
)
from stepwell.platform.crypto.blind import INDEX_BYTES
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_INQUIRY = Wall(site="site_id", readers=(Category.INQUIRIES, "system"), writers=(Category.INQUIRIES,))
_ENTRY = Wall(readers=("of_inquiry", "system"), writers=("inquiry_writer",), append_only=True)


def _secret(name: str) -> "EncryptedTextField[str | None, str | None]":
    return EncryptedTextField(aad=f"inquiries.inquiry.{name}", null=True, blank=True)


def _index() -> "models.BinaryField[bytes | None, bytes | None]":
    return models.BinaryField(max_length=INDEX_BYTES, null=True, editable=False)


def _one_of(field: str, choices: Mapping[Any, str], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(choices)}), name=f"inquiry_{name}")


@recorded(_INQUIRY)
class Inquiry(Versioned, Voidable, Walled):
    """What somebody asked for: who called, for whom, how the person is reached safely, what is wrong, how urgent.

    `person_phone`, `person_email`  the person's own; when somebody else asks, kept only once the person agreed
    """

    site = key("tenancy.Site")
    taken_at = models.DateTimeField()
    taken_by = key("tenancy.Membership")
    channel = models.CharField(max_length=10, choices=CHANNEL_LABELS)

    caller = models.CharField("asks", max_length=10, choices=CALLER_LABELS)
    relation = models.CharField(max_length=10, choices=RELATION_LABELS, blank=True)
    caller_name = _secret("caller_name")
    caller_phone = _secret("caller_phone")
    caller_phone_index = _index()
    caller_email = _secret("caller_email")
    caller_email_index = _index()

    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=60, blank=True)
    preferred_name = models.CharField(max_length=60, blank=True)
    search_key = models.TextField(blank=True, editable=False)
    is_adult = models.BooleanField("is 18 or older", null=True)
    birth_date = models.DateField(null=True, blank=True)
    age = models.PositiveSmallIntegerField("age, about", null=True, blank=True)
    person_phone = _secret("person_phone")
    person_phone_index = _index()
    person_email = _secret("person_email")
    person_email_index = _index()
    may_text = models.BooleanField("may be texted", default=False)
    message = models.CharField("if nobody answers", max_length=20, choices=MESSAGE_LABELS, default=Message.NOTHING)
    safe_times = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, choices=LANGUAGES, default="en")
    needs_interpreter = models.BooleanField(default=False)

    words = _secret("words")
    concerns = ArrayField(models.CharField(max_length=12, choices=CONCERN_LABELS), default=list, blank=True)
    can_start = models.CharField(max_length=10, choices=START_LABELS, blank=True)
    day_part = models.CharField(max_length=10, choices=DAY_PART_LABELS, blank=True)
    insurer = models.CharField("insurer, as said", max_length=80, blank=True)
    member_id = _secret("member_id")
    holder = models.CharField("who holds the policy", max_length=10, choices=HOLDER_LABELS, blank=True)
    heard_from = models.CharField("how they heard of us", max_length=10, choices=HEARD_LABELS, blank=True)

    urgency = models.CharField(max_length=10, choices=URGENCY_LABELS)
    danger = models.BooleanField("somebody was in danger", default=False)
    danger_kinds = ArrayField(models.CharField(max_length=12, choices=DANGER_LABELS), default=list, blank=True)
    danger_where = _secret("danger_where")
    danger_callback = _secret("danger_callback")
    danger_settled_at = models.DateTimeField(null=True, blank=True)

    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_how = models.CharField(max_length=10, choices=AGREED_LABELS, blank=True)
    agreed_to = _secret("agreed_to")
    agreed_witness = key("tenancy.Membership", null=True)

    owner = key("tenancy.Membership", null=True)
    next_step = _secret("next_step")
    next_due = models.DateTimeField(null=True, blank=True)

    client = key("clients.Client", null=True)
    same_as = key("inquiries.Inquiry", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _INQUIRY,
            TARGET,
            VOID,
            *(
                SameOrganization(field=field)
                for field in ("site", "taken_by", "agreed_witness", "owner", "client", "same_as", "voided_by")
            ),
            _one_of("channel", CHANNEL_LABELS, "channel"),
            _one_of("caller", CALLER_LABELS, "caller"),
            _one_of("urgency", URGENCY_LABELS, "urgency"),
            _one_of("message", MESSAGE_LABELS, "message"),
            models.CheckConstraint(
                condition=Q(
                    caller=Caller.PERSON,
                    relation="",
                    caller_name__isnull=True,
                    caller_phone__isnull=True,
                    caller_email__isnull=True,
                )
                | Q(caller=Caller.OTHER, relation__in=list(RELATION_LABELS)),
                name="inquiry_relation",
            ),
            models.CheckConstraint(
                condition=Q(caller=Caller.PERSON)
                | Q(agreed_at__isnull=False)
                | Q(
                    person_phone__isnull=True,
                    person_email__isnull=True,
                    person_phone_index=None,
                    person_email_index=None,
                ),
                name="inquiry_no_number_before_they_agree",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_how="", agreed_to__isnull=True, agreed_witness=None)
                | Q(
                    agreed_at__isnull=False,
                    agreed_how__in=list(AGREED_LABELS),
                    agreed_to__isnull=False,
                    agreed_witness__isnull=False,
                ),
                name="inquiry_agreed_whole",
            ),
            models.CheckConstraint(
                condition=(Q(urgency=Urgency.DANGER) & Q(danger=True, danger_settled_at=None))
                | (~Q(urgency=Urgency.DANGER) & (Q(danger=False) | Q(danger_settled_at__isnull=False))),
                name="inquiry_danger_until_settled",
            ),
            models.CheckConstraint(
                condition=Q(danger=False, danger_kinds=[], danger_where__isnull=True, danger_callback__isnull=True)
                | Q(danger=True, danger_where__isnull=False, danger_callback__isnull=False, danger_kinds__len__gte=1),
                name="inquiry_danger_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_adult__isnull=True) | Q(is_adult=True), name="inquiry_nothing_of_minors"
            ),
            models.CheckConstraint(condition=Q(age=None) | Q(age__gte=18, age__lte=120), name="inquiry_age"),
            models.CheckConstraint(condition=Q(next_due=None) | Q(next_step__isnull=False), name="inquiry_due_of_step"),
            models.CheckConstraint(condition=Q(same_as=None) | ~Q(same_as=F("id")), name="inquiry_not_its_own_double"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "site", "taken_at"], name="inquiry_of_site"),
            models.Index(fields=["organization", "birth_date"], name="inquiry_by_birth_date"),
            models.Index(fields=["organization", "person_phone_index"], name="inquiry_by_phone"),
            models.Index(fields=["organization", "person_email_index"], name="inquiry_by_email"),
            models.Index(fields=["organization", "caller_phone_index"], name="inquiry_by_caller_phone"),
            models.Index(fields=["organization", "caller_email_index"], name="inquiry_by_caller_email"),
            models.Index(fields=["client"], name="inquiry_of_client"),
        ]

    def __str__(self) -> str:
        return f"inquiry {self.pk}"

    @property
    def may_contact(self) -> bool:
        """Whether the person may be contacted: they asked themself, or they agreed."""
        return self.caller == Caller.PERSON or self.agreed_at is not None


_MOVES = models.Q()
for _before, _afters in MOVES.items():
    _MOVES |= Q(before=_before, after__in=list(_afters))

# Each entry goes on where the one before it ended; two at the same time cannot both be the next.
_FOLLOWS = """
IF NOT (NEW.number = 1 AND NEW.before = '') AND NOT EXISTS (
  SELECT FROM inquiries_inquiryentry e
  WHERE e.inquiry_id = NEW.inquiry_id AND e.number = NEW.number - 1 AND e.after = NEW.before
) THEN
  RAISE EXCEPTION 'This entry does not follow the last one.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class InquiryEntry(Walled):
    """One thing that happened: a call, a message, a note, a turn. Entries are added and never changed.

    before, after  where the inquiry stood, and stands from here on
    """

    inquiry = key("inquiries.Inquiry", related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = key("tenancy.Membership")
    kind = models.CharField(max_length=10, choices=ENTRY_LABELS)
    toward = models.CharField("with", max_length=10, choices=TOWARD_LABELS, blank=True)
    outcome = models.CharField(max_length=10, choices=OUTCOME_LABELS, blank=True)
    ending = models.CharField("why closed", max_length=10, choices=ENDING_LABELS, blank=True)
    words = EncryptedTextField(aad="inquiries.inquiry_entry.words", null=True, blank=True)
    before = models.CharField(max_length=10, choices=STATE_LABELS, blank=True)
    after = models.CharField(max_length=10, choices=STATE_LABELS)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ENTRY,
            SameOrganization(field="inquiry"),
            SameOrganization(field="by"),
            models.UniqueConstraint(fields=["inquiry", "number"], name="inquiry_entry_number"),
            models.CheckConstraint(condition=_MOVES, name="inquiry_entry_move"),
            models.CheckConstraint(condition=Q(kind__in=list(ENTRY_LABELS)), name="inquiry_entry_kind"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.CLOSED, ending__in=list(ENDING_LABELS))
                | (~Q(kind=EntryKind.CLOSED) & Q(ending="")),
                name="inquiry_entry_ending",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(name="follows", when=pgtrigger.After, operation=pgtrigger.Insert, func=_FOLLOWS)
        ]

    def __str__(self) -> str:
        return f"entry {self.number} of {self.inquiry_id}"
