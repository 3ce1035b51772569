"""Pages of accounts: who opens them, what they show, that bad input is answered clearly and nothing is half written."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from stepwell.billing.actions import adjusting
from stepwell.billing.actions.adjusting import Asked
from stepwell.billing.models import Payment, Transaction, WriteOff, WriteOffDecision
from stepwell.billing.rules import ledger
from stepwell.billing.vocabulary import WriteOffReason
from stepwell.platform.ui.submitting import INVALID
from stepwell.platform.walls.scope import acting
from tests.db.billing.conftest import Money
from tests.web.conftest import SignIn
from tests.worlds import Clinic

DENIED, FOUND, GONE = 403, 200, 404
MOST_QUERIES = 12


@pytest.fixture
def browse(sign_in: SignIn, money: Money) -> Callable[[str], Browser]:
    return lambda who: sign_in(money.clinic[who])


def url(name: str, *arguments: Any) -> str:
    return reverse(f"billing:{name}", args=arguments)


def counted(money: Money, *models: Any) -> list[int]:
    with acting(money.clinic["biller"].scope):
        return [model.objects.count() for model in models]


def form(money: Money, **values: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "amount": "25.00", "way": "cash", "day": f"{money.today}"} | values


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("biller", FOUND), ("director", FOUND), ("admissions", FOUND), ("auditor", FOUND), ("utilization", FOUND),
        ("clinician", DENIED), ("facilitator", DENIED), ("supervisor", DENIED), ("privacy", DENIED),
        ("administrator", DENIED), ("biller south", GONE),
    ],
)  # fmt: skip
def test_who_opens_an_account(browse: Callable[[str], Browser], money: Money, who: str, status: int) -> None:
    assert browse(who).get(url("account", money.client_id)).status_code == status


def test_another_organization_finds_no_account(sign_in: SignIn, money: Money, other: Clinic) -> None:
    assert sign_in(other["biller"]).get(url("account", money.client_id)).status_code == GONE


@pytest.mark.parametrize("name", ["pass_on", "ask", "refund", "pay_out", "apply"])
def test_the_desk_takes_payments_and_adjusts_nothing(browse: Callable[[str], Browser], money: Money, name: str) -> None:
    assert browse("admissions").get(url("payment", money.client_id)).status_code == FOUND
    assert browse("admissions").get(url(name, money.client_id)).status_code == DENIED


def test_an_account_says_who_owes_what_since_when(browse: Callable[[str], Browser], money: Money) -> None:
    money.charge(35_000, day=money.today - timedelta(days=40))
    money.post(ledger.transfer(money.owed, 5_000))

    text = browse("biller").get(url("account", money.client_id)).content.decode()

    assert "The client owes $50.00" in text
    assert "Buckeye Mutual" in text
    assert text.count("$300.00") >= 2  # what the payer owes, and its age
    assert "Share passed on" in text


def test_every_figure_leads_to_its_transaction_and_its_source(browse: Callable[[str], Browser], money: Money) -> None:
    web = browse("biller")
    web.post(url("payment", money.client_id), form(money, keeps_rest="on"))
    with acting(money.clinic["biller"].scope):
        paid = Payment.objects.get()

    account = web.get(url("account", money.client_id)).content.decode()
    one = web.get(url("transaction", money.client_id, paid.transaction_id)).content.decode()

    assert url("transaction", money.client_id, paid.transaction_id) in account
    assert url("receipt", money.client_id, paid.pk) in account
    assert url("receipt", money.client_id, paid.pk) in one
    assert "$25.00" in web.get(url("receipt", money.client_id, paid.pk)).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_an_account_asks_the_same_however_much_was_posted(
    browse: Callable[[str], Browser], money: Money, many: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(many):
        money.charge(100)
    web = browse("biller")
    web.get(url("account", money.client_id))

    with django_assert_max_num_queries(MOST_QUERIES):
        web.get(url("account", money.client_id))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "10.005"}, "no parts of a cent"),
        ({"amount": "-5"}, "above zero"),
        ({"amount": "0"}, "above zero"),
        ({"amount": "ten"}, "like 25.00"),
        ({"amount": "9" * 40}, "up to $999,999,999.99"),
        ({"amount": "NaN"}, "like 25.00"),
        ({"amount": ""}, "Fill this in"),
        ({"amount": "60.00"}, "Tick the box to keep $10.00"),
        ({"way": "check"}, "number of the check"),
        ({"way": "card", "last_four": "12"}, "last four digits"),
        ({"way": "card", "last_four": "1234"}, "authorization code"),
        ({"way": "gold"}, "Select a valid choice"),
        ({"way": "card", "last_four": "4242424242424242"}, "4 characters or fewer"),
        ({"day": "2199-01-01"}, "not here yet"),
        ({"day": "2026-02-30"}, "no such day"),
        ({"key": "x" * 10_000}, "36 characters or fewer"),
    ],
)
def test_a_payment_that_lacks_something_is_answered_and_not_taken(
    browse: Callable[[str], Browser], money: Money, wrong: dict[str, str], words: str
) -> None:
    money.charge(5_000, client=True)
    before = counted(money, Transaction, Payment)

    answer = browse("admissions").post(url("payment", money.client_id), form(money, **wrong))

    assert answer.status_code == INVALID
    assert words in answer.content.decode()
    assert counted(money, Transaction, Payment) == before


@pytest.mark.parametrize(("typed", "cents"), [("1,234.50", 123_450), ("$25", 2_500), (" 7.5 ", 750)])
def test_dollars_are_read_as_people_write_them(
    browse: Callable[[str], Browser], money: Money, typed: str, cents: int
) -> None:
    browse("admissions").post(url("payment", money.client_id), form(money, amount=typed, keeps_rest="on"))

    with acting(money.clinic["biller"].scope):
        assert Payment.objects.get().cents == cents


def test_the_button_pressed_twice_takes_one_payment(browse: Callable[[str], Browser], money: Money) -> None:
    money.charge(5_000, client=True)
    web, sent = browse("admissions"), form(money)

    first, second = (web.post(url("payment", money.client_id), sent) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert counted(money, Payment) == [1]
    assert money.standing().client == 2_500


def test_a_card_number_and_a_check_number_stay_where_they_belong(
    browse: Callable[[str], Browser], money: Money
) -> None:
    left_over = {"check_number": "77", "last_four": "4242", "approval": "ABC"}
    browse("admissions").post(url("payment", money.client_id), form(money, way="check", keeps_rest="on", **left_over))

    with acting(money.clinic["biller"].scope):
        paid = Payment.objects.get()
    assert (paid.check_number, paid.last_four, paid.approval) == ("77", "", "")


def test_a_reversal_is_asked_a_reason_and_shown_on_both(browse: Callable[[str], Browser], money: Money) -> None:
    posted = money.charge(5_000, client=True)
    web, where = browse("biller"), url("reverse", money.client_id, posted.pk)
    assert web.post(where, {"reason": "oops"}).status_code == INVALID

    web.post(where, {"reason": "Charged to the wrong person."})

    assert "This was reversed" in web.get(url("transaction", money.client_id, posted.pk)).content.decode()
    assert money.standing().is_settled
    assert web.post(where, {"reason": "Charged to the wrong person."}).status_code == INVALID


def ask(money: Money, cents: int = 2_000, by: str = "biller") -> UUID:
    asked = Asked(money.owed, cents, WriteOffReason.DENIED, "The last appeal was lost.")
    row: WriteOff = money.do(adjusting.ask, by=by, client_id=money.client_id, asked=asked, key=str(uuid4()))
    return row.pk


def test_a_write_off_is_asked_for_and_decided_by_another(browse: Callable[[str], Browser], money: Money) -> None:
    money.charge(2_000)
    sent = {"whose": f"{money.owed.policy_id}", "amount": "20.00", "reason": "denied", "words": "The appeal was lost."}
    browse("biller").post(url("ask", money.client_id), {"key": "form", **sent})
    with acting(money.clinic["biller"].scope):
        row = WriteOff.objects.get()
    where = url("write_off", money.client_id, row.pk)
    assert "Somebody else approves it" in browse("biller").get(where).content.decode()
    assert browse("biller").post(where, {"approve": "1"}).status_code == INVALID
    assert url("write_off", money.client_id, row.pk) in browse("director").get("/").content.decode()

    browse("director").post(where, {"approve": "1"})

    assert money.standing().is_settled
    assert browse("director").post(where, {"approve": "1"}).status_code in {FOUND, INVALID}
    assert counted(money, WriteOffDecision) == [1]


def test_an_auditor_sees_what_waits_and_decides_nothing(browse: Callable[[str], Browser], money: Money) -> None:
    money.charge(2_000)
    row = ask(money)
    where = url("write_off", money.client_id, row)

    assert browse("auditor").get(where).status_code == FOUND
    browse("auditor").post(where, {"approve": "1"})

    assert counted(money, WriteOffDecision) == [0]


def test_saying_no_asks_why(browse: Callable[[str], Browser], money: Money) -> None:
    money.charge(2_000)
    where = url("write_off", money.client_id, ask(money))
    assert browse("director").post(where, {"reason": ""}).status_code == INVALID

    browse("director").post(where, {"reason": "Appeal first, please."})

    assert money.standing().by_payers == 2_000
    assert "Appeal first, please." in browse("biller").get(where).content.decode()


def test_the_list_of_accounts_by_age_and_by_who_owes(browse: Callable[[str], Browser], money: Money) -> None:
    money.charge(35_000, day=money.today - timedelta(days=100))
    money.charge(1_000, client=True)
    web = browse("biller")

    def shown(query: str = "") -> bool:
        return url("account", money.client_id) in web.get(url("accounts") + query).content.decode()

    assert shown()
    assert shown("?owes=payers&older=3")
    assert not shown("?owes=payers&older=4")
    assert shown("?owes=client")
    assert not shown("?owes=client&older=1")
    assert shown("?owes=nobody&older=x")  # what makes no sense filters nothing


def test_the_list_asks_the_same_for_one_account_and_for_three(
    browse: Callable[[str], Browser], money: Money, django_assert_max_num_queries: Any
) -> None:
    money.charge(100)
    web = browse("biller")
    web.get(url("accounts"))

    with django_assert_max_num_queries(12):
        web.get(url("accounts"))


def test_an_administrator_sets_the_limits(browse: Callable[[str], Browser], money: Money) -> None:
    web, where = browse("administrator everywhere"), url("limit_biller")
    assert "$25.00" in browse("biller").get(url("limits")).content.decode()
    assert browse("administrator").get(where).status_code == 403
    assert browse("biller").get(where).status_code == DENIED
    assert web.post(where, {"amount": "-1", "version": "0"}).status_code == INVALID

    web.post(where, {"amount": "40.00", "version": "0"})
    late = web.post(where, {"amount": "50.00", "version": "0"})

    assert late.status_code == INVALID
    assert "Now there: 40.00" in late.content.decode()
    assert "$40.00" in browse("biller").get(url("limits")).content.decode()
