"""Triggers: what must never be false of a crisis, whoever writes SQL. Each runs with the writer's own rights."""

import pgtrigger

from stepwell.crisis.rules.closing import DEMANDS, UNREACHED_DEMANDS
from stepwell.crisis.vocabulary import Tier


def _must(condition: str, otherwise: str) -> str:
    raising = f"RAISE EXCEPTION '{otherwise}' USING ERRCODE = 'check_violation'"
    return f"IF NOT coalesce({condition}, false) THEN {raising}; END IF;\n"


def _trigger(name: str, when: object, operation: object, func: str, *variables: str) -> pgtrigger.Trigger:
    declare = [(variable, "RECORD") for variable in variables]
    return pgtrigger.Trigger(name=name, when=when, operation=operation, func=func, declare=declare)


_OWN_NAME = _must("NEW.account_id IS NOT DISTINCT FROM stepwell.actor()", "Entries are written in one’s own name.")
_SAME_CLIENT = _must(
    "EXISTS (SELECT FROM crisis_crisis e WHERE e.id = NEW.event_id AND e.client_id = NEW.client_id)",
    "The crisis is another client’s.",
)
_OPEN = _must(
    "EXISTS (SELECT FROM crisis_crisis e WHERE e.id = NEW.event_id AND e.client_id = NEW.client_id"
    " AND e.closed_at IS NULL AND e.voided_at IS NULL)",
    "The crisis is closed, or another client’s.",
)

# Who was where and when stays; the tier goes down only with an entry of the same moment that says why; what is closed
# stays as it is, and it is closed by the row that says how.
_EVENT = (
    _must(
        "(NEW.client_id, NEW.opened_at, NEW.kind, NEW.source) = (OLD.client_id, OLD.opened_at, OLD.kind, OLD.source)",
        "How a crisis began is not changed.",
    )
    + "IF OLD.closed_at IS NOT NULL THEN\n"
    + _must(
        "to_jsonb(NEW) - '{organization_id,voided_at,voided_by_id,void_reason}'::text[]"
        " = to_jsonb(OLD) - '{organization_id,voided_at,voided_by_id,void_reason}'::text[]",
        "A closed crisis is not changed.",
    )
    + "ELSIF NEW.closed_at IS NOT NULL THEN\n"
    + _must(
        "EXISTS (SELECT FROM crisis_crisisclosing c WHERE c.event_id = NEW.id AND c.closed_at = NEW.closed_at)",
        "A crisis is closed by saying how it ended.",
    )
    + "END IF;\n"
    + "IF array_position('{low,moderate,high}'::text[], NEW.tier::text)"
    " < array_position('{low,moderate,high}'::text[], OLD.tier::text) THEN\n"
    + _must(
        "EXISTS (SELECT FROM crisis_crisisaction a WHERE a.event_id = NEW.id AND a.step = 'lowered'"
        " AND a.tier = NEW.tier AND a.created_at = transaction_timestamp())",
        "A tier is lowered with a reason.",
    )
    + "END IF;\nRETURN NEW;"
)


def _rows() -> str:
    """Return what each tier demands before closing, as rows of SQL: tier, whether the person was unreached, steps."""
    return ", ".join(
        f"('{tier}', {str(unreached).lower()}, '{{{','.join(sorted(demand.steps))}}}'::text[])"
        for unreached, demands in ((False, DEMANDS), (True, UNREACHED_DEMANDS))
        for tier in Tier
        for demand in demands[tier]
    )


_CLOSING = (
    _OWN_NAME
    + "SELECT * INTO event FROM crisis_crisis e WHERE e.id = NEW.event_id FOR UPDATE;\n"
    + _must(
        "event.client_id = NEW.client_id AND event.tier = NEW.tier AND event.closed_at IS NULL"
        " AND event.voided_at IS NULL AND event.owner_id IS NOT NULL AND NEW.closed_at >= event.opened_at",
        "Only an open crisis that somebody owns is closed.",
    )
    + _must(
        f"NOT EXISTS (SELECT FROM (VALUES {_rows()}) AS demand(tier, unreached, steps)"
        " WHERE demand.tier = NEW.tier AND demand.unreached = (NEW.disposition = 'unreached')"
        " AND NOT EXISTS (SELECT FROM crisis_crisisaction a WHERE a.event_id = NEW.event_id"
        " AND a.step = ANY (demand.steps)"
        " AND NOT EXISTS (SELECT FROM crisis_crisisaction c WHERE c.corrects_id = a.id)))",
        "Something that the tier demands was not done.",
    )
    + "UPDATE crisis_crisis SET closed_at = NEW.closed_at, version = version + 1 WHERE id = NEW.event_id;\n"
    + "RETURN NULL;"
)

_PLAN = (
    "IF OLD.agreed_at IS NOT NULL THEN\n"
    + _must(
        "to_jsonb(NEW) - '{organization_id,voided_at,voided_by_id,void_reason}'::text[]"
        " = to_jsonb(OLD) - '{organization_id,voided_at,voided_by_id,void_reason}'::text[]",
        "A plan that was agreed is not changed; a new version follows it.",
    )
    + "END IF;\nRETURN NEW;"
)

EVENT = _trigger("guarded", pgtrigger.Before, pgtrigger.Update, _EVENT)
# After the walls have looked at the row: who is kept out by them is told so by them.
ACTION = _trigger("guarded", pgtrigger.After, pgtrigger.Insert, f"{_OWN_NAME}{_OPEN}RETURN NULL;")
CALL = _trigger("guarded", pgtrigger.After, pgtrigger.Insert, f"{_OPEN}RETURN NULL;")
CLOSING = _trigger("guarded", pgtrigger.After, pgtrigger.Insert, _CLOSING, "event")
FOLLOW_UP = _trigger("guarded", pgtrigger.After, pgtrigger.Insert, f"{_OWN_NAME}{_SAME_CLIENT}RETURN NULL;")
PLAN = _trigger("guarded", pgtrigger.Before, pgtrigger.Update, _PLAN)
