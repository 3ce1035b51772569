"""Taking up claims that another program sent: from then on their answers are posted, and their days billed no more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from stepwell.billing.models import Charge, ChargeLine
from stepwell.claims.actions.acting import lock
from stepwell.claims.actions.cutting import Origin, case_of, write_new
from stepwell.claims.models import ClaimVersion, OutboundClaim, OutboundFile, OutboundText
from stepwell.claims.queries.charged import Ground, ground
from stepwell.claims.queries.known import Case
from stepwell.claims.queries.standing import fitted_here
from stepwell.claims.rules.bringing import Fitted
from stepwell.claims.rules.cutting import Cut
from stepwell.claims.rules.envelopes import Envelope
from stepwell.coverage.contracting import ClaimForm
from stepwell.platform.walls.scope import Scope
from stepwell.x12.claims import ClaimFile

ELSEWHERE = "elsewhere"


@transaction.atomic
def bring_in(*, scope: Scope, at: datetime, file: ClaimFile, envelope: Envelope) -> list[str]:
    """Take up the claims of a file that fit whole, as sent; return the numbers of all its claims that are here now.

    scope  of a job: only jobs write files. Done again, it takes up what fits by now.
    """
    lock(scope)
    found = fitted_here(file)
    fitting = [one for one in found if one.fits]
    if fitting:
        row = _file(envelope, found, fitting, scope=scope, at=at)
        _write(fitting, row, scope=scope, at=at)
    return [one.number for one in found if one.fits or one.known]


def _write(fitting: Sequence[Fitted], file: OutboundFile, *, scope: Scope, at: datetime) -> None:
    keys = [line.line_id for one in fitting for line in one.lines]
    lines = {row.pk: row for row in ChargeLine.objects.filter(pk__in=keys).select_related("charge__authorization")}
    charges: dict[UUID, Charge] = {row.charge_id: row.charge for row in lines.values()}
    known = ground(list(charges.values()))
    cases = [_case(one, lines, known) for one in fitting]
    origin = Origin(why=ELSEWHERE, sent_in=file.pk)
    write_new(cases, [[] for _ in cases], known, actor=scope, at=at, origin=origin)
    versions = ClaimVersion.objects.filter(claim__in=[case.id for case in cases])
    OutboundClaim.objects.bulk_create(
        OutboundClaim(
            organization_id=scope.tenant, file=file, claim_id=version.claim_id, client_id=version.client_id,
            version=version,
        )
        for version in versions
    )  # fmt: skip


def _case(one: Fitted, lines: dict[UUID, ChargeLine], known: Ground) -> Case:
    """Return a claim as we would say it, under the numbers that the payer knows."""
    case = case_of(Cut(tuple(known.charged(lines[line.line_id]) for line in one.lines)), known, one.number)
    numbered = tuple(
        replace(line, control_number=control) for line, control in zip(case.claim.lines, one.controls, strict=True)
    )
    return replace(case, claim=replace(case.claim, lines=numbered))  # type: ignore[arg-type]  # lines of its own kind


def _file(
    envelope: Envelope, found: Sequence[Fitted], fitting: Sequence[Fitted], *, scope: Scope, at: datetime
) -> OutboundFile:
    digest = sha256(envelope.content).hexdigest()
    row = OutboundFile.objects.filter(digest=digest, set_number=envelope.set_number, sent_elsewhere=True).first()
    if row:
        return row
    first = Charge.objects.filter(lines=fitting[0].lines[0].line_id).select_related("contract").get()
    form = ClaimForm(first.contract.form)
    made = OutboundFile.objects.create(
        organization_id=scope.tenant, payer_id=None, form=form, sender_qualifier=envelope.sender_qualifier,
        sender=envelope.sender, receiver_qualifier=envelope.receiver_qualifier, receiver=envelope.receiver,
        receiver_name=envelope.receiver_name, production=envelope.production, interchange=envelope.interchange,
        group_number=envelope.group_number, set_number=envelope.set_number, reference=envelope.reference,
        name=f"{form}-{digest[:9]}-{envelope.set_number}.x12", size=len(envelope.content), claims=len(found),
        charged=sum(one.charged for one in found), digest=digest, made_at=at, left_at=envelope.sent_at,
        sent_elsewhere=True,
    )  # fmt: skip
    OutboundText.objects.create(organization_id=scope.tenant, file=made, text=envelope.content.decode("latin-1"))
    return made
