"""What a 999, a 997 and a 277CA say."""

from datetime import date
from decimal import Decimal

import pytest

from stepwell.x12.acknowledgments import GroupAcknowledgment
from stepwell.x12.reading.sets import read
from stepwell.x12.statuses import ClaimStatuses, StatusCode
from tests.rules.x12.files import changed, sample

CA = "277CA-one-accepted-one-rejected.txt"


def acknowledgment(text: str) -> GroupAcknowledgment:
    content = read(text).sets[0].content
    assert isinstance(content, GroupAcknowledgment)
    return content


def statuses(text: str) -> ClaimStatuses:
    content = read(text).sets[0].content
    assert isinstance(content, ClaimStatuses)
    return content


def test_999() -> None:
    found = acknowledgment(sample("999-rejected.txt"))
    assert (found.code, found.control, found.version, found.status) == ("HC", "101", "005010X222A1", "R")
    assert (found.included, found.received, found.accepted) == ("1", "1", "0")
    [one] = found.sets
    assert (one.code, one.control, one.status, one.reasons) == ("837", "0001", "R", ("5",))
    [segment] = one.errors
    assert (segment.segment_id, segment.in_set, segment.loop, segment.code) == ("NM1", "8", "2010", "8")
    assert segment.claim == "EP1001-W11"
    [element] = segment.elements
    assert (element.element, element.reference, element.code) == ("9", "67", "1")


def test_997_says_the_same_in_other_segments() -> None:
    found = acknowledgment(sample("997.txt"))
    assert [(one.control, one.status) for one in found.sets] == [("0001", "R"), ("0002", "A")]
    [element] = found.sets[0].errors[0].elements
    assert (element.element, element.component, element.repeat, element.value) == ("9", "1", "2", "BAD")
    assert found.sets[0].errors[0].claim == ""
    assert found.reasons == ("1",)


@pytest.mark.parametrize("missing", ["AK1*HC*101*005010X222A1~\n", "IK5*R*5~\n", "AK9*R*1*1*0~\n"])
def test_an_answer_that_does_not_say(missing: str) -> None:
    assert [issue.code for issue in read(changed("999-rejected.txt", missing, "")).sets[0].issues] == ["X12-203"]


def test_277ca() -> None:
    found = statuses(sample(CA))
    (_, accepted), (_, rejected) = found.claims
    assert (accepted.trace.number, accepted.is_rejected, accepted.reference("1K")) == (
        "EP1001-W11",
        False,
        "PAYERICN0001",
    )
    assert (rejected.trace.number, rejected.is_rejected, rejected.reference("1K")) == ("EP1002-W10", True, "")
    assert accepted.statuses[0].codes == (StatusCode("A2", "20", "PR"),)
    assert rejected.statuses[0].charge == Decimal(1050)
    assert rejected.dates[0].last == date(2026, 3, 13)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("QTY*90*1~", "QTY*90*2~", ["X12-411"]),
        ("QTY*AA*1~", "QTY*AA*0~", ["X12-411"]),
        ("AMT*YU*1050~", "AMT*YU*1051~", ["X12-411"]),
        ("AMT*YY*1050~", "AMT*YY*0~", ["X12-411"]),
        ("STC*A3:33*20260318*U*1050~", "STC*A1:20*20260318*WQ*1050~", ["X12-411"] * 4),
    ],
)
def test_totals_of_a_277ca(old: str, new: str, expected: list[str]) -> None:
    assert [issue.code for issue in read(changed(CA, old, new)).sets[0].issues] == expected


def test_277() -> None:
    (_, paid), (level, pended) = statuses(sample("277-status.txt")).claims
    [status] = paid.statuses
    assert status.codes == (StatusCode("F1", "65", "PR"), StatusCode("F2", "1"))
    assert (status.charge, status.paid, status.check, status.message) == (
        Decimal(1050),
        Decimal(200),
        "EFT1",
        "WORDS",
    )
    assert paid.lines[0].statuses[0].codes == (StatusCode("F1", "65"),)
    assert paid.lines[0].charge == Decimal(350)
    assert (level.code, level.parent, pended.trace.number) == ("23", "4", "EP1003-W11")


def test_276_is_read_too() -> None:
    [(_, claim)] = statuses(sample("276.txt")).claims
    assert (claim.trace.number, claim.amounts[0].amount) == ("EP1001-W11", Decimal(1050))


def test_a_status_without_a_trace_is_kept() -> None:
    found = statuses(changed(CA, "TRN*2*EP1002-W10~", ""))
    assert [claim.trace.number for _, claim in found.claims] == ["EP1001-W11", ""]
