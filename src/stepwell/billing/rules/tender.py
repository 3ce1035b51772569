"""What a client hands over: cash, a check, a card that a terminal has charged."""

import re
from dataclasses import dataclass

from stepwell.billing.rules.ledger import AMOUNT, MOST_CENTS
from stepwell.billing.vocabulary import Origin, Way
from stepwell.kernel.findings import Finding

NO_NUMBER = Finding("PAY-002", "Enter the number of the check; it stands at its bottom or top right.", "check_number")
NO_LAST_FOUR = Finding("PAY-003", "Enter the last four digits of the card, and never the others.", "last_four")
NO_APPROVAL = Finding("PAY-004", "Enter the authorization code that the terminal shows.", "approval")
_LAST_FOUR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Tender:
    """A payment as it is handed over: cents, what identifies a check or a card's payment later, whose money it is."""

    way: Way
    cents: int
    check_number: str = ""
    last_four: str = ""
    approval: str = ""
    origin: Origin = Origin.CLIENT


def check(tendered: Tender) -> list[Finding]:
    """Return what is missing (PAY-002 to PAY-004), or wrong with the amount (LED-001)."""
    found = [] if 0 < tendered.cents <= MOST_CENTS else [AMOUNT]
    if tendered.way == Way.CHECK and not tendered.check_number:
        found.append(NO_NUMBER)
    if tendered.way == Way.CARD and not _LAST_FOUR.fullmatch(tendered.last_four):
        found.append(NO_LAST_FOUR)
    if tendered.way == Way.CARD and not tendered.approval:
        found.append(NO_APPROVAL)
    return found
