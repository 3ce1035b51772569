"""Contracts written down, renewed, corrected; and what the database holds whoever asks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.coverage.actions import contracts as actions
from stepwell.coverage.models import Contract, ContractService, Payer
from stepwell.coverage.queries import contracts as queries
from stepwell.kernel.findings import Refused
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.db.coverage.conftest import AT
from tests.rules.coverage.contracts import DAY, PPO, VISIT
from tests.worlds import Clinic, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def insurer(clinic: Clinic) -> Payer:
    with acting(clinic["admissions"].scope):
        return Payer.objects.create(organization=clinic.organization, name="Buckeye Mutual", kind="commercial")


def as_member(person: Person) -> Member:
    found = member_of(person.scope)
    assert found is not None
    return found


@pytest.fixture
def biller(clinic: Clinic) -> Iterator[Member]:
    """The biller of the north site, whose scope is the current one."""
    with acting(clinic["biller"].scope):
        yield as_member(clinic["biller"])


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        call()
    return [finding.code for finding in refusal.value.findings]


def test_a_contract_is_read_as_it_was_written(biller: Member, insurer: Payer) -> None:
    made = actions.add_contract(actor=biller, at=AT, payer_id=insurer.pk, terms=PPO)
    for service in PPO.services:
        actions.add_service(actor=biller, at=AT, contract=made, terms=service)

    known = queries.in_force(date(2026, 3, 2), date(2026, 3, 2))

    found = known[insurer.pk][0]
    assert replace(found, id=None, services=()) == replace(PPO, services=())
    assert set(found.services) == set(PPO.services)
    assert queries.in_force(date(2025, 3, 2), date(2025, 12, 31)) == {}


def test_two_contracts_for_the_same_days_are_refused(biller: Member, insurer: Payer) -> None:
    actions.add_contract(actor=biller, at=AT, payer_id=insurer.pk, terms=PPO)

    assert refused(lambda: actions.add_contract(actor=biller, at=AT, payer_id=insurer.pk, terms=PPO)) == ["CTR-020"]
    own = actions.add_contract(actor=biller, at=AT, payer_id=None, terms=PPO)
    assert refused(lambda: actions.add_contract(actor=biller, at=AT, payer_id=None, terms=PPO)) == ["CTR-020"]
    later = replace(PPO, from_on=date(2027, 1, 1))
    ended = replace(PPO, to_on=date(2026, 12, 31))
    actions.change_contract(actor=biller, at=AT, contract=own, version=1, terms=ended)
    actions.add_contract(actor=biller, at=AT, payer_id=None, terms=later)
    assert refused(lambda: actions.change_contract(actor=biller, at=AT, contract=own, version=2, terms=PPO)) == [
        "CTR-020"
    ]


def test_a_program_of_another_site_is_refused(clinic: Clinic, biller: Member) -> None:
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(
            organization=clinic.organization, site=clinic.south, name="Day", level="2.1", kind="addiction"
        )
    terms = replace(PPO, site_id=clinic.north.pk, program_id=program.pk)

    assert refused(lambda: actions.add_contract(actor=biller, at=AT, payer_id=None, terms=terms)) == ["CTR-021"]


def test_new_terms_begin_on_a_day_with_the_same_services(biller: Member, insurer: Payer) -> None:
    old = actions.add_contract(actor=biller, at=AT, payer_id=insurer.pk, terms=PPO)
    actions.add_service(actor=biller, at=AT, contract=old, terms=DAY)

    def renew(day: date) -> Contract:
        return actions.renew_contract(actor=biller, at=AT, contract=old, version=1, from_on=day, name="Anew")

    assert refused(lambda: renew(PPO.from_on)) == ["CTR-022"]
    fresh = renew(date(2026, 7, 1))

    old.refresh_from_db()
    assert (old.to_on, fresh.from_on, fresh.to_on) == (date(2026, 6, 30), date(2026, 7, 1), None)
    assert [queries.service_terms(one) for one in queries.services_of(fresh.pk)] == [DAY]
    assert refused(lambda: renew(date(2026, 8, 1))) == ["EDIT-001"]


def test_a_service_is_corrected_and_set_aside(biller: Member) -> None:
    contract = actions.add_contract(actor=biller, at=AT, payer_id=None, terms=PPO)
    day = actions.add_service(actor=biller, at=AT, contract=contract, terms=DAY)
    actions.add_service(actor=biller, at=AT, contract=contract, terms=VISIT)

    assert refused(lambda: actions.add_service(actor=biller, at=AT, contract=contract, terms=DAY)) == ["CTR-017"]
    higher = replace(DAY, rate=Decimal("290.00"))
    actions.change_service(actor=biller, at=AT, service=day, version=1, terms=higher)
    assert refused(lambda: actions.change_service(actor=biller, at=AT, service=day, version=1, terms=DAY)) == [
        "EDIT-001"
    ]

    actions.void_service(actor=biller, at=AT, service=day, reason="Not in the contract after all")
    assert [one.code for one in queries.services_of(contract.pk)] == ["99214"]


@pytest.mark.parametrize("who", ["administrator", "director", "biller south"])
def test_who_keeps_contracts(clinic: Clinic, who: str) -> None:
    with acting(clinic[who].scope):
        actions.add_contract(actor=as_member(clinic[who]), at=AT, payer_id=None, terms=PPO)


@pytest.mark.parametrize("who", ["admissions", "utilization", "clinician", "auditor everywhere"])
def test_who_only_reads_contracts(clinic: Clinic, biller: Member, who: str) -> None:
    actions.add_contract(actor=biller, at=AT, payer_id=None, terms=PPO)
    with acting(clinic[who].scope):
        other = as_member(clinic[who])
        assert Contract.objects.count() == 1
        later = replace(PPO, from_on=date(2027, 1, 1))
        assert refused(lambda: actions.add_contract(actor=other, at=AT, payer_id=None, terms=later)) == ["CTR-029"]


def test_another_organization_sees_none(clinic: Clinic, other: Clinic, biller: Member) -> None:
    contract = actions.add_contract(actor=biller, at=AT, payer_id=None, terms=PPO)
    actions.add_service(actor=biller, at=AT, contract=contract, terms=DAY)

    with acting(other["biller"].scope):
        assert not Contract.objects.exists()
        assert not ContractService.objects.exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("to_on = '2025-12-31'", "contract_forward"),
        ("type_of_bill = '76'", "contract_form"),
        ("taxonomy = '261QR0405'", "contract_taxonomy"),
        ("npi = '3234567890'", "contract_npi"),
        ("few_services = 100", "contract_counts_services"),
        ("filing_days = 0", "contract_clocks"),
        ("\"authorization\" = 'maybe'", "contract_authorization"),
        ("name = ''", "contract_named"),
    ],
)
def test_the_database_refuses_what_no_contract_says(biller: Member, change: str, constraint: str) -> None:
    row = actions.add_contract(actor=biller, at=AT, payer_id=None, terms=PPO)

    _refuses("coverage_contract", row.pk, change, constraint)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("unit = 'week'", "contract_service_unit"),
        ("kinds = ARRAY['talk']", "contract_service_kinds"),
        ("kinds = ARRAY[]::text[]", "contract_service_kinds"),
        ("level = '9'", "contract_service_level"),
        ("treats = 'all'", "contract_service_treats"),
        ("code = ''", "contract_service_code"),
        ("code = 'H001'", "contract_service_code"),
        ("modifiers = ARRAY['H1','H2','H3','H4','H5']", "contract_service_modifiers"),
        ("charge = 0", "contract_service_money"),
        ("family = 'any'", "contract_service_family"),
    ],
)
def test_the_database_refuses_what_no_service_is(biller: Member, change: str, constraint: str) -> None:
    contract = actions.add_contract(actor=biller, at=AT, payer_id=None, terms=PPO)
    row = actions.add_service(actor=biller, at=AT, contract=contract, terms=DAY)

    _refuses("coverage_contractservice", row.pk, change, constraint)


def _refuses(table: str, pk: UUID, change: str, constraint: str) -> None:
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET {change} WHERE id = %s", [pk])
