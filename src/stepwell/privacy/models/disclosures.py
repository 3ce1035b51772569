"""What left the program: to whom, what, what for, by what right. Only ever added."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.privacy.models.consents import WORD
from stepwell.privacy.models.guards import CORRECTS_ITS_CLIENT, WITHIN_CONSENT
from stepwell.privacy.vocabulary import (
    BASIS_LABELS,
    CONSENT_KINDS,
    ENCLOSURE_LABELS,
    NOTICE_LABELS,
    PURPOSE_LABELS,
    RECIPIENT_LABELS,
    WAY_LABELS,
    Basis,
    Enclosure,
    Information,
    Notice,
    Purpose,
    RecipientKind,
    Way,
)

BASIS_LETTERS = 30
REASON_LETTERS = 300

Constraints = list[models.BaseConstraint]

_DISCLOSED = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.CONSENTS, "system"),
    writers=("discloser",),
    append_only=True,
)
_CORRECTED = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.CONSENTS, "system"),
    writers=(Category.CONSENTS,),
    append_only=True,
)


class Disclosure(Walled):
    """Information about a client left the program, at an instant, to one recipient, on one legal basis."""

    client = key("clients.Client")
    basis = models.CharField(max_length=BASIS_LETTERS, choices=BASIS_LABELS)
    consent = key("privacy.Consent", null=True)
    recipient_kind = models.CharField(max_length=WORD, choices=RECIPIENT_LABELS)
    recipient = EncryptedTextField[str, str](aad="privacy.disclosure.recipient")
    affiliation = EncryptedTextField[str | None, str | None](aad="privacy.disclosure.affiliation", null=True)
    categories = ArrayField(models.CharField(max_length=WORD))
    purpose = models.CharField(max_length=WORD, choices=PURPOSE_LABELS)
    purpose_words = EncryptedTextField[str | None, str | None](aad="privacy.disclosure.purpose_words", null=True)
    what = EncryptedTextField[str, str]("what was shared, in a few words", aad="privacy.disclosure.what")
    grounds = EncryptedTextField[str | None, str | None](
        "nature of the emergency, number of the order, name of the agreement",
        aad="privacy.disclosure.grounds",
        null=True,
    )
    has_order = models.BooleanField("the court order was seen", default=False)
    has_mandate = models.BooleanField("the subpoena that goes with it was seen", default=False)
    way = models.CharField(max_length=WORD, choices=WAY_LABELS)
    notice = models.CharField(max_length=WORD, choices=NOTICE_LABELS, blank=True)
    enclosure = models.CharField(max_length=WORD, choices=ENCLOSURE_LABELS, blank=True)
    disclosed_at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _DISCLOSED,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="consent"),
            models.CheckConstraint(
                condition=Q(
                    basis__in=list(Basis), recipient_kind__in=list(RecipientKind), purpose__in=list(Purpose),
                    way__in=list(Way), notice__in=["", *Notice], enclosure__in=["", *Enclosure],
                ),
                name="disclosure_words",
            ),
            models.CheckConstraint(
                condition=Q(categories__len__gt=0, categories__contained_by=list(Information)),
                name="disclosure_says_what",
            ),
            models.CheckConstraint(
                condition=(Q(basis__in=list(CONSENT_KINDS), consent__isnull=False) & ~Q(notice="") & ~Q(enclosure=""))
                | (~Q(basis__in=list(CONSENT_KINDS)) & Q(consent=None)),
                name="disclosure_on_consent_with_notice",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.MEDICAL_EMERGENCY) | Q(affiliation__isnull=False, grounds__isnull=False),
                name="disclosure_emergency_documented",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.COURT_ORDER) | Q(has_order=True, has_mandate=True, grounds__isnull=False),
                name="disclosure_order_and_subpoena",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-disclosed_at"], name="disclosure_of_client")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [WITHIN_CONSENT]

    def __str__(self) -> str:
        return f"disclosure {self.id}"


class DisclosureCorrection(Walled):
    """A disclosure was written down by mistake, for another client or one that never happened. It stays, struck out."""

    disclosure = key("privacy.Disclosure", related_name="corrections")
    client = key("clients.Client")
    reason = models.CharField(max_length=REASON_LETTERS)
    corrected_at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CORRECTED,
            SameOrganization(field="disclosure"),
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["disclosure"], name="disclosure_corrected_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="disclosure_correction_reason"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [CORRECTS_ITS_CLIENT]

    def __str__(self) -> str:
        return f"correction of {self.disclosure_id}"
