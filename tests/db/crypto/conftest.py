"""Keys and tables of a test's own. Tables are made, filled and rotated as the owner of the database."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import isolate_apps

from stepwell.platform.crypto import fields, keyring, spots
from tests.conftest import as_owner


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """New keys for each test; gives the key file."""
    monkeypatch.setenv("STEPWELL_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setenv("STEPWELL_MASTER_KEY", str(tmp_path / "master.key"))
    keyring.forget()
    keyring.create_if_missing()
    yield tmp_path / "keys.json"
    keyring.forget()


@pytest.fixture
def owner(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """The connection speaks as the owner, with maintenance on, and commits; a test removes what it made."""
    request.getfixturevalue("django_db_setup")  # asked for here, as those who list it get a transaction around them
    with django_db_blocker.unblock(), as_owner():
        yield


@pytest.fixture
def probe(owner: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """Two tables, as history keeps them: `Secret`, and `SecretEvent` with copies of its fields, filled by a trigger."""
    with isolate_apps("stepwell.platform.crypto", kwarg_name="registry"):
        made = _models()
    monkeypatch.setattr(spots, "apps", _Registry([made.Secret, made.SecretEvent]))
    with connection.schema_editor() as editor:
        editor.create_model(made.Secret)
        editor.create_model(made.SecretEvent)
        editor.execute(TRIGGERS)
    yield made
    with connection.schema_editor() as editor:
        editor.delete_model(made.SecretEvent)
        editor.delete_model(made.Secret)
        editor.execute("DROP FUNCTION probe_record(), probe_refuse()")


class _Registry:
    def __init__(self, found: list[type[models.Model]]) -> None:
        self.found = found

    def get_models(self, **_: Any) -> list[type[models.Model]]:
        return self.found

    def get_model(self, name: str) -> type[models.Model]:
        return apps.get_model(name)


def _models() -> SimpleNamespace:
    class Secret(models.Model):
        text = fields.EncryptedTextField(aad="probe.secret.text")
        other = fields.EncryptedTextField(aad="probe.secret.other", null=True)
        file = fields.EncryptedBytesField(aad="probe.secret.file", null=True)
        facts = fields.EncryptedJSONField(aad="probe.secret.facts", null=True)

        class Meta:
            app_label = "crypto"

    class SecretEvent(models.Model):
        secret_id = models.BigIntegerField()
        text = _copy(Secret, "text")
        other = _copy(Secret, "other")

        class Meta:
            app_label = "crypto"

    return SimpleNamespace(Secret=Secret, SecretEvent=SecretEvent)


def _copy(model: type[models.Model], name: str) -> Any:
    # As pghistory copies a field: by what it deconstructs to.
    field = model._meta.get_field(name)
    _, _, args, options = field.deconstruct()
    return type(field)(*args, **options)


TRIGGERS = """
CREATE FUNCTION probe_record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO crypto_secretevent (secret_id, text, other) VALUES (NEW.id, NEW.text, NEW.other); RETURN NEW; END $$;
CREATE FUNCTION probe_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
CREATE TRIGGER record AFTER INSERT OR UPDATE ON crypto_secret FOR EACH ROW EXECUTE FUNCTION probe_record();
CREATE TRIGGER off AFTER UPDATE ON crypto_secret FOR EACH ROW EXECUTE FUNCTION probe_refuse();
ALTER TABLE crypto_secret DISABLE TRIGGER off;
CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON crypto_secretevent FOR EACH ROW EXECUTE FUNCTION probe_refuse();
ALTER TABLE crypto_secretevent ENABLE ALWAYS TRIGGER refuse;
ALTER TABLE crypto_secretevent ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY wall_owner ON crypto_secretevent USING (current_setting('stepwell.maintenance', true) = 'on');
"""
