"""An installation before its first organization."""

import pytest
from pytest_socket import enable_socket


@pytest.fixture
def nothing(served: None) -> None:
    """An installation without any organization, where the server's own connections see it."""
    del served
    enable_socket()
