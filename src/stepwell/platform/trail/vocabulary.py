"""The ways in which client data is read."""

from enum import StrEnum


class Way(StrEnum):
    """How somebody came to see client data."""

    PAGE = "page"
    LIST = "list"
    SEARCH = "search"
    EXPORT = "export"
    COMMAND = "command"
    JOB = "job"


WAY_LABELS = {
    Way.PAGE: "Opened",
    Way.LIST: "Listed",
    Way.SEARCH: "Searched",
    Way.EXPORT: "Exported",
    Way.COMMAND: "Command line",
    Way.JOB: "Job",
}
