"""Actions are called in the scope of the person who acts, as a page would."""

from collections.abc import Iterator

import pytest

from stepwell.platform.walls.scope import Scope, acting
from tests.worlds import Clinic


@pytest.fixture
def administrator(clinic: Clinic) -> Iterator[Scope]:
    """The administrator of all sites of Riverbend, whose scope is the current one."""
    with acting(clinic["administrator everywhere"].scope) as scope:
        yield scope


@pytest.fixture
def local(clinic: Clinic) -> Iterator[Scope]:
    """The administrator of the north site only."""
    with acting(clinic["administrator"].scope) as scope:
        yield scope


@pytest.fixture
def clinician(clinic: Clinic) -> Iterator[Scope]:
    """Somebody who configures nothing."""
    with acting(clinic["clinician"].scope) as scope:
        yield scope
