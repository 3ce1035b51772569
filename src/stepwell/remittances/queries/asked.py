"""The claims that a remittance may be about."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from stepwell.billing.rules.ledger import Owed
from stepwell.claims.models import ClaimLine
from stepwell.claims.queries import sent
from stepwell.claims.queries.sent import ClaimSent
from stepwell.remittances.rules.posting.matching import SentClaims
from stepwell.remittances.rules.posting.sent import SentClaim, SentLine
from stepwell.x12.remittances import Remittance


@dataclass(frozen=True)
class Asked:
    """Claims by our numbers, and the same as the rules want them."""

    claims: dict[str, ClaimSent]
    sent: tuple[SentClaim, ...]

    @property
    def payer_id(self) -> UUID | None:
        """The payer of most of them."""
        counted = Counter(one.payer_id for one in self.claims.values()).most_common(1)
        return counted[0][0] if counted else None

    @property
    def found(self) -> SentClaims:
        """They, by all the numbers that an answer may name them by."""
        return SentClaims(self.sent)


def asked(remittance: Remittance) -> Asked:
    """Return the claims that a remittance names: by our numbers, the payer's, or those of lines. Fourteen queries."""
    answers = remittance.claims
    claims = sent.by_numbers({one.control for one in answers}, {one.payer_control for one in answers} - {""})
    known = {line.control for one in claims.values() for line in one.lines}
    lines = {line.control for one in answers for line in one.lines} - known - {""}
    if lines:
        ids = set(ClaimLine.objects.filter(control__in=lines).values_list("claim", flat=True))
        claims |= {one.number: one for one in sent.by_ids(ids).values()}
    sent_on = sent.forwarded_from([one.id for one in claims.values()])
    names = {one.after_id: one.number for one in sent_on.values()}
    claims |= sent_on
    claims |= sent.others_of(list(claims.values()))
    return Asked(claims, tuple(for_rules(one, sent_on_as=names.get(one.id, "")) for one in claims.values()))


def for_rules(one: ClaimSent, *, sent_on_as: str = "") -> SentClaim:
    """Return a claim as the rules of posting want it."""
    return SentClaim(
        number=one.number, client_id=one.client_id, owed_by=Owed(one.policy_id, one.payer_id),
        payer_controls=one.payer_controls, then_by=Owed(*one.then) if one.then else None,
        sent_on_as=sent_on_as, chain=str(one.root_id), made=one.cut_at.isoformat(),
        lines=tuple(
            SentLine(
                control=line.control, day=line.day, code=line.code, charge=line.charge, owed=line.owed,
                expected=line.expected, line_id=line.id,
            )
            for line in one.lines
        ),
    )  # fmt: skip
