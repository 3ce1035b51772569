"""What the roles of an invitation need."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from stepwell.kernel.findings import Finding
from stepwell.platform.invitations.rules.grants import ENDED, NEEDS_END, NO_ROLE, TWICE, Grant, findings_for
from stepwell.platform.walls.rights import Role

AT = datetime(2026, 3, 1, tzinfo=UTC)
LATER = AT + timedelta(days=30)
SITE = UUID(int=1)


@pytest.mark.parametrize(
    ("grants", "findings"),
    [
        ([], [NO_ROLE]),
        ([Grant(Role.CLINICIAN, SITE)], []),
        ([Grant(Role.CLINICIAN, SITE), Grant(Role.CLINICIAN)], []),
        ([Grant(Role.CLINICIAN, SITE), Grant(Role.CLINICIAN, SITE)], [TWICE]),
        ([Grant(Role.AUDITOR, SITE)], [NEEDS_END]),
        ([Grant(Role.AUDITOR, SITE, LATER)], [NEEDS_END]),
        ([Grant(Role.AUDITOR, SITE, LATER, "   ")], [NEEDS_END]),
        ([Grant(Role.AUDITOR, SITE, LATER, "state survey")], []),
        ([Grant(Role.BILLER, SITE, AT)], [ENDED]),
    ],
)
def test_findings(grants: list[Grant], findings: list[Finding]) -> None:
    assert findings_for(grants, at=AT) == findings
