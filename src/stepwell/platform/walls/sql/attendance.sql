-- What triggers ask about attendance, whoever writes: two truths. Owned by stepwell_lookup.

-- Whether somebody is planned for a session.
CREATE OR REPLACE FUNCTION stepwell.is_planned(session uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM scheduling_session s
    WHERE s.id = session AND s.organization_id = stepwell.organization()
      AND person IN (SELECT stepwell.planned_for(s.id)))
$$;

-- Whether attendance was taken of a session; of one person in it, if one is named.
CREATE OR REPLACE FUNCTION stepwell.is_attended(session uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM attendance_attendance a
    WHERE a.session_id = session AND a.organization_id = stepwell.organization() AND a.voided_at IS NULL
      AND (person IS NULL OR a.client_id = person))
$$;
