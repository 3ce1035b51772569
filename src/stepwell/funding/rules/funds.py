"""What a fund may give, and who may say so. Source: docs/sources.md#sliding-fee."""

from datetime import date

from stepwell.billing.rules.amounts import in_words
from stepwell.kernel.findings import Finding

OWN = Finding("FUN-001", "You asked for it: somebody else approves it. You may take it back.")
DECIDED = Finding("FUN-002", "This was decided meanwhile. Load the page again to see how.")
PAYER_FIRST = Finding(
    "FUN-003",
    "A plan has not answered for all of this client’s care. A fund pays last: wait for the answer, then award.",
)
WORDS = Finding("FUN-004", "Say what the award is for in ten letters or more; who approves it reads this.", "words")
KNOWN = Finding("FUN-005", "There is a fund of this name. Choose another, such as with the year.", "name")
_LEAST = 10


def check_award(*, cents: int, owed: int, waits: int, left: int, words: str) -> list[Finding]:
    """Return why an award may not be asked for, or given. All sums in cents.

    owed   by the client, less what was asked of funds and not decided
    waits  what payers have not answered for
    left   in the fund
    """
    found = [WORDS] if len(words.strip()) < _LEAST else []
    if waits > 0:
        found.append(PAYER_FIRST)
    if cents > owed:
        sentence = f"The client owes {in_words(max(owed, 0))} that no fund was asked for. Enter that or less."
        found.append(Finding("FUN-006", sentence, "amount"))
    return found + check_left(cents, left)


def check_left(cents: int, left: int) -> list[Finding]:
    """Return that a fund has less than is to leave it."""
    if cents <= left:
        return []
    sentence = f"The fund has {in_words(left)}. Enter that or less, or ask another fund."
    return [Finding("FUN-007", sentence, "amount")]


def check_day(on: date, *, from_on: date, to_on: date | None) -> list[Finding]:
    """Return that a fund gives nothing on a day."""
    if on >= from_on and (to_on is None or on <= to_on):
        return []
    days = f"from {from_on:%b %-d, %Y}" + (f" to {to_on:%b %-d, %Y}" if to_on else "")
    return [Finding("FUN-008", f"This fund gives {days}. Choose another.", "fund")]
