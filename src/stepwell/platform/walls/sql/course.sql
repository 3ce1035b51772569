-- Whether an episode of a client holds a day. For triggers: whoever signs by a link sees no episode.
CREATE OR REPLACE FUNCTION stepwell.episode_holds(episode uuid, person uuid, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM clients_episode e
    WHERE e.id = episode AND e.client_id = person AND e.organization_id = stepwell.organization()
      AND e.voided_at IS NULL AND daterange(e.opened_on, e.closed_on, '[]') @> day
  )
$$;
