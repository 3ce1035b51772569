"""What an estimate says in plain words: day by day, where the deductible ends, where nothing more is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from stepwell.coverage.rules.basis import Fee
from stepwell.coverage.rules.cost.plans import Plan
from stepwell.coverage.rules.cost.results import Result, Why
from stepwell.coverage.rules.settling import AnsweredDay
from stepwell.kernel.money import ZERO, dollars, total


@dataclass(frozen=True)
class DayCost:
    """One planned day, in dollars: the price, what of it goes to the deductible, what the client owes.

    first, others  what the plan that pays first pays, and those after it together
    """

    number: int
    on: date
    price: Decimal
    deductible: Decimal
    owes: Decimal
    sum_so_far: Decimal
    whys: frozenset[Why]
    is_answered: bool = False
    first: Decimal = ZERO
    others: Decimal = ZERO


@dataclass(frozen=True)
class Stretch:
    """Days in a row that cost the client the same."""

    first: DayCost
    last: DayCost

    @property
    def is_one_day(self) -> bool:
        """Whether it is a single day."""
        return self.first.number == self.last.number


@dataclass(frozen=True)
class Path:
    """A course, day by day.

    deductible_ends  numbers of the days on which the last of a deductible is paid: in each plan year in which it ends
    free_after       number of the last day on which anything is due because of the maximum, if the course goes on
    new_year_on      first planned day of the next plan year
    """

    days: tuple[DayCost, ...]
    stretches: tuple[Stretch, ...]
    deductible_ends: tuple[int, ...]
    free_after: int | None
    new_year_on: date | None

    @property
    def owes(self) -> Decimal:
        """Dollars that the client owes for all days."""
        return self.days[-1].sum_so_far


def path_of(results: Sequence[Result], plan: Plan | None = None, answered: Sequence[AnsweredDay] = ()) -> Path:
    """Return a priced course day by day. There is at least one day.

    answered  days that payers have answered; those that are not among the results count as they were answered
    """
    days_told = {one.on for one in answered}
    given = [
        (on, replace(_priced(list(lines)), is_answered=on in days_told))
        for on, lines in groupby(results, key=lambda one: one.line.on)
    ]
    days_given = {on for on, _ in given}
    told = [
        (one.on, DayCost(0, one.on, ZERO, one.deductible, one.owes, ZERO, frozenset(), True))
        for one in answered
        if one.on not in days_given
    ]
    days: list[DayCost] = []
    so_far = ZERO
    for number, (_, day) in enumerate(sorted([*given, *told], key=lambda one: one[0]), 1):
        so_far += day.owes
        days.append(replace(day, number=number, sum_so_far=so_far))
    stretches = [list(same) for _, same in groupby(days, key=_alike)]
    return Path(
        tuple(days),
        tuple(Stretch(same[0], same[-1]) for same in stretches),
        _deductible_ends(days, plan or Plan()),
        _free_after(days),
        _new_year(days, plan),
    )


def _alike(day: DayCost) -> tuple[object, ...]:
    return day.owes, day.deductible, day.is_answered, day.first, day.others


def _priced(of_day: Sequence[Result]) -> DayCost:
    return DayCost(
        0, of_day[0].line.on, total(one.line.price for one in of_day), total(one.amounts.deductible for one in of_day),
        total(one.amounts.client_owes for one in of_day), ZERO,
        frozenset(reason.why for one in of_day for reason in one.reasons),
        first=total(one.amounts.primary_paid for one in of_day),
        others=total(one.amounts.secondary_paid for one in of_day),
    )  # fmt: skip


def _deductible_ends(days: Sequence[DayCost], plan: Plan) -> tuple[int, ...]:
    found = []
    for _, group in groupby(days, key=lambda day: plan.year_of(day.on)):
        of_year = list(group)
        counted = [day for day in of_year if day.deductible]
        if counted and counted[-1] is not of_year[-1]:
            found.append(counted[-1].number)
    return tuple(found)


def _free_after(days: Sequence[DayCost]) -> int | None:
    if days[-1].owes or Why.MAXIMUM not in days[-1].whys:
        return None
    return max((day.number for day in days if day.owes), default=0)


def _new_year(days: Sequence[DayCost], plan: Plan | None) -> date | None:
    plan = plan or Plan()
    begun = plan.year_of(days[0].on)
    return next((day.on for day in days if plan.year_of(day.on) != begun), None)


_SENTENCES: Final = {
    "en": {
        "one": "On day {first} you pay {owes}.",
        "some": "From day {first} to day {last} you pay {owes} a day.",
        "nothing": "From day {first} to day {last} you pay nothing.",
        "nothing_one": "On day {first} you pay nothing.",
        "free": "After day {day} your plan pays all of it for the rest of the plan year.",
        "year": "A new plan year begins before {on}. Your deductible may begin again then.",
        "sum": "We think that comes to {sum}.",
        "range": "It may be less or more: from {low} to {high}.",
        "only_range": "Your plan has not told us enough to name one sum. It will be from {low} to {high}.",
    },
    "es": {
        "one": "El día {first} usted paga {owes}.",
        "some": "Del día {first} al día {last} usted paga {owes} por día.",
        "nothing": "Del día {first} al día {last} usted no paga nada.",
        "nothing_one": "El día {first} usted no paga nada.",
        "free": "Después del día {day} su plan paga todo por el resto del año del plan.",
        "year": "Un nuevo año del plan empieza antes del {on}. Su deducible puede empezar de nuevo.",
        "sum": "Creemos que en total son {sum}.",
        "range": "Puede ser menos o más: de {low} a {high}.",
        "only_range": "Su plan no nos ha dicho lo suficiente para dar una sola suma. Será de {low} a {high}.",
    },
}
_FEE: Final = {
    "en": {
        "off": (
            "The sliding fee takes {off} off: class {name}, you pay {pays}. It goes by your household and income as of"
            " {on} ({percent} percent of the poverty guideline)."
        ),
        "open": "It is not decided yet. Without it you would pay {off} more.",
        "ends": "It holds through {through}. Ask for it again before then.",
        "nominal": "{amount} a day",
        "share": "{share} percent of the price",
    },
    "es": {
        "off": (
            "La tarifa según ingresos descuenta {off}: clase {name}, usted paga {pays}. Se basa en su hogar e ingresos"
            " al {on} ({percent} por ciento de la guía de pobreza)."
        ),
        "open": "Todavía no está decidida. Sin ella usted pagaría {off} más.",
        "ends": "Vale hasta el {through}. Pídala de nuevo antes de esa fecha.",
        "nominal": "{amount} por día",
        "share": "{share} por ciento del precio",
    },
}


def of_fee(fee: Fee, off: Decimal, language: str = "en") -> list[str]:
    """Return what the sliding fee takes off, in dollars, and on which ground, in English or Spanish."""
    words, rate = _FEE[language], fee.fee_class
    pays = (
        words["share"].format(share=f"{rate.share.normalize():f}")
        if rate.nominal is None
        else words["nominal"].format(amount=dollars(rate.nominal))
    )
    on, percent = f"{fee.asked_on:%m/%d/%Y}", f"{fee.percent:f}"
    told = [words["off"].format(off=dollars(off), name=rate.name, pays=pays, on=on, percent=percent)]
    if not fee.is_granted:
        told.append(words["open"].format(off=dollars(off)))
    elif fee.through:
        told.append(words["ends"].format(through=f"{fee.through:%m/%d/%Y}"))
    return told


MOST_STRETCHES = 8  # of a letter; more would not be read


def sentences(path: Path, *, low: Decimal, expected: Decimal | None, high: Decimal, language: str = "en") -> list[str]:
    """Return an estimate in plain words, in English or Spanish."""
    words = _SENTENCES[language]
    amounts = {"low": dollars(low), "high": dollars(high)}
    if expected is None:
        return [words["only_range"].format(**amounts)]
    groups = [list(same) for _, same in groupby(path.days, key=lambda day: day.owes)]
    told = [_told(Stretch(same[0], same[-1]), words) for same in groups] if len(groups) <= MOST_STRETCHES else []
    if path.free_after is not None and path.free_after > 0:
        told.append(words["free"].format(day=path.free_after))
    if path.new_year_on:
        told.append(words["year"].format(on=f"{path.new_year_on:%m/%d/%Y}"))
    told.append(words["sum"].format(sum=dollars(expected)))
    if low != high:
        told.append(words["range"].format(**amounts))
    return told


def _told(one: Stretch, words: dict[str, str]) -> str:
    kind = ("one" if one.is_one_day else "some") if one.first.owes else "nothing_one" if one.is_one_day else "nothing"
    return words[kind].format(first=one.first.number, last=one.last.number, owes=dollars(one.first.owes))


_END: Final = {
    "en": "Your plan ends on {on}; {count} of these days come after that. Tell us who pays then: the sum can change.",
    "es": "Su plan termina el {on}; {count} de estos días son después. Díganos quién paga entonces: cambia la suma.",
}


def of_end(through: date, count: int, language: str = "en") -> list[str]:
    """Return that a plan ends before the course does; `count` of its days come after that."""
    return [_END[language].format(on=f"{through:%m/%d/%Y}", count=count)]


_ANSWERED: Final = {
    "en": {"day": "Your plan has already answered for day {days}.",
           "days": "Your plan has already answered for days {days}.",
           "sum": "You pay {sum} of that. The other days are what we expect.",
           "all": "You pay {sum} of that.",
           "waits_day": "{name} has yet to answer for day {days}: what it pays there is what we expect.",
           "waits_days": "{name} has yet to answer for days {days}: what it pays there is what we expect."},
    "es": {"day": "Su plan ya respondió por el día {days}.",
           "days": "Su plan ya respondió por los días {days}.",
           "sum": "De eso usted paga {sum}. Los demás días son lo que esperamos.",
           "all": "De eso usted paga {sum}.",
           "waits_day": "{name} todavía no responde por el día {days}: lo que paga ahí es lo que esperamos.",
           "waits_days": "{name} todavía no responde por los días {days}: lo que paga ahí es lo que esperamos."},
}  # fmt: skip


def of_answers(path: Path, waiting: Mapping[date, Sequence[str]], language: str = "en") -> list[str]:
    """Return which days payers have answered, and of which somebody has yet to; `waiting` names who, by day."""
    words = _ANSWERED[language]
    told = [day for day in path.days if day.is_answered]
    if not told:
        return []
    found = [words["days" if len(told) > 1 else "day"].format(days=_ranges([day.number for day in told], language))]
    kind = "all" if len(told) == len(path.days) else "sum"
    found.append(words[kind].format(sum=dollars(total(day.owes for day in told))))
    for name in dict.fromkeys(name for names in waiting.values() for name in names):
        numbers = [day.number for day in told if name in waiting.get(day.on, ())]
        one = "waits_days" if len(numbers) > 1 else "waits_day"
        found.append(words[one].format(name=name, days=_ranges(numbers, language)))
    return found


def _ranges(numbers: Sequence[int], language: str) -> str:
    """Return numbers as people say them: 1 to 3, 5."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda one: one[1] - one[0])]
    to = {"en": "to", "es": "al"}[language]
    return ", ".join(f"{run[0]} {to} {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


_PAYERS: Final = {
    "en": {"pays": "{name} pays {amount}.", "open": "What {name} pays after {first} is not known yet.",
           "free": "Nobody may bill you for {amount} that is left."},
    "es": {"pays": "{name} paga {amount}.", "open": "Todavía no se sabe cuánto paga {name} después de {first}.",
           "free": "Nadie puede cobrarle los {amount} que quedan."},
}  # fmt: skip


def of_payers(payers: Sequence[tuple[str, Decimal]], free: Decimal, language: str = "en") -> list[str]:
    """Return what each plan pays where there are several, in their order; `free` is what nobody may bill then."""
    words = _PAYERS[language]
    told = [words["pays"].format(name=name, amount=dollars(amount)) for name, amount in payers]
    return [*told, words["free"].format(amount=dollars(free))] if free else told


def of_open(first: str, others: Sequence[str], language: str = "en") -> list[str]:
    """Return whose payment after the first is not known."""
    return [_PAYERS[language]["open"].format(name=name, first=first) for name in others]
