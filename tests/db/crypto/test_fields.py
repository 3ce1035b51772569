"""An encrypted column holds no clear text, keeps its values apart, and answers no questions."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models

from stepwell.platform.crypto import cipher, fields, keyring
from stepwell.platform.crypto.errors import DecryptionFailed, UnknownKey


def _column(name: str, table: str = "crypto_secret") -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} ORDER BY id")
        return [None if value is None else bytes(value) for (value,) in cursor.fetchall()]


@pytest.mark.parametrize("text", ["", "0", " ", "Maria Ortiz", "José\x00\n", "😀" * 3000])
def test_text_comes_back_and_does_not_stand_in_the_table(probe: SimpleNamespace, text: str) -> None:
    probe.Secret.objects.create(text=text)

    (sealed,) = _column("text")

    assert probe.Secret.objects.get().text == text
    assert cipher.unseal(sealed, "probe.secret.text", keyring.current()) == text.encode()
    assert len(text) < 3 or text.encode() not in sealed


def test_nothing_empty_and_zero_are_three_things(probe: SimpleNamespace) -> None:
    rows: list[dict[str, Any]] = [
        {"other": None, "file": None, "facts": None},
        {"other": "", "file": b"", "facts": ""},
        {"other": "0", "file": b"0", "facts": 0},
        {"other": "False", "file": b"\x00", "facts": False},
        {"other": "None", "file": b"None", "facts": {"a": [1, None, "é"]}},
    ]
    for row in rows:
        probe.Secret.objects.create(text="x", **row)

    found = list(probe.Secret.objects.order_by("id").values("other", "file", "facts"))

    assert found == rows
    assert [type(row["facts"]) for row in found] == [type(row["facts"]) for row in rows]
    assert _column("other")[0] is None
    assert probe.Secret.objects.filter(other__isnull=True).count() == 1


def test_every_way_of_writing_seals(probe: SimpleNamespace) -> None:
    manager = probe.Secret.objects
    manager.bulk_create([probe.Secret(text=f"clear-{n}", file=b"clear", other=None) for n in range(3)])
    rows = list(manager.order_by("id"))
    rows[0].text, rows[1].text = "clear-a", "clear-b"
    manager.bulk_update(rows[:2], ["text"])
    manager.filter(pk=rows[2].pk).update(text="clear-c", other="clear-d")

    assert list(manager.order_by("id").values_list("text", "other")) == [
        ("clear-a", None),
        ("clear-b", None),
        ("clear-c", "clear-d"),
    ]
    for name, table in (("text", "crypto_secret"), ("file", "crypto_secret"), ("text", "crypto_secretevent")):
        assert all(value[:3] == cipher.header(keyring.current().primary) for value in _column(name, table))
        assert not any(b"clear" in value for value in _column(name, table))


def test_history_opens_its_copies(probe: SimpleNamespace) -> None:
    secret = probe.Secret.objects.create(text="first", other="o")
    secret.text = "second"
    secret.save()

    assert list(probe.SecretEvent.objects.order_by("id").values_list("text", "other")) == [
        ("first", "o"),
        ("second", "o"),
    ]


def test_a_value_copied_to_another_column_does_not_open(probe: SimpleNamespace) -> None:
    secret = probe.Secret.objects.create(text="first")
    probe.Secret.objects.update(other=models.F("text"))

    with pytest.raises(DecryptionFailed, match=r"^probe.secret.other: the value was changed or belongs to another"):
        probe.Secret.objects.get(pk=secret.pk)


def test_values_of_another_key_file_are_named_by_key(probe: SimpleNamespace) -> None:
    probe.Secret.objects.create(text="first")
    lost = keyring.current().primary
    keyring.keys_file().unlink()
    keyring.master_file().unlink()
    keyring.create_if_missing()

    with pytest.raises(UnknownKey, match=f"sealed with key {lost}"):
        probe.Secret.objects.get()


@pytest.mark.parametrize("lookup", ["text", "text__exact", "text__in", "text__icontains", "text__gt", "text__length"])
def test_only_absence_can_be_asked(probe: SimpleNamespace, lookup: str) -> None:
    with pytest.raises(FieldError, match=r"^probe.secret.text is encrypted: .* blind index"):
        probe.Secret.objects.filter(**{lookup: "Maria"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": 5}, "probe.secret.text takes text, not this int"),
        ({"text": b"secret"}, "probe.secret.text takes text, not this bytes"),
        ({"file": "secret"}, "probe.secret.file takes bytes, not this str"),
        ({"facts": {1, 2}}, "probe.secret.facts takes what JSON can hold, not this set"),
        ({"facts": float("nan")}, "probe.secret.facts takes what JSON can hold, not this float"),
    ],
)
def test_a_wrong_type_is_refused_without_its_value(
    probe: SimpleNamespace, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=f"^{message}.$"):
        probe.Secret.objects.create(**{"text": "x", **change})


def test_half_a_surrogate_is_refused_without_its_text(probe: SimpleNamespace) -> None:
    with pytest.raises(ValueError, match=r"^probe.secret.text: the text holds half of a surrogate pair.$"):
        probe.Secret.objects.create(text="Maria \ud800")


def test_a_field_of_another_kind_does_not_misread(probe: SimpleNamespace) -> None:
    sealed = cipher.seal(b"\xff\xfe", "probe.secret.text", keyring.current())
    with pytest.raises(DecryptionFailed, match=r"the value is not text"):
        probe.Secret._meta.get_field("text").from_db_value(sealed, None, connection)

    sealed = cipher.seal(b"{", "probe.secret.facts", keyring.current())
    with pytest.raises(DecryptionFailed, match=r"the value is not JSON"):
        probe.Secret._meta.get_field("facts").from_db_value(sealed, None, connection)


def test_values_are_not_serialized(probe: SimpleNamespace) -> None:
    with pytest.raises(TypeError, match=r"^probe.secret.\w+ is encrypted and not serialized.$"):
        serializers.serialize("json", [probe.Secret(text="Maria", other="x")])


def test_the_label_goes_into_migrations() -> None:
    field = fields.EncryptedTextField(aad="probe.secret.text", null=True)

    _, path, args, options = field.deconstruct()

    assert (path, list(args)) == ("stepwell.platform.crypto.fields.EncryptedTextField", [])
    assert options == {"aad": "probe.secret.text", "null": True}
    assert field.clone().aad == "probe.secret.text"


def test_a_field_without_a_label_cannot_be_made() -> None:
    with pytest.raises(ValueError, match=r"needs a label"):
        fields.EncryptedTextField(aad="")


@pytest.mark.parametrize("option", ["unique", "db_index"])
def test_options_that_compare_are_refused(option: str) -> None:
    field: Any = fields.EncryptedTextField(aad="probe.secret.text", **{option: True})
    field.set_attributes_from_name("text")
    field.model = models.Model

    errors = [error.msg for error in field.check() if error.id == "crypto.E001"]

    assert errors == [f"An encrypted field takes no {option}."]
