"""Two callers on one fund, each on a connection of their own: the money goes to one."""

import pytest

from stepwell.funding.actions import funds
from tests.db.billing.conftest import Money, make_money
from tests.db.funding.test_paying import asked, left, opened
from tests.db.scheduling.test_races import together
from tests.worlds import make_clinic

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def money(transactional_db: None) -> Money:
    """Riverbend, committed: both connections see it."""
    del transactional_db
    return make_money(make_clinic("Riverbend"))


def test_two_directors_cannot_spend_the_same_money(money: Money) -> None:
    fund = opened(money, 30_000)
    money.charge(60_000, client=True)
    first, second = asked(money, fund, 20_000), asked(money, fund, 25_000)

    outcome = together(
        lambda: money.do(funds.approve, by="director", award_id=first.pk),
        lambda: money.do(funds.approve, by="biller", award_id=second.pk),
    )

    assert (len(outcome), outcome.count("done")) == (2, 1)
    assert outcome[0].startswith("FUN-")
    assert left(money, fund) in {10_000, 5_000}
