"""Whatever is done to a file: reading never raises, and every segment and every element of it is found again."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from stepwell.x12.delimiters import Delimiters
from stepwell.x12.explaining.files import explain
from stepwell.x12.reading.report import Report, report
from stepwell.x12.reading.sets import ReadFile, read
from tests.rules.x12.files import SAMPLES, joined, sample, segments, translated

TOKEN = "QZX71"
MOST = 16  # elements; no segment of the samples has more
ENVELOPE = {"ISA", "GS", "GE", "IEA", "TA1"}

JSON = TypeAdapter(Report)

names = st.sampled_from(SAMPLES)


def contents(found: ReadFile) -> str:
    return JSON.dump_json(report(found), exclude={"interchanges"}).decode()


def elements(name: str) -> Iterator[tuple[int, int, int]]:
    """Yield each segment between ST and SE, and each element and component of it, as indexes."""
    for index, raw in enumerate(segments(sample(name))):
        if raw.split("*")[0] in ENVELOPE | {"ST", "SE"}:
            continue
        for element, text in enumerate(raw.split("*")):
            for component in range(len(text.split(":")) if element else 1):
                yield index, element, component


def put(raws: list[str], index: int, element: int, component: int) -> list[str]:
    """Return segments with the token in one place."""
    whole = raws[index].split("*")
    parts = whole[element].split(":")
    parts[component] = TOKEN
    whole[element] = ":".join(parts)
    return [*raws[:index], "*".join(whole), *raws[index + 1 :]]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_element_of_the_samples_is_found_again(name: str) -> None:
    raws = segments(sample(name))
    lost = [place for place in elements(name) if TOKEN not in contents(read(joined(put(raws, *place))))]
    assert not lost, [(raws[index], element, component) for index, element, component in lost]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_element_that_the_samples_leave_out_is_found_again(name: str) -> None:
    raws = segments(sample(name))
    first = {raw.split("*")[0]: index for index, raw in reversed(list(enumerate(raws)))}
    lost = []
    for segment_id, index in first.items():
        elements = raws[index].split("*") + [""] * MOST
        for element in range(1, MOST) if segment_id not in ENVELOPE | {"ST", "SE"} else ():
            if not elements[element]:
                longer = "*".join([*elements[:element], TOKEN, *elements[element + 1 :]])
                if TOKEN not in contents(read(joined([*raws[:index], longer, *raws[index + 1 :]]))):
                    lost.append(f"{segment_id}{element:02}")
    assert not lost


@pytest.mark.parametrize("name", SAMPLES)
def test_an_element_too_many_is_found_again(name: str) -> None:
    raws = segments(sample(name))
    for index, raw in enumerate(raws):
        if raw.split("*")[0] not in ENVELOPE | {"ST", "SE"}:
            longer = [*raws[:index], f"{raw}{'*' * 26}{TOKEN}", *raws[index + 1 :]]
            assert TOKEN in contents(read(joined(longer))), raw


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    "delimiters",
    [Delimiters("|", ">", "!", "\x1d"), Delimiters("\x1d", "\x1f", "\x1e", "\n"), Delimiters("+", "<", "%", "'")],
)
def test_other_delimiters_say_the_same(name: str, delimiters: Delimiters) -> None:
    assert contents(read(translated(sample(name), delimiters))) == contents(read(sample(name).replace("\n", "")))


def accounted(found: ReadFile) -> set[int]:
    """Return which segments of a file are in a set, in an envelope, or among those not read."""
    numbers = {one.position.segment for one in found.file.unread}
    for one in found.file.sets:
        numbers |= set(range(one.place.segment, one.place.segment + len(one)))
    return numbers


@given(names, st.data())
@settings(max_examples=150, deadline=None)
def test_segments_gone_twice_or_elsewhere(name: str, data: st.DataObject) -> None:
    raws = segments(sample(name))
    for _ in range(data.draw(st.integers(1, 4))):
        at, to = data.draw(st.integers(0, len(raws) - 1)), data.draw(st.integers(0, len(raws) - 1))
        change = data.draw(st.sampled_from(("delete", "duplicate", "move", "garble")))
        if change == "garble":
            raws[at] = data.draw(st.text(st.characters(codec="ascii", exclude_characters="~"), max_size=30))
            continue
        raw = raws.pop(at) if change != "duplicate" else raws[at]
        if change != "delete":
            raws.insert(to, raw)
    text = "".join(f"{raw}~\n" for raw in raws)
    found = read(text)
    if any(issue.code in {"X12-001", "X12-003", "X12-006", "X12-007", "X12-008"} for issue in found.issues):
        return  # separators or a beginning had to be guessed: what is a segment is not for this test to say
    kept = [raw for raw in segments(text) if raw.lstrip("\t\n\r\v\f\x00\x1a ")]
    stated = {number for number, raw in enumerate(kept, 1) if raw.split("*")[0].strip() in ENVELOPE}
    assert accounted(found) | stated == set(range(1, len(kept) + 1))


@given(names, st.data())
@settings(max_examples=150, deadline=None)
def test_cut_anywhere_and_garbled_bytes(name: str, data: st.DataObject) -> None:
    raw = bytearray(sample(name).encode())
    begin = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(begin, len(raw)))
    del raw[: begin if data.draw(st.booleans()) else 0], raw[end:]
    for _ in range(data.draw(st.integers(0, 8))):
        if raw:
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    found = read(bytes(raw))
    for issue in found.issues:
        assert issue.position.offset is None or 0 <= issue.position.offset <= len(raw)
    JSON.dump_json(report(found))
    "".join(explain(found))


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_anything_at_all(data: bytes) -> None:
    read(data)
    read(b"ISA*" + data)
    read(sample("835.txt").encode()[:140] + data)
