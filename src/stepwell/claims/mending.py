"""Where what is wrong with a claim is mended: a page of the client, of the contract, or a setting."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from stepwell.claims.models import Claim


@dataclass(frozen=True)
class Place:
    """A page where something is mended: its name, of whom it is ("client", "contract" or ""), and what it is called."""

    page: str
    of: str
    label: str


_COVERAGE = Place("coverage:coverage", "client", "Coverage")
_CONTRACT = Place("coverage:contract", "contract", "Contract")
_CHARGES = Place("billing:charges", "client", "Charges")
_ON_FILE = Place("claims:on_file", "client", "On file with payers")
_AUTHORIZATIONS = Place("authorizations:overview", "client", "Authorizations")
_ROUTES = Place("claims:routes", "", "How claims reach payers")
_ORGANIZATION = Place("people:settings", "", "Settings")
# By the code of a rule, or the beginning of it; the longest one that fits counts.
_PLACES = {
    "SCR-101": _ORGANIZATION,
    "SCR-102": Place("claims:clinicians", "", "Clinicians on claims"),
    "SCR-103": _CONTRACT,
    "SCR-104": _ORGANIZATION,
    "SCR-105": _ORGANIZATION,
    "SCR-106": _ORGANIZATION,
    "SCR-107": _ON_FILE,
    "SCR-108": _CONTRACT,
    "SCR-109": _COVERAGE,
    "SCR-110": Place("coverage:payers", "", "Payers"),
    "SCR-111": _ON_FILE,
    "SCR-2": Place("clients:diagnoses", "client", "Diagnoses"),
    "SCR-3": _CONTRACT,
    "SCR-4": _CHARGES,
    "SCR-50": _AUTHORIZATIONS,
    "SCR-507": _COVERAGE,
    "SCR-508": _COVERAGE,
    "SCR-509": _CONTRACT,
    "SCR-510": Place("people:staff", "", "Staff"),
    "SCR-601": _CHARGES,
    "SCR-602": Place("clients:record", "client", "Record"),
    "SCR-603": Place("privacy:consents", "client", "Consents"),
    "SCR-604": Place("privacy:consents", "client", "Consents"),
    "SCR-7": _CONTRACT,
    "CLM-002": _ROUTES,
    "X12-": _ROUTES,
}


@dataclass(frozen=True)
class Wrong:
    """Something wrong with a claim, in words, and the page where it is mended."""

    code: str
    words: str
    is_error: bool
    count: int
    url: str
    label: str


def wrong_with(claim: Claim) -> list[Wrong]:
    """Return what the scrubber found, what stops the claim first; what is wrong in several places once."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in claim.findings:
        found.setdefault(one["code"], []).append(one)
    every = [_wrong(claim, each) for each in found.values()]
    return sorted(every, key=lambda one: not one.is_error)


def pages_for(claim: Claim, codes: Iterable[str]) -> dict[str, str]:
    """Return the pages where what some rules look at is mended, by what they are called; the charges last."""
    found = {}
    for place in (*map(place_of, codes), _CHARGES):
        found[place.label] = reverse(place.page, args=_arguments(claim, place))
    return found


def _arguments(claim: Claim, place: Place) -> list[UUID]:
    return {"client": [claim.client_id], "contract": [claim.contract_id], "": []}[place.of]


def _wrong(claim: Claim, each: list[dict[str, str]]) -> Wrong:
    first, place = each[0], place_of(each[0]["code"])
    return Wrong(
        first["code"], first["words"], first["gravity"] == "error", len(each),
        reverse(place.page, args=_arguments(claim, place)), place.label,
    )  # fmt: skip


def place_of(code: str) -> Place:
    """Return where what a rule finds is mended."""
    fitting = [beginning for beginning in _PLACES if code.startswith(beginning)]
    return _PLACES[max(fitting, key=len)] if fitting else _CHARGES
