"""Pricing lines under one plan, in the order in which a plan does it. Source: docs/sources.md#cost-share.

An estimate counts by day of service. Payers count by the day on which they process a claim, so what they pay can
differ: price again after each remittance.
"""

from collections.abc import Iterable
from decimal import Decimal

from stepwell.coverage.rules.cost.accumulators import State
from stepwell.coverage.rules.cost.ledger import Ledger, Running
from stepwell.coverage.rules.cost.lines import Line, order
from stepwell.coverage.rules.cost.plans import (
    Cap,
    CapUnit,
    CopayMode,
    Deductible,
    DeductibleKind,
    Maximum,
    Network,
    Plan,
    Terms,
    Tier,
    caps_counting,
)
from stepwell.coverage.rules.cost.results import Amounts, Reason, Result, Why
from stepwell.kernel.money import ZERO, percent_of

_Shares = tuple[Decimal, Decimal, Decimal]  # deductible, copay, coinsurance


def adjudicate(plan: Plan, state: State, lines: Iterable[Line]) -> tuple[tuple[Result, ...], State]:
    """Price lines.

    lines    in any order; all amounts whole cents
    returns  the results in the order of `lines.order`, and what is met and used afterwards
    """
    ledger = Ledger(plan, state)
    results = tuple(_adjudicate(ledger, line) for line in sorted(lines, key=order))
    return results, ledger.state()


def adjudicate_in_order(plan: Plan, state: State, lines: Iterable[Line]) -> tuple[tuple[Result, ...], State]:
    """Price lines in the order given: a second payer takes them in the order of the first."""
    ledger = Ledger(plan, state)
    return tuple(_adjudicate(ledger, line) for line in lines), ledger.state()


def _adjudicate(ledger: Ledger, line: Line) -> Result:
    network = ledger.plan.at(line.tier)
    terms = network.terms_of(line.service) if network else None
    if network is None or terms is None or not terms.covered:
        return _not_covered(network, line, Why.NOT_COVERED)
    if terms.authorization_required and not line.authorized:
        return _not_authorized(network, line)
    caps = caps_counting(ledger.plan.caps, line.service, line.tier)
    if any(not ledger.left_of(cap, line) for cap in caps):
        return _not_covered(network, line, Why.LIMIT)
    return _covered(ledger, network, terms, line, caps)


def _not_covered(network: Network | None, line: Line, why: Why) -> Result:
    billed = line.client_price if network is None or network.bills_not_covered else ZERO
    written_off = line.charge - billed
    reasons = [Reason(why, line.charge)]
    if written_off:
        reasons.append(Reason(Why.WRITTEN_OFF, written_off))
    amounts = Amounts(charge=line.charge, not_covered=billed, written_off=written_off, client_owes=billed)
    return Result(line, amounts, tuple(reasons))


def _not_authorized(network: Network, line: Line) -> Result:
    if line.tier is Tier.OUT:
        return _not_covered(network, line, Why.NOT_AUTHORIZED_OUT)
    reasons = (Reason(Why.NOT_AUTHORIZED, line.charge), Reason(Why.WRITTEN_OFF, line.charge))
    return Result(line, Amounts(charge=line.charge, written_off=line.charge), reasons)


def _covered(ledger: Ledger, network: Network, terms: Terms, line: Line, caps: tuple[Cap, ...]) -> Result:
    allowed = min(line.price, line.charge) if network.lesser_of else line.price
    met = ledger.year(line.on)[line.tier]
    full = _shares(ledger, network, terms, line, allowed, met)
    asked, counted = _trimmed(full, network.maximum, met)
    due = _within_household(asked, ledger.household_left(line.on))
    deductible, copay, coinsurance = due
    share = deductible + copay + coinsurance
    spared = sum(asked, ZERO) - share  # by the limit of the household
    paid, above = _within_dollars(ledger, caps, line, allowed - share)
    ledger.count_shares(line, deductible, min(counted, share), share)
    if caps:
        ledger.count_use(caps, line, paid)
    contractual, balance, written_off = _above_allowed(network, line, line.charge - allowed)
    billed = above if network.bills_not_covered else ZERO
    amounts = Amounts(
        charge=line.charge,
        allowed=allowed,
        contractual=contractual,
        deductible=deductible,
        copay=copay,
        coinsurance=coinsurance,
        over_maximum=sum(full, ZERO) - share,
        not_covered=billed,
        balance_billed=balance,
        written_off=written_off + above - billed,
        primary_paid=paid,
        client_owes=share + billed + balance,
    )
    return Result(line, amounts, _reasons(amounts, above, spared))


def _shares(ledger: Ledger, network: Network, terms: Terms, line: Line, allowed: Decimal, met: Running) -> _Shares:
    """Return what the client would pay of a covered line if there were no maximum."""
    copay, left, deductible, taken = terms.copay, allowed, ZERO, ZERO
    instead = copay is not None and copay.mode is CopayMode.INSTEAD
    if terms.deductible_applies and network.deductible and not instead:
        deductible = min(left, _deductible_left(network.deductible, met))
        left -= deductible
    if copay is not None and left and (instead or _past_deductible(copay.on_crossing_day, line, deductible, met)):
        position = network.terms.index(terms)
        taken = min(left, ledger.copay_due(copay, line, position))
        ledger.count_copay(copay, line, position, taken)
        left -= taken
    return deductible, taken, percent_of(left, terms.coinsurance) if terms.coinsurance else ZERO


def _deductible_left(deductible: Deductible, met: Running) -> Decimal:
    left = deductible.individual - met.deductible
    if deductible.family is not None:
        family = deductible.family - met.family_deductible
        left = family if deductible.kind is DeductibleKind.AGGREGATE else min(left, family)
    return max(left, ZERO)


def _past_deductible(on_crossing_day: bool, line: Line, deductible: Decimal, met: Running) -> bool:  # noqa: FBT001
    return on_crossing_day or (not deductible and met.deductible_on != line.on)


def _trimmed(shares: _Shares, maximum: Maximum | None, met: Running) -> tuple[_Shares, Decimal]:
    """Return the shares after the maximum, and how much of them counts toward it.

    What is above is taken off coinsurance first, then copay, then deductible, of the parts that count.
    """
    if maximum is None:
        return shares, sum(shares, ZERO)
    deductible, copay, coinsurance = shares
    room = maximum.individual - met.out_of_pocket
    if maximum.family is not None:
        room = min(room, maximum.family - met.family_out_of_pocket)
    room = max(room, ZERO)
    counted = ZERO
    if maximum.counts_deductible:
        deductible = min(deductible, room - counted)
        counted += deductible
    if maximum.counts_copay:
        copay = min(copay, room - counted)
        counted += copay
    if maximum.counts_coinsurance:
        coinsurance = min(coinsurance, room - counted)
        counted += coinsurance
    return (deductible, copay, coinsurance), counted


def _within_household(shares: _Shares, left: Decimal | None) -> _Shares:
    """Return shares within what a household may still be asked for: cut in the same order as at the maximum."""
    if left is None:
        return shares
    deductible = min(shares[0], left)
    copay = min(shares[1], left - deductible)
    return deductible, copay, min(shares[2], left - deductible - copay)


def _within_dollars(ledger: Ledger, caps: tuple[Cap, ...], line: Line, paid: Decimal) -> tuple[Decimal, Decimal]:
    """Return what the plan pays within its limits of dollars, and what is above them."""
    within = min((ledger.left_of(cap, line) for cap in caps if cap.unit is CapUnit.DOLLARS), default=paid)
    return min(paid, within), max(paid - within, ZERO)


def _above_allowed(network: Network, line: Line, excess: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Return what becomes of the charge above the allowed amount: contractual, billed to the client, written off."""
    if line.tier is Tier.IN or excess < 0:
        return excess, ZERO, ZERO
    return (ZERO, excess, ZERO) if network.bills_balance else (ZERO, ZERO, excess)


def _reasons(amounts: Amounts, above_limit: Decimal, spared: Decimal) -> tuple[Reason, ...]:
    parts = (
        (Why.CONTRACTUAL, max(amounts.contractual, ZERO)),
        (Why.ABOVE_CHARGE, max(-amounts.contractual, ZERO)),
        (Why.DEDUCTIBLE, amounts.deductible),
        (Why.COPAY, amounts.copay),
        (Why.COINSURANCE, amounts.coinsurance),
        (Why.MAXIMUM, amounts.over_maximum - spared),
        (Why.HOUSEHOLD, spared),
        (Why.LIMIT, above_limit),
        (Why.BALANCE, amounts.balance_billed),
        (Why.WRITTEN_OFF, amounts.written_off),
        (Why.PLAN, amounts.primary_paid),
    )
    return tuple(Reason(why, amount) for why, amount in parts if amount)
