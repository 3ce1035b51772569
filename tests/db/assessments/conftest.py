"""Actions are called in the scope of the person who acts, as a page would."""

from collections.abc import Iterator

import pytest

from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person


def member(person: Person) -> Member:
    """Return somebody as the actions know them."""
    found = member_of(person.scope)
    assert found is not None
    return found


@pytest.fixture
def clinician(clinic: Clinic) -> Iterator[Member]:
    """Ana's primary clinician, whose scope is the current one."""
    with acting(clinic["clinician"].scope):
        yield member(clinic["clinician"])
