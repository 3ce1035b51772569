"""The gravest of several issues."""

import pytest

from stepwell.x12.issues import Issue, Severity, worst

ERROR, WARNING, NOTE = Severity


@pytest.mark.parametrize(
    ("severities", "gravest"),
    [((), None), ((NOTE,), NOTE), ((NOTE, WARNING, NOTE), WARNING), ((WARNING, ERROR, NOTE), ERROR)],
)
def test_worst(severities: tuple[Severity, ...], gravest: Severity | None) -> None:
    assert worst(Issue("X12-000", severity, "Something.") for severity in severities) is gravest
