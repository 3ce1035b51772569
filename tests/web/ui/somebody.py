"""A member as the frame sees one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Somebody:
    """An invented clinician."""

    name: str = "Dana Whitfield, LPC"
    title: str = "Primary clinician"
    organization_name: str = "Riverbend"
    place: str = "Eastbank"
    roles: frozenset[str] = frozenset({"clinician"})
    is_demo: bool = False
    organizations: int = 1
