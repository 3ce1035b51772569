"""What the database holds, whoever asks it and however: tried in raw SQL as the application's role."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.billing.models import Entry, Transaction
from stepwell.billing.rules import ledger
from stepwell.platform.walls.scope import Scope, acting
from tests.db.billing.conftest import Money
from tests.worlds import Clinic

AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"


def _fault(error: DatabaseError) -> str:
    diag = getattr(error.__cause__, "diag", None)
    return str(getattr(diag, "constraint_name", None) or getattr(error.__cause__, "sqlstate", ""))


def _sql(*statements: tuple[str, list[Any]]) -> None:
    with connection.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values)


def _transaction(money: Money, key: UUID, *, kind: str = "charge", client: Any = None, **more: Any) -> Any:
    values = {
        "id": key, "organization_id": money.clinic.organization.pk, "client_id": client or money.client_id,
        "kind": kind, "day": money.today, "source": "by_hand", "idempotency_key": str(key),
        "posted_at": timezone.now(), **more,
    }  # fmt: skip
    return _insert("billing_transaction", values)


def _entries(money: Money, key: UUID, *lines: tuple[str, int], **more: Any) -> Any:
    """Return the statement that writes the entries of a transaction: they come in one."""
    values = [
        {
            "id": uuid4(), "organization_id": money.clinic.organization.pk, "transaction_id": key,
            "client_id": money.client_id, "account": account, "cents": cents, **more,
        }
        for account, cents in lines
    ]  # fmt: skip
    return _insert("billing_entry", *values)


def _insert(table: str, *rows: dict[str, Any]) -> tuple[str, list[Any]]:
    places = ", ".join(f"({', '.join(['%s'] * len(row))})" for row in rows)
    return f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES {places}", [
        value for row in rows for value in row.values()
    ]


def _refused(scope: Scope, *statements: tuple[str, list[Any]]) -> str:
    """Return the constraint that refuses statements; fails if they pass. Deferred ones are asked at the end."""
    with acting(scope), pytest.raises(DatabaseError) as refusal, transaction.atomic():
        _sql(*statements, (AT_ONCE, []))
    return _fault(refusal.value)


ENTRIES = {
    "none": [],
    "one": [("client", 100)],
    "not equal": [("client", 100), ("charges", -99)],
    "three that do not add up": [("client", 100), ("charges", -99), ("other", 1)],
}


@pytest.mark.parametrize("name", list(ENTRIES))
def test_a_transaction_that_does_not_balance_is_never_written(money: Money, name: str) -> None:
    key = uuid4()
    entries = [_entries(money, key, *ENTRIES[name])] if ENTRIES[name] else []

    assert _refused(money.clinic["biller"].scope, _transaction(money, key), *entries) == "ledger_balanced"


def test_asking_early_does_not_help_to_add_an_entry_later(money: Money) -> None:
    key = uuid4()
    whole = _entries(money, key, ("client", 100), ("charges", -100))
    late = [(AT_ONCE, []), ("SET CONSTRAINTS ALL DEFERRED", []), _entries(money, key, ("client", 7))]

    refused = _refused(money.clinic["biller"].scope, _transaction(money, key), whole, *late)

    assert refused == "entry_with_its_transaction"


def test_what_balances_is_not_added_to_either(money: Money) -> None:
    key = uuid4()
    twice = [_entries(money, key, ("client", 100), ("charges", -100)) for _ in range(2)]

    refused = _refused(money.clinic["biller"].scope, _transaction(money, key), *twice)

    assert refused == "entry_with_its_transaction"


def test_entries_have_a_head(money: Money) -> None:
    lines = _entries(money, uuid4(), ("client", 100), ("charges", -100))

    assert _refused(money.clinic["biller"].scope, lines) == "entry_with_its_transaction"


def test_one_statement_with_a_whole_and_a_half_transaction_is_refused(money: Money) -> None:
    whole, half = uuid4(), uuid4()
    heads = [_transaction(money, whole), _transaction(money, half)]
    rows = [(whole, "client", 100), (whole, "charges", -100), (half, "client", 100), (half, "charges", -99)]
    entries = _insert(
        "billing_entry",
        *(
            {
                "id": uuid4(), "organization_id": money.clinic.organization.pk, "transaction_id": key,
                "client_id": money.client_id, "account": account, "cents": cents,
            }
            for key, account, cents in rows
        ),
    )  # fmt: skip

    assert _refused(money.clinic["biller"].scope, *heads, entries) == "ledger_balanced"


def test_looking_away_does_not_help(money: Money, other: Clinic) -> None:
    """The check reads through the walls: it misses what its writer no longer sees."""
    with acting(money.clinic["biller"].scope), transaction.atomic():
        _sql(_transaction(money, uuid4()))
        assert _refused(other["biller"].scope) == "ledger_balanced"
        transaction.set_rollback(True)


def test_an_entry_is_of_the_client_of_its_transaction(money: Money, clinic: Clinic) -> None:
    posted = money.charge(100)
    stranger = clinic.clients["bo"].pk

    late = _entries(money, posted.pk, ("cash", 5), ("client", -5), client_id=stranger)
    key = uuid4()
    two = _entries(money, key, ("client", 5), ("charges", -5), client_id=stranger)

    assert _refused(clinic["biller"].scope, late) == "entry_with_its_transaction"
    assert _refused(clinic["biller"].scope, _transaction(money, key), two) == "entry_with_its_transaction"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE billing_entry SET cents = cents * 2",
        "DELETE FROM billing_entry",
        "UPDATE billing_transaction SET day = day - 1",
        "DELETE FROM billing_transaction",
        "TRUNCATE billing_entry",
        "ALTER TABLE billing_entry DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ],
)
def test_what_is_posted_cannot_be_changed_deleted_or_unlocked(money: Money, statement: str) -> None:
    money.charge(100)

    assert _refused(money.clinic["biller"].scope, (statement, [])) == "42501"


@pytest.mark.parametrize(
    ("kind", "account"), [("write_off", "write_off"), ("payment", "write_off"), ("charge", "cash")]
)
def test_the_desk_posts_payments_and_nothing_else(money: Money, kind: str, account: str) -> None:
    key = uuid4()
    lines = _entries(money, key, (account, 100), ("client", -100))

    assert _refused(money.clinic["admissions"].scope, _transaction(money, key, kind=kind), lines) == "42501"


def test_the_desk_takes_a_payment(money: Money) -> None:
    money.charge(100, client=True)
    money.post(ledger.payment(ledger.Way.CASH, 100), by="admissions")

    assert money.standing("admissions").client == 0


@pytest.mark.parametrize("role", ["clinician", "facilitator", "supervisor", "privacy", "administrator", "utilization"])
def test_others_post_nothing(money: Money, role: str) -> None:
    key = uuid4()
    lines = _entries(money, key, ("client", 100), ("charges", -100))

    assert _refused(money.clinic[role].scope, _transaction(money, key), lines) == "42501"


def _reversal(money: Money, of: UUID, *lines: tuple[str, int], **more: Any) -> str:
    key = uuid4()
    head = _transaction(money, key, kind="reversal", reverses_id=of, **more)
    return _refused(money.clinic["biller"].scope, head, _entries(money, key, *lines))


def test_a_reversal_negates_exactly_and_once(money: Money) -> None:
    posted = money.charge(100, client=True)

    assert _reversal(money, posted.pk, ("client", -99), ("charges", 99)) == "ledger_reversal_exact"
    assert _reversal(money, posted.pk, ("client", -100), ("other", 100)) == "ledger_reversal_exact"
    assert _reversal(money, posted.pk, ("client", 100), ("charges", -100)) == "ledger_reversal_exact"
    back = money.post_reversal(posted.pk)
    assert _reversal(money, posted.pk, ("client", -100), ("charges", 100)) == "ledger_reversed_once"
    assert _reversal(money, back.pk, ("client", 100), ("charges", -100)) == "ledger_reversal_exact"


def test_a_reversal_names_what_it_reverses_and_nothing_else_does(money: Money) -> None:
    posted = money.charge(100, client=True)
    key = uuid4()
    lines = _entries(money, key, ("client", -100), ("charges", 100))
    biller = money.clinic["biller"].scope

    assert _refused(biller, _transaction(money, key, kind="reversal"), lines) == "ledger_reversal_of"
    head = _transaction(money, key, kind="charge", reverses_id=posted.pk)
    assert _refused(biller, head, lines) == "ledger_reversal_of"


def test_nothing_is_written_off_without_the_decision_of_another(money: Money) -> None:
    money.charge(100)
    key = uuid4()
    lines = _entries(money, key, ("write_off", 100), ("client", -100))
    director = money.clinic["director"].scope

    refused = _refused(director, _transaction(money, key, kind="write_off"), lines)

    assert refused == "ledger_write_off_approved"


def test_no_payer_owes_without_a_policy(money: Money) -> None:
    key = uuid4()
    lines = _entries(money, key, ("payer", 100), ("charges", -100))

    assert _refused(money.clinic["biller"].scope, _transaction(money, key), lines) == "entry_of_a_policy"


def test_another_organization_sees_and_posts_nothing(money: Money, other: Clinic) -> None:
    posted = money.charge(100)
    with acting(other["biller"].scope):
        assert not Transaction.objects.exists()
        assert not Entry.objects.exists()

    assert _refused(other["biller"].scope, _transaction(money, uuid4())) == "42501"
    assert _refused(other["biller"].scope, _entries(money, posted.pk, ("client", 5))) == "42501"
