"""The running amounts while lines are priced: what a State becomes, written in place."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from stepwell.coverage.rules.cost.accumulators import CopayTaken, HouseholdPaid, Met, PlanYear, State, Used
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import Cap, CapPeriod, CapUnit, Copay, Plan, Tier
from stepwell.coverage.vocabulary import CopayUnit
from stepwell.kernel.money import ZERO


class Running:
    """What is met in one half of one plan year."""

    __slots__ = (
        "deductible", "deductible_on", "family_deductible", "family_late", "family_out_of_pocket", "late",
        "out_of_pocket",
    )  # fmt: skip

    def __init__(self, met: Met) -> None:
        self.deductible = met.deductible
        self.family_deductible = met.family_deductible
        self.out_of_pocket = met.out_of_pocket
        self.family_out_of_pocket = met.family_out_of_pocket
        self.deductible_on = met.deductible_on
        self.late, self.family_late = met.late, met.family_late

    def add(self, on: date, deductible: Decimal, out_of_pocket: Decimal, *, is_late: bool) -> None:
        """Count what a line took toward the deductible, and toward the maximum."""
        if deductible:
            self.deductible += deductible
            self.family_deductible += deductible
            self.deductible_on = on
            if is_late:
                self.late += deductible
                self.family_late += deductible
        self.out_of_pocket += out_of_pocket
        self.family_out_of_pocket += out_of_pocket

    def met(self) -> Met:
        """Return it as a fact."""
        return Met(
            deductible=self.deductible,
            family_deductible=self.family_deductible,
            out_of_pocket=self.out_of_pocket,
            family_out_of_pocket=self.family_out_of_pocket,
            deductible_on=self.deductible_on,
            late=self.late,
            family_late=self.family_late,
        )


class Ledger:
    """Everything that is met, used and taken, under one plan."""

    def __init__(self, plan: Plan, state: State) -> None:
        self.plan = plan
        self._met: dict[date, dict[Tier, Running]] = {}
        self._used: dict[tuple[date | None, str], tuple[Decimal, date | None]] = {}
        for year in state.years:
            self._open(year)
        for used in state.lifetime:
            self._used[None, used.cap] = (used.amount, used.last_on)
        self._household = {one.starts_on: one.amount for one in state.household}
        self._copays = {(one.tier, one.terms, one.since): one.amount for one in state.copays}

    def _open(self, year: PlanYear) -> None:
        self._met[year.starts_on] = {Tier.IN: Running(year.in_network), Tier.OUT: Running(year.out_of_network)}
        for used in year.used:
            self._used[year.starts_on, used.cap] = (used.amount, used.last_on)

    def year(self, on: date) -> dict[Tier, Running]:
        """Return what is met in the plan year of a day."""
        starts_on = self.plan.year_of(on)
        if starts_on not in self._met:
            self._open(self._begun(starts_on))
        return self._met[starts_on]

    def _begun(self, starts_on: date) -> PlanYear:
        """Return a plan year that nothing is known of: with what the one before carries over, if plans do that."""
        before = self._met.get(starts_on.replace(year=starts_on.year - 1)) if self.plan.carries_over else None
        if before is None:
            return PlanYear(starts_on)
        carried = {tier: running.met().carried_over() for tier, running in before.items()}
        return PlanYear(starts_on, carried[Tier.IN], carried[Tier.OUT])

    def household_left(self, on: date) -> Decimal | None:
        """Return how many dollars the household may still be asked for in the period of a day; None without a limit."""
        limit = self.plan.household
        if limit is None:
            return None
        return max(limit.dollars() - self._household.get(limit.begins(on), ZERO), ZERO)

    def count_shares(self, line: Line, deductible: Decimal, out_of_pocket: Decimal, share: Decimal) -> None:
        """Count what the client pays of a line; in the other half too if the plan does so.

        share  all that the client pays, for the limit of the household
        """
        year, is_late = self.year(line.on), self.plan.carries_over and self.plan.is_late(line.on)
        year[line.tier].add(line.on, deductible, out_of_pocket, is_late=is_late)
        if self.plan.cross_accumulate:
            other = Tier.OUT if line.tier is Tier.IN else Tier.IN
            year[other].add(line.on, deductible, out_of_pocket, is_late=is_late)
        if self.plan.household:
            began = self.plan.household.begins(line.on)
            self._household[began] = self._household.get(began, ZERO) + share

    def left_of(self, cap: Cap, line: Line) -> Decimal:
        """Return how much of a limit is left for a line; a day that was counted is not counted again."""
        amount, last_on = self._used.get(self._key(cap, line.on), (ZERO, None))
        if cap.unit is CapUnit.DAYS and last_on == line.on:
            return Decimal(1)
        return max(cap.limit - amount, ZERO)

    def count_use(self, caps: Iterable[Cap], line: Line, paid: Decimal) -> None:
        """Count a covered line toward limits; `paid` are the dollars that the plan pays."""
        for cap in caps:
            key = self._key(cap, line.on)
            amount, last_on = self._used.get(key, (ZERO, None))
            if cap.unit is CapUnit.DAYS:
                amount += last_on != line.on
            elif cap.unit is CapUnit.VISITS:
                amount += 1
            else:
                amount += line.hours if cap.unit is CapUnit.HOURS else paid
            self._used[key] = (amount, line.on)

    def _key(self, cap: Cap, on: date) -> tuple[date | None, str]:
        return (self.plan.year_of(on) if cap.period is CapPeriod.YEAR else None, cap.name)

    def copay_due(self, copay: Copay, line: Line, terms: int) -> Decimal:
        """Return dollars of a copay that were not taken yet in the day, week or admission of a line."""
        if copay.per is CopayUnit.VISIT:
            return copay.amount
        return max(copay.amount - self._copays.get((line.tier, terms, _since(copay, line.on)), ZERO), ZERO)

    def count_copay(self, copay: Copay, line: Line, terms: int, taken: Decimal) -> None:
        """Count dollars of a copay toward its day, week or admission."""
        if copay.per is CopayUnit.VISIT:
            return
        key = (line.tier, terms, _since(copay, line.on))
        self._copays[key] = self._copays.get(key, ZERO) + taken

    def state(self) -> State:
        """Return all of it as facts, in a stated order."""
        return State(
            years=tuple(
                PlanYear(starts_on, met[Tier.IN].met(), met[Tier.OUT].met(), self._uses(starts_on))
                for starts_on, met in sorted(self._met.items())
            ),
            lifetime=self._uses(None),
            household=tuple(HouseholdPaid(on, amount) for on, amount in sorted(self._household.items())),
            copays=tuple({(one.tier, one.terms): one for one in self.copays()}.values()),
        )

    def copays(self) -> tuple[CopayTaken, ...]:
        """Return every copay that was taken; of those under one set of terms, the state keeps the last."""
        found = [CopayTaken(*key, amount) for key, amount in self._copays.items()]
        return tuple(sorted(found, key=lambda one: (one.tier, one.terms, one.since or date.min)))

    def _uses(self, period: date | None) -> tuple[Used, ...]:
        found = ((name, use) for (start, name), use in self._used.items() if start == period)
        return tuple(Used(name, *use) for name, use in sorted(found))


def _since(copay: Copay, on: date) -> date | None:
    if copay.per is CopayUnit.ADMISSION:
        return None
    return on - timedelta(days=on.weekday()) if copay.per is CopayUnit.WEEK else on
