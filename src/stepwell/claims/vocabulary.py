"""Choices of claims. Source: docs/sources.md#claim-states."""

from enum import StrEnum


class State(StrEnum):
    """How far a claim came."""

    DRAFT = "draft"
    SCRUB_FAILED = "scrub_failed"
    READY = "ready"
    QUEUED = "queued"
    SENT = "sent"
    FORWARDED = "forwarded"
    FILE_REJECTED = "file_rejected"
    FILE_ACCEPTED = "file_accepted"
    CLAIM_REJECTED = "claim_rejected"
    PAYER_ACCEPTED = "payer_accepted"
    PENDED = "pended"
    ADJUDICATED = "adjudicated"
    DENIED = "denied"
    REVERSED = "reversed"
    APPEALED = "appealed"
    SECONDARY_DUE = "secondary_due"
    PATIENT_DUE = "patient_due"
    CLOSED = "closed"
    WRITTEN_OFF = "written_off"
    REPLACED = "replaced"
    VOIDED = "voided"
    DROPPED = "dropped"


STATE_LABELS = {
    State.DRAFT: "Draft",
    State.SCRUB_FAILED: "To be mended",
    State.READY: "Ready to send",
    State.QUEUED: "About to leave",
    State.SENT: "Sent",
    State.FORWARDED: "Sent on by the payer before",
    State.FILE_REJECTED: "File rejected",
    State.FILE_ACCEPTED: "File accepted",
    State.CLAIM_REJECTED: "Rejected before a decision",
    State.PAYER_ACCEPTED: "With the payer",
    State.PENDED: "The payer waits for something",
    State.ADJUDICATED: "Decided",
    State.DENIED: "Denied",
    State.REVERSED: "Decision taken back",
    State.APPEALED: "Appealed",
    State.SECONDARY_DUE: "Next payer’s turn",
    State.PATIENT_DUE: "Client’s turn",
    State.CLOSED: "Closed",
    State.WRITTEN_OFF: "Written off",
    State.REPLACED: "Replaced by another claim",
    State.VOIDED: "Voided",
    State.DROPPED: "Taken back before it went out",
}


class Told(StrEnum):
    """Where a payer's number of a claim was read."""

    ACKNOWLEDGMENT = "277CA"
    STATUS = "277"
    REMITTANCE = "835"
    BY_HAND = "by_hand"


TOLD_LABELS = {
    Told.ACKNOWLEDGMENT: "Acknowledgment of the claim",
    Told.STATUS: "Answer to a question about the claim",
    Told.REMITTANCE: "Remittance",
    Told.BY_HAND: "Typed in",
}


class Numbered(StrEnum):
    """What is counted. Each count is the organization's, and none goes back."""

    CLAIM = "claim"
    INTERCHANGE = "interchange"
    GROUP = "group"
    SET = "set"


NUMBERED_LABELS = {
    Numbered.CLAIM: "Claims (CLM01)",
    Numbered.INTERCHANGE: "Interchanges (ISA13)",
    Numbered.GROUP: "Groups (GS06)",
    Numbered.SET: "Sets (ST02)",
}
SEQUENCE_LABELS = {1: "First payer", 2: "Second payer", 3: "Third payer"}
FREQUENCY_LABELS = {
    "1": "New claim",
    "2": "First bill of the episode",
    "3": "Bill in between",
    "4": "Last bill of the episode",
    "7": "Replaces a claim",
    "8": "Voids a claim",
}
SEX_LABELS = {"F": "Female", "M": "Male", "U": "Unknown"}
