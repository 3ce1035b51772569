"""How fast claims are written on one core, and how fast the guide's map and another program's models do their part."""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from x12sdk.io import X12ModelReader

from stepwell.x12.guides import check
from stepwell.x12.writing.claims import BillingProvider
from stepwell.x12.writing.coverages import Coverage
from stepwell.x12.writing.envelope import Envelope, Mailbox
from stepwell.x12.writing.parties import Address, Contact, Member, Organization, Payer, Person, Provider
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_837 import Receiver, Submitter, claim_sets
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine, write_837i
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine, write_837p

GOAL = 1.0  # MB a second
ROUNDS = 5
CHECKED = 200  # claims given to the map and the models, which are slow
LINES = 3
MONDAY = date(2026, 3, 9)

CLINIC = Organization("Harbor IOP LLC")
STREET = Address(street="100 Recovery Way", city="Columbus", state="OH", zip_code="432150001")
ENVELOPE = Envelope(
    sender=Mailbox(id="IOPCLINIC"),
    receiver=Mailbox(id="CLEARHOUSE"),
    at=datetime(2026, 3, 17, 10, 15, tzinfo=UTC),
    interchange=1,
    group=1,
    production=False,
)
BILLING = BillingProvider(name=CLINIC, npi="1993999998", taxonomy="261QR0405X", tax_id="31-1234567", address=STREET)
CLINICIAN = Provider(name=Person(last="Counselor", first="Casey"), npi="1003000126", taxonomy="101YA0400X")
COVERAGE = Coverage(
    responsibility="P",
    payer=Payer(name="Example Behavioral Carveout", id="88888"),
    member=Member(
        name=Person(last="Tester", first="Pat"),
        member_id="W000000000",
        birth_date=date(1990, 2, 14),
        sex="F",
        address=Address(street="1 Elm St", city="Columbus", state="OH", zip_code="43215"),
    ),
    filing="CI",
    group_number="GRP100",
)


def main() -> int:
    """Measure, print a table and a line of JSON; returns 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="benchmarks x12_writing")
    parser.add_argument("--claims", type=int, default=5000, help="in a file; 5,000 unless said")
    count = parser.parse_args().claims
    professional = [_professional(number) for number in range(count)]
    institutional = [_institutional(number) for number in range(count)]
    few = _write_professional(professional[:CHECKED])
    rates = {
        "837P written": _rate(lambda: _write_professional(professional), count),
        "837I written": _rate(lambda: _write_institutional(institutional), count),
        "837P checked by the guide's map": _rate(lambda: _checked(few), min(count, CHECKED), rounds=2),
        "837P read and written by models": _rate(lambda: _modelled(few), min(count, CHECKED), rounds=2),
    }
    for name, (megabytes, claims) in rates.items():
        print(f"{name:<34} {megabytes:>7.3f} MB/s {claims:>9,.0f} claims a second of one core, {LINES} lines each")
    print(
        json.dumps(
            {
                "claims": count,
                "rates": {name: {"mb_s": round(mb, 3), "claims_s": round(n)} for name, (mb, n) in rates.items()},
            }
        )
    )
    return int(min(rates["837P written"][0], rates["837I written"][0]) < GOAL)


def _rate(work: Callable[[], str], claims: int, rounds: int = ROUNDS) -> tuple[float, float]:
    """Return megabytes and claims a second of this process's own CPU, by the median of some rounds."""
    seconds = []
    size = len(work())
    for _ in range(rounds):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    middle = statistics.median(seconds)
    return size / middle / 1e6, claims / middle


def _write_professional(claims: Sequence[ProfessionalClaim]) -> str:
    return write_837p(
        ENVELOPE, claim_sets(claims, number=1, reference="BENCH", submitter=_submitter(), receiver=_receiver())
    )


def _write_institutional(claims: Sequence[InstitutionalClaim]) -> str:
    return write_837i(
        ENVELOPE, claim_sets(claims, number=1, reference="BENCH", submitter=_submitter(), receiver=_receiver())
    )


def _checked(text: str) -> str:
    assert check(text) == ()
    return text


def _modelled(text: str) -> str:
    with X12ModelReader(text.replace("X222A1", "X222A2")) as reader:
        return "".join(model.x12() for model in reader.models())


def _submitter() -> Submitter:
    return Submitter(name=CLINIC, id="IOPCLINIC", contact=Contact(name="Billing Office", phone="5555550100"))


def _receiver() -> Receiver:
    return Receiver(name=Organization("Clearhouse"), id="CLEARHOUSE")


def _coverage(number: int) -> Coverage:
    return replace(COVERAGE, member=replace(COVERAGE.member, member_id=f"W{number:09}"))


def _professional(number: int) -> ProfessionalClaim:
    lines = tuple(
        ProfessionalLine(
            procedure=Procedure("H0015", ("HF",)),
            charge=Decimal("350.00"),
            units=Decimal(1),
            first=MONDAY + timedelta(days=2 * index),
            control_number=f"C{number}-L{index}",
            pointers=(1, 2),
        )
        for index in range(LINES)
    )
    return ProfessionalClaim(
        number=f"C{number}",
        billing=BILLING,
        coverage=_coverage(number),
        benefits_assigned="Y",
        release="Y",
        diagnoses=("F10.20", "F33.1"),
        authorization="AUTH123456",
        place="57",
        rendering=CLINICIAN,
        lines=lines,
    )


def _institutional(number: int) -> InstitutionalClaim:
    lines = tuple(
        InstitutionalLine(
            revenue="0906",
            procedure=Procedure("H0015"),
            charge=Decimal("350.00"),
            units=Decimal(1),
            first=MONDAY + timedelta(days=2 * index),
            control_number=f"C{number}-L{index}",
        )
        for index in range(LINES)
    )
    return InstitutionalClaim(
        number=f"C{number}",
        billing=BILLING,
        coverage=_coverage(number),
        benefits_assigned="Y",
        release="Y",
        diagnoses=("F10.20", "F33.1"),
        bill_type="89",
        first=MONDAY,
        last=MONDAY + timedelta(days=4),
        admission_type="3",
        admission_source="1",
        status="01",
        attending=CLINICIAN,
        lines=lines,
    )


if __name__ == "__main__":
    raise SystemExit(main())
