"""Choices of inbound files and remittances. Source: docs/sources.md#posting."""

from enum import StrEnum


class Way(StrEnum):
    """How a file came."""

    FOLDER = "folder"
    UPLOAD = "upload"


WAY_LABELS = {Way.FOLDER: "Inbound folder", Way.UPLOAD: "Uploaded"}


class Kind(StrEnum):
    """What a file is, by what it says."""

    UNKNOWN = "unknown"
    REMITTANCE = "remittance"
    ACKNOWLEDGMENT = "acknowledgment"
    STATUS = "status"
    OTHER = "other"
    SEVERAL = "several"


KIND_LABELS = {
    Kind.UNKNOWN: "Not known",
    Kind.REMITTANCE: "Remittance (835)",
    Kind.ACKNOWLEDGMENT: "Acknowledgment (TA1, 999)",
    Kind.STATUS: "Status of claims (277)",
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
