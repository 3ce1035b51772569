"""Both organizations are made once a module and every test is undone: the walls' tests are many and small."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.undoing import undone
from tests.worlds import Clinic, make_clinic


@pytest.fixture(scope="module")
def _standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Clinic, Clinic]]:
    del django_db_setup
    with django_db_blocker.unblock(), undone():
        both = make_clinic("Riverbend"), make_clinic("Lakeside")
        for clinic in both:
            clinic.hire_everybody()
        yield both


@pytest.fixture
def _both(_standing: tuple[Clinic, Clinic], django_db_blocker: Any) -> Iterator[tuple[Clinic, Clinic]]:
    with django_db_blocker.unblock(), undone():
        yield _standing


@pytest.fixture
def clinic(_both: tuple[Clinic, Clinic]) -> Clinic:
    """Riverbend, as it was made."""
    return _both[0]


@pytest.fixture
def other(_both: tuple[Clinic, Clinic]) -> Clinic:
    """Lakeside, as it was made."""
    return _both[1]
