"""The work that a remittance may leave: what is the matter, and what to do now."""

from typing import NamedTuple


class Words(NamedTuple):
    """A kind of work: sentence and next step."""

    sentence: str
    next_step: str


WORK = {
    "POS-001": Words(
        "The remittance says nothing about a payment, or bears no number.",
        "Ask the payer for a complete file. Nothing of it was posted.",
    ),
    "POS-002": Words(
        "Payment, claims and provider adjustments do not add up.",
        "Ask the payer for a corrected file. Nothing of it was posted.",
    ),
    "POS-004": Words(
        "This remittance is for somebody else: its payee is not this program.",
        "Send it back to where it came from. Nothing of it was posted.",
    ),
    "POS-005": Words(
        "No claim with these numbers was sent from here.",
        "Look for it under the payer’s number, or ask the payer whose it is. The money waits.",
    ),
    "POS-006": Words(
        "The amounts of this claim do not add up.",
        "Ask the payer for a corrected answer, or post it by hand from the paper. The money waits.",
    ),
    "POS-007": Words(
        "It cannot be told which lines this answer is about.",
        "Compare days, codes and charges with the claim and post it by hand. The money waits.",
    ),
    "POS-008": Words(
        "The payer answers other amounts than it was asked for.",
        "Compare with what was sent. Correct the claim, or post it by hand. The money waits.",
    ),
    "POS-009": Words(
        "This claim was answered and posted before, and that was not taken back.",
        "Ask the payer whether it paid twice. If so, the money goes back.",
    ),
    "POS-010": Words(
        "The payer takes back what was never posted here, or another amount.",
        "Look for the earlier remittance, post it, and then this one. The money waits.",
    ),
    "POS-011": Words(
        "The payer sent this claim on to another payer.",
        "Wait for that payer’s answer. Do not send it a claim of ours as well.",
    ),
    "POS-012": Words(
        "The payer did not decide this claim. It forwarded it, or only says what it would pay.",
        "Wait for the answer of the payer who decides. Nothing was posted.",
    ),
    "POS-013": Words(
        "The payer recovers money that belongs to an earlier claim.",
        "Look for the claim under the number given, and for the letter before it. Object in time if it is wrong.",
    ),
    "POS-014": Words(
        "Less or more is allowed than the contract says.",
        "Compare with the contract’s price of that day and ask the payer for the difference.",
    ),
    "POS-015": Words(
        "Some lines of this claim are not answered.",
        "Wait for them, and ask for them if they do not come.",
    ),
    "POS-016": Words(
        "The client’s share goes to the next payer first.",
        "Send the claim to the next payer with what this one decided.",
    ),
    "POS-019": Words(
        "The payer pays a claim whose corrected claim it decided before. The money waits.",
        "Ask the payer which of both counts. Place the money on the corrected claim, or as a refund due to the payer.",
    ),
    "POS-020": Words(
        "The payer decided the corrected claim, and did not take back what it paid for the one before.",
        "Wait for the reversal of the first payment. If none comes, ask the payer: it may want the money back.",
    ),
}
