"""How each gate stands, and what refuses an admission. Source: docs/sources.md#admission; ADR 0018."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from stepwell.admissions.rules.facts import AuthorizationFacts, CheckFacts, Facts
from stepwell.admissions.vocabulary import (
    GATE_LABELS,
    HARD,
    MENDER_LABELS,
    NOTICES,
    OPEN,
    SEEN_DONE_WITH,
    SEEN_WITH,
    Gate,
    Mender,
    State,
)
from stepwell.authorizations.vocabulary import ALLOWS, WAITS
from stepwell.kernel.findings import Finding
from stepwell.platform.walls.rights import Category
from stepwell.privacy.vocabulary import NOTICE_KIND_LABELS, Kind, NoticeKind


@dataclass(frozen=True)
class Standing:
    """How a gate stands.

    on      since when it is as it is, where that is known
    detail  what is missing or what is known, as a sentence; empty if the label says it all
    mender  who can mend it
    """

    gate: Gate
    state: State
    on: date | None = None
    detail: str = ""
    mender: Mender = Mender.ADMISSIONS

    @property
    def is_open(self) -> bool:
        """Whether one may pass."""
        return self.state in OPEN

    @property
    def label(self) -> str:
        """The gate in words."""
        return GATE_LABELS[self.gate]


def standings(facts: Facts, *, on: date, sees: Callable[[Category], bool]) -> list[Standing]:
    """Return how every gate stands on a day, in their order, for somebody who sees some categories and not others."""
    return [_seen(_JUDGES[gate](facts, on), facts, sees) for gate in Gate]


def _seen(found: Standing, facts: Facts, sees: Callable[[Category], bool]) -> Standing:
    needed = SEEN_DONE_WITH if found.state is State.DONE else SEEN_WITH
    is_seen = all(sees(category) for category in needed[found.gate])
    waived_on = facts.waived.get(found.gate)
    if waived_on and found.gate not in HARD and not (is_seen and found.is_open):
        return Standing(found.gate, State.WAIVED, waived_on, found.detail if is_seen else "", found.mender)
    return found if is_seen else Standing(found.gate, State.UNSEEN, mender=found.mender)


def _contact(facts: Facts, _: date) -> Standing:
    if facts.has_safe_contact:
        return Standing(Gate.CONTACT, State.DONE)
    return Standing(Gate.CONTACT, State.MISSING, detail="No number or address is marked as safe to use.")


def _asking(facts: Facts, on: date) -> Standing:
    signed = [day for kind, day in facts.consents.items() if kind in {Kind.CONTACT_PAYER, Kind.TPO}]
    if signed:
        return Standing(Gate.ASKING, State.DONE, min(signed))
    if facts.pays_alone or coverage_of(facts, on).state is State.DONE:
        return Standing(Gate.ASKING, State.NOT_NEEDED, detail="Nobody needs to ask an insurer.")
    return Standing(Gate.ASKING, State.MISSING, detail="Nobody may call the plan before the client has signed this.")


def coverage_of(facts: Facts, _: date) -> Standing:
    """Return how the gate of the coverage stands, whoever looks."""
    gate, policy = Gate.COVERAGE, facts.insured
    if not facts.policies:
        return Standing(gate, State.MISSING, detail="No policy is known, nor that the client pays.")
    if policy is None:
        return Standing(gate, State.DONE, detail="The client pays.")
    check = policy.check
    if check is None:
        return Standing(gate, State.MISSING, detail=f"{policy.payer} was not asked yet.")
    if check.is_active is False or check.is_covered is False:
        why = "is not in force" if check.is_active is False else "does not pay for this level"
        return Standing(gate, State.MISSING, check.made_on, f"{policy.payer} said that the policy {why}.")
    if check.is_active is None or check.is_covered is None:
        what = "whether the policy is in force" if check.is_active is None else "whether it pays for this level"
        return Standing(gate, State.MISSING, check.made_on, f"It is not known {what}.")
    return Standing(gate, State.DONE, check.made_on)


def _assessment(facts: Facts, on: date) -> Standing:
    gate, mender = Gate.ASSESSMENT, Mender.CLINICIAN
    if facts.assessed_on:
        late = facts.assessed_on > on
        said = f"It was signed on {_day(facts.assessed_on)}: admit from that day on." if late else ""
        return Standing(gate, State.MISSING if late else State.DONE, facts.assessed_on, said, mender)
    if facts.booked_on is None:
        return Standing(gate, State.MISSING, detail="It is not booked.", mender=Mender.ADMISSIONS)
    when = _day(facts.booked_on)
    said = f"It is booked for {when}." if facts.booked_on >= on else f"It was booked for {when}; nothing is signed."
    return Standing(gate, State.MISSING, facts.booked_on, said, mender)


def _placement(facts: Facts, _: date) -> Standing:
    gate, mender, decision = Gate.PLACEMENT, Mender.CLINICIAN, facts.decision
    if decision is None:
        said = "No level is decided, or the decision waits for a co-signature."
        return Standing(gate, State.MISSING, detail=said, mender=mender)
    if not decision.is_here:
        said = "The level decided is not one of this house. Refer the client, and write down that they do not start."
        return Standing(gate, State.MISSING, decision.on, said)
    return Standing(gate, State.DONE, decision.on, f"Level {decision.level}.", mender)


def _order(facts: Facts, on: date) -> Standing:
    gate, mender = Gate.ORDER, Mender.CLINICIAN
    running = [order for order in facts.orders if order.to_on is None or order.to_on >= on]
    if not running:
        return Standing(gate, State.MISSING, detail="Hours, days and services are not ordered.", mender=mender)
    first = min(order.from_on for order in running)
    if first > on:
        return Standing(gate, State.MISSING, first, f"The order begins on {_day(first)}: admit then.", mender)
    return Standing(gate, State.DONE, first, mender=mender)


def authorizations_for(facts: Facts, on: date) -> list[AuthorizationFacts]:
    """Return what was asked of payers for the level of somebody, and has not ended on a day."""
    level = facts.decision.level if facts.decision else ""
    return [row for row in facts.authorizations if row.to_on >= on and level in {"", row.level}]


def authorization_of(facts: Facts, on: date) -> Standing:
    """Return how the gate of the authorization stands on a day, whoever looks."""
    gate, mender = Gate.AUTHORIZATION, Mender.REVIEW
    of_level = authorizations_for(facts, on)
    allowed = [row for row in of_level if row.status in ALLOWS]
    if allowed:
        first = min(allowed, key=lambda row: row.from_on)
        if first.from_on > on:
            return Standing(gate, State.MISSING, first.on, f"It begins on {_day(first.from_on)}: admit then.", mender)
        return Standing(gate, State.DONE, first.on, mender=mender)
    if facts.pays_alone:
        return Standing(gate, State.NOT_NEEDED, detail="The client pays.", mender=mender)
    policy = facts.insured
    if policy is None or policy.check is None:
        return Standing(gate, State.MISSING, detail="Known once the payer is asked.")
    return _asked_for(policy.payer, policy.check, [row.on for row in of_level if row.status in WAITS])


def _asked_for(payer: str, check: CheckFacts, waiting: list[date]) -> Standing:
    gate, mender = Gate.AUTHORIZATION, Mender.REVIEW
    if check.needs_authorization is False:
        return Standing(gate, State.NOT_NEEDED, check.made_on, f"{payer} wants none.", mender)
    if check.needs_authorization is None:
        return Standing(gate, State.MISSING, detail=f"Ask {payer} whether it wants one.")
    if waiting:
        since = min(waiting)
        return Standing(gate, State.MISSING, since, f"{payer} was asked on {_day(since)}.", mender)
    return Standing(gate, State.MISSING, detail=f"{payer} wants one; none is requested.", mender=mender)


def _clinician(facts: Facts, _: date) -> Standing:
    gate, mender = Gate.CLINICIAN, Mender.LEADS
    if facts.primary_on:
        return Standing(gate, State.DONE, facts.primary_on, mender=mender)
    return Standing(gate, State.MISSING, detail="Nobody is assigned.", mender=mender)


def _consent(facts: Facts, _: date) -> Standing:
    gate, signed = Gate.CONSENT, facts.consents.get(Kind.TPO)
    if signed:
        return Standing(gate, State.DONE, signed)
    if facts.pays_alone:
        return Standing(gate, State.NOT_NEEDED, detail="The client pays, and nobody is billed.")
    return Standing(gate, State.MISSING, detail="Without it nobody may be billed.")


def _notices(facts: Facts, _: date) -> Standing:
    gate, here = Gate.NOTICES, {notice.kind: notice for notice in facts.notices}
    unwritten = [NOTICE_KIND_LABELS[kind] for kind in NOTICES if kind not in here]
    if unwritten:
        said = f"Not written by the organization yet: {_listed(unwritten)}."
        return Standing(gate, State.MISSING, detail=said, mender=Mender.OFFICE)
    days = [here[kind].given_on for kind in NOTICES]
    missing = [NOTICE_KIND_LABELS[kind] for kind, day in zip(NOTICES, days, strict=True) if day is None]
    if missing:
        return Standing(gate, State.MISSING, detail=f"Still to give: {_listed(missing)}.")
    return Standing(gate, State.DONE, max(day for day in days if day))


def _rules(facts: Facts, _: date) -> Standing:
    gate = Gate.RULES
    rules = next((notice for notice in facts.notices if notice.kind is NoticeKind.RULES), None)
    if rules is None:
        return Standing(gate, State.MISSING, detail="The organization has not written them.", mender=Mender.OFFICE)
    if rules.given_on is None:
        return Standing(gate, State.MISSING, detail="Not signed yet.")
    if not rules.is_signed:
        return Standing(gate, State.MISSING, rules.given_on, "Given, and the client did not sign.")
    return Standing(gate, State.DONE, rules.given_on)


def _session(facts: Facts, _: date) -> Standing:
    if facts.session_on:
        return Standing(Gate.SESSION, State.DONE, detail=f"On {_day(facts.session_on)}.")
    return Standing(Gate.SESSION, State.MISSING, detail="No group and no appointment is planned.")


_JUDGES: dict[Gate, Callable[[Facts, date], Standing]] = {
    Gate.CONTACT: _contact,
    Gate.ASKING: _asking,
    Gate.COVERAGE: coverage_of,
    Gate.ASSESSMENT: _assessment,
    Gate.PLACEMENT: _placement,
    Gate.ORDER: _order,
    Gate.AUTHORIZATION: authorization_of,
    Gate.CLINICIAN: _clinician,
    Gate.CONSENT: _consent,
    Gate.NOTICES: _notices,
    Gate.RULES: _rules,
    Gate.SESSION: _session,
}


def check_admission(found: Iterable[Standing]) -> list[Finding]:
    """Return what refuses an admission: each gate that is closed, with who can mend it."""
    return [_refusal(each) for each in found if not each.is_open]


def _refusal(each: Standing) -> Finding:
    code = f"ADM-{10 + list(Gate).index(each.gate):03}"
    if each.state is State.UNSEEN:
        return Finding(code, f"{each.label}: this is not shown to you. Let admissions admit the client.")
    waived = "" if each.gate in HARD else " It may be waived with a reason."
    return Finding(code, f"{each.label}: {each.detail} {MENDER_LABELS[each.mender]} can mend it.{waived}")


def _listed(names: list[str]) -> str:
    return ", ".join(names)


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"
