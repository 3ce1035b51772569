"""Ana's account, for tests of pages."""

import pytest

from tests.db.billing.conftest import Money, make_money
from tests.worlds import Clinic


@pytest.fixture
def money(clinic: Clinic) -> Money:
    return make_money(clinic)
