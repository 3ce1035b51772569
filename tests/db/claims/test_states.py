"""A claim comes from state to state by events only, is billed once, and its numbers never come again."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from stepwell.claims.actions.moving import Given, Move, move, note_controls
from stepwell.claims.models import Claim, ClaimLine, OutboundFile
from stepwell.claims.queries import sent
from stepwell.claims.rules.states import ALLOWED, ENDED
from stepwell.claims.vocabulary import State, Told
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from tests import samples
from tests.db.treatmentplans.conftest import member
from tests.worlds import Clinic

AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"


@pytest.fixture
def claim(clinic: Clinic) -> Iterator[Claim]:
    """The sample claim, which was sent, for the biller."""
    samples.fill(clinic)
    with acting(clinic["biller"].scope):
        yield Claim.objects.get()


def _move(clinic: Clinic, claim: Claim, to: State) -> None:
    move(actor=member(clinic["biller"]), at=timezone.now(), step=Move(claim_id=claim.pk, to=to))


def _refused(statement: str, values: Sequence[Any] = (), *more: tuple[str, list[Any]]) -> str:
    """Return the constraint that refuses some statements."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        _run((statement, values), *more, (AT_ONCE, ()))
    diag = getattr(refusal.value.__cause__, "diag", None)
    return str(getattr(diag, "constraint_name", None) or getattr(refusal.value.__cause__, "sqlstate", ""))


def _run(*statements: tuple[str, Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values)


def test_a_claim_is_in_the_state_of_its_last_event(clinic: Clinic, claim: Claim) -> None:
    _move(clinic, claim, State.FILE_ACCEPTED)
    _move(clinic, claim, State.PAYER_ACCEPTED)
    claim.refresh_from_db()

    assert (claim.state, claim.events) == ("payer_accepted", 6)
    assert [event.state for event in claim.history.order_by("number")][-2:] == ["file_accepted", "payer_accepted"]


def test_no_claim_comes_from_anywhere_to_anywhere(clinic: Clinic, claim: Claim) -> None:
    with pytest.raises(Refused, match="CLM-001"):
        _move(clinic, claim, State.DRAFT)


@pytest.mark.parametrize("state", [state for state in State if state not in ALLOWED[State.SENT]])
def test_the_database_has_the_same_table(clinic: Clinic, claim: Claim, state: State) -> None:
    refused = _refused(
        "INSERT INTO claims_claimevent (id, organization_id, claim_id, client_id, number, state, at, code)"
        " VALUES (%s, %s, %s, %s, 5, %s, now(), '')",
        [uuid4(), clinic.organization.pk, claim.pk, claim.client_id, state],
    )
    assert refused == "claim_moves"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("state = 'closed'", "claim_stands"),
        ("events = events + 1", "claim_stands"),
        ("number = 'C000000002'", "claim_stands"),
        ("charged = charged + 1", "claim_stands"),
    ],
)
def test_a_claim_changes_by_nothing_else(claim: Claim, change: str, constraint: str) -> None:
    assert _refused(f"UPDATE claims_claim SET {change} WHERE id = %s", [claim.pk]) == constraint


@pytest.mark.parametrize("change", ["charge = charge + 1", "control = 'X'", "day = day + 1"])
def test_a_line_stands_as_it_was_cut(claim: Claim, change: str) -> None:
    assert _refused(f"UPDATE claims_claimline SET {change} WHERE claim_id = %s", [claim.pk]) == "claim_line_stands"


def _copy(model: type[Model], **changes: Any) -> tuple[str, list[Any]]:
    """Return the statement that copies the one row of a table with some columns changed."""
    columns = {field.column: f'"{field.column}"' for field in model._meta.concrete_fields if field.name != "created_at"}
    given = ", ".join("%s" if name in changes else quoted for name, quoted in columns.items())
    table = model._meta.db_table
    values = [changes[name] for name in columns if name in changes]
    return f"INSERT INTO {table} ({', '.join(columns.values())}) SELECT {given} FROM {table} LIMIT 1", values


def _again(**changes: Any) -> str:
    """Return what refuses a second claim with a line for the same charge."""
    fresh = uuid4()
    other = _copy(Claim, id=fresh, root_id=fresh, number="C000000099", state="", events=0, state_at=None)
    line = _copy(ClaimLine, id=uuid4(), claim_id=fresh, root_id=fresh, control="C000000099-1", **changes)
    return _refused(*other, line)


def test_a_charge_is_billed_by_one_chain_of_claims(claim: Claim) -> None:
    del claim
    assert _again() == "claim_line_billed_once"


def test_a_line_says_what_was_charged(claim: Claim) -> None:
    del claim
    assert _again(charge=1, owed=1, is_live=False) == "claim_line_of_charge"


@pytest.mark.parametrize("control", ["interchange", "group_number", "set_number"])
def test_no_control_number_comes_twice(clinic: Clinic, claim: Claim, control: str) -> None:
    del claim
    fresh = {"interchange": 2, "group_number": 2, "set_number": 2} | {control: 1}
    with acting(clinic.system()):
        refused = _refused(*_copy(OutboundFile, id=uuid4(), name="other.x12", **fresh))
    assert refused == f"outbound_{control}_once"


def test_a_count_never_goes_back(claim: Claim) -> None:
    del claim
    assert _refused("UPDATE claims_controlnumber SET last = last") == "control_number_grows"


def test_a_file_that_left_stands(clinic: Clinic, claim: Claim) -> None:
    del claim
    with acting(clinic.system()):
        assert _refused("UPDATE claims_outboundfile SET left_at = NULL") == "outbound_file_stands"


@pytest.mark.parametrize("state", sorted(ENDED & ALLOWED[State.SENT]))
def test_the_lines_of_a_claim_that_ended_bill_nothing(clinic: Clinic, claim: Claim, state: State) -> None:
    _move(clinic, claim, state)

    assert [line.is_live for line in ClaimLine.objects.all()] == [False]


def test_a_claim_is_found_by_its_number_and_by_the_payers(clinic: Clinic, claim: Claim) -> None:
    given = Given(claim_id=claim.pk, number="ICN2", told=Told.REMITTANCE, inbound_id=UUID(int=1))
    note_controls(actor=member(clinic["biller"]), at=timezone.now(), given=[given, given])

    by_ours, by_theirs = sent.by_numbers([claim.number]), sent.by_numbers((), ["ICN2"])
    assert by_ours == by_theirs != {}
    found = by_ours[claim.number]
    assert found.payer_controls == {"ICN1", "ICN2"}
    assert [(line.control, line.owed) for line in found.lines] == [(f"{claim.number}-1", claim.charged)]


def test_an_answer_finds_the_file_and_what_was_in_it(claim: Claim) -> None:
    file = sent.file_numbered(group_number=1)

    assert file is not None
    assert [one.number for one in sent.in_file(file.pk)] == [claim.number]
    assert sent.file_numbered(group_number=2) is None
