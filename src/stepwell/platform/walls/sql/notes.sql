-- What walls and pages ask about notes beyond the rows that the asker sees. Owned by stepwell_lookup.

-- Which of some clients were there in some sessions and have no signed note of it yet. For `roster_of`.
CREATE OR REPLACE FUNCTION stepwell.without_note(held uuid[], people uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT a.client_id
  FROM public.attendance_attendance a
  JOIN public.scheduling_session s ON s.id = a.session_id AND s.kind NOT IN ('mutual_help', 'assessment', 'medication')
  WHERE a.session_id = ANY (held) AND a.client_id = ANY (people) AND a.voided_at IS NULL AND a.status <> 'absent'
    AND NOT EXISTS (
      SELECT FROM public.notes_note n
      WHERE n.session_id = a.session_id AND n.client_id = a.client_id AND n.signed_at IS NOT NULL AND n.voided_at IS NULL)
$$;

-- How many were in a session: a number, for the note of each.
CREATE OR REPLACE FUNCTION stepwell.number_present(session uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM attendance_attendance a
  WHERE a.session_id = session AND a.organization_id = stepwell.organization() AND a.voided_at IS NULL
    AND a.status <> 'absent'
$$;
