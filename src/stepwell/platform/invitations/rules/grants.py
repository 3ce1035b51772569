"""The roles that an invitation brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.kernel.findings import Finding
from stepwell.platform.walls.rights import TIME_BOXED, Role

NO_ROLE = Finding("INV-002", "Choose at least one role: without one, nothing opens to them.", "roles")
TWICE = Finding("INV-003", "A role at a site is given once. Take out the second one.", "roles")
NEEDS_END = Finding("INV-004", "An auditor's access needs an end and a written basis.", "roles")
ENDED = Finding("INV-005", "An end of a role lies in the past.", "roles")


@dataclass(frozen=True)
class Grant:
    """One role, at one site or (None) at all."""

    role: Role
    site: UUID | None = None
    ends_at: datetime | None = None
    basis: str = ""


def findings_for(grants: Sequence[Grant], *, at: datetime) -> list[Finding]:
    """Return what is wrong with the roles of an invitation made at an instant; empty if nothing is."""
    if not grants:
        return [NO_ROLE]
    findings = []
    if len({(grant.role, grant.site) for grant in grants}) < len(grants):
        findings.append(TWICE)
    if any(grant.role in TIME_BOXED and not (grant.ends_at and grant.basis.strip()) for grant in grants):
        findings.append(NEEDS_END)
    if any(grant.ends_at and grant.ends_at <= at for grant in grants):
        findings.append(ENDED)
    return findings
