-- Whether an episode of a client holds a day. For triggers: whoever signs by a link sees no episode.
CREATE OR REPLACE FUNCTION stepwell.episode_holds(episode uuid, person uuid, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM clients_episode e
    WHERE e.id = episode AND e.client_id = person AND e.organization_id = stepwell.organization()
      AND e.voided_at IS NULL AND daterange(e.opened_on, e.closed_on, '[]') @> day
  )
$$;

-- The clients whom the actor brings over in this very transaction. Nobody brings anybody over by reading.
CREATE OR REPLACE FUNCTION stepwell.carried() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF stepwell.kind() <> 'staff' OR pg_current_xact_id_if_assigned() IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT o.client_id FROM clients_carriedover o
    WHERE o.organization_id = stepwell.organization() AND o.transaction = pg_current_xact_id_if_assigned()
      AND o.account_id = stepwell.actor() AND o.voided_at IS NULL);
END
$$;

-- The clients whose discharge the actor signs or undoes in this very transaction, or of whom they say that they do not
-- start, or do after all. Nobody does by reading.
CREATE OR REPLACE FUNCTION stepwell.discharged() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF stepwell.kind() <> 'staff' OR pg_current_xact_id_if_assigned() IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT d.client_id FROM reviews_discharge d
    WHERE d.organization_id = stepwell.organization() AND d.transaction = pg_current_xact_id_if_assigned()
      AND coalesce(d.voided_by_id, d.done_by_id) = stepwell.membership()
    UNION ALL
    SELECT w.client_id FROM admissions_withdrawal w
    WHERE w.organization_id = stepwell.organization() AND w.transaction = pg_current_xact_id_if_assigned()
      AND coalesce(w.resumed_by_id, w.withdrawn_by_id) = stepwell.membership());
END
$$;
