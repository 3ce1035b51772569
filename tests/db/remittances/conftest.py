"""A clinic whose claims were sent."""

import pytest

from tests.db.remittances.world import World, make_world
from tests.worlds import Clinic


@pytest.fixture
def world(clinic: Clinic) -> World:
    return make_world(clinic)
