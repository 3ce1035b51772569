"""Two people at once, and what was committed before: money moves once."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError

from stepwell.billing.actions import adjusting, desk
from stepwell.billing.actions.adjusting import Asked
from stepwell.billing.models import Entry, Payment
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import Way, WriteOffReason
from stepwell.platform.walls.scope import acting
from tests.db.billing.conftest import Money, make_money
from tests.db.scheduling.test_races import together
from tests.worlds import make_clinic

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def money(transactional_db: None) -> Money:
    """Riverbend, committed: both connections see it."""
    del transactional_db
    clinic = make_clinic("Riverbend")
    for name in ("biller", "director", "director everywhere", "admissions"):
        _ = clinic[name]
    return make_money(clinic)


def test_one_write_off_is_approved_by_one_of_two(money: Money) -> None:
    money.charge(2_000)
    asked = Asked(money.owed, 2_000, WriteOffReason.DENIED, "The last appeal was lost.")
    row = money.do(adjusting.ask, client_id=money.client_id, asked=asked, key="form")

    outcome = together(
        lambda: money.do(adjusting.approve, by="director", write_off_id=row.pk),
        lambda: money.do(adjusting.approve, by="director everywhere", write_off_id=row.pk),
    )

    assert outcome == ["WOF-002", "done"]
    assert money.standing().by_payers == 0


def test_two_clicks_at_the_same_moment_take_one_payment(money: Money) -> None:
    money.charge(2_000, client=True)

    def pay() -> object:
        return money.do(
            desk.take_payment, by="admissions", client_id=money.client_id, tendered=Tender(Way.CASH, 500),
            day=money.today, key="form",
        )  # fmt: skip

    assert together(pay, pay) == ["done", "done"]
    assert money.standing().client == 1_500
    with acting(money.clinic["admissions"].scope):
        assert Payment.objects.count() == 1


def test_two_forms_at_the_same_moment_never_take_more_than_is_owed(money: Money) -> None:
    money.charge(800, client=True)

    def pay() -> object:
        return money.do(
            desk.take_payment, by="admissions", client_id=money.client_id, tendered=Tender(Way.CASH, 500),
            day=money.today, key=str(uuid4()),
        )  # fmt: skip

    assert together(pay, pay) == ["PAY-005", "done"]
    assert money.standing().client == 300


def test_entries_are_never_added_to_what_was_posted_before(money: Money) -> None:
    posted = money.charge(2_000, client=True)
    owned = {"organization": money.clinic.organization, "transaction": posted, "client_id": money.client_id}

    late = [Entry(**owned, account=account, cents=cents) for account, cents in (("cash", 5), ("client", -5))]

    with pytest.raises(DatabaseError) as refusal, acting(money.clinic["biller"].scope):
        Entry.objects.bulk_create(late)  # it would still balance

    diagnosis: Any = refusal.value.__cause__
    assert diagnosis.diag.constraint_name == "entry_with_its_transaction"
    assert money.standing().client == 2_000
