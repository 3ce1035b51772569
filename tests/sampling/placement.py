"""Sample rows of placement: one decided, co-signed and ordered; and a draft that somebody answered for."""

from datetime import UTC, datetime
from typing import Any

from stepwell.people.models import Program
from stepwell.placement.models import Cosignature, LevelDecision, Override, Placement, ServicesOrder
from stepwell.placement.vocabulary import Stop
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
RATINGS = {f"rating_{n}": n % 4 for n in range(1, 7)}


def _signature(clinic: Clinic, person: Person) -> Signature:
    return Signature.objects.create(
        organization=clinic.organization, client=clinic.clients["ana"], category="chart", label="Placement",
        digest="0" * 64, signer=person.membership.name, account=person.account, way="typed", mark=b"x", signed_at=AT,
        seal="0" * 64,
    )  # fmt: skip


def fill(clinic: Clinic) -> None:
    """Place Ana at 2.1: somebody without a license decides, the supervisor co-signs; then begin another."""
    owned: dict[str, Any] = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    clinician, supervisor = clinic["clinician"], clinic["supervisor"]
    program = Program.objects
    stops = {str(stop): "no" for stop in Stop}
    licensed: dict[str, Any] = {"account": supervisor.account, "credential": "LPC"}
    with acting(clinician.scope):
        begun: dict[str, Any] = {"begun_at": AT, "begun_by": clinician.membership, "edition": "3"}
        placement = Placement.objects.create(**owned, **begun, **RATINGS, kind="admission", stops=stops)
        Placement.objects.filter(pk=placement.pk).update(
            recommended="2.1", decided="2.1", program=program.get(), decided_at=AT, decided_on=AT.date(),
            decided_by=clinician.membership, needs_cosigner=True, signed_text="x",
            signature=_signature(clinic, clinician),
        )  # fmt: skip
    with acting(supervisor.scope):
        Cosignature.objects.create(
            **owned, **licensed, placement=placement, cosigned_by=supervisor.membership, cosigned_at=AT,
            signature=_signature(clinic, supervisor),
        )  # fmt: skip
        decision = LevelDecision.objects.create(
            **owned, account=supervisor.account, placement=placement, kind="admission", level="2.1",
            program=program.get(), decided_on=AT.date(), counts_from=AT,
        )  # fmt: skip
    with acting(clinician.scope):
        ServicesOrder.objects.create(
            **owned, decision=decision, level="2.1", starts_on=AT.date(), minutes_per_week=540, days_min=3, days_max=4,
            mix=[{"kind": "individual", "minutes": 60, "per": "week"}], reason="As placed", ordered_at=AT,
            ordered_by=clinician.membership,
        )  # fmt: skip
        draft = Placement.objects.create(**owned, **begun, kind="continued_stay", stops=stops | {"home": "yes"})
    with acting(supervisor.scope):
        Override.objects.create(
            **owned, **licensed, placement=draft, made_by=supervisor.membership, made_at=AT, covers=["home:yes"],
            reason="A place in a recovery residence is found.",
        )  # fmt: skip
