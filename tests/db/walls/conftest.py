"""Both organizations are made once a module and every test is undone: the walls' tests are many and small."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.worlds import Clinic, make_clinic


class _Undo(Exception):
    """Rolls back."""


@pytest.fixture(scope="module")
def _standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Clinic, Clinic]]:
    del django_db_setup
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield make_clinic("Riverbend"), make_clinic("Lakeside")
                raise _Undo
        except _Undo:
            pass


@pytest.fixture
def _both(_standing: tuple[Clinic, Clinic], django_db_blocker: Any) -> Iterator[tuple[Clinic, Clinic]]:
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield _standing
                raise _Undo
        except _Undo:
            pass


@pytest.fixture
def clinic(_both: tuple[Clinic, Clinic]) -> Clinic:
    """Riverbend, as it was made."""
    return _both[0]


@pytest.fixture
def other(_both: tuple[Clinic, Clinic]) -> Clinic:
    """Lakeside, as it was made."""
    return _both[1]
