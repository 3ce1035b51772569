"""What is sealed opens under its own label and key, and under no other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.platform.crypto import cipher
from stepwell.platform.crypto.errors import DecryptionFailed, UnknownKey
from stepwell.platform.crypto.keys import new_ring

DAY = date(2026, 11, 21)
RING = new_ring(DAY)
LABEL = "clients.contact.value"


@given(st.binary(), st.text(min_size=1))
def test_anything_comes_back_as_it_was(clear: bytes, label: str) -> None:
    sealed = cipher.seal(clear, label, RING)

    assert cipher.unseal(sealed, label, RING) == clear
    assert len(sealed) == len(clear) + cipher.OVERHEAD_BYTES


@given(st.text())
def test_a_token_is_the_sealed_value_as_text(text: str) -> None:
    sealed = cipher.seal(text.encode(), LABEL, RING)

    token = cipher.as_token(sealed)

    assert cipher.from_token(token, LABEL) == sealed
    assert token[:4] == cipher.as_token(cipher.header(RING.primary))


@given(st.binary(), st.text(min_size=1), st.text(min_size=1))
def test_a_value_moved_to_another_column_does_not_open(clear: bytes, label: str, other: str) -> None:
    sealed = cipher.seal(clear, label, RING)

    if label == other:
        assert cipher.unseal(sealed, other, RING) == clear
    else:
        with pytest.raises(DecryptionFailed):
            cipher.unseal(sealed, other, RING)


@given(st.binary(max_size=40), st.data())
def test_one_changed_byte_anywhere_is_noticed(clear: bytes, data: st.DataObject) -> None:
    sealed = bytearray(cipher.seal(clear, LABEL, RING))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= data.draw(st.integers(1, 255))

    with pytest.raises(DecryptionFailed):
        cipher.unseal(bytes(sealed), LABEL, RING)


@given(st.binary(max_size=40), st.data())
def test_a_cut_value_is_noticed(clear: bytes, data: st.DataObject) -> None:
    sealed = cipher.seal(clear, LABEL, RING)
    cut = data.draw(st.integers(0, len(sealed) - 1))

    with pytest.raises(DecryptionFailed):
        cipher.unseal(sealed[:cut], LABEL, RING)


def test_the_key_id_may_not_be_exchanged_for_another_one() -> None:
    ring = RING.with_new_primary(DAY)
    sealed = cipher.seal(b"x", LABEL, ring)
    forged = cipher.header(RING.primary) + sealed[cipher.HEADER_BYTES :]

    with pytest.raises(DecryptionFailed):
        cipher.unseal(forged, LABEL, ring)


def test_another_installation_cannot_open_it_and_is_told_which_key_is_missing() -> None:
    sealed = cipher.seal(b"x", LABEL, RING)
    stranger = new_ring(DAY).without([RING.primary])

    with pytest.raises(UnknownKey, match=f"^{LABEL}: sealed with key {RING.primary}, which the key file lacks"):
        cipher.unseal(sealed, LABEL, stranger)


def test_a_former_and_a_retired_key_still_open() -> None:
    sealed = cipher.seal(b"x", LABEL, RING)
    later = RING.with_new_primary(DAY)
    retired = later.with_retired([RING.primary], DAY)

    assert cipher.unseal(sealed, LABEL, later) == b"x"
    assert cipher.unseal(sealed, LABEL, retired) == b"x"
    assert later.former == [RING.primary]
    assert retired.former == []


def test_only_the_new_key_seals_after_a_change() -> None:
    later = RING.with_new_primary(DAY)

    assert cipher.key_of(cipher.seal(b"x", LABEL, later)) == later.primary
    assert later.primary != RING.primary


def test_equal_values_are_sealed_differently_each_time() -> None:
    nonces = {cipher.seal(b"same", LABEL, RING)[cipher.HEADER_BYTES :][: cipher.NONCE_BYTES] for _ in range(2000)}

    assert len(nonces) == 2000


@pytest.mark.parametrize("junk", ["JBSWY3DPEHPK3PXP", "not base64!", "é", "", "AQ=="])
def test_clear_text_is_never_taken_for_a_sealed_value(junk: str) -> None:
    with pytest.raises(DecryptionFailed):
        cipher.unseal(cipher.from_token(junk, LABEL), LABEL, RING)


def test_neither_error_nor_repr_tells_a_value_or_a_key() -> None:
    sealed = bytearray(cipher.seal(b"Maria Ortiz", LABEL, RING))
    sealed[-1] ^= 1

    with pytest.raises(DecryptionFailed) as failure:
        cipher.unseal(bytes(sealed), LABEL, RING)

    assert str(failure.value) == f"{LABEL}: the value was changed or belongs to another column."
    assert failure.value.__suppress_context__
    for key in (RING.keys[RING.primary].secret, RING.index_key):
        assert repr(key)[2:-1] not in repr(RING)
