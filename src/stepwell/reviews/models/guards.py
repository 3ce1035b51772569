"""Triggers: what a signed review, a summary and a discharge refuse, whoever asks. They run after the walls."""

import pgtrigger

_VOIDED = ("voided_at", "voided_by_id", "void_reason")


def refusal(words: str, name: str) -> str:
    """Return the SQL that refuses a write; `name` stands in the error like a constraint's."""
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


def _differs(*but: str) -> str:
    kept = "ARRAY[" + ", ".join(f"'{name}'" for name in but) + "]::text[]"
    return f"to_jsonb(OLD) - {kept} IS DISTINCT FROM to_jsonb(NEW) - {kept}"


def _after(name: str, operation: pgtrigger.Operation | pgtrigger.Operations, func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.After, operation=operation, func=func)


REVIEW_BEGINS = _after(
    "begins_as_draft",
    pgtrigger.Insert,
    f"""
IF NEW.signed_at IS NOT NULL OR NEW.voided_at IS NOT NULL THEN
  {refusal("a review is written first and signed then", "review_begins_as_draft")}
END IF;
IF NOT EXISTS (SELECT FROM placement_placement p WHERE p.id = NEW.placement_id AND p.client_id = NEW.client_id)
   OR NOT EXISTS (SELECT FROM clients_episode e WHERE e.id = NEW.episode_id AND e.client_id = NEW.client_id) THEN
  {refusal("a review rests on a placement and an episode of its client", "review_of_its_client")}
END IF;
RETURN NULL;
""",
)
# A signed review rests on a decided placement. Afterwards it is carried out once, or set aside.
REVIEW_STANDS = _after(
    "stands",
    pgtrigger.Update,
    f"""
IF OLD.voided_at IS NOT NULL
   OR (OLD.signed_at IS NOT NULL AND {_differs("carried_out_at", "undo", "version", *_VOIDED)})
   OR (OLD.carried_out_at IS NOT NULL AND NEW.carried_out_at IS DISTINCT FROM OLD.carried_out_at)
   OR (NEW.client_id, NEW.placement_id, NEW.episode_id)
      IS DISTINCT FROM (OLD.client_id, OLD.placement_id, OLD.episode_id) THEN
  {refusal("a signed review is never changed", "review_stands")}
END IF;
IF NEW.signed_at IS NOT NULL AND OLD.signed_at IS NULL AND NOT EXISTS (
  SELECT FROM placement_placement p WHERE p.id = NEW.placement_id AND p.decided_at IS NOT NULL AND p.voided_at IS NULL
) THEN
  {refusal("a review is signed with its placement", "review_placement_decided")}
END IF;
RETURN NULL;
""",
)
SUMMARY_BEGINS = _after(
    "begins_as_draft",
    pgtrigger.Insert,
    f"""
IF NEW.signed_at IS NOT NULL OR NEW.voided_at IS NOT NULL THEN
  {refusal("a summary is written first and signed then", "summary_begins_as_draft")}
END IF;
IF NOT EXISTS (SELECT FROM clients_episode e WHERE e.id = NEW.episode_id AND e.client_id = NEW.client_id) THEN
  {refusal("a summary is of an episode of its client", "summary_of_its_client")}
END IF;
RETURN NULL;
""",
)
SUMMARY_STANDS = _after(
    "stands",
    pgtrigger.Update,
    f"""
IF OLD.voided_at IS NOT NULL OR (OLD.signed_at IS NOT NULL AND {_differs("version", *_VOIDED)})
   OR (NEW.client_id, NEW.episode_id) IS DISTINCT FROM (OLD.client_id, OLD.episode_id) THEN
  {refusal("a signed summary is never changed", "summary_stands")}
END IF;
RETURN NULL;
""",
)


def of_draft(name: str) -> pgtrigger.Trigger:
    """Return a trigger by which parts change only while their summary is a draft of the same client."""
    return _after(
        "of_draft",
        pgtrigger.Insert | pgtrigger.Update,
        f"""
IF NOT EXISTS (SELECT FROM reviews_dischargesummary s WHERE s.id = NEW.summary_id AND s.client_id = NEW.client_id
               AND s.signed_at IS NULL AND s.voided_at IS NULL) THEN
  {refusal("what was signed is never changed", name)}
END IF;
RETURN NULL;
""",
    )


# Said only of an episode that ended on that day, and from then on only undone.
DISCHARGE_OF_EPISODE = _after(
    "of_closed_episode",
    pgtrigger.Insert,
    f"""
IF NOT EXISTS (SELECT FROM clients_episode e WHERE e.id = NEW.episode_id AND e.client_id = NEW.client_id
               AND e.closed_on = NEW.last_day AND e.voided_at IS NULL) THEN
  {refusal("the episode ends on the last day", "discharge_of_closed_episode")}
END IF;
RETURN NULL;
""",
)
# The number of the transaction is the database's own word: care ends, or goes on again, in that one only.
DISCHARGE_NOW = pgtrigger.Trigger(
    name="now",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="NEW.transaction = pg_current_xact_id(); RETURN NEW;",
)
DISCHARGE_STANDS = _after(
    "stands",
    pgtrigger.Update,
    f"""
IF OLD.voided_at IS NOT NULL OR {_differs("transaction", *_VOIDED)} THEN
  {refusal("a discharge is undone, never changed", "discharge_stands")}
END IF;
RETURN NULL;
""",
)
TASK_OF_DISCHARGE = _after(
    "of_discharge",
    pgtrigger.Insert | pgtrigger.Update,
    f"""
IF NOT EXISTS (SELECT FROM reviews_discharge d WHERE d.id = NEW.discharge_id AND d.client_id = NEW.client_id
               AND d.last_day + NEW.days = NEW.due_on AND d.voided_at IS NULL) THEN
  {refusal("a call follows from a discharge that stands", "follow_up_of_discharge")}
END IF;
RETURN NULL;
""",
)
ATTEMPT_OF_TASK = _after(
    "of_task",
    pgtrigger.Insert,
    f"""
IF NOT EXISTS (SELECT FROM reviews_followuptask t WHERE t.id = NEW.task_id AND t.client_id = NEW.client_id) THEN
  {refusal("an attempt is about a call of the same client", "attempt_of_task")}
END IF;
RETURN NULL;
""",
)
