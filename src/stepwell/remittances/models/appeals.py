"""Letters of appeal, the denied lines they are about, and what holds with a payer."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Versioned, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.privacy.vocabulary import WAY_LABELS
from stepwell.remittances.models.work import MOST_DAYS
from stepwell.remittances.rules.appeals import LEVEL_LABELS, OUTCOME_LABELS, Enclosed, Level, Outcome

Constraints = list[models.BaseConstraint]
_APPEAL = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING,))
_LINE = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING,), append_only=True)
_TERMS = Wall(readers=("tenant", "system"), writers=("contract_keeper",))

_ANSWER = "version,outcome,answered_on,answered_at,answered_by_id"
_SENDING = f"{_ANSWER},argument,enclosures,others,signer,dropped_at,document_id,sent_on,sent_at,way,sent_by_id,due_on"
_STANDS = pgtrigger.Trigger(
    name="stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
IF to_jsonb(NEW) - '{{{_SENDING}}}'::text[] <> to_jsonb(OLD) - '{{{_SENDING}}}'::text[]
  OR (OLD.sent_at IS NOT NULL AND to_jsonb(NEW) - '{{{_ANSWER}}}'::text[] <> to_jsonb(OLD) - '{{{_ANSWER}}}'::text[])
  OR OLD.outcome <> '' OR OLD.dropped_at IS NOT NULL THEN
  RAISE EXCEPTION 'A letter that was sent stays as it was sent, and is answered once.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_stands';
END IF;
RETURN NEW;
""",
)
_OF_CLAIM = pgtrigger.Trigger(
    name="of_claim",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
IF NOT EXISTS (
  SELECT FROM remittances_appeal a
  JOIN remittances_denialcase c ON c.id = NEW.case_id AND c.client_id = a.client_id
  JOIN claims_claimline l ON l.id = c.claim_line_id AND l.claim_id = a.claim_id
  WHERE a.id = NEW.appeal_id AND a.client_id = NEW.client_id
) THEN
  RAISE EXCEPTION 'A letter is about denied lines of one claim.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'appealed_line_of_claim';
END IF;
RETURN NULL;
""",
)


@recorded(_APPEAL)
class Appeal(Versioned, Walled):
    """A letter to a payer about denied lines of one claim: written, then sent or dropped, then answered. It stays.

    level       1 and 2 decide at the payer, 3 elsewhere
    argument    why the decision is wrong, as the letter says it; `signer` who stands below it
    enclosures  what goes along, and `others` in words, one a line
    appeal_by   last day for it
    document    the letter as it was sent
    way         how it left; `sent_at` when that was written down
    due_on      day by which the payer has to answer
    """

    client = key("clients.Client")
    claim = key("claims.Claim", related_name="appeals")
    payer = key("coverage.Payer")
    level = models.PositiveSmallIntegerField(choices=LEVEL_LABELS)
    argument = EncryptedTextField(aad="remittances.appeal.argument")
    signer = models.CharField(max_length=160)
    enclosures = ArrayField(models.CharField(max_length=15), default=list)
    others = EncryptedTextField(aad="remittances.appeal.others", null=True, blank=True)
    appeal_by = models.DateField()
    written_at = models.DateTimeField()
    written_by = key("tenancy.Membership")
    dropped_at = models.DateTimeField(null=True)
    document = key("documents.Document", null=True)
    sent_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=12, choices=WAY_LABELS, blank=True)
    sent_by = key("tenancy.Membership", null=True)
    due_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=OUTCOME_LABELS, blank=True)
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = key("tenancy.Membership", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _APPEAL,
            TARGET,
            *(
                SameOrganization(field=field)
                for field in ("client", "claim", "payer", "written_by", "document", "sent_by", "answered_by")
            ),
            models.CheckConstraint(condition=Q(level__in=list(Level)), name="appeal_level"),
            models.CheckConstraint(condition=Q(enclosures__contained_by=list(Enclosed)), name="appeal_enclosures"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_on=None, document=None, sent_by=None, due_on=None, way="")
                | (
                    Q(sent_at__isnull=False, sent_on__isnull=False, document__isnull=False, sent_by__isnull=False)
                    & Q(due_on__gte=F("sent_on"), way__in=list(WAY_LABELS), dropped_at=None)
                ),
                name="appeal_sent_whole",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None, answered_at=None, answered_by=None)
                | Q(
                    outcome__in=list(Outcome), answered_on__gte=F("sent_on"), answered_at__isnull=False,
                    answered_by__isnull=False, sent_at__isnull=False,
                ),
                name="appeal_answered_after_sending",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "claim"], name="appeal_of_claim"),
            models.Index(fields=["client"], name="appeal_of_client"),
            models.Index(
                fields=["organization", "due_on"], condition=Q(outcome="", dropped_at=None), name="appeal_open"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [_STANDS]

    def __str__(self) -> str:
        return f"appeal {self.id}"


class AppealedLine(Walled):
    """A denied line that a letter is about."""

    appeal = key("remittances.Appeal", related_name="lines")
    case = key("remittances.DenialCase", related_name="appealed")
    client = key("clients.Client")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _LINE,
            *(SameOrganization(field=field) for field in ("appeal", "case", "client")),
            models.UniqueConstraint(fields=["appeal", "case"], name="appealed_line_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "case"], name="appealed_line_of_case"),
            models.Index(fields=["client"], name="appealed_line_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [_OF_CLAIM]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.appeal_id}"


@recorded(_TERMS)
class AppealTerms(Versioned, Walled):
    """How appeals go with a payer, or with all that have no own terms. The days of the first level stand in contracts.

    address        where letters go, as on the envelope; `fax` the number for them
    levels         how many levels the payer has of its own
    second_days    for the second level, after the answer to the first
    external_days  to ask for an external review, after the last answer
    answer_days    in which the payer has to answer
    """

    payer = key("coverage.Payer", null=True)
    address = models.CharField("address for appeals", max_length=300, blank=True)
    fax = models.CharField("fax for appeals", max_length=20, blank=True)
    levels = models.PositiveSmallIntegerField()
    second_days = models.PositiveSmallIntegerField()
    external_days = models.PositiveSmallIntegerField()
    answer_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _TERMS,
            SameOrganization(field="payer"),
            models.UniqueConstraint(fields=["organization", "payer"], nulls_distinct=False, name="appeal_terms_once"),
            models.CheckConstraint(
                condition=Q(
                    levels__gte=1, levels__lte=2, second_days__gte=1, second_days__lte=MOST_DAYS, external_days__gte=1,
                    external_days__lte=MOST_DAYS, answer_days__gte=1, answer_days__lte=MOST_DAYS,
                ),
                name="appeal_terms_days",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"appeals with {self.payer_id}"
