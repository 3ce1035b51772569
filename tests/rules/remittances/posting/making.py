"""Claims as they were sent and remittances that answer them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from stepwell.billing.rules.ledger import Line, Owed
from stepwell.billing.vocabulary import Account
from stepwell.remittances.rules.posting.sent import Planned, SentClaim, SentLine
from stepwell.x12.parts import Adjustment, Amount, Dated, Party, Procedure, Reference, Trace
from stepwell.x12.reading.sets import read
from stepwell.x12.remittances import Batch, ProviderAdjustment, Remittance, RemittedClaim, ServiceLine
from tests.rules.x12.files import sample

POLICY, PAYER, CLIENT = UUID(int=1), UUID(int=2), UUID(int=3)
PLAN = Owed(POLICY, PAYER)
NEXT = Owed(UUID(int=4), UUID(int=5))
Why = tuple[str, str, int]  # group, reason, cents


def sent_line(number: int, day: int, **changes: Any) -> SentLine:
    """A day of March as it was billed: $350.00, of which the contract allows $275.00."""
    values: dict[str, Any] = {
        "control": f"EP1001-L{number}", "day": date(2026, 3, day), "code": "H0015", "charge": 35_000, "owed": 35_000,
        "expected": 27_500,
    }  # fmt: skip
    return SentLine(**values | changes)


SENT = SentClaim(
    number="EP1001-W11", client_id=CLIENT, owed_by=PLAN,
    lines=(sent_line(1, 9), sent_line(2, 11), sent_line(3, 13)),
)  # fmt: skip


def story() -> Remittance:
    """The remittance of the sample files."""
    [found] = read(sample("835.txt")).sets
    assert isinstance(found.content, Remittance)
    return found.content


STORY = story()
ANSWER = STORY.claims[0]


def dollars(cents: int) -> Decimal:
    """Cents as a remittance writes them."""
    return Decimal(cents) / 100


def adjustments(*why: Why) -> tuple[Adjustment, ...]:
    """Reasons with cents."""
    return tuple(Adjustment(group, reason, dollars(cents)) for group, reason, cents in why)


def service(control: str, charge: int, *why: Why, **changes: Any) -> ServiceLine:
    """A line that adds up: what is not adjusted is paid."""
    values: dict[str, Any] = {
        "procedure": Procedure("HC", "H0015", ("HF",)), "charge": dollars(charge),
        "paid": dollars(charge - sum(cents for _, _, cents in why)), "revenue_code": "", "paid_units": None,
        "billed": None, "billed_units": None, "dates": (), "adjustments": adjustments(*why),
        "references": (Reference("6R", control),) if control else (), "amounts": (), "quantities": (), "remarks": (),
        "segment": 1,
    }  # fmt: skip
    return ServiceLine(**values | changes)


def answer(*lines: ServiceLine, **changes: Any) -> RemittedClaim:
    """An answer to the claim that adds up."""
    values: dict[str, Any] = {
        "lines": lines, "charge": sum((line.charge for line in lines), Decimal(0)),
        "paid": sum((line.paid for line in lines), Decimal(0)), "adjustments": (), "status": "1",
    }  # fmt: skip
    return replace(ANSWER, **values | changes)


def reversed_(one: RemittedClaim) -> RemittedClaim:
    """What takes an answer back."""
    lines = tuple(
        replace(line, charge=-line.charge, paid=-line.paid, adjustments=_negated(line.adjustments), amounts=())
        for line in one.lines
    )
    return replace(
        one, status="22", charge=-one.charge, paid=-one.paid, adjustments=_negated(one.adjustments), lines=lines
    )


def _negated(why: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(replace(one, amount=-one.amount) for one in why)


def remittance(*claims: RemittedClaim, plb: tuple[tuple[str, int], ...] = (), number: str = "EFT1") -> Remittance:
    """A remittance that adds up."""
    level = tuple(ProviderAdjustment("1993999998", None, reason, "REF1", dollars(cents), 9) for reason, cents in plb)
    amount = sum((one.paid for one in claims), Decimal(0)) - sum((one.amount for one in level), Decimal(0))
    assert STORY.payment
    return replace(
        STORY,
        payment=replace(STORY.payment, amount=amount),
        trace=Trace("1", number, "1999999999"),
        batches=(Batch("1", (), claims),),
        provider_adjustments=level,
    )


def on(day: int) -> tuple[Dated, ...]:
    """A day of March as the day of a line."""
    return (Dated("472", f"202603{day:02}", date(2026, 3, day), date(2026, 3, day)),)


def allowed(cents: int) -> tuple[Amount, ...]:
    """What the payer says it allows."""
    return (Amount("B6", dollars(cents)),)


def payee(number: str) -> Party:
    """Whom a payment is for."""
    return Party("PE", "", "SOMEBODY", id_qualifier="XX", id=number)


def sums(postings: tuple[Planned, ...]) -> dict[Account, int]:
    """Cents by account."""
    found: dict[Account, int] = {}
    for line in entries(postings):
        found[line.account] = found.get(line.account, 0) + line.cents
    return {account: cents for account, cents in found.items() if cents}


def entries(postings: tuple[Planned, ...]) -> list[Line]:
    """All entries."""
    return [line for one in postings for line in one.posting.lines]
