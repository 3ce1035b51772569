"""What a contract says, what is wrong with one, and which one holds for a day. Source: docs/sources.md#contracts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from stepwell.coverage.contracting import (
    MEDICARE_CONDITION,
    MEDICARE_SETTINGS,
    MOST_MODIFIERS,
    Asking,
    ClaimForm,
    Family,
    ServiceKind,
    ServiceUnit,
)
from stepwell.coverage.vocabulary import PayerKind
from stepwell.kernel.findings import Finding
from stepwell.kernel.identifiers import is_npi

_CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
_REVENUE = re.compile(r"[0-9]{4}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")
_TAXONOMY = re.compile(r"[0-9A-Z]{10}")
_BILL = re.compile(r"[1-9][0-9]")
_CENT = Decimal("0.01")
_MOST = Decimal("99999999.99")
MOST_MINUTES = 1440


@dataclass(frozen=True)
class Service:
    """What a contract pays for.

    kinds          a session of one of them; with the unit DAY, all of a day together
    level, treats  of the program; "" for any
    rate, charge   dollars a unit: agreed, and asked
    least_minutes  of a day, or of a session, without which nothing is billed
    most_a_day     units; None without a limit
    family         of the first diagnosis; None for any
    """

    unit: ServiceUnit
    kinds: frozenset[ServiceKind]
    rate: Decimal
    charge: Decimal
    code: str = ""
    revenue_code: str = ""
    modifiers: tuple[str, ...] = ()
    level: str = ""
    treats: str = ""
    least_minutes: int = 0
    most_a_day: int | None = None
    most_a_week: int | None = None
    family: Family | None = None

    @property
    def name(self) -> str:
        """The code as people call it."""
        return self.code or self.revenue_code


@dataclass(frozen=True)
class Contract:
    """What holds for the days of a client with a payer.

    payer_kind      None for who pays by themself
    licenses        title -> modifier or ""; empty: whoever is licensed
    place           of service, for who came in person
    filing_days     from the day of care; `corrected_days` and `appeal_days` from the payer's decision
    corrected_days  None: a corrected claim has the days of a first one
    few_services    dollars a day with up to three services, `many_services` with more; None: each is paid for itself
    """

    name: str
    form: ClaimForm
    from_on: date
    filing_days: int
    appeal_days: int
    taxonomy: str
    place: str
    corrected_days: int | None = None
    to_on: date | None = None
    payer_kind: PayerKind | None = None
    site_id: UUID | None = None
    program_id: UUID | None = None
    npi: str = ""
    filing_indicator: str = ""
    submitter_qualifier: str = "ZZ"
    submitter_id: str = ""
    receiver_qualifier: str = "ZZ"
    receiver_id: str = ""
    authorization: Asking = Asking.PLAN
    licenses: Mapping[str, str] = field(default_factory=dict)
    pays_video: bool = True
    video_modifier: str = ""
    pays_audio: bool = False
    audio_modifier: str = ""
    pays_short_days: bool = False
    is_lesser_of: bool = True
    type_of_bill: str = ""
    condition_codes: tuple[str, ...] = ()
    few_services: Decimal | None = None
    many_services: Decimal | None = None
    services: tuple[Service, ...] = ()
    id: UUID | None = None

    def holds(self, *, site_id: UUID, program_id: UUID, on: date) -> bool:
        """Return whether it is about a program on a day."""
        return (
            self.site_id in {None, site_id}
            and self.program_id in {None, program_id}
            and self.from_on <= on
            and (self.to_on is None or on <= self.to_on)
        )


def contract_for(contracts: Iterable[Contract], *, site_id: UUID, program_id: UUID, on: date) -> Contract | None:
    """Return the contract of a payer that holds for a program on a day: the one that says most exactly for what."""
    holding = [each for each in contracts if each.holds(site_id=site_id, program_id=program_id, on=on)]
    return max(holding, key=lambda each: (each.program_id is not None, each.site_id is not None), default=None)


def check_contract(terms: Contract) -> list[Finding]:
    """Return what is wrong with a contract; its services are checked each by itself."""
    wrong = {
        Finding("CTR-001", "Give the contract a name, such as “Standard 2026”.", "name"): not terms.name.strip(),
        Finding("CTR-002", "It would end before it begins. Check both days.", "to_on"): bool(
            terms.to_on and terms.to_on < terms.from_on
        ),
        Finding("CTR-003", "This is no NPI: ten digits with a check digit. Compare it with the registry.", "npi"): bool(
            terms.npi and not is_npi(terms.npi)
        ),
        Finding(
            "CTR-004", "A taxonomy code has ten letters and digits, such as 261QR0405X.", "taxonomy"
        ): not _TAXONOMY.fullmatch(terms.taxonomy),
        Finding("CTR-009", "Enter the days to file, to correct and to appeal: each at least one.", "filing_days"): min(
            terms.filing_days, terms.appeal_days, 1 if terms.corrected_days is None else terms.corrected_days
        )
        < 1,
    }
    found = [finding for finding, is_wrong in wrong.items() if is_wrong]
    return found + _check_modifiers(terms) + _check_form(terms) + _check_medicare(terms)


def _check_modifiers(terms: Contract) -> list[Finding]:
    sentence = "A modifier has two letters or digits, such as 95. Leave it empty where none is asked."
    typed = {
        "video_modifier": [terms.video_modifier],
        "audio_modifier": [terms.audio_modifier],
        "licenses": list(terms.licenses.values()),
    }
    return [Finding("CTR-005", sentence, name) for name, each in typed.items() if not all(map(_is_modifier, each))]


def _is_modifier(text: str) -> bool:
    return not text or bool(_MODIFIER.fullmatch(text))


def _check_form(terms: Contract) -> list[Finding]:
    if terms.form is ClaimForm.PROFESSIONAL:
        asked = terms.type_of_bill or terms.condition_codes or terms.few_services or terms.many_services
        sentence = "Type of bill, condition codes and prices by the number of services belong to an 837I only."
        return [Finding("CTR-006", sentence, "type_of_bill")] if asked else []
    found = []
    if not _BILL.fullmatch(terms.type_of_bill):
        sentence = "An 837I needs the first two digits of the type of bill, such as 13 or 76."
        found.append(Finding("CTR-006", sentence, "type_of_bill"))
    if any(not _MODIFIER.fullmatch(code) for code in terms.condition_codes):
        found.append(Finding("CTR-006", "A condition code has two letters or digits.", "condition_codes"))
    few, many = terms.few_services, terms.many_services
    if (few is None) != (many is None) or (few is not None and many is not None and not 0 < few <= many):
        sentence = "A payer that counts services has two prices a day: up to three, and more, which is not lower."
        found.append(Finding("CTR-007", sentence, "few_services"))
    return found


def _check_medicare(terms: Contract) -> list[Finding]:
    """Return what traditional Medicare does not take. Source: docs/sources.md#contracts."""
    if terms.payer_kind is not PayerKind.MEDICARE:
        return []
    found = []
    if terms.form is not ClaimForm.INSTITUTIONAL or terms.type_of_bill not in MEDICARE_SETTINGS:
        sentence = (
            "Traditional Medicare pays days only to hospitals, community mental health centers, health centers and "
            "opioid treatment programs, on an 837I. A clinic of its own has no such contract."
        )
        found.append(Finding("CTR-008", sentence, "form"))
    if MEDICARE_CONDITION not in terms.condition_codes:
        sentence = f"Medicare asks for condition code {MEDICARE_CONDITION} on each of these claims."
        found.append(Finding("CTR-008", sentence, "condition_codes"))
    if terms.pays_video or terms.pays_audio:
        sentence = "Traditional Medicare pays no day by video or telephone. Untick both."
        found.append(Finding("CTR-008", sentence, "pays_video"))
    return found


def check_service(service: Service, *, form: ClaimForm, others: Iterable[Service] = ()) -> list[Finding]:
    """Return what is wrong with a service of a contract.

    form    of the contract's claims
    others  services that the contract has besides
    """
    found = _check_codes(service, form)
    if not service.kinds:
        found.append(Finding("CTR-013", "Tick the kinds of session that it is about.", "kinds"))
    if not (_is_money(service.rate) and service.rate >= 0):
        found.append(Finding("CTR-014", "Enter the rate in dollars and cents.", "rate"))
    if not (_is_money(service.charge) and service.charge > 0):
        found.append(Finding("CTR-014", "Enter the charge in dollars and cents, above zero.", "charge"))
    if not 0 <= service.least_minutes <= MOST_MINUTES:
        found.append(Finding("CTR-015", f"Enter 0 to {MOST_MINUTES} minutes.", "least_minutes"))
    if service.unit is ServiceUnit.DAY and service.most_a_day not in {None, 1}:
        found.append(Finding("CTR-016", "A day is one unit a day.", "most_a_day"))
    if any(_is_same(service, other) for other in others):
        sentence = "The contract has a price for the same kind, unit, program and minutes. Change that one."
        found.append(Finding("CTR-017", sentence, "kinds"))
    return found


def _check_codes(service: Service, form: ClaimForm) -> list[Finding]:
    found = []
    is_institutional = form is ClaimForm.INSTITUTIONAL
    if service.code and not _CODE.fullmatch(service.code):
        found.append(Finding("CTR-010", "A procedure code has five letters and digits, such as H0015.", "code"))
    if not service.code and not (is_institutional and service.revenue_code):
        found.append(Finding("CTR-010", "Enter the procedure code.", "code"))
    if is_institutional and not _REVENUE.fullmatch(service.revenue_code):
        found.append(Finding("CTR-011", "An 837I needs a revenue code of four digits, such as 0906.", "revenue_code"))
    if not is_institutional and service.revenue_code:
        found.append(Finding("CTR-011", "An 837P has no revenue code. Leave it empty.", "revenue_code"))
    if len(service.modifiers) > MOST_MODIFIERS or any(not _MODIFIER.fullmatch(one) for one in service.modifiers):
        sentence = "Enter up to four modifiers of two letters or digits, in the payer’s order, with spaces between."
        found.append(Finding("CTR-012", sentence, "modifiers"))
    return found


def _is_money(amount: Decimal) -> bool:
    return amount.is_finite() and abs(amount) <= _MOST and amount == amount.quantize(_CENT)


def _is_same(one: Service, other: Service) -> bool:
    if (one.unit, one.level, one.treats, one.family) != (other.unit, other.level, other.treats, other.family):
        return False
    if one.unit is ServiceUnit.DAY:
        return True
    return one.least_minutes == other.least_minutes and bool(one.kinds & other.kinds)
