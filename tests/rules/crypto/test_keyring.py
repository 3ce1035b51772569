"""The key files: made once, read strictly, never lost silently."""

import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from stepwell.platform.crypto import cipher, keyring
from stepwell.platform.crypto.errors import KeyFileError


@pytest.fixture
def made(secrets: Path) -> Path:
    """An installation with keys; gives the folder of its secret files."""
    assert keyring.create_if_missing()
    return secrets


def test_files_are_made_once_and_only_their_owner_can_read_them(made: Path) -> None:
    first = keyring.load()

    assert not keyring.create_if_missing()
    assert keyring.load().keys == first.keys
    assert {file.name: file.stat().st_mode & 0o777 for file in made.iterdir()} == {
        "keys.json": 0o600,
        "master.key": 0o600,
    }


def test_no_key_stands_in_clear_in_the_key_file(made: Path) -> None:
    ring = keyring.load()
    written = (made / "keys.json").read_text()

    for key in (ring.keys[ring.primary].secret, ring.index_key):
        assert b64encode(key).decode() not in written


def test_keys_come_back_as_they_were_saved(made: Path) -> None:
    ring = keyring.load()
    day = ring.keys[ring.primary].made
    changed = ring.with_new_primary(day).with_retired([ring.primary], day)

    keyring.save(changed)

    assert keyring.load().keys == changed.keys
    assert keyring.load().primary == changed.primary
    assert keyring.load().index_key == ring.index_key
    assert (made / "keys.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("lost", ["keys.json", "master.key"])
def test_a_lost_file_is_never_replaced_by_a_new_one(made: Path, lost: str) -> None:
    (made / lost).unlink()

    with pytest.raises(KeyFileError, match=f"{lost} is missing"):
        keyring.create_if_missing()

    assert not (made / lost).exists()


def test_a_provided_master_key_is_used_when_asked_for(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets.mkdir()
    credential = secrets / "credential"
    credential.write_text(b64encode(bytes(range(32))).decode())
    credential.chmod(0o400)
    monkeypatch.setenv("STEPWELL_MASTER_KEY", str(credential))

    keyring.create()

    assert keyring.load().primary
    assert not (secrets / "master.key").exists()
    with pytest.raises(KeyFileError, match="It is never replaced"):
        keyring.create()


@pytest.mark.parametrize("name", ["keys.json", "master.key"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_open_to_others_is_refused_with_the_remedy(made: Path, name: str, mode: int) -> None:
    (made / name).chmod(mode)

    with pytest.raises(KeyFileError, match=rf"{name} is open to other users .*mode {mode:04o}.* chmod 600"):
        keyring.load()


def test_a_systemd_credential_may_show_a_group(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(made))
    (made / "master.key").chmod(0o440)

    assert keyring.load().primary


def test_a_master_key_of_another_installation_is_told_apart(made: Path) -> None:
    (made / "master.key").write_text(b64encode(bytes(32)).decode())

    with pytest.raises(KeyFileError, match="Put back the files that belong together"):
        keyring.load()


def _drop(name: str) -> Callable[[str], str]:
    return lambda text: json.dumps({key: value for key, value in json.loads(text).items() if key != name})


@pytest.mark.parametrize(
    "damage",
    [
        _drop("primary"),
        _drop("index"),
        _drop("master"),
        lambda text: text[:100],
        lambda _: "[]",
        lambda text: text.replace('"primary": "', '"primary": "z'),
        lambda text: text.replace('"key": "', '"key": "AAAA'),
        lambda text: text.replace('"made": "', '"made": "x'),
    ],
)
def test_a_damaged_file_is_refused(made: Path, damage: Callable[[str], str]) -> None:
    file = made / "keys.json"
    file.write_text(damage(file.read_text()))

    with pytest.raises(KeyFileError, match=r"keys.json is damaged"):
        keyring.load()


@pytest.mark.parametrize("content", [b"", b"c2hvcnQ=", b"not base64 at all", b"\xff\xfe"])
def test_a_damaged_master_key_is_refused(made: Path, content: bytes) -> None:
    (made / "master.key").write_bytes(content)

    with pytest.raises(KeyFileError, match=r"master.key is damaged"):
        keyring.load()


def _saved_elsewhere(made: Path) -> str:
    """Another process saved a new primary key; returns its id. This one still holds what it read before."""
    held = keyring._held
    ring = keyring.load()
    changed = ring.with_new_primary(ring.keys[ring.primary].made)
    keyring.save(changed)
    keyring._held = held
    return changed.primary


def test_a_key_another_process_made_is_found_at_once(made: Path) -> None:
    before = keyring.current().primary

    new = _saved_elsewhere(made)

    assert keyring.current().primary == before
    assert new in keyring.current(needing=new).keys
    assert keyring.current().primary == new


def test_a_running_process_follows_a_new_primary_key_in_time(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.current()
    new = _saved_elsewhere(made)

    monkeypatch.setattr(keyring, "monotonic", lambda: keyring._held.looked_at + keyring.LOOK_AGAIN_SECONDS)

    assert keyring.current().primary == new


def test_nothing_is_sealed_once_the_file_is_gone(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.current()
    (made / "keys.json").unlink()

    monkeypatch.setattr(keyring, "monotonic", lambda: keyring._held.looked_at + keyring.LOOK_AGAIN_SECONDS)

    with pytest.raises(KeyFileError, match=r"keys.json is missing"):
        cipher.seal(b"x", "label", keyring.current())
