"""A changed byte, or a changed record, makes a signature fail."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.platform.signatures.rules.verification import (
    CHANGED_CONTENT,
    CHANGED_RECORD,
    Signed,
    digest_of,
    seal_of,
    verify,
)

SECRET = b"s" * 32
CONTENT = b"I agree to the rules of the house."
SIGNED = Signed(
    id=UUID(int=1),
    organization=UUID(int=2),
    label="Rules",
    digest=digest_of(CONTENT),
    signer="Ana López",
    by=None,
    link=UUID(int=3),
    way="typed",
    mark=digest_of(b"Ana"),
    at=datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC),
)
SEAL = seal_of(SIGNED, SECRET)


def test_what_was_signed_verifies() -> None:
    assert verify(SIGNED, CONTENT, seal=SEAL, secret=SECRET) == []


@given(place=st.integers(0, len(CONTENT) - 1), bit=st.integers(0, 7))
def test_one_changed_bit_is_found(place: int, bit: int) -> None:
    changed = bytearray(CONTENT)
    changed[place] ^= 1 << bit

    assert verify(SIGNED, bytes(changed), seal=SEAL, secret=SECRET) == [CHANGED_CONTENT]


@pytest.mark.parametrize("name", [field.name for field in fields(Signed)])
def test_every_changed_fact_is_found(name: str) -> None:
    other: dict[str, Any] = {"at": SIGNED.at + timedelta(microseconds=1), "by": UUID(int=9), "link": None}
    changed = replace(SIGNED, **{name: other.get(name, UUID(int=9) if name in {"id", "organization"} else "other")})

    assert CHANGED_RECORD in verify(changed, CONTENT, seal=SEAL, secret=SECRET)


def test_a_new_digest_for_changed_content_is_found_too() -> None:
    changed = replace(SIGNED, digest=digest_of(b"something else"))

    assert verify(changed, b"something else", seal=SEAL, secret=SECRET) == [CHANGED_RECORD]


def test_a_seal_under_another_key_does_not_hold() -> None:
    assert verify(SIGNED, CONTENT, seal=SEAL, secret=b"t" * 32) == [CHANGED_RECORD]


def test_the_same_instant_in_another_zone_is_the_same() -> None:
    elsewhere = replace(SIGNED, at=SIGNED.at.astimezone(timezone(timedelta(hours=-5))))

    assert seal_of(elsewhere, SECRET) == SEAL
