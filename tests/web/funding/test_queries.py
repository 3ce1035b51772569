"""Pages of help to pay take few queries, the same with three rows as with one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.db.billing.conftest import Money
from tests.db.funding.test_paying import asked, opened
from tests.web.conftest import SignIn

MOST_QUERIES = {"overview": 12, "work": 12, "funds": 12, "ahead": 12}


def counted(web: Any, where: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert web.get(where).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["overview", "work", "funds", "ahead"])
def test_the_pages_take_as_many_queries_for_three_as_for_one(name: str, sign_in: SignIn, money: Money) -> None:
    web = sign_in(money.clinic["admissions" if name == "ahead" else "director"])
    where = reverse(f"funding:{name}", args=[money.client_id] if name == "overview" else [])
    fund = opened(money)
    money.charge(40_000, client=True)
    asked(money, fund, 1_000)
    counted(web, where)
    one = counted(web, where)
    asked(money, fund, 2_000)
    asked(money, fund, 3_000)

    three = counted(web, where)

    assert (three, one <= MOST_QUERIES[name]) == (one, True)
