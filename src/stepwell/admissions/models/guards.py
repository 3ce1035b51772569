"""Triggers: what these tables refuse, whoever asks."""

import pgtrigger

from stepwell.admissions.vocabulary import MONEY

_REFUSE = "RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
_MONEY = ", ".join(f"'{gate}'" for gate in sorted(MONEY))
_VOIDED = "ARRAY['voided_at', 'voided_by_id', 'void_reason']"
_RESUMED = "ARRAY['resumed_at', 'resumed_by_id', 'undo', 'transaction']"


def _stands(name: str, may_change: str, closed: str, words: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
IF TG_OP = 'DELETE' OR OLD.{closed} IS NOT NULL
   OR to_jsonb(OLD) - {may_change} IS DISTINCT FROM to_jsonb(NEW) - {may_change} THEN
  {_REFUSE.format(words=words, name=name)}
END IF;
RETURN NEW;
""",
    )


def only_set_aside(name: str) -> pgtrigger.Trigger:
    """Return a trigger under which a row may be set aside, once, and not changed otherwise."""
    return _stands(name, _VOIDED, "voided_at", "this is set aside and written again, never changed")


# The number of the transaction is the database's own word. Which care ended is noted in the one that says it; sorted
# by name, this trigger comes before the one that judges the change.
WITHDRAWAL_NOW = pgtrigger.Trigger(
    name="now",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
IF TG_OP = 'UPDATE' AND NEW.undo IS DISTINCT FROM OLD.undo AND OLD.transaction <> pg_current_xact_id() THEN
  {_REFUSE.format(words="what was said about leaving is never changed", name="withdrawal_stands")}
END IF;
IF TG_OP = 'INSERT' OR NEW.resumed_at IS DISTINCT FROM OLD.resumed_at THEN
  NEW.transaction = pg_current_xact_id();
ELSE
  NEW.transaction = OLD.transaction;
END IF;
RETURN NEW;
""",
)
WITHDRAWAL_STANDS = _stands("withdrawal_stands", _RESUMED, "resumed_at", "what was said about leaving is never changed")
# Whoever is admitted has that episode, from that day.
ADMISSION_OF_EPISODE = pgtrigger.Trigger(
    name="admission_of_episode",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
IF NOT stepwell.episode_holds(NEW.episode_id, NEW.client_id, NEW.admitted_on) THEN
  {_REFUSE.format(words="an admission opens an episode of its client", name="admission_of_episode")}
END IF;
RETURN NEW;
""",
)
# Who assigns care answers for what may cost the program money. Taking a waiver back costs nothing.
WAIVER_OF_MONEY = pgtrigger.Trigger(
    name="waiver_of_money",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
IF NEW.gate IN ({_MONEY}) AND NOT EXISTS (
  SELECT FROM clients_client c WHERE c.id = NEW.client_id
    AND (stepwell.everywhere('caseload', true, false) OR c.site_id = ANY (stepwell.sites('caseload', true, false)))
) THEN
  {_REFUSE.format(words="supervisors and directors waive what costs money", name="waiver_of_money")}
END IF;
RETURN NEW;
""",
)
