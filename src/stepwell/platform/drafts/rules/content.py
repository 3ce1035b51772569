"""What of a form is kept: pure, from what a browser sends."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from stepwell.kernel.findings import Finding

KEY_LENGTH = 32
MAX_BYTES = 256 * 1024
MARK = "draft"  # the hidden field that carries the key
NEVER = frozenset({MARK, "csrfmiddlewaretoken"})

Content = dict[str, list[str]]


def key_of(view_name: str, arguments: Mapping[str, object], prefix: str) -> str:
    """Return the key of a form on a page: 32 hexadecimal digits.

    view_name  with its namespace
    arguments  of the address
    prefix     of the form, where a page has several
    """
    parts = [view_name, prefix, *(f"{name}={value}" for name, value in sorted(arguments.items()))]
    return sha256(json.dumps(parts).encode()).hexdigest()[:KEY_LENGTH]


def is_key(text: str) -> bool:
    """Return whether a text can be a form's key at all."""
    return len(text) == KEY_LENGTH and set(text) <= set("0123456789abcdef")


def kept(sent: Iterable[tuple[str, Sequence[object]]]) -> Content:
    """Return the fields worth keeping: texts, without passwords and what the page itself put in."""
    return {
        name: [value for value in values if isinstance(value, str)]
        for name, values in sent
        if name not in NEVER and "password" not in name.lower()
    }


def findings(content: Content) -> list[Finding]:
    """Return what keeps a draft from being kept."""
    if len(json.dumps(content, ensure_ascii=False).encode()) <= MAX_BYTES:
        return []
    return [Finding("DRAFT-001", "This is too long to be kept while you type. Save it in parts.")]
