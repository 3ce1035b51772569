"""Triggers: what a stored answer, a stored score and a signed evaluation refuse, whoever asks."""

import pgtrigger

_REFUSE = "RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"

# A visitor sees exactly the request that the link opens, so this also keeps them from naming somebody else's.
_BELONGS = f"""
IF NEW.request_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM assessments_measurerequest r WHERE r.id = NEW.request_id AND r.client_id = NEW.client_id
    AND (NEW.instrument || '/' || NEW.version) = ANY (r.instruments) AND r.voided_at IS NULL
) THEN {_REFUSE.format(words="answers belong to what was asked", name="answers_of_request")} END IF;
RETURN NEW;
"""
_ALL_BUT_VOID = "to_jsonb({row}) - ARRAY['voided_at', 'voided_by_id', 'void_reason']"

ANSWER_OF_REQUEST = pgtrigger.Trigger(
    name="answer_of_request", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_BELONGS
)
RESPONSE_OF_REQUEST = pgtrigger.Trigger(
    name="response_of_request", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_BELONGS
)
RESPONSE_STANDS = pgtrigger.Trigger(
    name="response_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL OR stepwell.kind() = 'visitor'
   OR {_ALL_BUT_VOID.format(row="OLD")} IS DISTINCT FROM {_ALL_BUT_VOID.format(row="NEW")} THEN
  {_REFUSE.format(words="a response is never changed", name="response_stands")}
END IF;
RETURN NEW;
""",
)
DISCUSSION_OF_CLIENT = pgtrigger.Trigger(
    name="discussion_of_client",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
IF NOT EXISTS (SELECT FROM assessments_response r WHERE r.id = NEW.response_id AND r.client_id = NEW.client_id) THEN
  {_REFUSE.format(words="a discussion is of a response of the same client", name="discussion_of_client")}
END IF;
RETURN NEW;
""",
)
# Signed, only one thing may still happen: being set aside.
EVALUATION_STANDS = pgtrigger.Trigger(
    name="evaluation_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL OR (OLD.signed_at IS NOT NULL AND
   {_ALL_BUT_VOID.format(row="OLD")} IS DISTINCT FROM {_ALL_BUT_VOID.format(row="NEW")}) THEN
  {_REFUSE.format(words="a signed evaluation is never changed", name="evaluation_stands")}
END IF;
RETURN NEW;
""",
)
# After the walls have judged: what they refuse must not look as if this refused it.
COSIGNATURE_BY_ANOTHER = pgtrigger.Trigger(
    name="cosignature_by_another",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=f"""
IF NOT EXISTS (
  SELECT FROM assessments_evaluation e WHERE e.id = NEW.evaluation_id AND e.client_id = NEW.client_id AND e.cosigns
    AND e.signed_at IS NOT NULL AND e.voided_at IS NULL AND e.signed_by_id <> NEW.signed_by_id
    AND NEW.signed_by_id = stepwell.membership()
) THEN
  {_REFUSE.format(words="a colleague co-signs, in their own name, what was signed", name="cosignature_by_another")}
END IF;
RETURN NULL;
""",
)
