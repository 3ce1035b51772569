"""Triggers that hold the ledger: it balances, what is posted stands, and a reversal undoes exactly and once."""

import pgtrigger


def _refusal(words: str, name: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


_NOT_WHOLE = """
IF wrong IS NOT NULL THEN
  RAISE EXCEPTION 'A transaction of the ledger is not whole.' USING ERRCODE = 'check_violation', CONSTRAINT = wrong;
END IF;
RETURN NULL;
"""
# A head is looked at when the database's transaction ends: whether it has entries, and what a write-off needs.
TRANSACTION_HOLDS = pgtrigger.Trigger(
    name="holds",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    declare=[("wrong", "text")],
    func=f"wrong := stepwell.ledger_fault(NEW.id);{_NOT_WHOLE}",
)
# Entries are looked at once a statement, through all walls: a remittance writes thousands.
ENTRIES_HOLD = pgtrigger.Trigger(
    name="holds",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    declare=[("wrong", "text")],
    func=f"""
SELECT stepwell.entries_fault(array_agg(DISTINCT transaction_id), count(*)) INTO wrong FROM added HAVING count(*) > 0;
{_NOT_WHOLE}""",
)

# The number of the database's transaction is its own word: entries are of the one that their head was written in.
NOW = pgtrigger.Trigger(
    name="now",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="NEW.written_in = pg_current_xact_id(); RETURN NEW;",
)
STANDS = pgtrigger.Trigger(
    name="stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=_refusal("What is posted stands: it is reversed, never changed.", "ledger_stands"),
)
# What is owed is kept as a sum beside the entries, in one order, so that two who write at once wait for each other.
KEEPS_BALANCES = pgtrigger.Trigger(
    name="keeps_balances",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func="""
INSERT INTO billing_balance (id, organization_id, client_id, account, policy_id, payer_id, cents)
SELECT gen_random_uuid(), organization_id, client_id, account, policy_id, payer_id, sum(cents)
FROM added WHERE account IN ('client', 'payer') AND client_id IS NOT NULL
GROUP BY organization_id, client_id, account, policy_id, payer_id ORDER BY client_id, account, policy_id, payer_id
ON CONFLICT (client_id, account, policy_id, payer_id) DO UPDATE SET cents = billing_balance.cents + EXCLUDED.cents;
RETURN NULL;
""",
)
BY_ENTRIES = pgtrigger.Trigger(
    name="by_entries",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
IF pg_trigger_depth() < 2 AND current_user = 'stepwell_app'
   AND ((TG_OP = 'INSERT' AND NEW.cents <> 0) OR (TG_OP = 'UPDATE' AND to_jsonb(NEW) <> to_jsonb(OLD))) THEN
  {_refusal("What is owed is what the entries add up to.", "balance_by_entries")}
END IF;
RETURN NULL;
""",
)
