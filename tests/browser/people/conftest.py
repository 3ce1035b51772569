"""Chromium before the settings: the same browser, server and people as for the pages of accounts."""

from pathlib import Path

import pytest
from pytest_socket import enable_socket

from tests.browser.accounts.conftest import CHROMIUM, _open_sockets, browser, come_in, house, page

__all__ = ["_open_sockets", "browser", "come_in", "house", "page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder: it starts a server and a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="chromium is not installed"))


@pytest.fixture
def nothing(transactional_db: None) -> None:
    """An installation without any organization, where the server's own connections see it."""
    del transactional_db
    enable_socket()
