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
from stepwell.x12.remittances import REVERSAL

_CENTS = 100
_PARTS = ("deductible", "copay", "coinsurance", "non_covered", "paid", "charge", "denied", "other")


def answered_days(policy_ids: Collection[UUID]) -> dict[UUID, list[AnsweredDay]]:
    """Return the days of policies that were decided, by answers that still stand. One query.

    A day of which something was denied and nothing else decided is not decided: it may still be paid. A later payer
    that pays nothing and leaves nothing has decided all the same.
    """
    lines = RemittanceLine.objects.filter(
        answer__outcome=Outcome.POSTED, answer__taken_back_by=None, answer__replaced_by=None,
        claim_line__claim__policy__in=policy_ids,
    ).exclude(answer__status=REVERSAL)  # fmt: skip
    found = lines.values("claim_line__claim__policy", "claim_line__day").annotate(
        told_on=Max("answer__remittance__day"), **{f"{name}_sum": Coalesce(Sum(name), 0) for name in _PARTS}
    )
    days: dict[UUID, list[AnsweredDay]] = defaultdict(list)
    columns = [f"{name}_sum" for name in _PARTS]
    rows = found.order_by("claim_line__day").values_list(
        "claim_line__claim__policy", "claim_line__day", "told_on", *columns
    )
    for policy_id, on, told_on, *cents in rows:
        dollars = {name: Decimal(value) / _CENTS for name, value in zip(_PARTS, cents, strict=True)}
        if _is_decided(dollars):
            days[policy_id].append(_day(on, told_on, dollars))
    return dict(days)


def _is_decided(dollars: dict[str, Decimal]) -> bool:
    share = any(dollars[name] for name in ("deductible", "copay", "coinsurance", "non_covered", "paid"))
    return share or (dollars["charge"] > 0 and not dollars["denied"] and not dollars["other"])


def _day(on: date, told_on: date, dollars: dict[str, Decimal]) -> AnsweredDay:
    share = dollars["deductible"] + dollars["copay"] + dollars["coinsurance"]
    return AnsweredDay(
        on, share + dollars["non_covered"], dollars["deductible"], dollars["copay"], dollars["coinsurance"], told_on,
        paid=dollars["paid"],
    )  # fmt: skip
