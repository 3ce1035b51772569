"""Every kind of work that an answer leaves, or that no answer leaves: sentence and next step by code.

Source: docs/sources.md#posting.
"""

from typing import Final

from stepwell.remittances.rules.posting.words import WORK, Words

EMPTY, TOO_LARGE, NO_X12, CUT_OFF, NOT_FOR_US, NUMBERS_AGAIN, UNCLEAR = (
    "INB-001", "INB-002", "INB-003", "INB-004", "INB-005", "INB-006", "INB-007",
)  # fmt: skip
UNKNOWN_QUESTION, SENT_ELSEWHERE = "INB-008", "INB-009"
UNKNOWN_FILE, FILE_REJECTED, UNKNOWN_CLAIM, CLAIM_REJECTED, ASKED = (
    "ACK-001", "ACK-002", "ACK-003", "ACK-004", "ACK-005",
)  # fmt: skip
NO_ACKNOWLEDGMENT, NO_STATUS, NO_DECISION = "SIL-001", "SIL-002", "SIL-003"
PAID_BEFORE = "POS-017"
NOT_IN_BANK, NO_PAYMENT = "POS-003", "POS-018"
STUCK = UNDECIDED, LINES_UNTOLD, NO_NEXT_PAYER, NO_TERMS, NEXT_ASKED_BEFORE = (
    "COB-002", "COB-003", "COB-004", "COB-005", "COB-006",
)  # fmt: skip

WORDS: Final = {
    **WORK,
    EMPTY: Words("The file is empty.", "Ask whoever sent it for the file again."),
    TOO_LARGE: Words(
        "The file is larger than 10 MB. It was not read, and lies in the folder of refused files.",
        "Ask the clearinghouse to send it in several files.",
    ),
    NO_X12: Words(
        "This is no X12 file: a PDF, a picture, a ZIP or something else. Nothing of it was read.",
        "Unpack a ZIP and add what is in it; else ask for the electronic file of the same answer. A letter belongs to"
        " the client’s documents.",
    ),
    CUT_OFF: Words(
        "The file is not whole: it was cut off, or its counts and numbers do not agree. Nothing of it was read.",
        "Fetch it again from where it came. If it comes the same way, tell the clearinghouse.",
    ),
    NOT_FOR_US: Words(
        "The file holds nothing that a payer answers, nor claims of this clinic that another program sent.",
        "Look where it came from. Our own files belong into the outbound folder.",
    ),
    NUMBERS_AGAIN: Words(
        "Another file of the same sender had the same number, and said something else. This one was read as well.",
        "Compare both files. If one corrects the other, ask the sender which of them counts.",
    ),
    UNCLEAR: Words(
        "Some of this part of the file could not be understood. Nothing of this part was taken up.",
        "Read what is wrong with the file below, and ask the sender for a corrected one.",
    ),
    UNKNOWN_QUESTION: Words(
        "This answers a question about benefits that was never asked from here. Nothing of it was taken up.",
        "If it is about a client of yours, hand it in under Coverage, at the policy, with “Payer’s files”.",
    ),
    SENT_ELSEWHERE: Words(
        "The file holds claims of this clinic that another program sent. None is taken up until somebody says so.",
        "Look at the claims, and take up those that the payer has: then its answers are posted here.",
    ),
    UNKNOWN_FILE: Words(
        "This acknowledges a file that was never sent from here.",
        "Ask the clearinghouse whose file it means. Nothing changed.",
    ),
    FILE_REJECTED: Words(
        "A file of claims was rejected as a whole. No payer has seen its claims; the time to file goes on.",
        "Mend what the answer names, and send the claims again.",
    ),
    UNKNOWN_CLAIM: Words(
        "This tells of a claim that was never sent from here.",
        "Ask the payer whose claim it means. Nothing changed.",
    ),
    CLAIM_REJECTED: Words(
        "The payer rejected this claim and decides nothing about it. The time to file goes on.",
        "Correct the claim and send it again.",
    ),
    ASKED: Words(
        "The payer waits for something before it decides this claim.",
        "Send what it asks for, and ask again.",
    ),
    NO_ACKNOWLEDGMENT: Words(
        "Nobody has said that the file with this claim arrived (999).",
        "Ask the clearinghouse for the file. If it has none, send the claims again.",
    ),
    NO_STATUS: Words(
        "The payer has not said whether it takes this claim in (277CA).",
        "Look it up on the payer’s portal, or call. If they have none, send it again.",
    ),
    NO_DECISION: Words(
        "The payer has not decided this claim in time (835).",
        "Look it up on the payer’s portal, or call, and note what they say.",
    ),
    UNDECIDED: Words(
        "Another payer is next, and this answer is no decision that a claim to them could go on from.",
        "Wait for the decision, or ask for it.",
    ),
    LINES_UNTOLD: Words(
        "Another payer is next, and it cannot be told which line the answer’s lines are about.",
        "Send the claim to the next payer by hand, with a copy of the answer.",
    ),
    NO_NEXT_PAYER: Words(
        "The payer sent the claim on, or left it to another payer, and none is on file for these days.",
        "Ask the client for the other policy, and enter it with the coverage: the claim goes on by itself.",
    ),
    NO_TERMS: Words(
        "Another payer is next, and no contract says how claims to them look on these days.",
        "Write down a contract with them, also without an agreement: the claim goes on by itself.",
    ),
    NEXT_ASKED_BEFORE: Words(
        "The payer decided anew, and the claim to the next payer says what it decided before.",
        "Ask the next payer for its number of that claim, and enter it: the replacement goes on by itself.",
    ),
    NOT_IN_BANK: Words(
        "The payer says that it paid this, and the bank has not shown the money in time.",
        "Look for the deposit on the page Bank, and match it. If it never came, ask the payer to trace the payment.",
    ),
    NO_PAYMENT: Words(
        "Money came to the bank, and no payment is known that it holds.",
        "Match it on the page Bank. If no answer came for it, ask the payer for the 835, or post the paper.",
    ),
    PAID_BEFORE: Words(
        "A payment with this number was read before, from another file. Nothing was posted again.",
        "Compare both files. If the payer changed something, ask for a payment with a number of its own.",
    ),
}  # fmt: skip
