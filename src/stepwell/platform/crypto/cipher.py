"""Sealed values: version byte, key id (2 bytes), nonce (12 bytes), AES-256-GCM ciphertext with its tag (16 bytes).

The label of the column is bound in twice: it derives the key, and with the header it is authenticated data. So a value
moved to another column, or whose header was changed, does not open. The label is an explicit argument and not taken
from the model, because history tables hold the same bytes under another model. Nonces are random: the limit of 2^32
values per key and label is out of reach of one clinic.
"""

import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from cryptography.exceptions import InvalidTag

from stepwell.platform.crypto.errors import DecryptionFailed, UnknownKey
from stepwell.platform.crypto.keys import KEY_ID_BYTES, Keyring

VERSION = 1
HEADER_BYTES = 1 + KEY_ID_BYTES
HEADER_LETTERS = 4  # three bytes are four letters of base64, so a text token tells its key too
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES


def header(key_id: str) -> bytes:
    """Return the first bytes of every value sealed with that key."""
    return bytes((VERSION,)) + bytes.fromhex(key_id)


def key_of(sealed: bytes) -> str:
    """Return the id (4 hexadecimal digits) of the key that sealed a value; of no meaning for foreign bytes."""
    return sealed[1:HEADER_BYTES].hex()


def seal(clear: bytes, label: str, ring: Keyring) -> bytes:
    """Return `clear` sealed with the primary key.

    label    what the value is, for example "clients.contact.value"; the same is needed to open it
    returns  OVERHEAD_BYTES more than `clear`, different each time
    raises   nothing
    source   NIST SP 800-38D (GCM), RFC 5869 (HKDF)
    """
    head = header(ring.primary)
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + ring.cipher(ring.primary, label).encrypt(nonce, clear, head + label.encode())


def unseal(sealed: bytes, label: str, ring: Keyring) -> bytes:
    """Return what was sealed under `label`.

    raises   UnknownKey if the ring lacks the key; DecryptionFailed if the bytes were damaged, cut, moved from another
             label or never sealed
    """
    if len(sealed) < OVERHEAD_BYTES or sealed[0] != VERSION:
        raise DecryptionFailed(label, "this is not a sealed value.")
    key_id = key_of(sealed)
    if key_id not in ring.keys:
        raise UnknownKey(label, key_id)
    head, nonce, body = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:][:NONCE_BYTES], sealed[HEADER_BYTES + NONCE_BYTES :]
    try:
        return ring.cipher(key_id, label).decrypt(nonce, body, head + label.encode())
    except InvalidTag:
        raise DecryptionFailed(label, "the value was changed or belongs to another column.") from None


def as_token(sealed: bytes) -> str:
    """Return a sealed value as text, for places that take no bytes."""
    return b64encode(sealed).decode()


def from_token(token: str, label: str) -> bytes:
    """Return the sealed value of a text token; raises DecryptionFailed if it is none."""
    try:
        return b64decode(token, validate=True)
    except (NotBase64, ValueError):
        raise DecryptionFailed(label, "this is not a sealed value.") from None
