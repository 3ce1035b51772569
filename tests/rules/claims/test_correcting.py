"""What is sent when something changed."""

import pytest

from stepwell.claims.rules.correcting import Act, Course, decide

NEW, REPLACES, VOIDS = (Act.SEND, "1", ""), (Act.SEND, "7", "ICN1"), (Act.SEND, "8", "ICN1")
WAIT, NOTHING = (Act.WAIT, "", ""), (Act.NOTHING, "", "")


@pytest.mark.parametrize(
    ("course", "number", "is_changed", "is_left", "expected"),
    [
        (None, "", True, True, NEW),
        (None, "", True, False, NOTHING),
        (Course.REJECTED, "", False, True, NEW),
        (Course.REJECTED, "ICN1", True, True, NEW),
        (Course.REJECTED, "", True, False, NOTHING),
        (Course.UNPROCESSABLE, "ICN1", True, True, NEW),
        (Course.VOIDED, "ICN1", True, True, NEW),
        (Course.VOIDED, "ICN1", True, False, NOTHING),
        (Course.SENT, "", False, True, NOTHING),
        (Course.SENT, "", True, True, WAIT),
        (Course.SENT, "ICN1", False, False, WAIT),
        (Course.ACCEPTED, "ICN1", False, True, NOTHING),
        (Course.ACCEPTED, "ICN1", True, True, REPLACES),
        (Course.ACCEPTED, "", True, True, WAIT),
        (Course.DECIDED, "ICN1", True, True, REPLACES),
        (Course.DECIDED, "ICN1", True, False, VOIDS),
        (Course.DECIDED, "ICN1", False, False, VOIDS),
        (Course.DECIDED, "", True, False, WAIT),
    ],
)
def test_what_to_send(
    course: Course | None, number: str, is_changed: bool, is_left: bool, expected: tuple[Act, str, str]
) -> None:
    decision = decide(course, payer_number=number, is_changed=is_changed, is_left=is_left)
    assert (decision.act, decision.frequency, decision.original_number) == expected
    assert decision.why.endswith(".")
