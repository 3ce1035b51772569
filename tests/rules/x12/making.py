"""Makes up what may be sent."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from stepwell.x12.writing.charset import folded
from stepwell.x12.writing.codes import ADJUSTMENT_GROUPS, FILING, RELATIONSHIPS, STATES
from stepwell.x12.writing.coverages import Adjustment, LineDecision
from stepwell.x12.writing.parties import Address, Dependent, Member, Payer, Person
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_270 import Inquiry
from stepwell.x12.writing.set_276 import Asker, ClaimInquiry
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine
from tests.rules.x12.building import (
    CARVE_OUT_COVERAGE,
    CLINIC,
    COUNSELOR,
    MEDICARE_COVERAGE,
    decided_first,
    institutional,
    professional,
)

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
BEGIN, END = date(2026, 1, 1), date(2026, 4, 15)

letters = st.text(st.sampled_from(CAPITALS + CAPITALS.lower() + "áÉñÖ’- "), min_size=1, max_size=30).filter(
    lambda text: any(letter.isalpha() for letter in text)
)
identifiers = st.text(st.sampled_from(CAPITALS + DIGITS + "-/"), min_size=2, max_size=20)
amounts = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)
days = st.dates(BEGIN, END)
people = st.builds(Person, last=letters, first=letters, middle=st.just("") | letters.map(lambda text: text[:25]))
addresses = st.builds(
    Address,
    street=letters,
    city=letters.filter(lambda text: len(folded(text)) > 1),
    # Their maps and readers do not know the territories and the military.
    state=st.sampled_from(sorted(STATES - {"AA", "AE", "AP", "AS", "FM", "GU", "MH", "MP", "PR", "PW", "UM", "VI"})),
    zip_code=st.text(st.sampled_from(DIGITS), min_size=5, max_size=5),
)
births = st.dates(date(1920, 1, 1), date(2015, 1, 1))
sexes = st.sampled_from(["F", "M"])  # one of the readers knows no U
members = st.builds(Member, name=people, member_id=identifiers, birth_date=births, sex=sexes, address=addresses)
dependents = st.none() | st.builds(
    Dependent,
    name=people,
    birth_date=births,
    sex=sexes,
    relationship=st.sampled_from(sorted(RELATIONSHIPS)),
    address=addresses,
)
payers = st.builds(Payer, name=letters, id=identifiers)
codes = st.text(st.sampled_from(CAPITALS + DIGITS), min_size=2, max_size=2)
procedures = st.builds(
    Procedure,
    st.sampled_from(["H0015", "S9480", "90853", "90834", "G0177"]),
    st.lists(codes, max_size=4).map(tuple),
)
diagnoses = st.lists(st.integers(10, 99).map(lambda number: f"F{number}.1"), min_size=1, max_size=12, unique=True).map(
    tuple
)


@st.composite
def decisions(draw: st.DrawFn, charge: Decimal) -> LineDecision:
    """What the payer before decided about a line: it adds up."""
    explained = draw(st.lists(st.integers(1, 9_999).map(lambda cents: Decimal(cents) / 100), max_size=8))
    if sum(explained) > charge:
        explained = []
    groups = st.sampled_from(sorted(ADJUSTMENT_GROUPS)[:3])
    return LineDecision(
        payer_id=CARVE_OUT_COVERAGE.payer.id,
        paid=charge - sum(explained),
        units=Decimal(1),
        adjustments=tuple(
            Adjustment(group=draw(groups), reason=str(draw(st.integers(1, 250))), amount=amount) for amount in explained
        ),
    )


@st.composite
def professionals(draw: st.DrawFn, number: int) -> ProfessionalClaim:
    """A claim that may be sent."""
    listed = draw(diagnoses)
    second = draw(st.booleans())
    lines = []
    for index in range(draw(st.integers(1, 4))):
        first, charge = draw(days), draw(amounts)
        line = ProfessionalLine(
            procedure=draw(procedures),
            charge=charge,
            units=Decimal(draw(st.integers(1, 5000))) / 10,
            first=first,
            last=draw(st.none() | st.just(min(first + timedelta(days=3), END))),
            control_number=f"{number}-{index}",
            pointers=tuple(range(1, min(len(listed), 4) + 1)),
            decisions=(draw(decisions(charge)),) if second else (),
        )
        lines.append(line)
    coverage = replace(
        MEDICARE_COVERAGE if second else CARVE_OUT_COVERAGE,
        responsibility="S" if second else "P",
        member=draw(members),
        payer=draw(payers.filter(lambda payer: payer.id != CARVE_OUT_COVERAGE.payer.id)),
        filing=draw(st.sampled_from(sorted(FILING))),
    )
    frequency = draw(st.sampled_from("178"))
    paid = sum((line.decisions[0].paid for line in lines if second), Decimal(0))
    return professional(
        number=f"C{number}",
        coverage=coverage,
        dependent=draw(dependents),
        diagnoses=listed,
        frequency=frequency,
        original_number="" if frequency == "1" else draw(identifiers),
        lines=tuple(lines),
        other_coverages=(decided_first(paid=paid),) if second else (),
        note=draw(st.just("") | letters),
    )


@st.composite
def institutionals(draw: st.DrawFn, number: int) -> InstitutionalClaim:
    """A claim that may be sent."""
    first = draw(st.dates(BEGIN, END - timedelta(days=30)))
    last = first + timedelta(days=draw(st.integers(0, 30)))
    lines = tuple(
        InstitutionalLine(
            revenue=draw(st.sampled_from(["0905", "0906", "0915", "0942"])),
            procedure=draw(procedures),
            charge=draw(amounts),
            units=Decimal(draw(st.integers(1, 30))),
            first=draw(st.dates(first, last)),
            control_number=f"{number}-{index}",
        )
        for index in range(draw(st.integers(1, 5)))
    )
    frequency = draw(st.sampled_from("123478"))
    return institutional(
        number=f"C{number}",
        first=first,
        last=last,
        lines=lines,
        coverage=replace(MEDICARE_COVERAGE, member=draw(members)),
        dependent=draw(dependents),
        diagnoses=draw(diagnoses),
        frequency=frequency,
        status="30" if frequency in "23" else "01",
        original_number=draw(identifiers) if frequency in "78" else "",
        conditions=tuple(draw(st.lists(codes, max_size=24))),
    )


inquiries = st.builds(
    Inquiry,
    payer=payers,
    provider=st.just(COUNSELOR),
    member=members,
    dependent=dependents,
    service_types=st.lists(st.sampled_from(["30", "MH", "AI", "CF"]), min_size=1, unique=True).map(tuple),
    first=days,
    last=st.none() | st.just(END),
    trace=identifiers,
    originator=st.just("9311234567"),
)
claim_inquiries = st.builds(
    ClaimInquiry,
    payer=payers,
    asker=st.just(Asker(name=CLINIC, id="IOPCLINIC")),
    provider=st.just(COUNSELOR),
    member=members,
    dependent=dependents,
    trace=identifiers,
    charge=amounts,
    first=days,
    last=st.none() | st.just(END),
    payer_number=st.just("") | identifiers,
)
