"""What an answer of a payer (271) says about days of intensive outpatient care. Source: docs/sources.md#verification.

There is no service type for such days, so rows are looked for from the nearest type to the plan as a whole. Rows that
contradict each other never become one number: they stand side by side, and somebody calls the payer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.facts import ACTIVE, READERS, WHOLE_PLAN, WORDS, Name, Read, Value
from stepwell.coverage.rules.rejections import next_step
from stepwell.kernel.money import dollars
from stepwell.x12.eligibility import Benefit, Eligibility
from stepwell.x12.labels.benefits import REJECTION
from stepwell.x12.parts import Party

_SUBSTANCE: Final = (("CJ",), ("AI",), ("AK", "AJ"), ("MH",), (WHOLE_PLAN,))
_MENTAL: Final = (("CH",), ("CF",), ("A8",), ("MH",), (WHOLE_PLAN,))
_NO_LIMIT = Decimal("99999.99")
_OTHER_PAYER = frozenset({"PR", "P5", "PRP", "SEP", "TTP", "VN", "X3"})
_TIERS: Final = {"Y": (Tier.IN,), "N": (Tier.OUT,), "W": (Tier.IN, Tier.OUT), "": (Tier.IN, Tier.OUT)}


@dataclass(frozen=True)
class Fact:
    """One thing that the payer said, in one half of the plan.

    value     dollars, percent, a number, yes or no; None where rows contradict each other
    types     the service types of the rows, nearest first
    segments  of the file that say it
    said      the values of the rows, if they contradict each other
    """

    name: Name
    tier: Tier
    value: Value | None
    types: tuple[str, ...]
    segments: tuple[int, ...]
    said: tuple[Value, ...] = ()

    @property
    def is_of_whole_plan(self) -> bool:
        """Whether nothing nearer than the plan as a whole says it."""
        return self.types == (WHOLE_PLAN,)


@dataclass(frozen=True)
class CarveOut:
    """Another payer, who is responsible for this care: ask it about eligibility, authorization and claims."""

    name: str
    payer_id: str
    phone: str
    segments: tuple[int, ...]


@dataclass(frozen=True)
class Unanswered:
    """Why the payer did not answer, and what to do next."""

    reason: str
    next_step: str
    segment: int


@dataclass(frozen=True)
class Interpretation:
    """All of it.

    messages  what the payer adds in words
    calls     why the payer has to be called; empty if nothing is open
    questions what can hardly be so
    """

    facts: tuple[Fact, ...]
    carve_out: CarveOut | None
    unanswered: tuple[Unanswered, ...]
    messages: tuple[str, ...]
    calls: tuple[str, ...]
    questions: tuple[str, ...]

    def fact(self, name: Name, tier: Tier = Tier.IN) -> Fact | None:
        """Return what was said of one thing in one half of the plan."""
        return next((one for one in self.facts if one.name is name and one.tier is tier), None)

    def value(self, name: Name, tier: Tier = Tier.IN) -> Value | None:
        """Return its value; None if it was not said, or rows contradict each other."""
        found = self.fact(name, tier)
        return found.value if found else None


@dataclass(frozen=True)
class _Row:
    """A row as one half of the plan has it."""

    tier: Tier
    benefit: Benefit


def interpret(eligibility: Eligibility, *, addiction: bool) -> Interpretation:
    """Return what an answer says about days of intensive outpatient care, addiction or else mental health."""
    chain = _SUBSTANCE if addiction else _MENTAL
    benefits = [benefit for _, benefit in eligibility.benefits]
    carved = [one for one in benefits if _named_payer(one) and set(one.service_types) & set(sum(chain, ()))]
    rows = [_Row(tier, one) for one in benefits if one not in carved for tier in _TIERS.get(one.network, ())]
    facts = tuple(_facts(rows, chain))
    carve_out = _carve_out(carved)
    unanswered = tuple(_unanswered(eligibility))
    found = Interpretation(
        facts=facts,
        carve_out=carve_out,
        unanswered=unanswered,
        messages=tuple(dict.fromkeys(text for one in benefits for text in one.messages)),
        calls=(),
        questions=(*_questions(facts, benefits), *_not_reckoned(facts, benefits, set(sum(chain, ())))),
    )
    return _with_calls(found, benefits)


def _facts(rows: Sequence[_Row], chain: Sequence[tuple[str, ...]]) -> Iterator[Fact]:
    for tier in Tier:
        mine = [row.benefit for row in rows if row.tier is tier]
        for name, read in READERS.items():
            fact = _nearest(name, tier, read, mine, chain)
            if fact:
                yield fact


def _nearest(
    name: Name, tier: Tier, read: Read, benefits: Iterable[Benefit], chain: Sequence[tuple[str, ...]]
) -> Fact | None:
    """Return what the rows of the nearest service type say."""
    said = [(one, value) for one in benefits if (value := read(one)) is not None]
    for types in chain:
        found = [(one, value) for one, value in said if set(types) & set(one.service_types)]
        if not found:
            continue
        values = tuple(dict.fromkeys(value for _, value in found))
        about = tuple(one for one in types if any(one in benefit.service_types for benefit, _ in found))
        segments = tuple(benefit.segment for benefit, _ in found)
        if len(values) == 1:
            return Fact(name, tier, values[0], about, segments)
        return Fact(name, tier, None, about, segments, values)
    return None


def _named_payer(one: Benefit) -> Party | None:
    """Return the other payer that a row names as responsible."""
    if one.information not in ACTIVE | {"U", "R"}:
        return None
    return next((party for party in one.parties if party.entity in _OTHER_PAYER), None)


def _carve_out(rows: Sequence[Benefit]) -> CarveOut | None:
    parties = [(row, party) for row in rows if row.information != "R" and (party := _named_payer(row))]
    if not parties:
        return None
    party = parties[0][1]
    phones = [way.value for contact in party.contacts for way in contact.ways if way.kind == "TE"]
    segments = tuple(row.segment for row, _ in parties)
    return CarveOut(party.name, party.id, phones[0] if phones else "", segments)


def _unanswered(eligibility: Eligibility) -> Iterator[Unanswered]:
    for level in eligibility.levels:
        for one in level.all_rejections:
            reason = REJECTION.get(one.reason, f"code {one.reason}")
            yield Unanswered(reason, next_step(one.reason, one.follow_up), one.segment)


_HALF: Final = {Tier.IN: "in network", Tier.OUT: "out of network"}


def _with_calls(found: Interpretation, benefits: Sequence[Benefit]) -> Interpretation:
    calls = [f"Rows contradict each other: {WORDS[one.name]}, {_HALF[one.tier]}." for one in found.facts if one.said]
    shares = [one for one in found.facts if one.name in {Name.COINSURANCE, Name.COPAY} and not one.is_of_whole_plan]
    if found.unanswered and not benefits:
        calls.append("The question was not answered.")
    elif not shares:
        calls.append("Nothing is said of what the client pays for such care: only of other services, or of the plan.")
    if any(one.information == "U" for one in benefits):
        calls.append("For some services the payer says to ask another.")
    if found.carve_out:
        calls.append(f"{found.carve_out.name} handles this care: ask it about benefits and authorization.")
    return Interpretation(found.facts, found.carve_out, found.unanswered, found.messages, tuple(calls), found.questions)


def _questions(facts: Sequence[Fact], benefits: Sequence[Benefit]) -> Iterator[str]:
    for tier in Tier:
        amounts = {one.name: one.value for one in facts if one.tier is tier and isinstance(one.value, Decimal)}
        for total, left in _PAIRS:
            if total in amounts and left in amounts and amounts[left] > amounts[total]:
                yield f"More is left than there is in all: {WORDS[total]}, {_HALF[tier]}."
        if Name.DEDUCTIBLE in amounts and amounts.get(Name.MAXIMUM, _NO_LIMIT) < amounts[Name.DEDUCTIBLE]:
            yield f"The out-of-pocket maximum is below the deductible, {_HALF[tier]}."
    for one in benefits:
        if one.fraction is not None and one.fraction > 1:
            yield f"Segment {one.segment} gives {one.fraction} where a fraction belongs: it is read as percent."


def _not_reckoned(facts: Sequence[Fact], benefits: Sequence[Benefit], types: set[str]) -> Iterator[str]:
    """Yield what is said and becomes no number: nothing of an answer is dropped unseen."""
    for tier in Tier:
        amounts = {one.name: one.value for one in facts if one.tier is tier and isinstance(one.value, Decimal)}
        for total, met in _MET_PAIRS:
            if total in amounts and met in amounts and amounts[met] > amounts[total]:
                yield f"More was met than there is in all: {WORDS[total]}, {_HALF[tier]}."
        if Name.COPAY in amounts and not any(one.name is Name.COPAY_UNIT and one.tier is tier for one in facts):
            yield f"A copay of {dollars(amounts[Name.COPAY])} is said, and not for what: ask, {_HALF[tier]}."
    for one in benefits:
        if one.amount is not None and one.amount < 0:
            yield f"Segment {one.segment} gives an amount below nothing. Ask what is left."
        is_limit = one.information == "F" and types & set(one.service_types)
        if is_limit and (one.amount is not None or one.period in _LIFETIME):
            yield f"Segment {one.segment} limits this care by dollars or for a lifetime. Ask how much of it is left."


_LIFETIME: Final = frozenset({"32", "33"})
_MET_PAIRS: Final = (
    (Name.DEDUCTIBLE, Name.DEDUCTIBLE_MET),
    (Name.FAMILY_DEDUCTIBLE, Name.FAMILY_DEDUCTIBLE_MET),
    (Name.MAXIMUM, Name.MAXIMUM_MET),
    (Name.FAMILY_MAXIMUM, Name.FAMILY_MAXIMUM_MET),
)
_PAIRS: Final = (
    (Name.DEDUCTIBLE, Name.DEDUCTIBLE_LEFT),
    (Name.FAMILY_DEDUCTIBLE, Name.FAMILY_DEDUCTIBLE_LEFT),
    (Name.MAXIMUM, Name.MAXIMUM_LEFT),
    (Name.FAMILY_MAXIMUM, Name.FAMILY_MAXIMUM_LEFT),
    (Name.LIMIT, Name.LIMIT_LEFT),
)
