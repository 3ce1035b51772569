"""Lines of remittances a second, from the bytes of the file to the ledger, each payment in a transaction of its own."""

import argparse
import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import django
import psycopg

django.setup()

from django.utils import timezone  # noqa: E402 (Django must be set up first)

from benchmarks import cpu  # noqa: E402
from benchmarks.population import Population, fill  # noqa: E402
from stepwell.billing.models import Charge, ChargeLine  # noqa: E402
from stepwell.claims.models import Claim, ClaimEvent, ClaimLine  # noqa: E402
from stepwell.config import database as databases  # noqa: E402
from stepwell.coverage.models import Contract, Payer, Policy  # noqa: E402
from stepwell.demo.payer.writing import REMITTANCE, Ends, interchange, segment  # noqa: E402
from stepwell.platform.jobs.scopes import system  # noqa: E402
from stepwell.platform.tenancy.models import Organization  # noqa: E402
from stepwell.platform.walls.scope import Kind, Scope, acting  # noqa: E402
from stepwell.remittances.actions.reading import read_file  # noqa: E402
from stepwell.remittances.actions.taking import take  # noqa: E402
from stepwell.remittances.models import RemittanceClaim  # noqa: E402
from stepwell.remittances.vocabulary import Way  # noqa: E402

GOAL = 500.0  # lines a second
CLIENTS, LINES = 200, 5  # of a claim
CHARGED, ALLOWED, COPAY = 42_500, 28_500, 3_000  # cents of a line
FIRST = date(2026, 1, 5)
_ENDS = Ends("ZZ", "CLEARHOUSE", "ZZ", "CLINIC", "T")
_PROGRAM = """
INSERT INTO people_program (id, organization_id, site_id, name, level, kind)
VALUES (%(program)s, %(organization)s, %(site)s, 'Evening', '2.1', 'addiction')
"""


def main() -> int:
    """Measure, print and compare; the exit status is 1 if the goal was missed or a line was not posted."""
    parser = argparse.ArgumentParser(prog="benchmarks posting")
    parser.add_argument("--claims", type=int, default=1_000)
    options = parser.parse_args()
    people = fill(CLIENTS)
    numbers = _sent(people, options.claims)
    half = len(numbers) // 2
    rates, costs = {}, {}
    for name, claims, size in (("large", numbers[:half], 100), ("small", numbers[half:], 1)):
        rates[name], used = _posted(people, name, claims, size)
        words = f"{size} claim{'s' if size > 1 else ''} of {LINES} lines in each remittance"
        print(
            f"{words:<42} {rates[name]:>6,.0f} lines a second{f' (goal {GOAL:,.0f})' if name == 'large' else ''}; of"
            f" CPU, {used['program'] + used['database']:.2f} ms a line: the program {used['program']:.2f}, the database"
            f" {used['database']:.2f}"
        )
        costs |= {f"{name}_{who}_ms": round(cost, 3) for who, cost in used.items()}
    with acting(system(people.organization, "benchmark")):
        left = options.claims - RemittanceClaim.objects.filter(outcome="posted").count()
    print(f"{left} claims were not posted")
    print(
        json.dumps(
            {name: round(rate) for name, rate in rates.items()} | costs | {"claims": options.claims, "left": left}
        )
    )
    return int(rates["large"] < GOAL or bool(left))


def _posted(people: Population, name: str, numbers: list[str], size: int) -> tuple[float, dict[str, float]]:
    """Return the lines a second of remittances of so many claims each, and milliseconds of CPU a line.

    Files are written before the clock runs.
    """
    scope = system(people.organization, "benchmark")
    with acting(scope):
        npi = Organization.objects.get(pk=people.organization).npi
    texts = [_text(f"{name}{place}", part, npi, place + 1) for place, part in enumerate(_parts(numbers, size))]
    began, lines = time.perf_counter(), len(numbers) * LINES
    program, database = cpu.once(lambda: [_read(scope, text) for text in texts])
    rate = lines / (time.perf_counter() - began)
    return rate, {"program": program / lines * 1_000, "database": database / lines * 1_000}


def _read(scope: Scope, text: str) -> None:
    with acting(scope):
        taken = take(actor=scope, at=timezone.now(), name="x", content=text.encode(), way=Way.FOLDER)
    read_file(actor=scope, at=timezone.now(), file_id=taken.file_id)


def _parts(numbers: list[str], size: int) -> Iterator[list[str]]:
    return (numbers[begin : begin + size] for begin in range(0, len(numbers), size))


def _text(payment: str, numbers: list[str], npi: str, control: int) -> str:
    paid = ALLOWED - COPAY
    made = [
        segment("BPR", "I", _dollars(paid * LINES * len(numbers)), "C", "ACH", "CCP", *[""] * 10, "20260330"),
        segment("TRN", "1", payment, "1999999999"),
        segment("N1", "PR", "BUCKEYE MUTUAL"),
        segment("N1", "PE", "CLINIC", "XX", npi),
        segment("LX", "1"),
    ]
    for number in numbers:
        sums = (_dollars(each * LINES) for each in (CHARGED, paid, COPAY))
        made += [segment("CLP", number, "1", *sums, "12", f"P{number}", "57", "1"), segment("NM1", "QC", "1", "A", "B")]
        for line in range(1, LINES + 1):
            made += [
                segment("SVC", "HC:H0015:HF", _dollars(CHARGED), _dollars(paid), "", "1"),
                segment("DTM", "472", f"{FIRST + timedelta(days=line):%Y%m%d}"),
                segment("CAS", "CO", "45", _dollars(CHARGED - ALLOWED)),
                segment("CAS", "PR", "3", _dollars(COPAY)),
                segment("REF", "6R", f"{number}-{line}"),
            ]
    return interchange(_ENDS, REMITTANCE, control, timezone.now(), [made])


def _dollars(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _sent(people: Population, count: int) -> list[str]:
    """Make claims that were sent, over all clients in turn; return their numbers."""
    program = uuid4()
    with psycopg.connect(databases.url("owner"), options=databases.OWNER_OPTIONS) as owner:
        owner.execute(_PROGRAM, {"program": program, "organization": people.organization, "site": people.sites[0]})
    owned: dict[str, Any] = {"organization_id": people.organization}
    with acting(_scope(people, people.admissions)):
        payer = Payer.objects.create(**owned, name="Buckeye Mutual", kind="commercial")
        policies = [
            Policy(
                **owned, client_id=client, payer=payer, plan_type="ppo", member_id="W1", member_id_index=b"m" * 16,
                rank=1, from_on=FIRST,
            )
            for client in people.clients[:CLIENTS]
        ]  # fmt: skip
        Policy.objects.bulk_create(policies)
    with acting(_scope(people, people.director)):
        contract = Contract.objects.create(
            **owned, payer=payer, name="Standard", from_on=FIRST, form="837P", taxonomy="261QR0405X", place="57",
            filing_days=90, appeal_days=180, filing_indicator="CI",
        )  # fmt: skip
        common = {**owned, "payer": payer, "contract": contract, "program_id": program}
        return [_cut(common, policies[place % CLIENTS], place) for place in range(count)]


def _cut(common: dict[str, Any], policy: Policy, place: int) -> str:
    """Make one claim of as many days as a claim has lines, and move it until it is sent."""
    now, number = timezone.now(), f"B{place:09}"
    about = {"organization_id": common["organization_id"], "client_id": policy.client_id}
    begin = FIRST + timedelta(days=1 + place // CLIENTS * LINES)
    days = [begin + timedelta(days=line) for line in range(LINES)]
    charges = [
        Charge(
            **common, client_id=policy.client_id, policy=policy, day=day, level="2.1", diagnoses=["F10.20"],
            minutes=180, charged=CHARGED, expected=ALLOWED, number=1, fingerprint="0" * 64, made_at=now,
        )
        for day in days
    ]  # fmt: skip
    lines = [
        ChargeLine(
            **about, charge=charge, number=1, code="H0015", modifiers=["HF"], place="57", unit="day", units=1,
            minutes=180, charged=CHARGED, expected=ALLOWED,
        )
        for charge in charges
    ]  # fmt: skip
    Charge.objects.bulk_create(charges)
    ChargeLine.objects.bulk_create(lines)
    claim = Claim(
        **common, client_id=policy.client_id, policy=policy, form="837P", number=number, first_on=days[0],
        last_on=days[-1], charged=CHARGED * LINES, cut_at=now,
    )  # fmt: skip
    claim.root = claim
    claim.save(force_insert=True)
    ClaimLine.objects.bulk_create(
        ClaimLine(
            **about, claim=claim, root=claim, charge_line=line, number=at, control=f"{number}-{at}", day=days[at - 1],
            code="H0015", charge=CHARGED, owed=CHARGED, expected=ALLOWED,
        )
        for at, line in enumerate(lines, 1)
    )  # fmt: skip
    for at, state in enumerate(("draft", "ready", "queued", "sent"), 1):
        ClaimEvent.objects.create(**about, claim=claim, number=at, state=state, at=now)
    return number


def _scope(people: Population, account: Any) -> Scope:
    return Scope(actor=account, organization=people.organization, kind=Kind.STAFF, purpose="benchmark")


if __name__ == "__main__":
    raise SystemExit(main())
