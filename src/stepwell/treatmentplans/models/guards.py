"""Triggers: what a signed plan refuses, whoever asks. They run after the walls have judged."""

from collections.abc import Iterable

import pgtrigger

_LEEWAY = "interval '1 minute'"  # clocks of two machines
_VOIDING = ("voided_at", "voided_by_id", "void_reason")
_CLIENT = ("client_signed_at", "client_way", "client_signature_id")


def _refuse(words: str, name: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


def _differs(*but: str) -> str:
    kept = "ARRAY[" + ", ".join(f"'{name}'" for name in but) + "]::text[]"
    return f"to_jsonb(NEW) - {kept} IS DISTINCT FROM to_jsonb(OLD) - {kept}"


def _local(instant: str) -> str:
    day = f"SELECT ({instant} AT TIME ZONE o.time_zone)::date"
    return f"({day} FROM tenancy_organization o WHERE o.id = NEW.organization_id)"


def _after(name: str, operation: pgtrigger.Operation | pgtrigger.Operations, func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.After, operation=operation, func=func)


PLAN_BEGINS = _after(
    "begins_as_draft",
    pgtrigger.Insert,
    f"""
IF NEW.signed_at IS NOT NULL OR NEW.client_signed_at IS NOT NULL OR NEW.voided_at IS NOT NULL THEN
  {_refuse("a plan is written first and signed then", "plan_begins_as_draft")}
END IF;
IF NOT stepwell.episode_holds(NEW.episode_id, NEW.client_id, NEW.effective_from) THEN
  {_refuse("a plan begins within an episode of its client", "plan_within_episode")}
END IF;
RETURN NULL;
""",
)

# Signed by the clinician, a plan is what the client reads: afterwards it gets the client's answer, or is set aside.
PLAN_STANDS = _after(
    "stands",
    pgtrigger.Update,
    f"""
IF stepwell.kind() = 'visitor' AND (
  {_differs(*_CLIENT, "version")} OR NEW.client_way <> 'link' OR NEW.client_signed_at IS NULL
) THEN
  {_refuse("a link signs a plan and changes nothing else", "plan_stands")}
END IF;
IF OLD.voided_at IS NOT NULL
   OR (OLD.signed_at IS NOT NULL AND {_differs(*_CLIENT, *_VOIDING, "version")})
   OR (OLD.client_signed_at IS NOT NULL AND {_differs(*_VOIDING, "version")})
   OR (NEW.client_id, NEW.episode_id, NEW.number) IS DISTINCT FROM (OLD.client_id, OLD.episode_id, OLD.number) THEN
  {_refuse("a signed plan is never changed", "plan_stands")}
END IF;
IF NEW.signed_at > clock_timestamp() + {_LEEWAY} OR NEW.client_signed_at > clock_timestamp() + {_LEEWAY} THEN
  {_refuse("nothing is signed in the future", "plan_signed_by_now")}
END IF;
IF OLD.signed_at IS NULL AND NEW.signed_at IS NOT NULL AND (
  NOT EXISTS (SELECT FROM treatmentplans_planwords w WHERE w.plan_id = NEW.id AND w.text IS NOT NULL)
  OR NOT stepwell.episode_holds(NEW.episode_id, NEW.client_id, {_local("NEW.signed_at")})
) THEN
  {_refuse("a plan is signed with its text, while the episode is open", "plan_signed_in_care")}
END IF;
IF OLD.client_signed_at IS NULL AND NEW.client_signed_at IS NOT NULL AND (
  (NEW.credential = '' AND NOT EXISTS (SELECT FROM treatmentplans_plancosignature c WHERE c.plan_id = NEW.id))
  OR NOT stepwell.episode_holds(NEW.episode_id, NEW.client_id, {_local("NEW.client_signed_at")})
) THEN
  {_refuse("the client signs last, while the episode is open", "plan_signed_in_care")}
END IF;
RETURN NULL;
""",
)

# What somebody signed stays; the reason why a client did not sign is added to it, once.
WORDS_STAND = _after(
    "stand",
    pgtrigger.Update,
    f"""
IF NOT EXISTS (
     SELECT FROM treatmentplans_plan p WHERE p.id = OLD.plan_id AND p.signed_at IS NULL AND p.voided_at IS NULL
   ) AND ({_differs("refusal")} OR OLD.refusal IS NOT NULL OR NOT EXISTS (
     SELECT FROM treatmentplans_plan p WHERE p.id = OLD.plan_id AND p.client_signed_at IS NULL AND p.voided_at IS NULL
   )) OR NEW.plan_id <> OLD.plan_id THEN
  {_refuse("a signed plan is never changed", "plan_words_stand")}
END IF;
RETURN NULL;
""",
)
WORDS_OF_PLAN = _after(
    "of_plan",
    pgtrigger.Insert,
    f"""
IF NOT EXISTS (SELECT FROM treatmentplans_plan p WHERE p.id = NEW.plan_id AND p.client_id = NEW.client_id
               AND p.signed_at IS NULL AND p.voided_at IS NULL) THEN
  {_refuse("words belong to a draft of the same client", "plan_words_of_plan")}
END IF;
RETURN NULL;
""",
)

COSIGNATURE_OF_PLAN = _after(
    "of_signed_plan",
    pgtrigger.Insert,
    f"""
IF NEW.cosigned_at > clock_timestamp() + {_LEEWAY} OR NOT EXISTS (
  SELECT FROM treatmentplans_plan p
  WHERE p.id = NEW.plan_id AND p.client_id = NEW.client_id AND p.signed_at <= NEW.cosigned_at AND p.credential = ''
    AND p.signed_by_id <> NEW.membership_id AND p.voided_at IS NULL AND p.client_signed_at IS NULL
    AND stepwell.episode_holds(p.episode_id, p.client_id, {_local("NEW.cosigned_at")})
) THEN
  {_refuse("a co-signature is of a signed plan, by another person", "plan_cosignature_of_plan")}
END IF;
RETURN NULL;
""",
)


def only_in_drafts(parents: Iterable[tuple[str, str]] = ()) -> pgtrigger.Trigger:
    """Return the trigger by which a part is written and removed while its plan is a draft, and belongs to that plan.

    parents  (column, table) of other parts that must be of the same plan
    """
    same = " OR ".join(
        f"NOT EXISTS (SELECT FROM {table} t WHERE t.id = NEW.{column} AND t.plan_id = NEW.plan_id)"
        for column, table in parents
    )
    belongs = f"IF TG_OP <> 'DELETE' AND ({same}) THEN {_refuse('a part is of one plan', 'plan_part_of_plan')} END IF;"
    return _after(
        "only_in_drafts",
        pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        f"""
IF NOT EXISTS (
  SELECT FROM treatmentplans_plan p WHERE p.id = coalesce(NEW.plan_id, OLD.plan_id) AND p.signed_at IS NULL
    AND p.client_id = coalesce(NEW.client_id, OLD.client_id) AND p.voided_at IS NULL
) OR (TG_OP = 'UPDATE' AND NEW.plan_id <> OLD.plan_id) THEN
  {_refuse("a signed plan is never changed", "plan_part_in_draft")}
END IF;
{belongs if same else ""}
RETURN NULL;
""",
    )


ENTRY_OF_OBJECTIVE = _after(
    "of_objective",
    pgtrigger.Insert,
    f"""
IF NEW.at > clock_timestamp() + {_LEEWAY} OR NOT EXISTS (
  SELECT FROM treatmentplans_planobjective o JOIN treatmentplans_plan p ON p.id = o.plan_id
  WHERE o.id = NEW.objective_id AND o.client_id = NEW.client_id AND o.lineage = NEW.lineage
    AND p.signed_at IS NOT NULL AND p.voided_at IS NULL
) THEN
  {_refuse("progress is of an objective of a signed plan of the same client", "objective_entry_of_objective")}
END IF;
RETURN NULL;
""",
)
ENTRY_STANDS = _after(
    "stands",
    pgtrigger.Update,
    f"""
IF OLD.voided_at IS NOT NULL OR {_differs(*_VOIDING)} THEN
  {_refuse("progress is only ever set aside, and that once", "objective_entry_stands")}
END IF;
RETURN NULL;
""",
)
