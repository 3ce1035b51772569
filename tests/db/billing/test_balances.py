"""What is owed is kept as a sum beside the entries: always theirs, and nobody else's to write."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from stepwell.billing import figures
from stepwell.billing.models import Balance, Entry
from stepwell.billing.queries import aging, indicators
from stepwell.billing.rules import ledger
from stepwell.billing.vocabulary import Way
from stepwell.platform.walls.scope import acting
from tests.db.billing.conftest import Money

pytestmark = pytest.mark.django_db


def test_a_balance_is_what_its_entries_add_up_to(money: Money) -> None:
    money.charge(42_500)
    money.post(ledger.payer_payment(money.owed, 28_500))
    money.post(ledger.transfer(money.owed, 3_000))
    paid = money.post(ledger.payment(Way.CASH, 3_000))
    money.post_reversal(paid.pk)
    with acting(money.clinic["biller"].scope):
        sums = Entry.objects.filter(account__in=["client", "payer"]).values_list("account", "policy")
        kept = set(Balance.objects.values_list("account", "policy", "cents"))
        assert kept == set(sums.annotate(cents=Sum("cents")))
        assert {(account, cents) for account, _, cents in kept} == {("client", 3_000), ("payer", 11_000)}
        [aged] = aging.of_everybody(on=money.today)
    assert (aged.client.total, aged.payers.total) == (3_000, 11_000)


def test_who_owes_nothing_is_not_read(money: Money) -> None:
    money.charge(100)
    money.post(ledger.payer_payment(money.owed, 100))
    with acting(money.clinic["biller"].scope):
        assert aging.of_everybody(on=money.today) == []


def test_what_was_owed_at_a_months_end_follows_from_what_is_owed_now(money: Money) -> None:
    before = money.today.replace(day=1) - timedelta(days=1)
    money.charge(9_000, day=before)
    money.post(ledger.payer_payment(money.owed, 4_000))
    figure = figures.registered()["days_in_ar"]
    with acting(money.clinic["biller"].scope):
        first = before.replace(day=1)
        months = indicators.by_month(first=first, last=money.today, zone="America/New_York")["days_in_ar"]
        rows = [indicators.behind(figure, first=first, last=last, zone="UTC")[0] for last in (before, money.today)]
    assert [(month.above, month.below) for month in months] == [(9_000, 100), (5_000, 100)]
    assert [(month.above, month.below) for month in rows] == [(9_000, 100), (5_000, 100)]


_ROW = "SELECT gen_random_uuid(), organization_id, client_id, 'client', 5 FROM billing_balance"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE billing_balance SET cents = 0",
        "UPDATE billing_balance SET cents = cents + 1",
        f"INSERT INTO billing_balance (id, organization_id, client_id, account, cents) {_ROW}",
    ],
)
def test_nobody_writes_a_balance(money: Money, statement: str) -> None:
    money.charge(42_500)
    with (
        pytest.raises(DatabaseError, match="What is owed is what the entries add up to"),
        acting(money.clinic["biller"].scope),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
