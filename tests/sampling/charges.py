"""Sample charges: a day of Ana's charged by the biller, and one that is held."""

from datetime import timedelta

from django.utils import timezone

from stepwell.attendance.models import Attendance
from stepwell.billing.models import Charge, ChargeLine, ChargeSource, HeldDay
from stepwell.coverage.models import Contract, Policy
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Charge the day of Ana's attendance, and hold the day before it."""
    now = timezone.now()
    about = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    money = {"charged": 42_500, "expected": 28_500}
    with acting(clinic["biller"].scope):
        attended = Attendance.objects.select_related("session").get(client=clinic.clients["ana"])
        policy, session = Policy.objects.get(), attended.session
        charge = Charge.objects.create(
            **about, **money, day=session.day, payer_id=policy.payer_id, policy=policy, contract=Contract.objects.get(),
            program_id=session.program_id, level="2.1", diagnoses=["F10.20"], minutes=attended.minutes, number=1,
            fingerprint="0" * 64, made_at=now,
        )  # fmt: skip
        line = ChargeLine.objects.create(
            **about, **money, charge=charge, number=1, code="H0015", modifiers=["HF"], place="10", unit="day", units=1,
            minutes=attended.minutes,
        )  # fmt: skip
        ChargeSource.objects.create(**about, line=line, attendance=attended, minutes=attended.minutes)
        HeldDay.objects.create(
            **about, day=session.day - timedelta(days=1), payer_id=policy.payer_id, program_id=session.program_id,
            session=session, minutes=90, at_stake=28_500, held_at=now, looked_at=now,
            findings=[{"code": "PRC-001", "words": "90 minutes were attended, and the contract asks for 180."}],
        )  # fmt: skip
