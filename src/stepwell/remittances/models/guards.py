"""Triggers of this room."""

import pgtrigger


def refusal(words: str, constraint: str) -> str:
    """Return the statement by which a trigger refuses."""
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';"


def only(columns: str, words: str, constraint: str, ended: str = "") -> pgtrigger.Trigger:
    """Return the trigger that lets only some columns of a row change; once `ended` is set, none."""
    kept = f"'{{{columns}}}'::text[]"
    stands = f"OLD.{ended} IS NOT NULL OR " if ended else ""
    return pgtrigger.Trigger(
        name="stands",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
IF {stands}to_jsonb(NEW) - {kept} <> to_jsonb(OLD) - {kept} THEN
  RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';
END IF;
RETURN NEW;
""",
    )


def kept_sum(column: str, words: str, constraint: str) -> pgtrigger.Trigger:
    """Return the trigger that lets a sum change only from within another trigger: by the rows that it adds up."""
    return pgtrigger.Trigger(
        name=f"{column}_kept",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
IF (TG_OP = 'INSERT' AND NEW.{column} <> 0)
   OR (TG_OP = 'UPDATE' AND NEW.{column} <> OLD.{column} AND pg_trigger_depth() < 2) THEN
  {refusal(words, constraint)}
END IF;
RETURN NULL;
""",
    )
