"""Does this signature belong to these bytes, and is it as it was made? Source: docs/sources.md#esign (15 USC 7001)."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import UUID

from stepwell.kernel.findings import Finding

CHANGED_CONTENT = Finding(
    "SIGN-001", "This is not what was signed: it was changed afterwards, or it is another version."
)
CHANGED_RECORD = Finding(
    "SIGN-002",
    "The record of this signature was changed after it was made. Tell whoever looks after this installation.",
)


@dataclass(frozen=True)
class Signed:
    """The facts of one signature that its seal holds together.

    digest  SHA-256 of the signed bytes, in hexadecimal digits
    mark    SHA-256 of the mark
    by      account of the signer, or None for the holder of a link
    """

    id: UUID
    organization: UUID
    label: str
    digest: str
    signer: str
    by: UUID | None
    link: UUID | None
    way: str
    mark: str
    at: datetime


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def seal_of(signed: Signed, secret: bytes) -> str:
    """Return the seal over a signature's facts: HMAC-SHA256 in hexadecimal digits.

    secret  the installation's key for seals, which the database does not hold
    """
    facts = asdict(signed) | {"at": signed.at.astimezone(UTC).isoformat(timespec="microseconds")}
    canonical = json.dumps(facts, default=str, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hmac.new(secret, canonical.encode(), "sha256").hexdigest()


def verify(signed: Signed, content: bytes, *, seal: str, secret: bytes) -> list[Finding]:
    """Return what is wrong with a signature of `content`; empty if all of it holds."""
    findings = []
    if not hmac.compare_digest(signed.digest, digest_of(content)):
        findings.append(CHANGED_CONTENT)
    if not hmac.compare_digest(seal, seal_of(signed, secret)):
        findings.append(CHANGED_RECORD)
    return findings
