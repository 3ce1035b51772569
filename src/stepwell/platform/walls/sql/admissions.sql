-- What admissions may know of the chart: two days, and nothing of what stands there. Owned by stepwell_lookup; told of
-- clients whose screening the actor reads, as the walls have it.

-- When an assessment was signed, and co-signed where it had to be; since when there is a primary
-- clinician who is still here.
CREATE OR REPLACE FUNCTION stepwell.screened(wanted uuid[])
RETURNS TABLE (client_id uuid, assessed_at timestamptz, primary_since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization();
  everywhere boolean := stepwell.everywhere('screening', false, false);
  at_sites uuid[] := stepwell.sites('screening', false, false);
  assigned uuid[] := stepwell.clients('screening', false, false);
BEGIN
  RETURN QUERY
    SELECT c.id, (
      SELECT max(CASE WHEN e.cosigns THEN k.signed_at ELSE e.signed_at END)
      FROM assessments_evaluation e
      LEFT JOIN assessments_cosignature k ON k.evaluation_id = e.id AND k.organization_id = here
      WHERE e.client_id = c.id AND e.organization_id = here AND e.voided_at IS NULL AND e.signed_at IS NOT NULL
    ), (
      SELECT min(a.starts_at)
      FROM clients_careassignment a JOIN tenancy_membership m ON m.id = a.membership_id AND m.organization_id = here
      WHERE a.client_id = c.id AND a.organization_id = here AND a.kind = 'primary' AND m.ended_at IS NULL
        AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp())
    )
    FROM clients_client c
    WHERE c.id = ANY (wanted) AND c.organization_id = here
      AND (everywhere OR c.site_id = ANY (at_sites) OR c.id = ANY (assigned));
END
$$;
