"""Instruments as files: what comes along is whole, and what is not whole is refused."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from stepwell.assessments import library
from stepwell.assessments.library import NoInstrument
from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.reading import BadDefinition, read

OPTIONS = [{"value": 0, "label": "No"}, {"value": 1, "label": "Yes"}]
SMALL: dict[str, Any] = {
    "code": "small", "version": "1", "title": "Small", "short": "S", "language": "en", "licence": "ours",
    "source": "tests", "respondent": "client", "lookback": "now", "lead": "Now",
    "items": [{"id": f"q{number}", "text": "?", "options": OPTIONS} for number in (1, 2, 3)],
    "scoring": {
        "method": "sum", "algorithm": "sum/1", "items": ["q1", "q2", "q3"],
        "bands": [{"low": 0, "high": 1, "label": "low"}, {"low": 2, "high": 3, "label": "high"}],
    },
    "critical": [], "loinc": {"panel": "44249-1"},
}  # fmt: skip


def small(change: Callable[[dict[str, Any]], object] = lambda _: None) -> Definition:
    """Return the small instrument, changed before it is read."""
    raw = copy.deepcopy(SMALL)
    change(raw)
    return read(json.dumps(raw), name="small-1.json", schema=library.schema())


def test_what_comes_along_is_phq_9_gad_7_the_columbia_screener_and_audit_c() -> None:
    assert [one.short for one in library.offered()] == ["AUDIT-C", "C-SSRS", "GAD-7", "PHQ-9"]
    assert library.definition("phq-9", "1") == library.newest("phq-9")


@pytest.mark.parametrize("one", library.offered(), ids=lambda one: one.code)
def test_each_says_by_what_right_it_is_here_and_where_it_comes_from(one: Definition) -> None:
    assert one.licence
    assert one.source
    assert one.language == "en"


def test_the_codes_of_items_are_those_of_the_panel() -> None:
    """Item 1 of AUDIT-C is 68518-0; 68517-2 is another question, which a public example mistakes for it."""
    codes = {one.code: [item.loinc for item in one.items] for one in library.offered()}

    assert codes["audit-c"] == ["68518-0", "68519-8", "68520-6"]
    assert codes["phq-9"][8] == "44260-8"
    assert codes["gad-7"][1] == "68509-9"
    assert [library.newest(code).total for code in ("phq-9", "gad-7", "audit-c")] == ["44261-6", "70274-6", "75626-2"]


def test_an_instrument_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NoInstrument, match=r"no instrument 'phq-9' in version '2'.*phq-9 1"):
        library.definition("phq-9", "2")


def test_a_small_instrument_reads() -> None:
    one = small()

    assert (one.low, one.high, one.item("q2").label_of(1)) == (0, 3, "Yes")


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda raw: raw.pop(key)


def _scoring(**changes: Any) -> Callable[[dict[str, Any]], object]:
    return lambda raw: raw["scoring"].update(changes)


def _bands(*pairs: tuple[int, int]) -> Callable[[dict[str, Any]], object]:
    return _scoring(bands=[{"low": low, "high": high, "label": str(low)} for low, high in pairs])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_without("licence"), "/ lacks 'licence'"),
        (lambda raw: raw.update(licence="  "), "/licence must not be empty"),
        (lambda raw: raw.update(author="x"), "/author is unknown here"),
        (lambda raw: raw["items"][1].update(id="q1"), "/items has 'q1' 2 times"),
        (lambda raw: raw["items"][0].update(options=[OPTIONS[0], {"value": 0, "label": "Yes"}]), "one value"),
        (lambda raw: raw["items"][0].update(options=[OPTIONS[0], {"value": 1, "label": "No"}]), "one label"),
        (lambda raw: raw["items"][0].update(options=OPTIONS[:1]), "/items/0/options must have 2 or more"),
        (_scoring(items=["q1", "q2", "q2"]), "/scoring/items counts an item twice"),
        (_scoring(items=["q1", "q9"]), "names 'q9', which is no item"),
        (_scoring(items=["q1", "q2"], reversed=["q3"]), "uses 'q3', which is not scored"),
        (_scoring(may_miss=3), "/scoring/may_miss leaves nothing to score"),
        (lambda raw: raw["scoring"].pop("bands"), "/scoring needs items and bands"),
        (_bands((0, 0), (2, 3)), "/scoring/bands/1 must begin at 1: no gap, no overlap"),
        (_bands((0, 1), (1, 3)), "/scoring/bands/1 must begin at 2"),
        (_bands((0, 1), (2, 2)), "/scoring/bands must end at 3"),
        (_bands((0, 1), (2, 4)), "/scoring/bands must end at 3"),
        (
            lambda raw: raw.update(critical=[{"item": "q1", "when": [2], "means": "x"}]),
            "/critical/0/when names a value",
        ),
        (lambda raw: raw.update(skips=[{"item": "q1", "value": 5, "skips": ["q2"]}]), "/skips/0/value is no answer"),
        (lambda raw: raw.update(skips=[{"item": "q2", "value": 0, "skips": ["q1"]}]), "/skips/0/skips must come after"),
        (lambda raw: raw["scoring"].update(method="none"), "/scoring has no total"),
    ],
)
def test_what_is_not_whole_is_refused(change: Callable[[dict[str, Any]], object], problem: str) -> None:
    with pytest.raises(BadDefinition) as refused:
        small(change)

    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("text", "problem"), [("{", "is no JSON"), ('{"code": "a", "code": "b"}', "'code' stands twice"), ("[]", "object")]
)
def test_what_is_no_object_is_refused(text: str, problem: str) -> None:
    with pytest.raises(BadDefinition, match=problem):
        read(text, name="x.json", schema=library.schema())
