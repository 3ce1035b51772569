"""The browser and the clinic of the other journeys."""

from pathlib import Path

import pytest

from tests.browser.accounts.conftest import (  # noqa: F401 (fixtures)
    CHROMIUM,
    _open_sockets,
    browser,
    come_in,
    dana,
    house,
    page,
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder: it starts a server and a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="chromium is not installed"))
