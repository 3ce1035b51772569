"""Right records to begin a test with, and how to read a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from stepwell.kernel.findings import Refused
from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord
from stepwell.people.rules.places import ProgramRecord, RoomRecord
from stepwell.people.rules.staff import CredentialRecord
from tests.worlds import ADDRESS

ORGANIZATION = OrganizationRecord(
    name="Fernhill", legal_name="Fernhill LLC", npi="1234567893", tax_id="31-1234567", time_zone="America/Chicago",
    jurisdiction="IL", **ADDRESS,
)  # fmt: skip
SITE = SiteRecord(name="East", time_zone="America/New_York", **ADDRESS)
PROGRAM = ProgramRecord(name="Evening", level="2.1", kind="addiction")
ROOM = RoomRecord(name="Room 2", seats=12)
LICENSE = CredentialRecord(kind="license", title="LPC", number="E.1", state="OH")


@contextmanager
def refused(*codes: str) -> Iterator[None]:
    """Expect a refusal with exactly these findings."""
    with pytest.raises(Refused) as caught:
        yield
    assert tuple(finding.code for finding in caught.value.findings) == codes
