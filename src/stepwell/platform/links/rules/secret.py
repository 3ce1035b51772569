"""The secret of a link: one hundred random bits, written so that it can be clicked, printed, read out and typed.

Twenty letters of Crockford's base 32 in four groups: 7K2QW-0ABCD-EFGHJ-KMNPQ. There is no I, L, O or U; whoever types
one of the first three for 1 or 0 is understood. The database holds the digest only.
"""

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LETTERS = 4, 5
LETTERS = GROUPS * GROUP_LETTERS
CODE_DIGITS = 6

_BITS_A_LETTER = 5
_MISREAD = str.maketrans("ILO", "110")
_BETWEEN = str.maketrans("", "", "- \t\r\n\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}")


def new_secret() -> str:
    """Return a new secret in its printed form. Source: 100 bits from the operating system's generator."""
    number = secrets.randbits(LETTERS * _BITS_A_LETTER)
    letters = [ALPHABET[(number >> _BITS_A_LETTER * place) % len(ALPHABET)] for place in range(LETTERS)]
    return _grouped("".join(letters))


def new_code() -> str:
    """Return the six digits that are told to somebody by another way than the link."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def read_secret(typed: str) -> str:
    """Return what somebody typed in its printed form, or "" if it cannot be a secret.

    typed  with or without hyphens and spaces, in any case, with I and L for 1 and O for 0
    """
    letters = typed.translate(_BETWEEN).upper().translate(_MISREAD)
    return _grouped(letters) if len(letters) == LETTERS and set(letters) <= set(ALPHABET) else ""


def digest(text: str) -> str:
    """Return the SHA-256 of a secret as the database knows it, in 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP_LETTERS] for start in range(0, LETTERS, GROUP_LETTERS))
