"""Choices of inbound files and remittances. Source: docs/sources.md#posting."""

from enum import StrEnum


class Way(StrEnum):
    """How a file came."""

    FOLDER = "folder"
    UPLOAD = "upload"
    BY_HAND = "by_hand"


WAY_LABELS = {Way.FOLDER: "Inbound folder", Way.UPLOAD: "Uploaded", Way.BY_HAND: "Entered by hand"}


class Kind(StrEnum):
    """What a file is, by what it says."""

    UNKNOWN = "unknown"
    REMITTANCE = "remittance"
    ACKNOWLEDGMENT = "acknowledgment"
    STATUS = "status"
    BENEFITS = "benefits"
    CLAIMS = "claims"
    OTHER = "other"
    SEVERAL = "several"


KIND_LABELS = {
    Kind.UNKNOWN: "Not known",
    Kind.REMITTANCE: "Remittance (835)",
    Kind.ACKNOWLEDGMENT: "Acknowledgment (TA1, 999)",
    Kind.STATUS: "Status of claims (277)",
    Kind.BENEFITS: "Benefits (271)",
    Kind.CLAIMS: "Claims (837)",
    Kind.OTHER: "Another kind of X12",
    Kind.SEVERAL: "Several kinds",
}


class Reading(StrEnum):
    """How far the reading of a file came."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"


READING_LABELS = {
    Reading.WAITING: "Waits to be read",
    Reading.READ: "Read",
    Reading.REFUSED: "Not read",
}


class Outcome(StrEnum):
    """What a remittance, or an answer in it, came to."""

    POSTED = "posted"
    WAITING = "waiting"
    TOLD = "told"
    REFUSED = "refused"


OUTCOME_LABELS = {
    Outcome.POSTED: "Posted",
    Outcome.WAITING: "Waits for somebody",
    Outcome.TOLD: "Nothing to post",
    Outcome.REFUSED: "Not posted",
}


class Step(StrEnum):
    """What was done about a denied line."""

    OPENED = "opened"
    TAKEN = "taken"
    CORRECTED = "corrected"
    REMADE = "remade"
    APPEALED = "appealed"
    RECORDS = "records"
    CALLED = "called"
    NOTED = "noted"
    OVERTURNED = "overturned"
    UPHELD = "upheld"
    PARTLY = "partly"
    ASKED = "asked"
    KEPT = "kept"
    GIVEN_UP = "given_up"


STEP_LABELS = {
    Step.OPENED: "Denied",
    Step.TAKEN: "Taken up",
    Step.CORRECTED: "Corrected claim sent",
    Step.REMADE: "Corrected claim made",
    Step.APPEALED: "Appeal sent",
    Step.RECORDS: "Records sent",
    Step.CALLED: "Payer or client asked",
    Step.NOTED: "Note",
    Step.OVERTURNED: "Overturned: it will be paid",
    Step.UPHELD: "Upheld: the payer stays with it",
    Step.PARTLY: "Partly overturned",
    Step.ASKED: "Asked to give it up",
    Step.KEPT: "Not given up",
    Step.GIVEN_UP: "Given up",
}
# What is written down on the page of a case; the others follow from elsewhere.
WRITTEN = (
    Step.CORRECTED, Step.APPEALED, Step.RECORDS, Step.CALLED, Step.NOTED, Step.OVERTURNED, Step.UPHELD, Step.ASKED,
)  # fmt: skip


class End(StrEnum):
    """How the case of a denied line ended."""

    OVERTURNED = "overturned"
    PARTLY = "partly"
    UPHELD = "upheld"
    GIVEN_UP = "given_up"


END_LABELS = {
    End.OVERTURNED: "Overturned", End.PARTLY: "Partly overturned", End.UPHELD: "Upheld", End.GIVEN_UP: "Given up",
}  # fmt: skip
