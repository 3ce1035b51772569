"""Triggers that hold the ledger: it balances, what is posted stands, and a reversal undoes exactly and once."""

import pgtrigger


def _refusal(words: str, name: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


def _holds(name: str, transaction: str) -> pgtrigger.Trigger:
    """Return the trigger that looks at a whole transaction when the database's own ends, through all walls."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        declare=[("wrong", "text")],
        func=f"""
wrong := stepwell.ledger_fault(NEW.{transaction});
IF wrong IS NOT NULL THEN
  RAISE EXCEPTION 'A transaction of the ledger is not whole.' USING ERRCODE = 'check_violation', CONSTRAINT = wrong;
END IF;
RETURN NULL;
""",
    )


TRANSACTION_HOLDS = _holds("holds", "id")
ENTRY_HOLDS = _holds("holds", "transaction_id")

# The number of the transaction is the database's own word.
NOW = pgtrigger.Trigger(
    name="now",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="NEW.written_in = pg_current_xact_id(); RETURN NEW;",
)
ENTRY_WITH_ITS_TRANSACTION = pgtrigger.Trigger(
    name="with_its_transaction",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=f"""
IF NOT EXISTS (
  SELECT FROM billing_transaction t WHERE t.id = NEW.transaction_id AND t.client_id IS NOT DISTINCT FROM NEW.client_id
    AND t.written_in = pg_current_xact_id()
) THEN
  {_refusal("An entry is written with its transaction, about the same client.", "entry_with_its_transaction")}
END IF;
RETURN NULL;
""",
)
STANDS = pgtrigger.Trigger(
    name="stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=_refusal("What is posted stands: it is reversed, never changed.", "ledger_stands"),
)
