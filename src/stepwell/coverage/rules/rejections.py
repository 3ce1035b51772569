"""What to do next when a payer does not answer a question (AAA). Source: docs/sources.md#verification."""

from typing import Final

from stepwell.x12.labels.benefits import FOLLOW_UP

_CARD = "Compare the member number with the card, correct the policy, and ask again."
_NAME = "Compare the name with the card: the payer may have another spelling. Correct it, and ask again."
_BORN = "Compare the birth date with the card or the plan’s portal, correct it, and ask again."
_WHO = "Tell the payer or the clearinghouse: it does not know the clinic’s NPI. Until then, ask by telephone."
_LATER = "The payer’s system did not answer. Ask again in a few hours, or call."
_DAY = "Ask about today: the payer does not answer for that day."

_NEXT: Final = {
    **dict.fromkeys(("64", "68", "72", "75", "76", "78", "79"), _CARD),
    **dict.fromkeys(("65", "73"), _NAME),
    **dict.fromkeys(("58", "71"), _BORN),
    **dict.fromkeys(("41", "43", "44", "45", "46", "47", "50", "51"), _WHO),
    **dict.fromkeys(("42", "80"), _LATER),
    **dict.fromkeys(("52", "56", "57", "60", "61", "62", "63"), _DAY),
    "66": "Ask the payer by telephone: it has another sex on file.",
    "67": "The payer does not know the client. Compare number, name and birth date with the card; if all is so, call.",
    "74": "Ask the payer by telephone: it has another sex on file.",
    "77": "The payer knows the holder, and not the client. Compare the client’s name and birth date, and who holds it.",
    "T4": "Compare the electronic payer ID under Settings, Payers, with the clearinghouse’s list.",
}


def next_step(reason: str, follow_up: str) -> str:
    """Return what to do about an AAA: by its reason, else by what the payer says itself."""
    said = FOLLOW_UP.get(follow_up, "ask the payer by telephone")
    return _NEXT.get(reason, f"{said[:1].upper()}{said[1:]}.")
