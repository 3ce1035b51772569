"""Claims, their lines, what they say, and how far each came."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.claims.models import guards
from stepwell.claims.rules.interim import INTERIM, NEW
from stepwell.claims.vocabulary import FREQUENCY_LABELS, SEQUENCE_LABELS, STATE_LABELS, TOLD_LABELS, State, Told
from stepwell.coverage.contracting import FORM_LABELS, ClaimForm
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.x12.writing.codes import ORIGINAL, REPLACEMENT, VOID

Constraints = list[models.BaseConstraint]
MOST_NUMBER = 50  # letters of a payer's number of a claim
_CLAIM = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING, "system"))
_PART = Wall(
    client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING, "system"), append_only=True
)


class Claim(Walled):
    """What one payer is asked for, for one client. What it says stands in its versions; `state` is its last event's.

    number           CLM01, which answers carry back; never used twice
    frequency        1 new, 2 to 4 new and one of several bills of an episode, 7 replaces, 8 voids
    root             the first claim of those that replace or void one another; itself for that one
    replaces         the claim that this one replaces or voids, known to the payer by `original_number`
    sequence         1 for the payer that pays first
    after            the claim that the payer before decided, in the answer `decided_by`
    first_on, last_on  days of care
    charged          cents of all lines
    findings         what the scrubber found: code, field and gravity of each
    cut_by           None for the weekly job
    """

    client = key("clients.Client")
    policy = key("coverage.Policy")
    payer = key("coverage.Payer")
    contract = key("coverage.Contract")
    program = key("people.Program")
    form = models.CharField(max_length=4, choices=FORM_LABELS)
    number = models.CharField(max_length=20)
    frequency = models.CharField(max_length=1, choices=FREQUENCY_LABELS, default=ORIGINAL)
    root = key("claims.Claim")
    replaces = key("claims.Claim", null=True)
    original_number = models.CharField(max_length=MOST_NUMBER, blank=True)
    sequence = models.PositiveSmallIntegerField(choices=SEQUENCE_LABELS, default=1)
    after = key("claims.Claim", null=True)
    decided_by = models.UUIDField(null=True)
    first_on = models.DateField()
    last_on = models.DateField()
    charged = models.BigIntegerField()
    findings = models.JSONField(default=list)
    scrubbed_at = models.DateTimeField(null=True)
    cut_at = models.DateTimeField()
    cut_by = key("tenancy.Membership", null=True)
    state = models.CharField(max_length=20, choices=STATE_LABELS, blank=True, editable=False)
    state_at = models.DateTimeField(null=True, editable=False)
    events = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CLAIM,
            TARGET,
            *(
                SameOrganization(field=field)
                for field in (
                    "client", "policy", "payer", "contract", "program", "root", "replaces", "after", "cut_by",
                )
            ),
            models.UniqueConstraint(fields=["organization", "number"], name="claim_numbered_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=sorted(NEW), replaces=None, original_number="", root=F("id"))
                | (
                    Q(frequency__in=[REPLACEMENT, VOID], replaces__isnull=False)
                    & ~Q(original_number="")
                    & ~Q(root=F("id"))
                ),
                name="claim_corrects",
            ),
            models.CheckConstraint(
                condition=Q(sequence=1, after=None) | Q(sequence__in=[2, 3], after__isnull=False),
                name="claim_in_sequence",
            ),
            models.CheckConstraint(
                condition=~Q(frequency__in=sorted(INTERIM)) | Q(form=ClaimForm.INSTITUTIONAL), name="claim_interim"
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="claim_forward"),
            models.CheckConstraint(condition=Q(charged__gte=0, charged__lte=MOST_CENTS), name="claim_money"),
            models.CheckConstraint(condition=Q(state__in=["", *State]), name="claim_state"),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-first_on"], name="claim_of_client"),
            models.Index(fields=["organization", "state", "-first_on"], name="claim_by_state"),
            models.Index(fields=["organization", "-first_on", "number"], name="claim_by_day"),
            models.Index(fields=["organization", "replaces"], name="claim_replacing"),
            models.Index(fields=["organization", "after"], name="claim_following"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.CLAIM_STANDS]

    def __str__(self) -> str:
        return f"claim {self.number}"


class ClaimLine(Walled):
    """A line of a claim: what one line of a charge bills. Amounts in cents.

    control    REF*6R, which remittances carry back
    owed       what this payer is asked for: the charge, or for a later payer what the one before left
    root, sequence  as the claim has them: of the live lines for a charge, all belong to one chain of claims
    is_live    the claim is not ended, and does not void another one
    """

    claim = key("claims.Claim", related_name="lines")
    client = key("clients.Client")
    charge_line = key("billing.ChargeLine")
    root = key("claims.Claim")
    sequence = models.PositiveSmallIntegerField(choices=SEQUENCE_LABELS, default=1)
    number = models.PositiveSmallIntegerField()
    control = models.CharField(max_length=30)
    day = models.DateField()
    code = models.CharField(max_length=5)
    charge = models.BigIntegerField()
    owed = models.BigIntegerField()
    expected = models.BigIntegerField(null=True)
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CLAIM,
            TARGET,
            *(SameOrganization(field=field) for field in ("claim", "client", "charge_line", "root")),
            models.UniqueConstraint(fields=["claim", "number"], name="claim_line_numbered"),
            models.UniqueConstraint(fields=["organization", "control"], name="claim_line_control_once"),
            models.CheckConstraint(
                condition=Q(charge__gte=0, charge__lte=MOST_CENTS, owed__gte=0, owed__lte=F("charge")),
                name="claim_line_money",
            ),
            ExclusionConstraint(
                name="claim_line_billed_once",
                expressions=[
                    ("charge_line", RangeOperators.EQUAL),
                    ("sequence", RangeOperators.EQUAL),
                    ("root", RangeOperators.NOT_EQUAL),
                ],
                condition=Q(is_live=True),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "claim"], name="line_of_claim"),
            models.Index(fields=["organization", "charge_line"], name="claim_line_of_charge_line"),
            models.Index(fields=["client", "day"], name="claim_line_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.LINE_STANDS, guards.LINE_OF_CHARGE]

    def __str__(self) -> str:
        return f"line {self.control}"


class ClaimVersion(Walled):
    """What a claim says, whole: the page that shows it and the file that carries it read the same row.

    said    the claim as JSON (claims.rules.packing)
    digest  of it: mending that changes nothing makes no version
    """

    claim = key("claims.Claim", related_name="versions")
    client = key("clients.Client")
    number = models.PositiveSmallIntegerField()
    said = EncryptedTextField(aad="claims.claim_version.said")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            TARGET,
            SameOrganization(field="claim"),
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["claim", "number"], name="claim_version_numbered"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="claim_version_of_client")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.claim_id}"


class ClaimEvent(Walled):
    """A claim came from one state to the next. Only ever added to; the trigger moves the claim.

    number    counts the claim's events
    code      of the answer that moved it, such as "A2:20"; of a rule of ours, such as "SCR-603"
    words     what somebody typed
    outbound  the file it left in, or that was answered
    inbound_id  the file that the answer came in
    by        None for a job or an answer
    """

    claim = key("claims.Claim", related_name="history")
    client = key("clients.Client")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=STATE_LABELS)
    at = models.DateTimeField()
    code = models.CharField(max_length=20, blank=True)
    words = EncryptedTextField(aad="claims.claim_event.words", null=True, blank=True)
    outbound = key("claims.OutboundFile", null=True)
    inbound_id = models.UUIDField(null=True)
    by = key("tenancy.Membership", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            *(SameOrganization(field=field) for field in ("claim", "client", "outbound", "by")),
            models.UniqueConstraint(fields=["claim", "number"], name="claim_event_numbered"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="claim_event_state"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="claim_event_of_client")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.MOVES]

    def __str__(self) -> str:
        return f"event {self.number} of {self.claim_id}"


class PayerControl(Walled):
    """A number that a payer gave to a claim, by which its answers and corrections name it."""

    claim = key("claims.Claim", related_name="controls")
    client = key("clients.Client")
    number = models.CharField(max_length=MOST_NUMBER)
    told = models.CharField(max_length=10, choices=TOLD_LABELS)
    inbound_id = models.UUIDField(null=True)
    told_at = models.DateTimeField()
    by = key("tenancy.Membership", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            *(SameOrganization(field=field) for field in ("claim", "client", "by")),
            models.UniqueConstraint(fields=["claim", "number"], name="payer_control_once"),
            models.CheckConstraint(condition=Q(told__in=list(Told)) & ~Q(number=""), name="payer_control_told"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "number"], name="payer_control_number"),
            models.Index(fields=["client"], name="payer_control_of_client"),
        ]

    def __str__(self) -> str:
        return self.number
