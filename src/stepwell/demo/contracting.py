"""What the payers agreed to pay, and the clinic's own prices. Sums are made up, within what payers publish."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from stepwell.coverage.actions.contracts import add_contract, add_service
from stepwell.coverage.actions.payers import PayerFacts, add_payer
from stepwell.coverage.contracting import Asking, ClaimForm, Family, ServiceKind, ServiceUnit
from stepwell.coverage.rules.contracts import Contract, Service
from stepwell.coverage.vocabulary import PayerKind
from stepwell.demo.world import World

_PROGRAM = frozenset(
    {
        ServiceKind.GROUP,
        ServiceKind.EDUCATION,
        ServiceKind.ACTIVITY,
        ServiceKind.FAMILY_GROUP,
        ServiceKind.PEER,
        ServiceKind.INDIVIDUAL,
        ServiceKind.FAMILY,
    }
)
_GROUPS = frozenset({ServiceKind.GROUP, ServiceKind.EDUCATION})
_FILING = {PayerKind.COMMERCIAL: "CI", PayerKind.MEDICAID: "MC", PayerKind.VA: "VA"}
_CHARGE, _OWN_PRICE = Decimal("425.00"), Decimal("200.00")
_PARTIAL_CHARGE = Decimal("640.00")
_BEHAVIORAL = PayerFacts("Lakeshore Behavioral", PayerKind.COMMERCIAL, "DEMO51", benefits_phone="614 555 0251")
_CARVED = PayerFacts("Erie Health Plan", PayerKind.COMMERCIAL, "DEMO50", benefits_phone="614 555 0250")
_CARVED_RATE = Decimal("265.00")
_WITHOUT_CONTRACT = PayerFacts("Summit National", PayerKind.COMMERCIAL, "DEMO52", benefits_phone="614 555 0252")
_MEDICARE = PayerFacts("Medicare Part B", PayerKind.MEDICARE, "DEMO60", benefits_phone="614 555 0260")


def agree(world: World, *, at: datetime) -> None:
    """Write down a contract with every payer, and the prices for who pays by themself."""
    for insurer in world.script.insurers:
        pays_parts = insurer.kind is PayerKind.COMMERCIAL
        terms = _terms(world, at, filing=_FILING[insurer.kind], pays_parts=pays_parts)
        _write(world, at, world.made.payers[insurer.name], terms, _services(insurer.rate, _CHARGE, _PARTIAL_CHARGE))
    terms = _terms(world, at, filing=_FILING[PayerKind.COMMERCIAL], pays_parts=True)
    _write(world, at, world.made.payers[_BEHAVIORAL.name], terms, _services(_CARVED_RATE, _CHARGE, _PARTIAL_CHARGE))
    _write(world, at, world.made.payers[_MEDICARE.name], _medicare(world, at), (_medicare_day(),))
    own = _services(_OWN_PRICE, _OWN_PRICE, _OWN_PRICE)
    _write(world, at, None, _terms(world, at, filing="", pays_parts=True), own)


def _medicare(world: World, at: datetime) -> Contract:
    """Return what holds with traditional Medicare, as a community mental health center: paid by the day's services."""
    return Contract(
        "As a community mental health center", ClaimForm.INSTITUTIONAL, at.astimezone(world.made.zone).date(), 365, 120,
        "261QM0801X", "52", filing_indicator="MB", pays_video=False, authorization=Asking.NEVER, is_lesser_of=False,
        type_of_bill="76", condition_codes=("92",), few_services=Decimal("127.75"), many_services=Decimal("167.38"),
    )  # fmt: skip


def _medicare_day() -> Service:
    return Service(
        ServiceUnit.DAY, _PROGRAM, Decimal("167.38"), _CHARGE, code="90853", level="2.1", revenue_code="0905",
        least_minutes=180,
    )  # fmt: skip


def list_others(world: World, *, at: datetime) -> None:
    """List payers that no client of the story has, to try by hand: traditional Medicare, one without a contract, and
    one for which another handles this care."""
    actor, payers = world.made.member(world.script.team.admissions), world.made.payers
    for facts in (_MEDICARE, _WITHOUT_CONTRACT, _BEHAVIORAL):
        payers[facts.name] = add_payer(actor=actor, at=at, facts=facts).pk
    add_payer(actor=actor, at=at, facts=replace(_CARVED, carve_out_id=payers[_BEHAVIORAL.name]))


def _write(world: World, at: datetime, payer_id: UUID | None, terms: Contract, services: tuple[Service, ...]) -> None:
    actor = world.made.member(world.script.team.director)
    contract = add_contract(actor=actor, at=at, payer_id=payer_id, terms=terms)
    for service in services:
        add_service(actor=actor, at=at, contract=contract, terms=service)


def _terms(world: World, at: datetime, *, filing: str, pays_parts: bool) -> Contract:
    return Contract(
        "Standard" if filing else "Own prices", ClaimForm.PROFESSIONAL, at.astimezone(world.made.zone).date(), 180, 180,
        "261QR0405X", "57", filing_indicator=filing, video_modifier="95", audio_modifier="93",
        pays_short_days=pays_parts,
    )  # fmt: skip


def _services(day: Decimal, charge: Decimal, partial: Decimal) -> tuple[Service, ...]:
    """Return what everybody pays for: days of the two programs, by the first diagnosis, and single sessions."""
    whole = ServiceUnit.DAY
    return (
        Service(
            whole, _PROGRAM, day, charge, code="H0015", modifiers=("HF",), level="2.1", least_minutes=180,
            family=Family.SUBSTANCE,
        ),
        Service(whole, _PROGRAM, day, charge, code="S9480", level="2.1", least_minutes=180, family=Family.MENTAL),
        Service(whole, _PROGRAM, min(day * 2, partial), partial, code="H0035", level="2.5", least_minutes=240),
        _single(_GROUPS, "90853", "42.00", "75.00", least=45),
        _single({ServiceKind.INDIVIDUAL}, "90834", "105.00", "150.00", least=38),
        _single({ServiceKind.FAMILY, ServiceKind.FAMILY_GROUP}, "90847", "110.00", "160.00", least=26),
        _single({ServiceKind.ASSESSMENT}, "90791", "150.00", "220.00"),
        _single({ServiceKind.MEDICATION}, "99214", "128.40", "220.00"),
    )  # fmt: skip


def _single(
    kinds: set[ServiceKind] | frozenset[ServiceKind], code: str, rate: str, charge: str, least: int = 0
) -> Service:
    return Service(
        ServiceUnit.SESSION, frozenset(kinds), Decimal(rate), Decimal(charge), code=code, least_minutes=least
    )
