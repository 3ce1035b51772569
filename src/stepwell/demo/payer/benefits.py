"""What the payers answer to questions about benefits (270): a 271 for each, or silence."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum, auto

from stepwell.coverage.rules.asking import number_of
from stepwell.demo.payer.writing import ACKNOWLEDGMENT, BENEFITS, Ends, Segments, interchange, segment
from stepwell.x12.eligibility import Eligibility, EligibilityLevel
from stepwell.x12.parts import Party
from stepwell.x12.reading.sets import read


class Saying(StrEnum):
    """What a payer says about somebody's benefits."""

    COMPLETE = auto()  # all that decides the cost
    NO_SHARE = auto()  # nothing about such care: call
    CONFLICT = auto()  # two shares: call
    MISTYPED = auto()  # no such member
    DOWN = auto()  # the system does not answer now
    SILENT = auto()


CYCLE = (Saying.COMPLETE, Saying.NO_SHARE, Saying.COMPLETE, Saying.CONFLICT, Saying.MISTYPED, Saying.COMPLETE,
         Saying.DOWN, Saying.SILENT)  # fmt: skip
_NUMBERS = 10  # control numbers for the answers to one question
_MOST_NUMBER = 1_000_000_000


def saying_of(number: int) -> Saying:
    """Return what is said to a question: its number counts through the cycle."""
    return CYCLE[(number - 1) % len(CYCLE)]


def answers_to(text: str, at: datetime) -> Iterator[tuple[str, str]]:
    """Yield name and text of each answer to a file with questions."""
    found = read(text)
    head = next(one.header for one in found.file.interchanges if one.header)
    group = next(group.header for one in found.file.interchanges for group in one.groups if group.header)
    ends = Ends(head.receiver_qualifier, head.receiver, head.sender_qualifier, head.sender, head.usage)
    number, count = int(head.control), str(len(found.sets))
    control = number * _NUMBERS % _MOST_NUMBER
    taken = [
        segment("AK1", group.code, group.control, group.version),
        *(each for one in found.sets for each in (
            segment("AK2", "270", one.transaction.control, one.transaction.version), segment("IK5", "A"))),
        segment("AK9", "A", count, count, count),
    ]  # fmt: skip
    yield f"999-{control:09}.x12", interchange(ends, ACKNOWLEDGMENT, control, at, [taken])
    saying = saying_of(number)
    if saying is Saying.SILENT:
        return
    sets = [_answer(one.content, saying, at) for one in found.sets if isinstance(one.content, Eligibility)]
    yield f"271-{control + 1:09}.x12", interchange(ends, BENEFITS, control + 1, at, sets)


def _answer(asked: Eligibility, saying: Saying, at: datetime) -> Segments:
    by_code: dict[str, EligibilityLevel] = {level.code: level for level in asked.levels}
    about = by_code.get("23", by_code["22"])
    trace = next(iter(about.traces))
    reference = asked.beginning.reference if asked.beginning else trace.number
    made = [
        segment("BHT", "0022", "11", reference, f"{at:%Y%m%d}", f"{at:%H%M}"),
        segment("HL", "1", "", "20", "1"), _who(by_code["20"].parties[0], "PR"),
        segment("PER", "IC", "", "TE", "8005550100"),
        segment("HL", "2", "1", "21", "1"), _who(by_code["21"].parties[0], "1P"),
        segment("HL", "3", "2", "22", "1" if "23" in by_code else "0"),
    ]  # fmt: skip
    traced = segment("TRN", "2", trace.number, trace.originator)
    member = _who(by_code["22"].parties[0], "IL")
    if "23" in by_code:
        made += [member, segment("HL", "4", "3", "23", "0"), traced, _who(about.parties[0], "03")]
    else:
        made += [traced, member]
    return [*made, *_said(saying, number_of(trace.number) or 0, at)]


def _said(saying: Saying, number: int, at: datetime) -> Segments:
    match saying:
        case Saying.MISTYPED:
            return [segment("AAA", "N", "", "72", "C")]
        case Saying.DOWN:
            return [segment("AAA", "Y", "", "42", "R")]
        case _:
            return [segment("DTP", "346", "D8", f"{at:%Y}0101"), *_rows(saying, number)]


def _rows(saying: Saying, number: int) -> Segments:
    total, met = 1500 + number % 4 * 500, 250 + number % 7 * 150
    made = [
        segment("EB", "1", "", "30", "PR", "DEMONSTRATION PPO"),
        _amount("C", "IND", "23", total), _amount("C", "IND", "29", total - met),
        _amount("C", "FAM", "23", total * 2), _amount("C", "FAM", "29", total * 2 - met),
        _amount("G", "IND", "23", 6000), _amount("G", "IND", "29", 6000 - met),
    ]  # fmt: skip
    if saying is Saying.NO_SHARE:
        return [*made, _share("98", ".2", "N")]
    made += [_share("CJ", ".2", "Y"), _share("CH", ".2", "Y")]
    if saying is Saying.CONFLICT:
        made += [_share("CJ", ".4", "Y"), segment("MSG", "FREESTANDING FACILITY"), _share("CH", ".4", "Y")]
    return [*made, segment("MSG", "THIS IS NOT A GUARANTEE OF PAYMENT")]


def _amount(what: str, whose: str, period: str, dollars: int) -> str:
    return segment("EB", what, whose, "30", "", "", period, str(dollars), "", "", "", "", "Y")


def _share(about: str, fraction: str, authorization: str) -> str:
    return segment("EB", "A", "IND", about, "", "", "", "", fraction, "", "", authorization, "Y")


def _who(party: Party, entity: str) -> str:
    return segment(
        "NM1", entity, party.kind or "2", party.name, party.first, party.middle, "", party.suffix, party.id_qualifier,
        party.id,
    )  # fmt: skip
