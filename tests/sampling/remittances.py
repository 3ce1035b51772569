"""Sample answers: a remittance that denies Ana's claim, in a file of the folder, and the work it leaves."""

from typing import Any

from django.utils import timezone

from stepwell.billing.actions.posting import Draft, post
from stepwell.billing.rules import ledger
from stepwell.billing.vocabulary import Account, Source
from stepwell.claims.models import ClaimLine
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.walls.scope import acting
from stepwell.remittances.models import (
    Appeal,
    AppealedLine,
    AppealTerms,
    BankFile,
    BankMatch,
    Denial,
    DenialCase,
    DenialStep,
    Deposit,
    InboundFile,
    InboundText,
    Patience,
    PlacedMoney,
    Remittance,
    RemittanceAdjustment,
    RemittanceClaim,
    RemittanceLine,
    WorkItem,
)
from stepwell.remittances.rules.placing import Target, line_for
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Read a remittance about the claim that was sent; say how long payers may be silent."""
    now = timezone.now()
    owned: dict[str, Any] = {"organization": clinic.organization}
    with acting(clinic["director everywhere"].scope):
        Patience.objects.create(**owned, acknowledgment_days=3, status_days=5, decision_days=30)
        AppealTerms.objects.create(**owned, levels=2, second_days=60, external_days=120, answer_days=60)
    with acting(clinic.system()):
        billed = ClaimLine.objects.select_related("claim").get()
        about = {**owned, "client_id": billed.client_id}
        file = InboundFile.objects.create(
            **owned, name="Remittance of Monday", size=4, digest="0" * 64, way="folder", added_at=now,
            kind="remittance", reading="read", interchanges=["ZZ/OHCLEAR/000000009"], read_at=now,
        )  # fmt: skip
        InboundText.objects.create(**owned, file=file, content=b"ISA~")
        remittance = Remittance.objects.create(
            **owned, file=file, place=1, fact="0" * 40, number="EFT0009", payer_id=billed.claim.payer_id,
            payer_name="BUCKEYE MUTUAL", method="ACH", day=billed.day, cents=-1_000, outcome="posted", read_at=now,
        )  # fmt: skip
        answer = RemittanceClaim.objects.create(
            **about, remittance=remittance, number=0, claim=billed.claim, control=billed.claim.number,
            payer_control="ICN1", status="4", charge=billed.charge, paid=0, outcome="posted", segment=12,
        )  # fmt: skip
        nothing = dict.fromkeys(("deductible", "coinsurance", "copay", "non_covered", "other", "prior_payer"), 0)
        line = RemittanceLine.objects.create(
            **about, **nothing, answer=answer, claim_line=billed, number=1, charge=billed.charge, paid=0,
            contractual=0, denied=billed.charge, expected=billed.expected,
        )  # fmt: skip
        Denial.objects.create(
            **about, line=line, claim_line=billed, group="CO", reason="197", remarks=["M62"], cents=billed.charge,
            decided_on=billed.day,
        )  # fmt: skip
        case = DenialCase.objects.create(
            **about, line=line, claim_line=billed, payer_id=billed.claim.payer_id, group="authorization", reason="197",
            remarks=["M62"], way="appeal", gates=["SCR-501"], cents=billed.charge, decided_on=billed.day,
            correct_by=billed.day, deadline=billed.day, opened_at=now,
        )  # fmt: skip
        DenialStep.objects.create(**about, case=case, kind="opened", at=now)
        adjustment = RemittanceAdjustment.objects.create(
            **owned, remittance=remittance, number=1, reason="WO", reference="ICN0", cents=-1_000, segment=20
        )
        WorkItem.objects.create(
            **about, code="SIL-003", fact="0" * 40, file=file, remittance=remittance, answer=answer, claim=billed.claim,
            cents=billed.charge, opened_at=now,
        )  # fmt: skip
    biller = clinic["biller everywhere"]
    with acting(biller.scope):
        appeal = Appeal.objects.create(
            **about, claim=billed.claim, payer_id=billed.claim.payer_id, level=1, argument="The day was authorized.",
            signer="Bea Biller", appeal_by=billed.day, written_at=now, written_by=biller.membership,
        )  # fmt: skip
        AppealedLine.objects.create(**about, appeal=appeal, case=case)
    _bank(clinic, billed, adjustment)


def _bank(clinic: Clinic, billed: ClaimLine, adjustment: RemittanceAdjustment) -> None:
    """Take a deposit from the bank's list, and place some of what the payer kept back."""
    now, biller = timezone.now(), clinic["biller everywhere"]
    owned: dict[str, Any] = {"organization": clinic.organization}
    with acting(biller.scope):
        added: dict[str, Any] = {**owned, "added_at": now, "added_by": biller.membership}
        listed = BankFile.objects.create(**added, name="March.csv", digest="0" * 64, content=b"Date,Amount")
        deposit = Deposit.objects.create(
            **added, day=billed.day, cents=5_000, number="EFT0010", words="LOCKBOX", fact="0" * 40, file=listed
        )
        BankMatch.objects.create(
            **owned, deposit=deposit, cents=100, words="Interest of the bank", made_at=now, made_by=biller.membership
        )
    with acting(biller.scope):
        who = member_of(biller.scope)
        assert who is not None
        made = PlacedMoney(
            **owned, adjustment=adjustment, cents=-400, target="credit", words="The letter of March says so.",
            made_at=now, made_by=biller.membership,
        )  # fmt: skip
        posting = ledger.placement(
            -400, source=Account.PROVIDER_LEVEL, to=line_for(Target.CREDIT, payer_id=billed.claim.payer_id)
        )
        draft = Draft(posting, None, billed.day, "placement", Source.PLACEMENT, made.pk)
        made.transaction = post(actor=who, at=now, draft=draft)
        made.save(force_insert=True)
