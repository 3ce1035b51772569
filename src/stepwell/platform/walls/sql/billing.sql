-- What is wrong with a transaction of the ledger as a whole; NULL if nothing is. For triggers: they look through walls,
-- as half of a transaction may stand where its writer no longer sees it. What is not there is not whole. Whoever guesses
-- the key of a transaction learns that it is whole, and nothing of what it says.
CREATE OR REPLACE FUNCTION stepwell.ledger_fault(posted uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN count(e.id) < 2 OR sum(e.cents) <> 0 THEN 'ledger_balanced'
    WHEN t.reverses_id IS NOT NULL AND (
      (SELECT r.kind = 'reversal' OR r.client_id IS DISTINCT FROM t.client_id
       FROM billing_transaction r WHERE r.id = t.reverses_id)
      OR EXISTS (
        SELECT FROM billing_entry x
        WHERE x.organization_id = t.organization_id AND x.transaction_id IN (t.id, t.reverses_id)
        GROUP BY x.account, x.policy_id, x.payer_id HAVING sum(x.cents) <> 0
      )
    ) THEN 'ledger_reversal_exact'
    WHEN t.kind = 'write_off' AND NOT EXISTS (
      SELECT FROM billing_writeoffdecision d WHERE d.transaction_id = t.id AND d.cents = sum(abs(e.cents)) / 2
    ) THEN 'ledger_write_off_approved'
  END
  FROM (SELECT posted AS id) asked
  LEFT JOIN billing_transaction t USING (id)
  LEFT JOIN billing_entry e ON e.organization_id = t.organization_id AND e.transaction_id = t.id
  GROUP BY t.id
$$;
