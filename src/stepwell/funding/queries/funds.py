"""Funds, their movements, and awards."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Sum

from stepwell.funding.models import Award, AwardDecision, Fund, FundMovement


def funds() -> list[Fund]:
    """Return every fund by name."""
    return list(Fund.objects.order_by("name"))


def giving(on: date) -> list[Fund]:
    """Return the funds that have something to give on a day."""
    return [one for one in funds() if one.cents > 0 and one.from_on <= on and (one.to_on is None or one.to_on >= on)]


def get_fund(fund_id: UUID) -> Fund | None:
    """Return a fund."""
    return Fund.objects.filter(pk=fund_id).first()


def movements(fund_id: UUID) -> list[FundMovement]:
    """Return the movements of a fund, newest first, as far as the actor sees them."""
    found = FundMovement.objects.filter(fund=fund_id).select_related("made_by")
    return list(found.order_by("-made_at", "-pk"))


@dataclass(frozen=True)
class AwardRow:
    """An award as pages show it; `decided_by` is empty while it waits."""

    id: UUID
    client_id: UUID
    name: str
    fund_id: UUID
    fund: str
    cents: int
    words: str
    asked_by: str
    asked_by_id: UUID
    asked_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    transaction_id: UUID | None = None
    decision: str = ""


def get_award(client_id: UUID, award_id: UUID) -> AwardRow | None:
    """Return one award of a client, if the actor sees it."""
    row = _rows(Award.objects.filter(client=client_id, pk=award_id)).first()
    return _row(row) if row else None


def waiting() -> list[AwardRow]:
    """Return the awards that nobody decided, oldest first."""
    return [_row(row) for row in _rows(Award.objects.filter(decisions=None)).order_by("asked_at")]


def awarded_from(fund_id: UUID) -> dict[UUID, AwardRow]:
    """Return the awards that a fund paid, by movement, as far as the actor sees them."""
    rows = _rows(Award.objects.filter(fund=fund_id, decisions__movement__isnull=False))
    pairs = ((decision.movement_id, row) for row in rows for decision in row.decisions.all())
    return {movement_id: _row(row) for movement_id, row in pairs if movement_id}


def waiting_cents(client_id: UUID, *, but: UUID | None = None) -> int:
    """Return what funds were asked for a client and nobody decided, apart from one request."""
    rows = Award.objects.filter(client=client_id, decisions=None)
    return (rows.exclude(pk=but) if but else rows).aggregate(sum=Sum("cents"))["sum"] or 0


def _rows(rows: QuerySet[Award]) -> QuerySet[Award]:
    return rows.select_related("client", "fund", "asked_by").prefetch_related(
        Prefetch("decisions", AwardDecision.objects.select_related("decided_by"))
    )


def _row(row: Award) -> AwardRow:
    decision = next(iter(row.decisions.all()), None)
    return AwardRow(
        id=row.pk, client_id=row.client_id, name=row.client.display_name, fund_id=row.fund_id, fund=row.fund.name,
        cents=row.cents, words=row.words or "", asked_by=row.asked_by.name, asked_by_id=row.asked_by_id,
        asked_at=row.asked_at, decided_by=decision.decided_by.name if decision else "",
        decided_at=decision.decided_at if decision else None,
        transaction_id=decision.transaction_id if decision else None,
        decision=(decision.words or "") if decision else "",
    )  # fmt: skip
