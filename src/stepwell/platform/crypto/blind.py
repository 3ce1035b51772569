"""Blind indexes: equality search on encrypted values, without the value.

The column is `models.BinaryField(max_length=INDEX_BYTES, null=True, db_index=True)` beside the encrypted one, filled by
the same action. Whoever reads the database sees which rows hold equal values and nothing else; whoever also has the
index key can try all telephone numbers, so an index belongs only on columns that must be searched.

The index key does not rotate with the data keys (see `keyring`): the same value must give the same index for years.
"""

import hmac
import unicodedata
from enum import StrEnum

from stepwell.platform.crypto import keyring

INDEX_BYTES = 16


class Form(StrEnum):
    """What counts as the same value."""

    TEXT = "text"
    """Same but for case, width and spacing: e-mail addresses, names."""
    CODE = "code"
    """Same letters and digits: telephone, member and social security numbers, however they were punctuated."""


def blind_index(value: str, label: str, form: Form = Form.TEXT) -> bytes:
    """Return the 16 bytes by which an encrypted value is found.

    value    the clear value; it must not be empty once normalized, as all empty values would be equal: store NULL
    label    the label of the encrypted column, for example "coverage.policy.member_number"
    raises   ValueError for an empty value
    source   HMAC (RFC 2104) with SHA-256, cut to 128 bits: chance equality among 10^9 values is below 10^-20
    """
    text = normalized(value, form)
    if not text:
        message = f"{label}: an empty value has no blind index; store NULL."
        raise ValueError(message)
    return hmac.digest(keyring.current().index_secret(label), text.encode(), "sha256")[:INDEX_BYTES]


def normalized(value: str, form: Form) -> str:
    """Return the text that equal values share. Source: Unicode Annex 15 (NFKC), Standard 3.13 (case folding)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())
    if form is Form.CODE:
        return "".join(letter for letter in folded if letter.isalnum())
    return " ".join(folded.split())
