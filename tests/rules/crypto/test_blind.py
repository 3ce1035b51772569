"""Equal values have equal blind indexes; nothing else can be told from them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.platform.crypto import keyring
from stepwell.platform.crypto.blind import INDEX_BYTES, Form, blind_index, normalized


@pytest.fixture(autouse=True)
def _keys(secrets: Path) -> None:
    keyring.create_if_missing()


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (Form.TEXT, "Maria.Ortiz@Example.org", "  maria.ortiz@example.org "),
        (Form.TEXT, "Straße", "STRASSE"),
        (Form.TEXT, "José", "Jose\u0301"),
        (Form.TEXT, "de la  Cruz", "De La Cruz"),
        (Form.CODE, "123-45-6789", "123 45 6789"),
        (Form.CODE, "+1 (555) 010-0199", "15550100199"),
        (Form.CODE, "abc-12", "ABC12"),
    ],
)
def test_spelling_does_not_matter(form: Form, one: str, other: str) -> None:
    assert blind_index(one, "label", form) == blind_index(other, "label", form)


def test_punctuation_matters_in_text_but_not_in_codes() -> None:
    assert blind_index("a-b@example.org", "label") != blind_index("ab@example.org", "label")
    assert len(blind_index("a-b", "label")) == INDEX_BYTES


def test_the_same_value_under_another_label_cannot_be_recognized() -> None:
    assert blind_index("5550100199", "clients.phone") != blind_index("5550100199", "staff.phone")


def test_the_index_outlives_a_new_data_key() -> None:
    before = blind_index("5550100199", "clients.phone")
    ring = keyring.load()

    keyring.save(ring.with_new_primary(ring.keys[ring.primary].made))

    assert keyring.current().primary != ring.primary
    assert blind_index("5550100199", "clients.phone") == before


@pytest.mark.parametrize(("value", "form"), [("", Form.TEXT), (" \t", Form.TEXT), ("--", Form.CODE)])
def test_an_empty_value_has_no_index(value: str, form: Form) -> None:
    with pytest.raises(ValueError, match=r"^clients.phone: an empty value has no blind index"):
        blind_index(value, "clients.phone", form)


@given(st.text(), st.sampled_from(Form))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_normalizing_twice_changes_nothing(value: str, form: Form) -> None:
    once = normalized(value, form)

    assert normalized(once, form) == once
