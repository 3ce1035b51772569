"""Triggers that hold claims: a claim moves by its events only, and what was said stays as it was said."""

import pgtrigger

from stepwell.claims.rules.states import ALLOWED, ENDED
from stepwell.claims.vocabulary import State


def refusal(words: str, name: str) -> str:
    """Return the statement that refuses a row under the name of a constraint."""
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


def _text(*values: str) -> str:
    return ", ".join(f"'{value}'" for value in values)


_MOVES = ", ".join(f"('{state or ''}', '{to}')" for state, ends in ALLOWED.items() for to in sorted(ends))

# The claim's row is locked by the update, so that two events of one moment come one after the other.
MOVES = pgtrigger.Trigger(
    name="moves",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=f"""
UPDATE claims_claim SET state = NEW.state, state_at = NEW.at, events = NEW.number
WHERE id = NEW.claim_id AND client_id = NEW.client_id AND events = NEW.number - 1
  AND (state, NEW.state) IN ({_MOVES})
  AND ((state, NEW.state) <> ('{State.DRAFT}', '{State.SENT}') OR EXISTS (
    SELECT FROM claims_outboundfile f WHERE f.id = NEW.outbound_id AND f.sent_elsewhere));
IF NOT FOUND THEN
  {refusal("A claim does not come from there to here.", "claim_moves")}
END IF;
IF NEW.state IN ({_text(*sorted(ENDED))}) THEN
  UPDATE claims_claimline SET is_live = false WHERE claim_id = NEW.claim_id AND is_live;
END IF;
RETURN NULL;
""",
)


def _only(name: str, columns: str, words: str, constraint: str, more: str = "") -> pgtrigger.Trigger:
    """Return the trigger that lets only some columns of a row change."""
    kept = f"'{{{columns}}}'::text[]"
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
IF to_jsonb(NEW) - {kept} <> to_jsonb(OLD) - {kept}{more} THEN
  {refusal(words, constraint)}
END IF;
RETURN NEW;
""",
    )


CLAIM_STANDS = _only(
    "stands",
    "state,state_at,events,findings,scrubbed_at",
    "A claim stands as it was cut, and moves by its events.",
    "claim_stands",
    """ OR ((NEW.state, NEW.state_at, NEW.events) IS DISTINCT FROM (OLD.state, OLD.state_at, OLD.events)
  AND NOT EXISTS (SELECT FROM claims_claimevent e WHERE e.claim_id = NEW.id AND e.number = NEW.events
    AND e.number = OLD.events + 1 AND e.state = NEW.state))""",
)
LINE_STANDS = _only("stands", "is_live", "A line stands as it was cut.", "claim_line_stands", " OR NEW.is_live")
LINE_OF_CHARGE = pgtrigger.Trigger(
    name="of_charge",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=f"""
IF NOT EXISTS (
  SELECT FROM claims_claim c
  JOIN billing_chargeline l ON l.id = NEW.charge_line_id AND l.client_id = c.client_id AND l.charged = NEW.charge
  JOIN billing_charge d ON d.id = l.charge_id AND d.day = NEW.day
  WHERE c.id = NEW.claim_id AND c.client_id = NEW.client_id AND c.root_id = NEW.root_id AND c.sequence = NEW.sequence
) THEN
  {refusal("A line of a claim says what was charged for its client.", "claim_line_of_charge")}
END IF;
RETURN NULL;
""",
)
FILE_STANDS = _only(
    "stands",
    "spooled_at,left_at,withdrawn_at",
    "A file stands as it was made; it leaves or is withdrawn, once.",
    "outbound_file_stands",
    " OR OLD.left_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL",
)
NUMBERS_GROW = pgtrigger.Trigger(
    name="grows",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
IF NEW.last <= OLD.last OR (NEW.kind, NEW.organization_id) <> (OLD.kind, OLD.organization_id) THEN
  {refusal("A count never goes back.", "control_number_grows")}
END IF;
RETURN NEW;
""",
)
