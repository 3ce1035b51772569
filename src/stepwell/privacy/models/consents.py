"""Consents, how they were taken back, and the events that ended them. Their state is derived, never stored."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.privacy.models.guards import CONSENT_BEGINS, CONSENT_STANDS, ONLY_SET_ASIDE, of_signed_consent
from stepwell.privacy.vocabulary import (
    EXPIRY_LABELS,
    KIND_LABELS,
    PURPOSE_LABELS,
    RECIPIENT_LABELS,
    REVOCATION_LABELS,
    SIGNER_LABELS,
    Expiry,
    Information,
    Kind,
    Purpose,
    RecipientKind,
    RevocationWay,
    Signer,
    Statement,
)

WORD = 20  # letters of a choice
DISCLOSER_LETTERS = 200

Constraints = list[models.BaseConstraint]

_CONSENT = Wall(client="client_id", readers=(Category.CONSENTS, "system"), writers=(Category.CONSENTS, "visitor"))
_REVOKED = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.CONSENTS, "system"),
    writers=(Category.CONSENTS,),
    append_only=True,
)
_ENDED = Wall(client="client_id", readers=(Category.CONSENTS, "system"), writers=(Category.CONSENTS,))


@recorded(_CONSENT)
class Consent(Versioned, Voidable, Walled):
    """A written consent: a draft until it is signed, and from then on what was signed.

    `text` is exactly what the signer is shown; the signature holds its digest.
    """

    client = key("clients.Client")
    kind = models.CharField(max_length=WORD, choices=KIND_LABELS)
    discloser = models.CharField("who may share", max_length=DISCLOSER_LETTERS)
    recipient_kind = models.CharField(max_length=WORD, choices=RECIPIENT_LABELS)
    recipient = EncryptedTextField[str, str](aad="privacy.consent.recipient")
    recipient_is_class = models.BooleanField("a group of people, not one by name", default=False)
    intermediary = EncryptedTextField[str | None, str | None](aad="privacy.consent.intermediary", null=True)
    intermediary_members = EncryptedTextField[str | None, str | None](
        aad="privacy.consent.intermediary_members", null=True
    )
    categories = ArrayField(models.CharField(max_length=WORD))
    details = EncryptedTextField[str | None, str | None](aad="privacy.consent.details", null=True)
    purpose = models.CharField(max_length=WORD, choices=PURPOSE_LABELS)
    purpose_words = EncryptedTextField[str | None, str | None](aad="privacy.consent.purpose_words", null=True)
    expiry = models.CharField(max_length=WORD, choices=EXPIRY_LABELS)
    expires_on = models.DateField("last day", null=True)
    expiry_event = EncryptedTextField[str | None, str | None](aad="privacy.consent.expiry_event", null=True)
    names_fundraising = models.BooleanField(default=False)
    statements = ArrayField(models.CharField(max_length=30))
    language = models.CharField(max_length=10, default="en")
    text_version = models.CharField(max_length=20)
    text = EncryptedTextField[str, str]("exactly what is signed", aad="privacy.consent.text")
    drafted_at = models.DateTimeField()
    drafted_by = key("tenancy.Membership")
    signed_at = models.DateTimeField(null=True)
    signer = models.CharField(max_length=WORD, choices=SIGNER_LABELS, blank=True)
    signer_name = EncryptedTextField[str | None, str | None](aad="privacy.consent.signer_name", null=True)
    relation = EncryptedTextField[str | None, str | None](aad="privacy.consent.relation", null=True)
    authority = EncryptedTextField[str | None, str | None](aad="privacy.consent.authority", null=True)
    signature = key("signatures.Signature", null=True)
    declines_fundraising = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CONSENT,
            TARGET,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="drafted_by"),
            SameOrganization(field="signature"),
            SameOrganization(field="voided_by"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=list(Kind), recipient_kind__in=list(RecipientKind), purpose__in=list(Purpose),
                    expiry__in=list(Expiry), language="en",
                ),
                name="consent_words",
            ),
            models.CheckConstraint(condition=~Q(discloser="") & ~Q(text_version=""), name="consent_says_who"),
            models.CheckConstraint(
                condition=Q(categories__len__gt=0, categories__contained_by=list(Information)),
                name="consent_says_what",
            ),
            models.CheckConstraint(
                condition=Q(statements__contains=[Statement.REVOCATION], statements__contained_by=list(Statement)),
                name="consent_says_how_to_revoke",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.TPO)
                | Q(statements__contains=[
                    Statement.REDISCLOSURE_BY_HIPAA, Statement.REDISCLOSURE_RISK, Statement.CONSEQUENCES,
                ]),
                name="consent_tpo_statements",
            ),
            models.CheckConstraint(
                condition=Q(names_fundraising=False) | Q(statements__contains=[Statement.FUNDRAISING_OPT_OUT]),
                name="consent_fundraising_choice",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.TPO, purpose=Purpose.TPO) | (~Q(kind=Kind.TPO) & ~Q(purpose=Purpose.TPO)),
                name="consent_tpo_purpose",
            ),
            models.CheckConstraint(
                condition=Q(expiry=Expiry.DATE, expires_on__isnull=False, expiry_event__isnull=True)
                | Q(expiry=Expiry.EVENT, expires_on=None, expiry_event__isnull=False)
                | Q(expiry__in=[Expiry.END_OF_TREATMENT, Expiry.NONE], kind=Kind.TPO, expires_on=None,
                    expiry_event__isnull=True),
                name="consent_ends",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=Kind.COUNSELING_NOTES, categories=[Information.COUNSELING_NOTES], names_fundraising=False
                )
                | (~Q(kind=Kind.COUNSELING_NOTES) & ~Q(categories__contains=[Information.COUNSELING_NOTES])),
                name="consent_notes_stand_alone",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.PROCEEDING) | Q(purpose=Purpose.JUSTICE, names_fundraising=False),
                name="consent_proceeding_stands_alone",
            ),
            models.CheckConstraint(
                condition=Q(intermediary__isnull=True) | Q(intermediary_members__isnull=False),
                name="consent_intermediary",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signer="", signer_name__isnull=True, signature=None)
                | Q(signed_at__isnull=False, signer__in=list(Signer), signer_name__isnull=False,
                    signature__isnull=False),
                name="consent_signed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(signer=Signer.REPRESENTATIVE) | Q(relation__isnull=False, authority__isnull=False),
                name="consent_authority",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-drafted_at"], name="consent_of_client")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [CONSENT_BEGINS, CONSENT_STANDS]

    def __str__(self) -> str:
        return f"consent {self.id}"


class ConsentRevocation(Walled):
    """Somebody took a consent back. It counts from that instant, for good: who changes their mind signs anew."""

    consent = key("privacy.Consent", related_name="revocations")
    client = key("clients.Client")
    revoked_at = models.DateTimeField()
    way = models.CharField(max_length=WORD, choices=REVOCATION_LABELS)
    asked_by = EncryptedTextField[str, str](aad="privacy.consent_revocation.asked_by")
    words = EncryptedTextField[str | None, str | None](aad="privacy.consent_revocation.words", null=True)
    document = key("documents.Document", null=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _REVOKED,
            SameOrganization(field="consent"),
            SameOrganization(field="client"),
            SameOrganization(field="document"),
            models.UniqueConstraint(fields=["consent"], name="consent_revoked_once"),
            models.CheckConstraint(condition=Q(way__in=list(RevocationWay)), name="consent_revocation_way"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [of_signed_consent("revoked_at")]

    def __str__(self) -> str:
        return f"revocation of {self.consent_id}"


@recorded(_ENDED)
class ConsentEnding(Voidable, Walled):
    """The event that a consent names has happened, or treatment has ended: on that day it permits nothing any more."""

    consent = key("privacy.Consent", related_name="endings")
    client = key("clients.Client")
    happened_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ENDED,
            VOID,
            SameOrganization(field="consent"),
            SameOrganization(field="client"),
            SameOrganization(field="noted_by"),
            SameOrganization(field="voided_by"),
            models.UniqueConstraint(fields=["consent"], condition=Q(voided_at=None), name="consent_ended_once"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [of_signed_consent("noted_at"), ONLY_SET_ASIDE]

    def __str__(self) -> str:
        return f"end of {self.consent_id}"
