"""The client registry. Tables are cut by who may see them: identity, demographics, contacts, care."""

from typing import ClassVar

from django.contrib.postgres.functions import TransactionNow
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q

from stepwell.clients.vocabulary import (
    CARE_LABELS,
    CONTACT_LABELS,
    LANGUAGES,
    MESSAGE_LABELS,
    CareKind,
    ContactKind,
    Message,
)
from stepwell.platform.crypto.blind import INDEX_BYTES
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

_IDENTITY = Wall(
    client="id", site="site_id", readers=(Category.IDENTITY, "system"), writers=(Category.IDENTITY,), lookup=True
)
_PERSON = Wall(client="client_id", readers=(Category.DEMOGRAPHICS, "system"), writers=(Category.DEMOGRAPHICS,))
_BORN = Wall(
    client="client_id", readers=(Category.DEMOGRAPHICS, "system"), writers=(Category.DEMOGRAPHICS,), lookup=True
)
_COUNTER = Wall(writers=("tenant",))
_CARE = Wall(
    client="client_id",
    readers=(Category.CASELOAD, "system"),
    writers=(Category.CASELOAD, "carrying", "discharger"),
    lookup=True,
)


@recorded(_IDENTITY, exclude=["search_key", "sound_key"])
class Client(Walled):
    """Who somebody is, and nothing else: name, pronouns, record number, site."""

    site = key("tenancy.Site")
    record_number = models.CharField(max_length=20)
    first_name = models.CharField("legal first name", max_length=60)
    middle_name = models.CharField("legal middle name", max_length=60, blank=True)
    last_name = models.CharField("legal last name", max_length=60)
    preferred_name = models.CharField(max_length=60, blank=True)
    pronouns = models.CharField(max_length=30, blank=True)
    search_key = models.TextField(editable=False)  # names.search_key: filled by the actions
    sound_key = models.GeneratedField(
        expression=Func(F("search_key"), function="stepwell.sounds"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _IDENTITY,
            TARGET,
            SameOrganization(field="site"),
            models.UniqueConstraint(fields=["organization", "record_number"], name="client_record_number"),
            models.CheckConstraint(condition=~Q(record_number="") & ~Q(search_key=""), name="client_not_empty"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "last_name", "first_name", "id"], name="client_by_name"),
            models.Index(fields=["organization", "site"], name="client_of_site"),
            models.Index(fields=["organization", "created_at"], name="client_by_age"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="client_search"),
            GinIndex(fields=["sound_key"], opclasses=["gin_trgm_ops"], name="client_sound"),
        ]

    def __str__(self) -> str:
        return f"client {self.id}"

    @property
    def legal_name(self) -> str:
        """First, middle and last name as documents have them."""
        return " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)

    @property
    def display_name(self) -> str:
        """The preferred first name with the last name: what staff call the person."""
        return f"{self.preferred_name or self.first_name} {self.last_name}"

    @property
    def initials(self) -> str:
        """The first letters of what staff call the person."""
        return "".join(name[:1] for name in (self.preferred_name or self.first_name, self.last_name)).upper()


class RecordCounter(Walled):
    """The last record number given out: one row an organization, locked while a client is registered."""

    last = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _COUNTER,
            models.UniqueConstraint(fields=["organization"], name="record_counter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.last}"


@recorded(_BORN)
class Demographics(Walled):
    """Birth date, language, address: what identifies further, one row a client."""

    client = key("clients.Client", related_name="demographics_rows")
    birth_date = models.DateField()
    language = models.CharField(max_length=10, choices=LANGUAGES, default="en")
    needs_interpreter = models.BooleanField(default=False)
    address = EncryptedTextField(aad="clients.demographics.address", blank=True, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _BORN,
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["organization", "client"], name="demographics_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "birth_date"], name="demographics_birth_date")
        ]

    def __str__(self) -> str:
        return f"demographics of {self.client_id}"


@recorded(_PERSON)
class ContactMethod(Walled):
    """A telephone number or e-mail address, whether it is safe to use, and what may be left there."""

    client = key("clients.Client", related_name="contacts")
    kind = models.CharField(max_length=10, choices=CONTACT_LABELS)
    value = EncryptedTextField(aad="clients.contact_method.value")
    value_index = models.BinaryField(max_length=INDEX_BYTES, editable=False)
    is_safe = models.BooleanField("safe to use", default=False)
    may_text = models.BooleanField("may be texted", default=False)
    message = models.CharField("if nobody answers", max_length=20, choices=MESSAGE_LABELS, default=Message.NOTHING)
    best_times = models.CharField("safe times", max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PERSON,
            SameOrganization(field="client"),
            models.CheckConstraint(condition=Q(kind__in=list(ContactKind)), name="contact_kind"),
            models.CheckConstraint(condition=Q(message__in=list(Message)), name="contact_message"),
            models.CheckConstraint(
                condition=Q(is_safe=True) | Q(message=Message.NOTHING, may_text=False), name="contact_unsafe_is_silent"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client"], name="contact_of_client"),
            models.Index(fields=["organization", "value_index"], name="contact_by_value"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.client_id}"


@recorded(_PERSON)
class EmergencyContact(Walled):
    """Whom to call in an emergency, and whether that person knows that the client is in treatment."""

    client = key("clients.Client", related_name="emergency_contacts")
    name = EncryptedTextField(aad="clients.emergency_contact.name")
    relation = models.CharField("relation to the client", max_length=60)
    phone = EncryptedTextField(aad="clients.emergency_contact.phone")
    knows_of_treatment = models.BooleanField("knows that the client is in treatment", default=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [_PERSON, SameOrganization(field="client")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="emergency_contact_of_client")]

    def __str__(self) -> str:
        return f"emergency contact of {self.client_id}"


@recorded(_CARE)
class CareAssignment(Walled):
    """A member of staff has to do with a client, in one way, from an instant to an instant: what walls read."""

    client = key("clients.Client", related_name="care")
    membership = key("tenancy.Membership")
    kind = models.CharField(max_length=10, choices=CARE_LABELS)
    starts_at = models.DateTimeField(db_default=TransactionNow())
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CARE,
            SameOrganization(field="client"),
            SameOrganization(field="membership"),
            models.UniqueConstraint(
                fields=["client", "membership", "kind"], condition=Q(ends_at=None), name="care_once"
            ),
            models.UniqueConstraint(
                fields=["client"], condition=Q(ends_at=None, kind=CareKind.PRIMARY), name="care_one_primary"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(CareKind)), name="care_kind"),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="care_forward"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["membership", "client"], name="care_of_membership"),
            models.Index(fields=["membership", "ends_at"], name="care_by_end"),  # most care is over
            models.Index(fields=["client"], name="care_of_client"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.client_id}"
