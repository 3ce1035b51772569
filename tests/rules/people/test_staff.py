"""Members, roles, credentials."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.people.rules.staff import (
    EXPIRING,
    CredentialRecord,
    MemberRecord,
    RoleRecord,
    Standing,
    credential_findings,
    last_administrator_findings,
    member_findings,
    role_findings,
    standing,
)
from stepwell.platform.walls.rights import Role

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
SITE, OTHER = uuid4(), uuid4()
LICENSE = CredentialRecord(kind="license", title="LPC", number="E.1", state="OH")


@pytest.mark.parametrize(
    ("expires_on", "withdrawn_on", "expected"),
    [
        (None, None, Standing.CURRENT),
        (TODAY + EXPIRING + timedelta(days=1), None, Standing.CURRENT),
        (TODAY + EXPIRING, None, Standing.EXPIRING),
        (TODAY, None, Standing.EXPIRING),
        (TODAY - timedelta(days=1), None, Standing.EXPIRED),
        (TODAY - timedelta(days=1), TODAY, Standing.WITHDRAWN),
        (None, TODAY + timedelta(days=1), Standing.CURRENT),
    ],
)
def test_a_credential_warns_sixty_days_before_and_holds_through_its_last_day(
    expires_on: date | None, withdrawn_on: date | None, expected: Standing
) -> None:
    assert standing(expires_on=expires_on, withdrawn_on=withdrawn_on, on=TODAY) is expected


@given(st.dates(), st.dates())
def test_a_credential_never_gets_better_with_time(expires_on: date, on: date) -> None:
    order = [Standing.CURRENT, Standing.EXPIRING, Standing.EXPIRED]
    later = min(on, date.max - timedelta(days=1)) + timedelta(days=1)
    far = date.max - EXPIRING - timedelta(days=1)

    if later < far:
        before = standing(expires_on=expires_on, withdrawn_on=None, on=on)
        after = standing(expires_on=expires_on, withdrawn_on=None, on=later)
        assert order.index(before) <= order.index(after)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"kind": "?"}, ["CRED-001"]),
        ({"title": ""}, ["CRED-002"]),
        ({"kind": "npi", "number": "1234567890"}, ["CRED-003"]),
        ({"kind": "npi", "number": "1234567893", "state": ""}, []),
        ({"number": " "}, ["CRED-004"]),
        ({"kind": "dea", "number": "", "state": ""}, ["CRED-004"]),
        ({"state": ""}, ["CRED-005"]),
        ({"kind": "training", "number": "", "state": ""}, []),
        ({"issued_on": TODAY, "expires_on": TODAY - timedelta(days=1)}, ["CRED-006"]),
        ({"issued_on": TODAY, "expires_on": TODAY}, []),
    ],
)
def test_a_credential_is_checked_for_what_its_kind_needs(changed: dict[str, object], codes: list[str]) -> None:
    record = CredentialRecord(**{**{name: getattr(LICENSE, name) for name in LICENSE.__dataclass_fields__}, **changed})

    assert [finding.code for finding in credential_findings(record.tidied)] == codes


def test_a_member_has_a_name() -> None:
    assert member_findings(MemberRecord(name=" Dana  Whitfield ").tidied) == []
    assert [finding.code for finding in member_findings(MemberRecord(name=" ").tidied)] == ["STAFF-001"]


@pytest.mark.parametrize(
    ("asked", "held", "codes"),
    [
        (RoleRecord(role=Role.CLINICIAN, site_id=SITE), [], []),
        (RoleRecord(role=Role.CLINICIAN, site_id=SITE), [RoleRecord(role=Role.BILLER, site_id=SITE)], []),
        (RoleRecord(role=Role.CLINICIAN, site_id=SITE), [RoleRecord(role=Role.CLINICIAN, site_id=OTHER)], []),
        (RoleRecord(role=Role.CLINICIAN, site_id=SITE), [RoleRecord(role=Role.CLINICIAN, site_id=SITE)], ["ROLE-001"]),
        (RoleRecord(role=Role.CLINICIAN, site_id=SITE), [RoleRecord(role=Role.CLINICIAN)], ["ROLE-001"]),
        (RoleRecord(role=Role.CLINICIAN), [RoleRecord(role=Role.CLINICIAN, site_id=SITE)], []),
        (RoleRecord(role=Role.CLINICIAN, ends_at=NOW), [], ["ROLE-002"]),
        (RoleRecord(role=Role.AUDITOR), [], ["ROLE-003", "ROLE-004"]),
        (RoleRecord(role=Role.AUDITOR, ends_at=NOW + timedelta(days=400), basis="letter"), [], ["ROLE-003"]),
        (RoleRecord(role=Role.AUDITOR, ends_at=NOW + timedelta(days=30), basis="letter"), [], []),
    ],
)
def test_a_role_is_held_once_and_an_auditors_only_for_a_time(
    asked: RoleRecord, held: list[RoleRecord], codes: list[str]
) -> None:
    assert [finding.code for finding in role_findings(asked, held, at=NOW)] == codes


@pytest.mark.parametrize(("is_one", "others", "codes"), [(True, 0, ["ROLE-005"]), (True, 1, []), (False, 0, [])])
def test_the_last_administrator_stays(is_one: bool, others: int, codes: list[str]) -> None:
    found = last_administrator_findings(is_one=is_one, others=others)

    assert [finding.code for finding in found] == codes
