"""Making files of the claims that are about to leave: one for each receiver and form, checked before they leave."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef

from stepwell.claims.actions.acting import lock
from stepwell.claims.actions.judging import NO_ROUTE, keep
from stepwell.claims.actions.mending import last_versions
from stepwell.claims.actions.moving import Move, move_all
from stepwell.claims.actions.numbers import take
from stepwell.claims.models import Claim, ClaimVersion, OutboundClaim, OutboundFile, OutboundText
from stepwell.claims.queries.charged import is_protected
from stepwell.claims.queries.consents import consented
from stepwell.claims.queries.routes import ends_of, routes
from stepwell.claims.rules.packing import unpacked
from stepwell.claims.rules.scrubbing.records import NO_CONSENT
from stepwell.claims.rules.scrubbing.rules import AnyClaim, Gravity, ScrubFinding
from stepwell.claims.rules.writing import Ends, write
from stepwell.claims.vocabulary import Numbered, State
from stepwell.coverage.models import Contract
from stepwell.coverage.queries.contracts import terms_of
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.bulk import insert
from stepwell.platform.walls.scope import Scope
from stepwell.x12 import guides

MOST_CLAIMS = 1000  # in a file: fewer than a set may hold, so that a rejected file rejects fewer
MOST_OF_ONE = 100  # claims of one client in a set
_PLACE = re.compile(r"claims\[(\d+)\]\.(.*)")
_ENVELOPE = "file"
Wrong = dict[UUID, list[ScrubFinding]]


@dataclass(frozen=True)
class _Leaving:
    """A claim that is about to leave, in the words of its last version."""

    row: Claim
    version: ClaimVersion
    said: AnyClaim


@transaction.atomic
def prepare(*, scope: Scope, at: datetime) -> list[UUID]:
    """Make files of the claims that are about to leave and lie in none; return the files.

    A claim without a consent in force, or that the writer or the guide's map finds wrong, is taken out and says why.
    """
    lock(scope)
    rows = _queued()
    if not rows:
        return []
    organization = Organization.objects.get()
    local = at.astimezone(ZoneInfo(organization.time_zone))
    wrong = _not_to_tell(rows, at)
    made = []
    for ends, group in _by_receiver(rows, organization, wrong):
        for part in _parts(group):
            numbers = _numbers(scope)
            text, kept = _written(part, ends, local, numbers, wrong)
            if kept:
                made.append(_keep(text, kept, ends, numbers, scope=scope, at=at))
    _take_out(rows, wrong, scope=scope, at=at)
    return made


def _queued() -> list[Claim]:
    """Return the claims that are about to leave and lie in no file that is. One query."""
    files = OutboundClaim.objects.filter(claim=OuterRef("pk"), file__left_at=None, file__withdrawn_at=None)
    found = Claim.objects.filter(~Exists(files), state=State.QUEUED)
    return list(found.select_related("payer", "program").order_by("number"))


def _not_to_tell(rows: Sequence[Claim], at: datetime) -> Wrong:
    asked = [row for row in rows if is_protected(row.program)]
    agreed = consented(((row.client_id, row.payer.name) for row in asked), at=at)
    return {row.pk: [NO_CONSENT] for row in asked if (row.client_id, row.payer.name) not in agreed}


def _by_receiver(rows: Sequence[Claim], organization: Organization, wrong: Wrong) -> list[tuple[Ends, list[_Leaving]]]:
    """Return the claims that may leave, by their ends and form; those without a route may not. Five queries."""
    versions = {one.claim_id: one for one in last_versions(rows)}
    contracts = Contract.objects.filter(pk__in={row.contract_id for row in rows}).select_related("payer")
    terms, ways = {one.pk: terms_of(one) for one in contracts}, routes()
    groups: dict[tuple[Ends, str], list[_Leaving]] = defaultdict(list)
    for row in rows:
        route = ways.to(row.payer_id)
        if route is None:
            wrong.setdefault(row.pk, [NO_ROUTE])
        elif row.pk not in wrong:
            version, ends = versions[row.pk], ends_of(route, terms[row.contract_id], organization)
            groups[ends, row.form].append(_Leaving(row, version, unpacked(version.said)))
    return [(ends, group) for (ends, _), group in groups.items()]


def _parts(group: Iterable[_Leaving]) -> Iterator[list[_Leaving]]:
    """Yield claims in parts that fit into a file."""
    part: list[_Leaving] = []
    of_one: Counter[UUID] = Counter()
    for one in group:
        if len(part) == MOST_CLAIMS or of_one[one.row.client_id] == MOST_OF_ONE:
            yield part
            part, of_one = [], Counter()
        part.append(one)
        of_one[one.row.client_id] += 1
    if part:
        yield part


def _numbers(scope: Scope) -> tuple[int, int, int]:
    interchange, group, set_number = (
        take(kind, 1, actor=scope)[0] for kind in (Numbered.INTERCHANGE, Numbered.GROUP, Numbered.SET)
    )
    return interchange, group, set_number


def _written(
    part: list[_Leaving], ends: Ends, local: datetime, numbers: tuple[int, int, int], wrong: Wrong
) -> tuple[str, list[_Leaving]]:
    """Return the text of a file and the claims in it; claims that were found wrong are left out and written down."""
    while part:
        found: Wrong = {}
        try:
            text = write([one.said for one in part], ends, at=local, numbers=numbers)
            found = _against_guide(text, part)
        except Refused as refused:
            found = _refused(refused, part)
        if not found:
            return text, part
        wrong |= found
        part = [one for one in part if one.row.pk not in found]
    return "", []


def _refused(refused: Refused, part: Sequence[_Leaving]) -> Wrong:
    """Return what the writer refuses, by claim; what is wrong with the envelope is wrong with every claim."""
    found: Wrong = defaultdict(list)
    for one in refused.findings:
        place = _PLACE.search(one.field)
        about = [part[int(place[1])]] if place else part
        for each in about:
            field = place[2] if place else _ENVELOPE
            found[each.row.pk].append(ScrubFinding(one.code, one.sentence, field, gravity=Gravity.ERROR))
    return found


def _against_guide(text: str, part: Sequence[_Leaving]) -> Wrong:
    """Return what the map of the guide finds wrong, by claim; what it ties to none is wrong with every claim."""
    by_number = {one.row.number: one for one in part}
    found: Wrong = defaultdict(list)
    for issue in guides.check(text):
        for each in [by_number[issue.subject]] if issue.subject in by_number else part:
            found[each.row.pk].append(ScrubFinding(issue.code, issue.sentence, _ENVELOPE, gravity=Gravity.ERROR))
    return found


def _keep(
    text: str, kept: Sequence[_Leaving], ends: Ends, numbers: tuple[int, int, int], *, scope: Scope, at: datetime
) -> UUID:
    """Write down a file and what is in it; it has not left. Three statements."""
    interchange, group, set_number = numbers
    form, payers = kept[0].row.form, {one.row.payer_id for one in kept}
    content = text.encode("ascii")
    file = OutboundFile.objects.create(
        organization_id=scope.tenant, payer_id=payers.pop() if len(payers) == 1 else None, form=form,
        sender_qualifier=ends.sender.qualifier, sender=ends.sender.id, receiver_qualifier=ends.receiver.qualifier,
        receiver=ends.receiver.id, receiver_name=ends.received_by.name.name, production=ends.production,
        interchange=interchange, group_number=group, set_number=set_number, reference=f"{set_number:09}",
        name=f"{form}-{interchange:09}.x12", size=len(content), claims=len(kept),
        charged=sum(one.row.charged for one in kept), digest=sha256(content).hexdigest(), made_at=at,
    )  # fmt: skip
    OutboundText.objects.create(organization_id=scope.tenant, file=file, text=text)
    insert(
        [
            OutboundClaim(
                organization_id=scope.tenant, file=file, claim=one.row, client_id=one.row.client_id, version=one.version
            )
            for one in kept
        ]
    )
    return file.pk


def _take_out(rows: Sequence[Claim], wrong: Wrong, *, scope: Scope, at: datetime) -> None:
    """Have claims that may not leave say why."""
    stopped = [row for row in rows if row.pk in wrong]
    if stopped:
        keep(stopped, [wrong[row.pk] for row in stopped], at=at)
        stop(stopped, {row.pk: wrong[row.pk][0].code for row in stopped}, scope=scope, at=at)


def stop(rows: Iterable[Claim], codes: dict[UUID, str], *, scope: Scope, at: datetime) -> None:
    """Take claims out of those that are about to leave, to be mended."""
    steps = [Move(claim_id=row.pk, to=State.SCRUB_FAILED, code=codes[row.pk]) for row in rows]
    move_all(actor=scope, at=at, steps=steps)
