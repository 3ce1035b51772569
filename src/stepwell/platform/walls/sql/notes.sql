-- What walls and pages ask about notes beyond the rows that the asker sees. Owned by stepwell_lookup.

-- Who was there in sessions that a member leads, and has no signed note of it yet. For `on_rosters_of`.
CREATE OR REPLACE FUNCTION stepwell.open_notes(leader uuid, since timestamptz) RETURNS TABLE (client_id uuid, site_id uuid)
LANGUAGE sql STABLE AS $$
  SELECT a.client_id, l.site_id
  FROM public.scheduling_sessionstaff l
  JOIN public.scheduling_session s ON s.id = l.session_id AND s.kind NOT IN ('mutual_help', 'assessment', 'medication')
  CROSS JOIN LATERAL (SELECT ARRAY(
    SELECT n.client_id FROM public.notes_note n
    WHERE n.session_id = s.id AND n.signed_at IS NOT NULL AND n.voided_at IS NULL) AS clients OFFSET 0) noted
  JOIN public.attendance_attendance a ON a.organization_id = l.organization_id AND a.session_id = l.session_id
    AND a.voided_at IS NULL AND a.status <> 'absent' AND a.client_id <> ALL (noted.clients)
  WHERE l.membership_id = leader AND l.organization_id = stepwell.organization() AND l.removed_at IS NULL
    AND l.slot && tstzrange(since, statement_timestamp())
$$;

-- How many were in a session: a number, for the note of each.
CREATE OR REPLACE FUNCTION stepwell.number_present(session uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM attendance_attendance a
  WHERE a.session_id = session AND a.organization_id = stepwell.organization() AND a.voided_at IS NULL
    AND a.status <> 'absent'
$$;
