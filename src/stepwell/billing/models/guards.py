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
