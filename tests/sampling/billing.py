"""Sample money: a day charged to Ana's policy, a payment of hers, a write-off that was decided, a limit."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from stepwell.billing.models import (
    ApprovalLimit,
    CollectingCost,
    Entry,
    IndicatorTarget,
    Payment,
    Stop,
    Transaction,
    WriteOff,
    WriteOffDecision,
)
from stepwell.coverage.models import Policy
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

AT = datetime(2026, 3, 12, 15, tzinfo=UTC)
DAY = date(2026, 3, 9)


def fill(clinic: Clinic) -> None:
    """Post a charge, take twenty dollars, write five off, and say what a biller may approve."""
    biller, director = clinic["biller"], clinic["director"]
    owned: dict[str, Any] = {"organization": clinic.organization}
    about = {**owned, "client": clinic.clients["ana"]}
    with acting(biller.scope):
        policy = Policy.objects.get()
        payer = {"account": "payer", "policy": policy, "payer": policy.payer}
        _post(about, biller, "charge", ({**payer, "cents": 35_000}, {"account": "charges", "cents": -35_000}))
    with acting(clinic["admissions"].scope):
        paid = ({"account": "cash", "cents": 2_000}, {"account": "prepayment", "cents": -2_000})
        posted = _post(about, clinic["admissions"], "payment", paid)
        Payment.objects.create(
            **about, transaction=posted, way="cash", cents=2_000, kept=2_000, day=DAY, taken_at=AT,
            taken_by=clinic["admissions"].membership,
        )  # fmt: skip
    with acting(biller.scope):
        asked = WriteOff.objects.create(
            **about, **payer, cents=500, reason="small_balance", words="Not worth a call.", idempotency_key="sample",
            asked_at=AT, asked_by=biller.membership,
        )  # fmt: skip
    with acting(director.scope):
        lost = ({"account": "write_off", "cents": 500}, {**payer, "cents": -500})
        WriteOffDecision.objects.create(
            **about, write_off=asked, asked_by=biller.membership, cents=500, decided_at=AT,
            transaction=_post(about, director, "write_off", lost), decided_by=director.membership,
        )  # fmt: skip
    with acting(clinic["administrator everywhere"].scope):
        ApprovalLimit.objects.create(**owned, role="biller", cents=2_500)
    with acting(biller.scope):
        IndicatorTarget.objects.create(**owned, code="days_in_ar", target=45)
        CollectingCost.objects.create(**owned, month=DAY.replace(day=1), cents=120_000)
        Stop.objects.create(**about, day=DAY, what="day", of=uuid4(), code="CHG-001", cents=28_500, stopped_at=AT)


def _post(about: dict[str, Any], by: Any, kind: str, entries: tuple[dict[str, Any], ...]) -> Transaction:
    posted = Transaction.objects.create(
        **about, kind=kind, day=DAY, source="by_hand", idempotency_key=f"sample {kind}", posted_at=AT,
        posted_by=by.membership,
    )  # fmt: skip
    Entry.objects.bulk_create(Entry(**about, transaction=posted, **entry) for entry in entries)
    return posted
