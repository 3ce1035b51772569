"""Sample coverage: a payer with a plan and a contract, Ana's policy, and what stands on her card."""

from datetime import date

from django.utils import timezone

from stepwell.coverage.models import Arrangement, BenefitCheck, Contract, ContractService, Payer, PayerPlan, Policy
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Write down a policy of Ana, whose mother holds it, and a check from the card."""
    admissions = clinic["admissions"]
    owned = {"organization": clinic.organization}
    about = {**owned, "client": clinic.clients["ana"]}
    with acting(admissions.scope):
        payer = Payer.objects.create(**owned, name="Buckeye Mutual", kind="commercial")
        policy = Policy.objects.create(
            **about, payer=payer, plan_type="ppo", member_id="W123", member_id_index=b"m" * 16, rank=1,
            from_on=date(2026, 1, 1), holder="other", holder_name="Rosa López", holder_relation="mother",
        )  # fmt: skip
        PayerPlan.objects.create(**owned, payer=payer, name="Silver 40", plan_type="ppo")
        Arrangement.objects.create(
            **about, policy=policy, kind="referral", from_on=date(2026, 1, 1), to_on=date(2026, 12, 31),
            written_by=admissions.membership,
        )  # fmt: skip
        BenefitCheck.objects.create(
            **about, policy=policy, made_at=timezone.now(), checked_by=admissions.membership, way="card", copay=40,
            copay_unit="visit",
        )  # fmt: skip
    with acting(clinic["biller"].scope):
        contract = Contract.objects.create(
            **owned, payer=payer, name="Standard", from_on=date(2026, 1, 1), form="837P", taxonomy="261QR0405X",
            place="57", filing_days=90, appeal_days=180, filing_indicator="CI",
        )  # fmt: skip
        ContractService.objects.create(
            **owned, contract=contract, unit="day", kinds=["group"], code="H0015", rate=285, charge=425,
            least_minutes=180,
        )  # fmt: skip
