"""Key files of a test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stepwell.platform.crypto import keyring


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation without keys; gives the folder of its secret files."""
    for name in ("STEPWELL_KEYS", "STEPWELL_MASTER_KEY", "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STEPWELL_HOME", str(tmp_path))
    keyring.forget()
    yield tmp_path / "secrets"
    keyring.forget()
