"""An installation before its first organization."""

import pytest
from pytest_socket import enable_socket


@pytest.fixture
def nothing(transactional_db: None) -> None:
    """An installation without any organization, where the server's own connections see it."""
    del transactional_db
    enable_socket()
