"""Placing and ordering. Each runs in the caller's transaction and scope."""

from datetime import date, datetime

from stepwell.clients import queries as clients
from stepwell.clients.queries import diagnoses
from stepwell.crisis.models import CrisisEvent
from stepwell.crisis.vocabulary import Tier
from stepwell.kernel.signers import signed_name
from stepwell.placement.models import Placement
from stepwell.placement.rules.deciding import Draft, ProgramFacts
from stepwell.placement.rules.document import Heading, text_of
from stepwell.placement.vocabulary import NUMBERS, Edition, Kind
from stepwell.platform.tenancy.members import Member


def today_of(actor: Member, at: datetime) -> date:
    """Return the day of an instant where the organization is."""
    return at.astimezone(actor.zone).date()


def draft_of(placement: Placement, *, on: date) -> Draft:
    """Return a placement as the rules see it, with what the record says beside it on a day."""
    client_id = placement.client_id
    return Draft(
        ratings={n: rating for n in NUMBERS if (rating := getattr(placement, f"rating_{n}")) is not None},
        rationales={n: placement.words.get(str(n), "") for n in NUMBERS},
        stops=placement.stops,
        recommended=placement.recommended,
        decided=placement.decided,
        reason=placement.reason,
        variance=placement.variance,
        variance_reason=placement.variance_reason,
        referral=placement.referral,
        undiagnosed_because=placement.undiagnosed_because,
        criteria_set=placement.criteria_set,
        criteria_version=placement.criteria_version,
        program=_program(placement, on),
        diagnoses=tuple(row.code for row in diagnoses.in_force(client_id)),
        covered=frozenset(
            (name, answer)
            for override in placement.overrides.all()
            for name, _, answer in (pair.partition(":") for pair in override.covers)
        ),
        in_crisis=CrisisEvent.objects.filter(client=client_id, closed_at=None, voided_at=None, tier=Tier.HIGH).exists(),
    )


def document_of(placement: Placement, draft: Draft) -> str:
    """Return a placement in words: what is signed."""
    overrides = placement.overrides.select_related("made_by").order_by("made_at")
    client = clients.get(placement.client_id)
    head = Heading(
        client=client.display_name if client else "",
        record_number=client.record_number if client else "",
        kind=Kind(placement.kind),
        edition=Edition(placement.edition),
        program=placement.program.name if placement.program else "",
        criteria=" ".join((placement.criteria_set, placement.criteria_version, placement.criteria_reference)),
        overrides=tuple(
            f"{signed_name(str(each.made_by), each.credential)}, answers for it: {each.reason}" for each in overrides
        ),
    )
    return text_of(head, draft)


def _program(placement: Placement, on: date) -> ProgramFacts | None:
    program = placement.program
    if program is None:
        return None
    is_open = program.closed_on is None or program.closed_on >= on
    return ProgramFacts(program.level, program.kind, is_open, program.site_id == placement.client.site_id)
