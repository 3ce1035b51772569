"""Triggers of this room."""

import pgtrigger


def only(columns: str, words: str, constraint: str) -> pgtrigger.Trigger:
    """Return the trigger that lets only some columns of a row change."""
    kept = f"'{{{columns}}}'::text[]"
    return pgtrigger.Trigger(
        name="stands",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
IF to_jsonb(NEW) - {kept} <> to_jsonb(OLD) - {kept} THEN
  RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';
END IF;
RETURN NEW;
""",
    )
