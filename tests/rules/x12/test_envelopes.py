"""Interchanges, groups and sets, and everything that can be odd about them."""

import pytest

from stepwell.x12.delimiters import Delimiters
from stepwell.x12.issues import Severity
from stepwell.x12.reading.enveloping import read_envelopes
from stepwell.x12.reading.sets import read
from stepwell.x12.reading.source import MOST_KEPT
from tests.rules.x12.files import SAMPLES, changed, sample, segments, translated

TEXT = sample("835.txt")
ISA = segments(TEXT)[0]


def codes(data: bytes | str) -> list[str]:
    return [issue.code for issue in read(data).issues if issue.code != "X12-114"]


@pytest.mark.parametrize("name", SAMPLES)
def test_envelopes_of_the_samples_are_whole(name: str) -> None:
    file = read_envelopes(sample(name))
    assert [issue.code for issue in file.issues] == ["X12-114"]
    assert [len(one) for one in file.sets] == [len(segments(sample(name))) - 4]
    assert not file.unread


def test_header_and_group() -> None:
    interchange = read_envelopes(TEXT).interchanges[0]
    assert interchange.header is not None
    assert (interchange.header.sender, interchange.header.control, interchange.header.usage) == (
        "88888",
        "000000501",
        "T",
    )
    header = interchange.groups[0].header
    assert header is not None
    assert (header.code, header.control, header.version) == ("HP", "501", "005010X221A1")


TOLERATED = {
    "a byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "line ends of Windows": TEXT.replace("\n", "\r\n").encode(),
    "no line ends": TEXT.replace("\n", "").encode(),
    "blank lines and blanks before segments": TEXT.replace("\n", "\n\n   \t").encode(),
    "lines of 80 characters": "\n".join(
        TEXT.replace("\n", "")[at : at + 80] for at in range(0, len(TEXT), 80)
    ).encode(),
    "a line end as terminator": TEXT.replace("~", "").encode(),
    "line ends of Windows as terminator": TEXT.replace("~", "").replace("\n", "\r\n").encode(),
    "trailing separators": TEXT.replace("*EP1001-L1~", "*EP1001-L1**~").encode(),
    "DOS's end of file": TEXT.encode() + b"\x1a",
    "UTF-16": TEXT.encode("utf-16"),
    "blanks at the end of counts": TEXT.replace("SE*34*0001~", "SE*34*0001 ~").encode(),
}


@pytest.mark.parametrize("data", TOLERATED.values(), ids=TOLERATED)
def test_tolerated_without_a_word(data: bytes) -> None:
    result = read(data)
    assert codes(data) == []
    assert [one.content for one in result.sets] == [one.content for one in read(TEXT).sets]


ODD = {
    "empty": ("", ["X12-002"]),
    "only blanks": (" \r\n \n", ["X12-002"]),
    "a PDF": ("%PDF-1.7 ...", ["X12-001"]),
    "a letter": ("Dear payer, we write to you about a claim.", ["X12-001"]),
    "words before it": ("From: payer\n\n" + TEXT, ["X12-003"]),
    "Latin-1": (TEXT.replace("TESTER", "TÉSTER").encode("latin-1"), ["X12-004"]),
    "the last terminator missing": (TEXT.rstrip("\n")[:-1], ["X12-005"]),
    "cut off in the middle of a segment": (TEXT[:-30], ["X12-109", "X12-005", "X12-104", "X12-101"]),
    "cut off after a line": (TEXT[: TEXT.index("REF*6R*EP1001-L3")], ["X12-107", "X12-104", "X12-101"]),
    "ISA not padded": (TEXT.replace("88888          ", "88888"), ["X12-008"]),
    "ISA16 missing": (TEXT.replace("*T*:~", "*T*~"), ["X12-008"]),
    "ISA cut": (TEXT.replace(ISA, ISA[:60]), ["X12-006", "X12-103"]),
    "no ISA": (TEXT[TEXT.index("GS*") : TEXT.index("IEA")], ["X12-007"]),
    "no ISA and no GS": (TEXT[TEXT.index("ST*") : TEXT.index("GE*")], ["X12-007", "X12-110"]),
    "no IEA": (TEXT[: TEXT.index("IEA")], ["X12-101"]),
    "IEA counts wrong": (TEXT.replace("IEA*1*", "IEA*2*"), ["X12-102"]),
    "IEA counts nothing": (TEXT.replace("IEA*1*", "IEA**"), ["X12-102"]),
    "IEA has another number": (TEXT.replace("IEA*1*000000501", "IEA*1*000000502"), ["X12-103"]),
    "no GE": (TEXT.replace("GE*1*501~\n", ""), ["X12-104"]),
    "GE counts wrong": (TEXT.replace("GE*1*501", "GE*3*501"), ["X12-105"]),
    "GE has another number": (TEXT.replace("GE*1*501", "GE*1*502"), ["X12-106"]),
    "no SE": (TEXT.replace("SE*34*0001~\n", ""), ["X12-107"]),
    "SE counts wrong": (TEXT.replace("SE*34*", "SE*33*"), ["X12-108"]),
    "SE counts in five thousand digits": (TEXT.replace("SE*34*", f"SE*{'9' * 5000}*"), ["X12-108"]),
    "SE counts with zeros before it is right": (TEXT.replace("SE*34*", "SE*0034*"), []),
    "SE has another number": (TEXT.replace("SE*34*0001", "SE*34*0002"), ["X12-109"]),
    "ST outside of a group": (TEXT.replace("GE*1*501~\n", "").replace(segments(TEXT)[1] + "~\n", ""), ["X12-110"]),
    "the file twice": (TEXT + TEXT, ["X12-111"]),
    "a segment between group and set": (TEXT.replace("ST*835", "ZZZ*1~\nST*835"), ["X12-112"]),
    "a second IEA": (TEXT + "IEA*1*000000501~", ["X12-112"]),
    "a second SE": (TEXT.replace("GE*1", "SE*34*0001~\nGE*1"), ["X12-112"]),
    "words after it": (TEXT + "Thank you.", ["X12-112", "X12-005"]),
    "a set in the wrong group": (TEXT.replace("GS*HP", "GS*HC"), ["X12-113"]),
    "an unknown segment": (changed("835.txt", "LX*1~", "ZZZ*A*B:C~\nLX*1~"), ["X12-201"]),
    "an element too many": (TEXT.replace("LX*1~", "LX*1*2~"), ["X12-202"]),
    "a set of another kind": (TEXT.replace("ST*835", "ST*834"), ["X12-209"]),
}


@pytest.mark.parametrize(("data", "expected"), ODD.values(), ids=ODD)
def test_odd_files(data: bytes | str, expected: list[str]) -> None:
    assert codes(data) == expected


def test_empty_header_elements_are_no_fault() -> None:
    assert codes("ISA*~GS*~ST*~SE*~GE*~IEA*~")


def test_sets_without_their_end_are_read_as_far_as_they_go() -> None:
    result = read(TEXT[: TEXT.index("REF*6R*EP1001-L3")])
    content = result.sets[0].content
    assert content is not None
    assert [line.control for line in content.claims[0].lines] == ["EP1001-L1", "EP1001-L2", ""]


def test_several_interchanges_groups_and_sets() -> None:
    raws = segments(TEXT)
    one_set = raws[2:-2]
    other = [raw.replace("*0001", "*0002") if raw[:2] in {"ST", "SE"} else raw for raw in one_set]
    body = [raws[0], raws[1], *one_set, *other, "GE*2*501", raws[1].replace("*501*", "*502*"), *one_set, "GE*1*502"]
    text = "~".join([*body, "IEA*2*000000501", ""])
    different = Delimiters("|", "<", "!", "\x1d")
    data = text + translated(sample("837P.txt"), different)
    file = read_envelopes(data)
    assert [issue.code for issue in file.issues] == ["X12-114", "X12-114"]
    assert [len(interchange.groups) for interchange in file.interchanges] == [2, 1]
    places = [(one.code, one.place.interchange, one.place.group, one.place.set) for one in file.sets]
    assert places == [("835", 1, 1, 1), ("835", 1, 1, 2), ("835", 1, 2, 1), ("837", 2, 1, 1)]
    assert file.interchanges[1].delimiters == different


def test_an_interchange_that_begins_amid_another_is_found() -> None:
    file = read_envelopes(TEXT[:700] + sample("837P.txt"))
    assert [one.code for one in file.sets] == ["835", "837"]


def test_ta1() -> None:
    text = TEXT[: TEXT.index("GS*")] + "TA1*000000101*260317*1015*R*006~\nIEA*0*000000501~"
    [interchange] = read_envelopes(text).interchanges
    [answer] = interchange.acknowledgments
    assert (answer.control, answer.status, answer.note, answer.position.segment) == ("000000101", "R", "006", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["", "\n", "\r\n \n"])
def test_positions_point_at_the_bytes(encoding: str, line_end: str) -> None:
    text = TEXT.replace("PAT", "PÁT").replace("LX*1~", "ZZZ*A~LX*1~").replace("\n", line_end)
    data = text.encode(encoding)
    [issue] = [one for one in read(data).issues if one.code == "X12-201"]
    place = issue.position
    assert (place.interchange, place.group, place.set) == (1, 1, 1)
    assert (place.segment, place.in_set, place.segment_id) == (13, 11, "ZZZ")
    assert place.offset is not None
    assert data[place.offset :].decode("utf-16-le" if encoding == "utf-16" else "utf-8").startswith("ZZZ*A~")


def test_forty_megabytes_of_something_else_are_refused_at_once() -> None:
    assert codes(b"\x00\xff" * 20_000_000) == ["X12-004", "X12-001"]


def test_what_is_not_understood_does_not_fill_the_memory() -> None:
    outside = read(ISA + "~" + "ISA~" * (MOST_KEPT + 5))
    assert len(outside.file.unread) == MOST_KEPT
    [issue] = [issue for issue in outside.issues if issue.code == "X12-115"]
    assert issue.sentence.startswith("5 more segments")
    [inside] = read(TEXT.replace("LX*1~", "ZZZ~" * (MOST_KEPT + 7))).sets
    assert len(inside.unread) == MOST_KEPT
    assert inside.issues[-1].code == "X12-206"
    assert inside.issues[-1].sentence.startswith("7 more segments")
    [other] = read(TEXT.replace("ST*835", "ST*834").replace("LX*1~", "ZZZ~" * MOST_KEPT)).sets
    assert len(other.unread) == MOST_KEPT
    assert f"{MOST_KEPT} of {MOST_KEPT + 31} segments" in other.issues[0].sentence


def test_many_interchanges_take_no_more_than_their_share_of_time() -> None:
    found = read_envelopes((ISA + "~") * 20_000)
    assert len(found.interchanges) == 20_000
    assert found.interchanges[-1].place.offset == 19_999 * (len(ISA) + 1)


def test_what_is_not_worth_acting_on_is_a_note() -> None:
    [issue] = read(TEXT.replace("LX*1~", "LX*1*2~")).sets[0].issues
    assert (issue.severity, issue.position.element) == (Severity.NOTE, 2)
