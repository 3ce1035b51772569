"""Proofs: keyed digests of an answer, bound to one link. The database compares them without knowing the answer."""

from datetime import date

from stepwell.platform.crypto.blind import blind_index
from stepwell.platform.links.rules.identity import Identity, statement

LABEL = "links.one_time_link.proof"


def proof_of(token_hash: str, name: str, birth_date: date, code: str) -> str:
    """Return the proof of one answer at one link: 32 hexadecimal digits of an HMAC under the installation's index key.

    token_hash  digest of the link's secret, so that equal answers at two links do not look equal
    """
    return blind_index(f"{token_hash}|{statement(name, birth_date, code)}", LABEL).hex()


def proofs_of(token_hash: str, identity: Identity) -> list[str]:
    """Return the proofs that count at one link, one for each name."""
    keys = {proof_of(token_hash, name, identity.birth_date, identity.code) for name in identity.names}
    return sorted(keys)
