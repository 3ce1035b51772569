"""Sample help with money: an application of Ana's that was granted, a guideline, a schedule."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from stepwell.funding.models import FeeApplication, FeeDecision, FeeProof, FeeSchedule, FeeStep, PovertyGuideline
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

AT = datetime(2026, 3, 12, 15, tzinfo=UTC)
DAY = date(2026, 3, 9)


def fill(clinic: Clinic) -> None:
    """Fill every table of the room."""
    owned: dict[str, Any] = {"organization": clinic.organization}
    about = {**owned, "client": clinic.clients["ana"]}
    with acting(clinic["biller"].scope):
        made = {**owned, "made_at": AT, "made_by": clinic["biller"].membership}
        PovertyGuideline.objects.create(
            **made, region="contiguous", from_on=date(2020, 1, 15), one_person=12_760, each_further=4_480,
            source="85 FR 3060",
        )  # fmt: skip
        schedule = FeeSchedule.objects.create(**made, from_on=date(2020, 1, 1))
        FeeStep.objects.create(**owned, schedule=schedule, position=0, name="A", share=Decimal(20))
    with acting(clinic["admissions"].scope):
        asked = FeeApplication.objects.create(
            **about, applied_on=DAY, household=3, income="40000.00", period="year", region="contiguous",
            idempotency_key="sample", asked_at=AT, asked_by=clinic["admissions"].membership,
        )  # fmt: skip
        FeeProof.objects.create(
            **about, application=asked, kind="tax_return", dated_on=DAY, added_at=AT,
            added_by=clinic["admissions"].membership,
        )  # fmt: skip
    with acting(clinic["director"].scope):
        FeeDecision.objects.create(
            **about, id=asked.pk, application=asked, asked_by=clinic["admissions"].membership, class_name="C",
            share=Decimal(40), percent=Decimal("146.41"), valid_from=DAY, valid_to=date(2027, 3, 8), decided_at=AT,
            decided_by=clinic["director"].membership,
        )  # fmt: skip
