"""Records of organizations and sites."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.kernel.identifiers import is_npi
from stepwell.people.rules.organizations import (
    OrganizationRecord,
    SiteRecord,
    organization_findings,
    site_findings,
    tidied,
)
from stepwell.people.rules.texts import empty, tidy
from stepwell.platform.tenancy.vocabulary import STATES, TIME_ZONES

ADDRESS: dict[str, str] = {
    "street": "1 River Rd", "city": "Springfield", "state": "OH", "postal_code": "45501", "phone": "+19375550100",
}  # fmt: skip
RIGHT = OrganizationRecord(
    name="Riverbend", legal_name="Riverbend Inc.", npi="1234567893", tax_id="31-1234567",
    time_zone="America/New_York", jurisdiction="OH", **ADDRESS,
)  # fmt: skip
SITE = SiteRecord(name="North", time_zone="America/New_York", **ADDRESS)


def codes(record: OrganizationRecord) -> list[tuple[str, str]]:
    return [(finding.code, finding.field) for finding in organization_findings(record)]


def test_a_right_record_has_no_findings() -> None:
    assert organization_findings(RIGHT) == []
    assert site_findings(SITE) == []


@pytest.mark.parametrize(
    ("field", "wrong", "code"),
    [
        ("name", "", "ORG-001"),
        ("name", "--", "ORG-001"),
        ("legal_name", " ", "ORG-002"),
        ("npi", "1234567890", "ORG-003"),
        ("npi", "3234567893", "ORG-003"),
        ("npi", "", "ORG-003"),
        ("tax_id", "00-1234567", "ORG-004"),
        ("tax_id", "31-123456", "ORG-004"),
        ("time_zone", "Europe/Paris", "ORG-005"),
        ("jurisdiction", "XX", "ORG-006"),
        ("street", "", "ADDR-001"),
        ("city", "", "ADDR-002"),
        ("state", "Ohio", "ADDR-003"),
        ("postal_code", "4550", "ADDR-004"),
        ("postal_code", "00000", "ADDR-004"),
        ("postal_code", "45501-12", "ADDR-004"),
        ("phone", "5550100", "ADDR-005"),
        ("phone", "+44 20 7946 0958", "ADDR-005"),
    ],
)
def test_each_wrong_field_is_named_by_its_own_finding(field: str, wrong: str, code: str) -> None:
    record: Any = replace(RIGHT, **{field: wrong})

    assert codes(tidied(record)) == [(code, field)]


@pytest.mark.parametrize(
    ("field", "wrong", "code"),
    [("name", "", "SITE-001"), ("npi", "1234567890", "SITE-002"), ("time_zone", "", "SITE-003")],
)
def test_a_site_is_checked_the_same_way(field: str, wrong: str, code: str) -> None:
    found = site_findings(replace(SITE, **{field: wrong}))

    assert [(finding.code, finding.field) for finding in found] == [(code, field)]


def test_a_site_may_have_an_npi_of_its_own() -> None:
    assert site_findings(replace(SITE, npi="1234567893")) == []


def test_numbers_are_kept_in_one_form_however_they_are_written() -> None:
    typed = replace(
        RIGHT,
        npi="123 456 7893",
        tax_id="311234567",
        phone="937-555-0100",
        postal_code="45501 1234",
        name=" River  bend ",
    )

    kept = tidied(typed)

    assert (kept.npi, kept.tax_id, kept.phone) == ("1234567893", "31-1234567", "+19375550100")
    assert (kept.postal_code, kept.name) == ("45501-1234", "River bend")
    assert organization_findings(kept) == []


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert empty(tidy(text)) == empty(text)


@given(st.builds(OrganizationRecord, **{field.name: st.text(max_size=30) for field in fields(OrganizationRecord)}))
def test_nothing_that_is_typed_breaks_the_check(record: OrganizationRecord) -> None:
    for finding in organization_findings(tidied(record)):
        assert finding.field
        assert finding.sentence.endswith(".")


@given(st.integers(10**9, 3 * 10**9 - 1))
def test_an_npi_passes_exactly_when_its_check_digit_is_right(number: int) -> None:
    record = replace(RIGHT, npi=str(number))

    assert (codes(record) == []) == is_npi(str(number))


def test_every_state_and_time_zone_offered_is_accepted() -> None:
    for state in STATES:
        assert codes(replace(RIGHT, state=state, jurisdiction=state)) == []
    for zone in TIME_ZONES:
        assert codes(replace(RIGHT, time_zone=zone)) == []
