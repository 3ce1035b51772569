-- What is wrong with a transaction of the ledger when the database's own ends; NULL if nothing is. Its entries were looked
-- at as they were written (below). For triggers: they look through walls, as half of a transaction may stand where its
-- writer no longer sees it. What is not there is not whole. Whoever guesses the key of a transaction learns that it is
-- whole, and nothing of what it says.
CREATE OR REPLACE FUNCTION stepwell.ledger_fault(posted uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  head billing_transaction%ROWTYPE;
BEGIN
  SELECT * INTO head FROM billing_transaction t WHERE t.id = posted;
  IF NOT EXISTS (
    SELECT FROM billing_entry e WHERE e.organization_id = head.organization_id AND e.transaction_id = head.id
  ) THEN RETURN 'ledger_balanced'; END IF;
  IF head.kind = 'write_off' AND NOT EXISTS (
    SELECT FROM billing_writeoffdecision d WHERE d.transaction_id = head.id AND d.cents = (
      SELECT sum(abs(e.cents)) / 2 FROM billing_entry e
      WHERE e.organization_id = head.organization_id AND e.transaction_id = head.id
    )
  ) THEN RETURN 'ledger_write_off_approved'; END IF;
  IF head.kind = 'award' AND NOT EXISTS (
    SELECT FROM funding_awarddecision d WHERE d.transaction_id = head.id
  ) THEN RETURN 'ledger_award_decided'; END IF;
  IF head.kind = 'placement' AND NOT EXISTS (
    SELECT FROM remittances_placedmoney p WHERE p.organization_id = head.organization_id AND p.transaction_id = head.id
  ) THEN RETURN 'ledger_placed'; END IF;
  RETURN NULL;
END
$$;

-- Whether money that left a fund for a client did so by a decision. For a trigger, when the database's transaction ends.
CREATE OR REPLACE FUNCTION stepwell.award_decided(moved uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM funding_awarddecision d WHERE d.movement_id = moved);
END
$$;

-- What is wrong with the entries that one statement wrote for some transactions; NULL if nothing is. All entries of a
-- transaction come in one statement, within the database's transaction that its head was written in: so nothing can be
-- added later, and each is looked at once.
--   added  how many entries the statement wrote
CREATE OR REPLACE FUNCTION stepwell.entries_fault(posted uuid[], added bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  heads bigint;
  entries bigint;
  is_alien boolean;
  is_uneven boolean;
  is_reversing boolean;
BEGIN
  SELECT count(*), sum(s.entries), bool_or(s.is_alien OR t.written_in <> pg_current_xact_id()),
    bool_or(s.entries < 2 OR s.total <> 0), bool_or(t.reverses_id IS NOT NULL)
  INTO heads, entries, is_alien, is_uneven, is_reversing
  FROM billing_transaction t CROSS JOIN LATERAL (
    SELECT count(*) AS entries, sum(e.cents) AS total, bool_or(e.client_id IS DISTINCT FROM t.client_id) AS is_alien
    FROM billing_entry e WHERE e.organization_id = t.organization_id AND e.transaction_id = t.id
  ) s WHERE t.id = ANY(posted);
  IF heads < cardinality(posted) OR entries <> added OR is_alien THEN RETURN 'entry_with_its_transaction'; END IF;
  IF is_uneven THEN RETURN 'ledger_balanced'; END IF;
  IF is_reversing AND EXISTS (
    SELECT FROM billing_transaction t JOIN billing_transaction r ON r.id = t.reverses_id
    WHERE t.id = ANY(posted) AND (
      r.kind = 'reversal' OR r.client_id IS DISTINCT FROM t.client_id OR EXISTS (
        SELECT FROM billing_entry e
        WHERE e.organization_id = t.organization_id AND e.transaction_id IN (t.id, r.id)
        GROUP BY e.account, e.policy_id, e.payer_id HAVING sum(e.cents) <> 0
      )
    )
  ) THEN RETURN 'ledger_reversal_exact'; END IF;
  RETURN NULL;
END
$$;
