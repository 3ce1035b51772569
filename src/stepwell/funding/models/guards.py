"""Triggers: a fund has what its movements add up to, and what was agreed or signed stands."""

import pgtrigger


def refusal(words: str, name: str) -> str:
    """Return the statement by which a trigger refuses."""
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


# What a fund has is changed by its movements alone; that it is never below nothing, a check constraint holds.
ONLY_BY_MOVEMENTS = pgtrigger.Trigger(
    name="only_by_movements",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
IF (TG_OP = 'INSERT' AND NEW.cents <> 0)
   OR (TG_OP = 'UPDATE' AND NEW.cents <> OLD.cents AND pg_trigger_depth() < 2) THEN
  {refusal("A fund has what its movements add up to.", "fund_only_by_movements")}
END IF;
RETURN NEW;
""",
)
MOVES = pgtrigger.Trigger(
    name="moves",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=f"""
UPDATE funding_fund SET cents = cents + NEW.cents
WHERE id = NEW.fund_id AND organization_id = NEW.organization_id;
IF NOT FOUND THEN
  {refusal("A movement belongs to a fund.", "movement_of_a_fund")}
END IF;
RETURN NULL;
""",
)
STANDS = pgtrigger.Trigger(
    name="stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=refusal("What moved in a fund stands: another movement puts it right.", "fund_stands"),
)
# What leaves a fund for a client does so by a decision that names it, in the same transaction.
DECIDED = pgtrigger.Trigger(
    name="decided",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.Q(new__kind="award"),
    func=f"""
IF NOT stepwell.award_decided(NEW.id) THEN
  {refusal("An award leaves a fund with the decision that grants it.", "fund_award_decided")}
END IF;
RETURN NULL;
""",
)
# An award takes from its fund exactly what it gives the client.
GIVEN = pgtrigger.Trigger(
    name="given",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
IF NEW.movement_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM funding_fundmovement m JOIN billing_entry e ON e.transaction_id = NEW.transaction_id
  WHERE m.id = NEW.movement_id AND m.fund_id = NEW.fund_id AND m.cents = -NEW.cents AND m.kind = 'award'
    AND e.account = 'fund' AND e.client_id = NEW.client_id AND e.cents = NEW.cents
) THEN
  {refusal("An award moves the same sum in the fund and on the account.", "award_given_whole")}
END IF;
RETURN NEW;
""",
)
ONLY_ENDS = pgtrigger.Trigger(
    name="only_ends",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - '{{ended_at,ended_why}}'::text[]
   <> to_jsonb(OLD) - '{{ended_at,ended_why}}'::text[] THEN
  {refusal("A payment plan stands as it was agreed; it only ends.", "payment_plan_stands")}
END IF;
RETURN NEW;
""",
)
SIGNED_STANDS = pgtrigger.Trigger(
    name="signed_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
IF to_jsonb(NEW) - '{{signed_at,signed_way,signer,signature_id,document_id}}'::text[]
   <> to_jsonb(OLD) - '{{signed_at,signed_way,signer,signature_id,document_id}}'::text[]
   OR (OLD.signed_at IS NOT NULL AND to_jsonb(NEW) - 'document_id' <> to_jsonb(OLD) - 'document_id')
   OR (OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id) THEN
  {refusal("A paper is signed as it was written, and stands from then on.", "agreement_stands")}
END IF;
RETURN NEW;
""",
)
