-- What is wrong with a transaction of the ledger as a whole; NULL if nothing is. For triggers: they look through walls,
-- as half of a transaction may stand where its writer no longer sees it. What is not there is not whole. Whoever guesses
-- the key of a transaction learns that it is whole, and nothing of what it says.
CREATE OR REPLACE FUNCTION stepwell.ledger_fault(posted uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  head billing_transaction%ROWTYPE;
  entries bigint;
  total numeric;
  moved numeric;
  is_late boolean;
BEGIN
  SELECT * INTO head FROM billing_transaction t WHERE t.id = posted;
  SELECT count(*), sum(e.cents), sum(abs(e.cents)) / 2,
    bool_or(e.written_in <> head.written_in OR e.client_id IS DISTINCT FROM head.client_id)
  INTO entries, total, moved, is_late
  FROM billing_entry e WHERE e.organization_id = head.organization_id AND e.transaction_id = head.id;
  IF entries < 2 OR total <> 0 THEN RETURN 'ledger_balanced'; END IF;
  IF is_late THEN RETURN 'entry_with_its_transaction'; END IF;
  IF head.reverses_id IS NOT NULL AND (
    EXISTS (
      SELECT FROM billing_transaction r
      WHERE r.id = head.reverses_id AND (r.kind = 'reversal' OR r.client_id IS DISTINCT FROM head.client_id)
    ) OR EXISTS (
      SELECT FROM billing_entry e
      WHERE e.organization_id = head.organization_id AND e.transaction_id IN (head.id, head.reverses_id)
      GROUP BY e.account, e.policy_id, e.payer_id HAVING sum(e.cents) <> 0
    )
  ) THEN RETURN 'ledger_reversal_exact'; END IF;
  IF head.kind = 'write_off' AND NOT EXISTS (
    SELECT FROM billing_writeoffdecision d WHERE d.transaction_id = head.id AND d.cents = moved
  ) THEN RETURN 'ledger_write_off_approved'; END IF;
  RETURN NULL;
END
$$;
