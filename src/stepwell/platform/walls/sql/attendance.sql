-- What triggers and actions ask about attendance, whoever writes. Owned by stepwell_lookup.

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

-- The first day within a span on which somebody's attendance was taken, present or not; an assessment comes before care.
-- Told of clients whose course of care the actor writes: who undoes an admission sees no attendance.
CREATE OR REPLACE FUNCTION stepwell.first_attended(person uuid, since date, until date) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization();
BEGIN
  IF NOT EXISTS (
    SELECT FROM clients_client c WHERE c.id = person AND c.organization_id = here
      AND (stepwell.everywhere('enrollment', true, false) OR c.site_id = ANY (stepwell.sites('enrollment', true, false))
           OR c.id = ANY (stepwell.clients('enrollment', true, false)))
  ) THEN RETURN NULL; END IF;
  RETURN (
    SELECT min(s.day) FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
    WHERE a.client_id = person AND a.organization_id = here AND a.voided_at IS NULL AND s.organization_id = here
      AND s.kind <> 'assessment' AND daterange(since, until, '[]') @> s.day);
END
$$;
