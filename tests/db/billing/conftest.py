"""Ana with a policy, and people who act on her account."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from stepwell.billing.actions.posting import Draft, post, reverse
from stepwell.billing.queries import balances
from stepwell.billing.queries.balances import Standing
from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import Owed, Posting
from stepwell.coverage.models import Payer, Policy
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic


@dataclass
class Money:
    """The account of one client."""

    clinic: Clinic
    owed: Owed
    numbers: Any = field(default_factory=count)

    @property
    def client_id(self) -> Any:
        return self.clinic.clients["ana"].pk

    @property
    def today(self) -> date:
        return timezone.now().astimezone(self.member().zone).date()

    def member(self, by: str = "biller") -> Member:
        with acting(self.clinic[by].scope) as scope:
            found = member_of(scope)
            assert found is not None
            return found

    def do(self, action: Callable[..., Any], *, by: str = "biller", at: datetime | None = None, **facts: Any) -> Any:
        """Call an action as somebody."""
        with acting(self.clinic[by].scope) as scope:
            who = member_of(scope)
            assert who is not None
            return action(actor=who, at=at or timezone.now(), **facts)

    def post(self, posting: Posting, *, by: str = "biller", day: date | None = None, key: str = "") -> Any:
        draft = Draft(posting, self.client_id, day or self.today, key or f"test {next(self.numbers)}")
        return self.do(post, by=by, draft=draft)

    def post_reversal(self, transaction_id: Any) -> Any:
        return self.do(reverse, transaction_id=transaction_id, reason="Posted by mistake.")

    def charge(self, cents: int, *, client: bool = False, day: date | None = None) -> Any:
        return self.post(ledger.charge(ledger.BY_CLIENT if client else self.owed, cents), day=day)

    def standing(self, by: str = "biller") -> Standing:
        with acting(self.clinic[by].scope):
            return balances.standing(self.client_id)


def make_money(clinic: Clinic) -> Money:
    owned: dict[str, Any] = {"organization": clinic.organization}
    with acting(clinic["admissions"].scope):
        payer = Payer.objects.create(**owned, name="Buckeye Mutual", kind="commercial")
        policy = Policy.objects.create(
            **owned, client=clinic.clients["ana"], payer=payer, plan_type="ppo", member_id="W123",
            member_id_index=b"m" * 16, rank=1, from_on=date(2026, 1, 1),
        )  # fmt: skip
    return Money(clinic, Owed(policy.pk, payer.pk))


@pytest.fixture
def money(clinic: Clinic) -> Money:
    return make_money(clinic)
