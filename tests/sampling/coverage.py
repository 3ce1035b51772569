"""Sample coverage: a payer with a plan and a contract, Ana's policy, and what stands on her card."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from stepwell.coverage.models import (
    Arrangement,
    AskingHabit,
    BenefitCheck,
    Contract,
    ContractService,
    EligibilityAnswer,
    EligibilityRequest,
    Estimate,
    MedicareYear,
    Payer,
    PayerPlan,
    Policy,
    VerificationDue,
)
from stepwell.coverage.rules.basis import Days
from stepwell.coverage.rules.cost.days import Price, Weekday
from stepwell.coverage.rules.estimating import course_of, self_pay
from stepwell.coverage.rules.planned import REQUEST, SHAPE, Planned
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
        AskingHabit.objects.create(**owned, receiver_id="CLEARHOUSE", submitter_id="CLINIC", originator="9311234567")
        EligibilityRequest.objects.create(
            **about, policy=policy, payer=payer, first=date(2026, 3, 2), service_types=["30"], answer_hours=24,
            asked_at=timezone.now(), asked_by=admissions.membership, state="stopped", state_at=timezone.now(),
            code="COV-030",
        )  # fmt: skip
        EligibilityAnswer.objects.create(
            **about, policy=policy, text="ISA*00*", received_at=timezone.now(), received_by=admissions.membership
        )
        BenefitCheck.objects.create(
            **about, policy=policy, made_at=timezone.now(), checked_by=admissions.membership, way="card", copay=40,
            copay_unit="visit",
        )  # fmt: skip
    with acting(clinic["biller"].scope):
        contract = Contract.objects.create(
            **owned, payer=payer, name="Standard", from_on=date(2026, 1, 1), form="837P", taxonomy="261QR0405X",
            place="57", filing_days=90, appeal_days=180, filing_indicator="CI",
        )  # fmt: skip
        service = ContractService.objects.create(
            **owned, contract=contract, unit="day", kinds=["group"], code="H0015", rate=285, charge=425,
            least_minutes=180,
        )  # fmt: skip
        MedicareYear.objects.create(
            **owned, from_on=date(2024, 1, 1), deductible=240, hospital_few="259.13", source="CMS-1786-FC",
            made_at=timezone.now(), made_by=clinic["biller"].membership,
        )  # fmt: skip
    with acting(admissions.scope):
        planned = Planned(Days(date(2026, 3, 2), (Weekday.MONDAY, Weekday.WEDNESDAY), 2), service.pk)
        course = course_of(planned.days, "H0015")
        Estimate.objects.create(
            **about, kind="insured", policy=policy, benefit_check=BenefitCheck.objects.get(policy=policy),
            contract=contract, contract_version=1, made_at=timezone.now(), made_by=admissions.membership,
            from_on=date(2026, 3, 2), to_on=date(2026, 3, 11), days=4, low=0, expected=160, high=400,
            plan_of_days=SHAPE.dump_json(planned).decode(),
            request=REQUEST.dump_json(self_pay(course, [Price("H0015", Decimal(285))])).decode(),
        )  # fmt: skip
        VerificationDue.objects.create(
            **about, policy=policy, reason="month", since=date(2026, 2, 1), opened_at=timezone.now()
        )
