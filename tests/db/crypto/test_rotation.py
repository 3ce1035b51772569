"""A rotation reaches every row, survives a kill, writes no history, and retires no key that is needed."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from stepwell.platform.crypto import cipher, keyring, rotation, spots
from stepwell.platform.crypto.errors import RotationRefused, UnknownKey

TEXTS = ["", "0", "Maria Ortiz", "José", "x" * 500, "y", "z"]


@pytest.fixture
def rows(probe: SimpleNamespace) -> SimpleNamespace:
    """Seven secrets, every second without its optional values, and their history."""
    for number, text in enumerate(TEXTS):
        some = {} if number % 2 else {"other": text, "file": text.encode(), "facts": [text]}
        probe.Secret.objects.create(text=text, **some)
    return probe


def _rotate(**options: Any) -> rotation.Report:
    return rotation.rotate(settle_seconds=0, **options)


def _contents(probe: SimpleNamespace) -> list[list[tuple[Any, ...]]]:
    return [list(model.objects.order_by("id").values_list()) for model in (probe.Secret, probe.SecretEvent)]


def _triggers() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal AND tgname !~ '^pg' ORDER BY 1")
        return cursor.fetchall()


def test_every_value_moves_to_the_new_key_and_stays_the_same(rows: SimpleNamespace) -> None:
    before, triggers, old = _contents(rows), _triggers(), keyring.load().primary

    report = _rotate(batch_rows=3)

    assert _contents(rows) == before
    assert _triggers() == triggers
    assert {spot.name: spot.rewritten for spot in report.spots if spot.rewritten} == {
        "crypto_secret.text": 7,
        "crypto_secret.other": 4,
        "crypto_secret.file": 4,
        "crypto_secret.facts": 4,
        "crypto_secretevent.text": 7,
        "crypto_secretevent.other": 4,
    }
    assert report.primary != old
    assert (report.retired, report.still_used, report.resumed) == ((old,), {}, False)
    assert rotation.keys_in_use() == {report.primary: 30}
    assert rotation.lost_keys() == {}


def test_history_is_append_only_again_afterwards(rows: SimpleNamespace) -> None:
    _rotate()

    with pytest.raises(Exception, match="append-only"):
        rows.SecretEvent.objects.update(secret_id=0)


def test_a_killed_rotation_is_resumed_with_the_same_key(rows: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    before, triggers, old = _contents(rows), _triggers(), keyring.load().primary
    whole, calls = spots.Spot.resealed, iter(range(100))

    def killed(spot: spots.Spot, value: bytes | str, ring: Any) -> bytes | str:
        if next(calls) == 5:  # in the second column, amid a batch
            raise KeyboardInterrupt
        return whole(spot, value, ring)

    monkeypatch.setattr(spots.Spot, "resealed", killed)
    with pytest.raises(KeyboardInterrupt):
        _rotate(batch_rows=3)
    monkeypatch.setattr(spots.Spot, "resealed", whole)
    half = rotation.keys_in_use()
    new = keyring.load().primary

    report = _rotate()

    assert half == {old: 26, new: 4}
    assert (report.primary, report.resumed, report.retired) == (new, True, (old,))
    assert sum(spot.rewritten for spot in report.spots) == 26
    assert _contents(rows) == before
    assert _triggers() == triggers


def test_old_backups_open_until_retired_keys_are_discarded(rows: SimpleNamespace, keys: Path) -> None:
    backup = cipher.seal(b"x", "label", keyring.load())
    old = keyring.load().primary
    _rotate()

    assert cipher.unseal(backup, "label", keyring.load()) == b"x"
    assert rotation.discard_retired() == (old,)
    with pytest.raises(UnknownKey):
        cipher.unseal(backup, "label", keyring.load())


def test_a_retired_key_that_came_back_with_a_row_is_not_discarded(rows: SimpleNamespace) -> None:
    former = keyring.load()
    _rotate()
    sealed = cipher.seal(b"late", "probe.secret.text", former)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE crypto_secret SET text = %s WHERE id = (SELECT min(id) FROM crypto_secret)", [sealed])

    with pytest.raises(RotationRefused, match=f"Rows still use key {former.primary}"):
        rotation.discard_retired()
    report = _rotate()

    assert report.still_used == {}
    assert rows.Secret.objects.order_by("id")[0].text == "late"
    assert former.primary in rotation.discard_retired()


def test_a_damaged_value_stops_nothing_and_is_reported(rows: SimpleNamespace) -> None:
    old, first = keyring.load().primary, rows.Secret.objects.order_by("id")[0].pk
    with connection.cursor() as cursor:
        cursor.execute("UPDATE crypto_secret SET text = set_byte(text, 20, 1) WHERE id = %s", [first])

    report = _rotate()
    again = _rotate()

    damaged = next(spot for spot in report.spots if spot.name == "crypto_secret.text")
    assert damaged.unreadable == ((str(first), old),)
    assert damaged.rewritten == 6
    assert report.still_used == {old: 2}  # its history holds the same bytes
    assert not again.resumed
    assert again.retired == (report.primary,)


def test_large_files_are_taken_few_at_a_time(rows: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: dict[str, list[int]] = {}
    whole = rotation._rewrite_batch
    monkeypatch.setattr(rotation, "BATCH_BYTES", 110)

    def counted(spot: spots.Spot, ring: Any, keys: list[Any]) -> Any:
        sizes.setdefault(spot.name, []).append(len(keys))
        return whole(spot, ring, keys)

    monkeypatch.setattr(rotation, "_rewrite_batch", counted)

    report = _rotate()

    assert report.still_used == {}
    assert sizes["crypto_secret.text"] == [3, 1, 1, 2]  # 31, 32 and 42 bytes; 36; 531; twice 32


def test_two_rotations_at_once_are_refused(rows: SimpleNamespace) -> None:
    with _second_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [rotation._ADVISORY_LOCK])

        with pytest.raises(RotationRefused, match="Another rotation"):
            _rotate()


def test_a_table_that_stays_locked_ends_it_for_now(rows: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "LOCK_TIMEOUT", "10ms")
    monkeypatch.setattr(rotation, "PAUSE_SECONDS", 0)
    with _second_connection() as other:
        other.execute("SELECT 1 FROM crypto_secretevent FOR UPDATE")
        with pytest.raises(RotationRefused, match="crypto_secretevent is locked by somebody else"):
            _rotate()

    assert _rotate().still_used == {}


def test_inside_a_transaction_it_is_refused(rows: SimpleNamespace) -> None:
    with transaction.atomic(), pytest.raises(RotationRefused, match="inside a transaction"):
        _rotate()


def test_without_maintenance_it_is_refused_since_it_would_see_no_rows(rows: SimpleNamespace) -> None:
    old = keyring.load().primary
    with connection.cursor() as cursor:
        cursor.execute("SET stepwell.maintenance = 'off'")

    with pytest.raises(RotationRefused, match="owner of the tables with maintenance on"):
        _rotate()

    assert keyring.load().primary == old


def test_the_command_says_what_it_did(rows: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "sleep", lambda _: None)
    old = keyring.load().primary

    status, rotated, discarded = (_output(deed) for deed in ("status", "rotate", "discard"))

    assert f"{old}  made " in status
    assert "seals  30 values" in status
    assert "crypto_secretevent.other: 4 values sealed anew" in rotated
    assert f"Retired: {old}." in rotated
    assert discarded == f"Discarded: {old}.\n"


def test_the_command_names_keys_that_are_lost(rows: SimpleNamespace) -> None:
    lost = keyring.load().primary
    keyring.keys_file().unlink()
    with pytest.raises(CommandError, match=r"keys.json is missing"):
        _output("status")
    _output("create")

    with pytest.raises(CommandError, match=rf"No key for: {lost} \(30 values\)"):
        _output("status")

    assert rotation.lost_keys() == {lost: 30}


def _second_connection() -> psycopg.Connection[Any]:
    options = connection.get_connection_params()
    names = {"dbname", "user", "password", "host", "port", "options"}
    return psycopg.connect(**{name: options[name] for name in names & options.keys()})


def _output(deed: str) -> str:
    out = StringIO()
    call_command("keys", deed, stdout=out)
    return out.getvalue()
