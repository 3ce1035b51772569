"""Ana with an account and a policy, and people who help her with money."""

import pytest

from tests.db.billing.conftest import Money, make_money
from tests.worlds import Clinic


@pytest.fixture
def money(clinic: Clinic) -> Money:
    return make_money(clinic)
