"""One claim as its page shows it: what it says, where each line comes from, and how far it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from stepwell.billing.rules.amounts import in_words
from stepwell.claims.models import Claim, ClaimEvent, ClaimLine, ClaimVersion, OutboundClaim, PayerControl
from stepwell.claims.rules.packing import unpacked
from stepwell.claims.rules.scrubbing.rules import AnyClaim, lines_of
from stepwell.claims.rules.scrubbing.services import code_of, revenue_of
from stepwell.claims.rules.writing import trial
from stepwell.claims.vocabulary import STATE_LABELS, TOLD_LABELS, State, Told
from stepwell.kernel.findings import Refused
from stepwell.x12.writing.parties import Address, Organization, Person
from stepwell.x12.writing.set_837i import InstitutionalClaim
from stepwell.x12.writing.set_837p import ProfessionalClaim


@dataclass(frozen=True)
class LineShown:
    """A line in words; `charge_id` names the charge that it bills."""

    charge_id: UUID
    day: date
    code: str
    modifiers: tuple[str, ...]
    place: str
    units: str
    charge: str
    expected: str
    control: str
    rendering: str
    pointers: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """An event of a claim in words."""

    label: str
    at: datetime
    by: str
    code: str
    words: str
    file_id: UUID | None
    file: str


@dataclass(frozen=True)
class Shown:
    """What a page shows of a claim. `segments` is empty while the writer would refuse the claim."""

    said: AnyClaim
    billing: str
    billing_address: str
    member: str
    member_address: str
    client: str
    client_address: str
    place: str
    lines: tuple[LineShown, ...]
    steps: tuple[Step, ...]
    controls: tuple[tuple[str, str], ...]
    files: tuple[tuple[UUID, str], ...]
    versions: int
    segments: tuple[str, ...]


def get(claim_id: UUID) -> Claim | None:
    """Return a claim, or None if there is none that the actor sees; and the one to the next payer. One query."""
    then = Claim.objects.filter(after=OuterRef("pk")).exclude(state=State.DROPPED).order_by("-cut_at")
    found = Claim.objects.filter(pk=claim_id).annotate(
        then_id=Subquery(then.values("pk")[:1]),
        then_number=Subquery(then.values("number")[:1]),
        then_payer=Subquery(then.values("payer__name")[:1]),
    )
    return found.select_related(
        "client", "payer", "policy", "contract", "replaces", "after__payer", "cut_by"
    ).first()  # fmt: skip


def shown(claim: Claim, *, at: datetime) -> Shown:
    """Return everything that a claim's page shows. Five queries.

    at  the organization's local time, for the segments
    """
    versions = list(ClaimVersion.objects.filter(claim=claim).order_by("-number"))
    said = unpacked(versions[0].said)
    rows = ClaimLine.objects.filter(claim=claim).select_related("charge_line").order_by("number")
    events = ClaimEvent.objects.filter(claim=claim).select_related("by", "outbound").order_by("number")
    controls = PayerControl.objects.filter(claim=claim).order_by("told_at")
    files = OutboundClaim.objects.filter(claim=claim).select_related("file").order_by("file__made_at")
    dependent = said.dependent
    return Shown(
        said=said,
        billing=_name(said.billing.name),
        billing_address=_address(said.billing.address),
        member=_name(said.coverage.member.name),
        member_address=_address(said.coverage.member.address),
        client=_name(dependent.name) if dependent else "",
        client_address=_address(dependent.address) if dependent else "",
        place=said.place if isinstance(said, ProfessionalClaim) else said.bill_type,
        lines=_lines(said, list(rows)),
        steps=tuple(_step(event) for event in events),
        controls=tuple((row.number, TOLD_LABELS[Told(row.told)]) for row in controls),
        files=tuple((row.file_id, row.file.name) for row in files),
        versions=len(versions),
        segments=_segments(said, at),
    )


def _lines(said: AnyClaim, rows: Sequence[ClaimLine]) -> tuple[LineShown, ...]:
    return tuple(
        LineShown(
            row.charge_line.charge_id, line.first, " ".join(filter(None, (revenue_of(line), code_of(line)))),
            line.procedure.modifiers if line.procedure else (), _place(said, line), f"{line.units.normalize():f}",
            in_words(row.charge), "" if row.expected is None else in_words(row.expected), row.control,
            _name(line.rendering.name) if line.rendering else "", _pointed(said, line),
        )
        for line, row in zip(lines_of(said), rows, strict=True)
    )  # fmt: skip


def _place(said: AnyClaim, line: object) -> str:
    return getattr(line, "place", "") or (said.place if isinstance(said, ProfessionalClaim) else "")


def _pointed(said: AnyClaim, line: object) -> tuple[str, ...]:
    return tuple(said.diagnoses[one - 1] for one in getattr(line, "pointers", ()) if one <= len(said.diagnoses))


def _step(event: ClaimEvent) -> Step:
    return Step(
        STATE_LABELS[State(event.state)], event.at, str(event.by) if event.by else "", event.code, event.words or "",
        event.outbound_id, str(event.outbound) if event.outbound else "",
    )  # fmt: skip


def _name(name: Person | Organization) -> str:
    if isinstance(name, Organization):
        return name.name
    return " ".join(filter(None, (name.first, name.middle, name.last)))


def _address(address: Address | None) -> str:
    if address is None:
        return ""
    return ", ".join(
        filter(None, (address.street, address.street_2, address.city, f"{address.state} {address.zip_code}"))
    )


def _segments(said: AnyClaim, at: datetime) -> tuple[str, ...]:
    """Return what stands in a file for a claim: from who bills to the last line."""
    try:
        text = trial(said, at=at)
    except Refused:
        return ()
    segments = text.split("~")
    begin = next(place for place, one in enumerate(segments) if one.startswith("HL*"))
    end = next(place for place, one in enumerate(segments) if one.startswith("SE*"))
    return tuple(segments[begin:end])


def is_institutional(said: AnyClaim) -> bool:
    """Return whether a claim is a facility's."""
    return isinstance(said, InstitutionalClaim)
