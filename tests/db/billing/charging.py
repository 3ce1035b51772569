"""A day of Ana's yesterday on which every gate of a charge holds."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from stepwell.attendance.models import Attendance
from stepwell.authorizations.models import Authorization
from stepwell.billing.actions.charging import Counts, charge_days
from stepwell.billing.models import Charge, HeldDay
from stepwell.clients.models import Diagnosis
from stepwell.coverage.models import BenefitCheck, Contract, ContractService, Payer, Policy
from stepwell.notes.actions.drafting import Written
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Consent
from stepwell.privacy.rules.elements import statements_needed
from stepwell.privacy.vocabulary import Kind
from tests.db.notes.conftest import Ground, make_ground
from tests.db.treatmentplans.conftest import license_, member
from tests.sampling.privacy import signed_consent
from tests.worlds import Clinic

LEAST = 150  # minutes of a day: the group has 165


@dataclass
class Charging:
    """The clinic with its group of yesterday, and everything that a charge asks for."""

    clinic: Clinic
    ground: Ground
    payer: Payer
    policy: Policy
    contract: Contract

    @property
    def day(self) -> date:
        return self.ground.group.session.day

    def pairs(self, *names: str) -> list[Any]:
        return [(self.clinic.clients[name].pk, self.day) for name in names or ("ana",)]

    def charge(self, *names: str, by: str = "biller") -> Counts:
        with acting(self.clinic[by].scope):
            return charge_days(actor=member(self.clinic[by]), at=timezone.now(), pairs=self.pairs(*names))

    def charges(self) -> list[Charge]:
        with acting(self.clinic["biller"].scope):
            return list(Charge.objects.filter(client=self.clinic.clients["ana"]).order_by("number"))

    def held(self) -> HeldDay | None:
        with acting(self.clinic["biller"].scope):
            return HeldDay.objects.filter(client=self.clinic.clients["ana"], resolved_at=None).first()

    def reasons(self) -> list[str]:
        held = self.held()
        return [each["code"] for each in held.findings] if held else []

    def attendance(self) -> Attendance:
        with acting(self.clinic["biller"].scope):
            return Attendance.objects.get(
                client=self.clinic.clients["ana"], session=self.ground.session, voided_at=None
            )


def make_charging(clinic: Clinic, *, signs: bool = True, consents: bool = True) -> Charging:
    """Return the clinic with Ana's day of yesterday; with its note not signed or no consent, if so asked."""
    ground = make_ground(clinic)
    license_(clinic, clinic["facilitator"])
    if signs:
        sign_notes(ground)
    owned: dict[str, Any] = {"organization": clinic.organization}
    ana = {**owned, "client": clinic.clients["ana"]}
    day = ground.group.session.day
    with acting(clinic["admissions"].scope):
        payer = Payer.objects.create(**owned, name="Buckeye Mutual", kind="commercial")
        policy = Policy.objects.create(
            **ana, payer=payer, plan_type="ppo", member_id="W123", member_id_index=b"m" * 16, rank=1,
            from_on=date(2026, 1, 1),
        )  # fmt: skip
        BenefitCheck.objects.create(
            **ana, policy=policy, made_at=timezone.now() - timedelta(days=2), way="card", is_active=True,
            checked_by=clinic["admissions"].membership, authorization_required=True,
        )  # fmt: skip
        if consents:
            consent_of_ana(clinic)
    with acting(clinic["utilization"].scope):
        Authorization.objects.create(
            **ana, payer="Buckeye Mutual", number="A-1", level="2.1", codes=["H0015"], unit="day", units_requested=12,
            units_approved=12, from_on=day - timedelta(days=7), to_on=day + timedelta(days=20), requested_on=day,
            decided_on=day, status="approved", made_by=clinic["utilization"].membership,
        )  # fmt: skip
    with acting(clinic["clinician"].scope):
        Diagnosis.objects.create(
            **ana, code_id="F10.20", rank=1, from_on=date(2026, 3, 2), credential="LPC",
            diagnosed_by=clinic["clinician"].membership,
        )  # fmt: skip
    with acting(clinic["biller"].scope):
        contract = Contract.objects.create(
            **owned, payer=payer, name="Standard", from_on=date(2026, 1, 1), form="837P", taxonomy="261QR0405X",
            place="57", filing_days=90, appeal_days=180, filing_indicator="CI",
        )  # fmt: skip
        ContractService.objects.create(
            **owned, contract=contract, unit="day", kinds=["group", "individual"], code="H0015", modifiers=["HF"],
            rate=285, charge=425, least_minutes=LEAST, level="2.1",
        )  # fmt: skip
    return Charging(clinic, ground, payer, policy, contract)


def sign_notes(ground: Ground) -> None:
    ground.save(ana=Written(ground.part("ana")), bo=Written(ground.part("bo")))
    ground.sign()


def consent_of_ana(clinic: Clinic) -> Consent:
    """Return Ana's consent for treatment, payment and operations; in the current scope."""
    return signed_consent(
        clinic, "ana", kind="tpo", recipient_kind="payer", recipient="my insurers", recipient_is_class=True,
        categories=["all_records"], purpose="tpo", expiry="none", expiry_event=None,
        statements=sorted(statements_needed(Kind.TPO)),
    )  # fmt: skip
