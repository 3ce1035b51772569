"""What payers decided about days, for estimates of what care costs."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Sum
from django.db.models.functions import Coalesce

from stepwell.coverage.rules.settling import AnsweredDay
from stepwell.remittances.models import RemittanceLine
from stepwell.remittances.vocabulary import Outcome

_CENTS = 100
_PARTS = ("deductible", "copay", "coinsurance", "non_covered", "paid")


def answered_days(policy_ids: Collection[UUID]) -> dict[UUID, list[AnsweredDay]]:
    """Return the days of policies that were decided, reversals counted against what they take back. One query.

    A day of which everything was denied, or taken back, is not decided.
    """
    lines = RemittanceLine.objects.filter(answer__outcome=Outcome.POSTED, claim_line__claim__policy__in=policy_ids)
    found = lines.values("claim_line__claim__policy", "claim_line__day").annotate(
        told_on=Max("answer__remittance__day"), **{f"{name}_sum": Coalesce(Sum(name), 0) for name in _PARTS}
    )
    days: dict[UUID, list[AnsweredDay]] = defaultdict(list)
    columns = [f"{name}_sum" for name in _PARTS]
    rows = found.order_by("claim_line__day").values_list(
        "claim_line__claim__policy", "claim_line__day", "told_on", *columns
    )
    for policy_id, on, told_on, *cents in rows:
        one = _day(on, told_on, dict(zip(_PARTS, cents, strict=True)))
        if one:
            days[policy_id].append(one)
    return dict(days)


def _day(on: date, told_on: date, cents: dict[str, int]) -> AnsweredDay | None:
    if not any(cents.values()):
        return None
    dollars = {name: Decimal(value) / _CENTS for name, value in cents.items()}
    share = dollars["deductible"] + dollars["copay"] + dollars["coinsurance"]
    return AnsweredDay(
        on, share + dollars["non_covered"], dollars["deductible"], dollars["copay"], dollars["coinsurance"], told_on
    )
