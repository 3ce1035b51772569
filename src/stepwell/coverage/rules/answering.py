"""Whether a file is the answer to what was asked: about benefits, about this member, and readable."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from stepwell.coverage.rules.asking import number_of
from stepwell.coverage.rules.doubting import SOMEBODY_ELSE, Person, is_about
from stepwell.coverage.rules.verifying import Interpretation, interpret
from stepwell.x12.eligibility import Eligibility, EligibilityLevel
from stepwell.x12.envelopes import TransactionSet
from stepwell.x12.issues import Severity
from stepwell.x12.reading.sets import ReadSet, read

_NAMED = {"270": "a question about benefits (270)", "835": "a remittance (835)", "999": "an acknowledgment (999)",
          "277": "an answer about claims (277)", "278": "an answer about an authorization (278)"}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What became of reading a file.

    found    None if it is no answer about this member
    trouble  why it is none, or what of it could not be read; "" if all is well
    content  what it says, for questions about its days
    """

    found: Interpretation | None
    trouble: str = ""
    content: Eligibility | None = None


def understand(
    text: str | Sequence[str], *, member_id: str, addiction: bool, number: int | None = None,
    person: Person | None = None,
) -> Reading:  # fmt: skip
    """Return what a file says about a member. Never raises on what it contains.

    text    several, if a payer answered one question by several files
    number  of the question, if it was asked from here: its answer counts whatever member it names
    person  who it should be about; None if that is not known
    """
    files = [read(legible(one)) for one in ([text] if isinstance(text, str) else text)]
    sets = tuple(one for file in files for one in file.sets)
    answers = [one for one in sets if isinstance(one.content, Eligibility) and one.transaction.code == "271"]
    if not answers:
        return Reading(None, _what_it_is(sets))
    asked = [one for one in answers if number is not None and asked_by(one) == number]
    mine = asked or [one for one in answers if _letters(member_id) in set(_members(one))][-1:]
    if not mine:
        return Reading(None, _of_whom(answers))
    faults = sum(issue.severity is Severity.ERROR for file in files for issue in file.issues)
    trouble = f"{faults} of its places could not be read as the standard wants them." if faults else ""
    levels = [level for one in mine for level in _content(one).levels]
    content = replace(_content(mine[0]), levels=tuple(levels))
    about = content if asked else _about(content, member_id)
    if person and not asked and not is_about(person, about):
        trouble = f"{SOMEBODY_ELSE} {trouble}".strip()
    return Reading(interpret(about, addiction=addiction), trouble, about)


_MARKS: Final = {"\xff\xfe": "utf-16-le", "\xfe\xff": "utf-16-be"}


def legible(text: str) -> str:
    """Return a file that was kept byte for byte as it is read: some programs save it in two bytes a letter."""
    encoding = _MARKS.get(text[:2])
    return text[2:].encode("latin-1").decode(encoding, "replace") if encoding else text


def asked_by(answer: ReadSet) -> int | None:
    """Return the number of the question that an answer carries back, by its trace or its reference; None if it does
    not carry one of ours."""
    content = _content(answer)
    traces = [trace.number for level in content.levels for trace in level.traces]
    carried = [*traces, *([content.beginning.reference] if content.beginning else [])]
    return next((number for one in carried if (number := number_of(one)) is not None), None)


def alone(transaction: TransactionSet) -> str:
    """Return a file with one set of an interchange: the others are about somebody else."""
    source = transaction.source
    mark, element = source.delimiters.segment, source.delimiters.element
    heads = [raw for raw in source.raws[: transaction.first] if raw[:3] in {"ISA", f"GS{element}"}]
    ends = [f"GE{element}1{element}{raw.split(element)[6]}" for raw in heads[1:]][-1:]
    last = [f"IEA{element}{len(ends)}{element}{raw.split(element)[13]}" for raw in heads[:1]]
    kept = [*heads[:1], *heads[1:][-1:], *source.raws[transaction.first : transaction.stop], *ends, *last]
    return mark.join([*kept, ""])


def _content(answer: ReadSet) -> Eligibility:
    assert isinstance(answer.content, Eligibility)  # noqa: S101
    return answer.content


def _what_it_is(sets: tuple[ReadSet, ...]) -> str:
    if not sets:
        return "This is no file in the X12 format. It is kept as it came; ask the payer to send it again."
    code = sets[0].transaction.code
    kind = _NAMED.get(code, f"a file of kind {code}")
    return f"This is {kind}, and no answer about benefits (271). It is kept as it came."


def _of_whom(answers: Sequence[ReadSet]) -> str:
    if any(_members(one) for one in answers):
        return (
            "The file is about another member number. Compare it with the card; if it belongs to somebody else, set it"
            " aside here and hand it in there."
        )
    return "The file names no member: nothing can be taken from it. Ask the payer to send it again."


def _members(answer: ReadSet) -> list[str]:
    return [number for level in _content(answer).levels for number in _numbers(level)]


def _numbers(level: EligibilityLevel) -> list[str]:
    return [_letters(party.id) for party in level.parties if party.entity in _MEMBERS and party.id]


_MEMBERS = frozenset({"IL", "03"})  # who holds the policy, and a dependent


def _about(content: Eligibility, member_id: str) -> Eligibility:
    """Return the levels that are about a member: of a file about several, not the others' benefits."""
    kept, is_mine = [], True
    for level in content.levels:
        numbers = _numbers(level)
        if level.code == "22":
            is_mine = not numbers or _letters(member_id) in numbers
        if is_mine or level.code in {"20", "21"}:
            kept.append(level)
    return replace(content, levels=tuple(kept))


def _letters(number: str) -> str:
    return "".join(filter(str.isalnum, number.casefold()))
