"""Triggers: what a decision, an override and an order refuse, whoever asks."""

import pgtrigger

from stepwell.people.vocabulary import LEVELS
from stepwell.placement.vocabulary import MUST_BE_KNOWN

_REFUSE = "RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
_VOIDED = "ARRAY['voided_at', 'voided_by_id', 'void_reason']"
_MAY_CHANGE = "ARRAY['voided_at', 'voided_by_id', 'void_reason', 'ends_on', 'version']"


def _list(names: object) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))  # type: ignore[call-overload]


PLACEMENT_STANDS = pgtrigger.Trigger(
    name="placement_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL OR NEW.client_id <> OLD.client_id
   OR (OLD.decided_at IS NOT NULL AND to_jsonb(OLD) - {_VOIDED} IS DISTINCT FROM to_jsonb(NEW) - {_VOIDED}) THEN
  {_REFUSE.format(words="a decision is never changed", name="placement_stands")}
END IF;
RETURN NEW;
""",
)
# What stops care in the house stops it here too, unless somebody answered for exactly that answer.
PLACEMENT_STOPPED = pgtrigger.Trigger(
    name="placement_stopped",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
IF NEW.decided_at IS NOT NULL AND NEW.voided_at IS NULL AND NEW.decided IN ({_list(LEVELS)}) AND EXISTS (
  SELECT FROM jsonb_each_text(NEW.stops) s
  WHERE (s.value = 'yes' OR (s.value = 'unknown' AND s.key IN ({_list(MUST_BE_KNOWN)})))
    AND NOT EXISTS (SELECT FROM placement_override o
                    WHERE o.placement_id = NEW.id AND (s.key || ':' || s.value) = ANY (o.covers))
) THEN
  {_REFUSE.format(words="somebody licensed must answer for what stops this level", name="placement_stopped")}
END IF;
RETURN NEW;
""",
)


def _of_placement(name: str, condition: str, words: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
IF NOT EXISTS (SELECT FROM placement_placement p WHERE p.id = NEW.placement_id AND p.client_id = NEW.client_id
               AND p.voided_at IS NULL AND {condition}) THEN
  {_REFUSE.format(words=words, name=name)}
END IF;
RETURN NEW;
""",
    )


OVERRIDE_OF_DRAFT = _of_placement(
    "override_of_draft", "p.decided_at IS NULL", "an override is recorded before the decision"
)
COSIGNATURE_OF_DECISION = _of_placement(
    "cosignature_of_decision",
    "p.decided_at IS NOT NULL AND p.needs_cosigner AND p.decided_by_id <> NEW.cosigned_by_id",
    "a decision that waits for it is signed by somebody else",
)
DECISION_OF_PLACEMENT = pgtrigger.Trigger(
    name="decision_of_placement",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
IF NEW.carried_id IS NOT NULL THEN
  IF NOT NEW.client_id = ANY (stepwell.carried()) OR NOT EXISTS (
    SELECT FROM clients_carriedover o JOIN clients_levelofcarestay s
      ON s.episode_id = o.episode_id AND s.voided_at IS NULL AND s.program_id = NEW.program_id
      AND s.level = NEW.level AND s.starts_on = NEW.decided_on
    WHERE o.id = NEW.carried_id AND o.client_id = NEW.client_id
  ) THEN
    {_REFUSE.format(words="a level decided elsewhere comes with what was before", name="decision_carried")}
  END IF;
ELSIF NOT EXISTS (
  SELECT FROM placement_placement p WHERE p.id = NEW.placement_id AND p.client_id = NEW.client_id
    AND p.voided_at IS NULL AND p.decided = NEW.level AND p.kind = NEW.kind AND p.decided_on = NEW.decided_on
    AND p.program_id IS NOT DISTINCT FROM NEW.program_id AND (NOT p.needs_cosigner
    OR EXISTS (SELECT FROM placement_cosignature k WHERE k.placement_id = p.id))
) THEN
  {_REFUSE.format(words="a decision counts once it is signed and co-signed", name="decision_of_placement")}
END IF;
RETURN NEW;
""",
)
DECISION_STANDS = pgtrigger.Trigger(
    name="decision_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL OR to_jsonb(OLD) - {_VOIDED} IS DISTINCT FROM to_jsonb(NEW) - {_VOIDED}
THEN
  {_REFUSE.format(words="a decision is never changed", name="decision_stands")}
END IF;
RETURN NEW;
""",
)
ORDER_OF_DECISION = pgtrigger.Trigger(
    name="order_of_decision",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
IF NOT EXISTS (SELECT FROM placement_leveldecision d WHERE d.id = NEW.decision_id AND d.client_id = NEW.client_id
               AND d.level = NEW.level AND d.voided_at IS NULL AND d.decided_on <= NEW.starts_on) THEN
  {_REFUSE.format(words="an order carries out a decision that counts", name="order_of_decision")}
END IF;
RETURN NEW;
""",
)
ORDER_STANDS = pgtrigger.Trigger(
    name="order_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
   OR to_jsonb(OLD) - {_MAY_CHANGE} IS DISTINCT FROM to_jsonb(NEW) - {_MAY_CHANGE} THEN
  {_REFUSE.format(words="of an order only its end changes", name="order_stands")}
END IF;
RETURN NEW;
""",
)
