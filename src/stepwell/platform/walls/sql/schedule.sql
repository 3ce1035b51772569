-- What the schedule asks about rows that the asker may not see: numbers and truths, and ids for walls. Owned by
-- stepwell_lookup; each filters by organization itself.

-- Sites at which the actor plans for any client, whatever the reach.
CREATE OR REPLACE FUNCTION stepwell.booking_sites() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization(); member uuid := stepwell.membership();
BEGIN
  IF member IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT s.id FROM tenancy_site s
    WHERE s.organization_id = here AND EXISTS (
      SELECT FROM stepwell.held(member, here, 'schedule', true, false) h WHERE h.site_id IS NULL OR h.site_id = s.id));
END
$$;

-- Sessions that the actor leads, from a month ago until tomorrow: they lock them by taking attendance.
CREATE OR REPLACE FUNCTION stepwell.led_sessions() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization(); member uuid := stepwell.membership();
BEGIN
  IF member IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT l.session_id FROM scheduling_sessionstaff l
    WHERE l.membership_id = member AND l.organization_id = here
      AND l.removed_at IS NULL
      AND l.slot && tstzrange(statement_timestamp() - interval '31 days', statement_timestamp() + interval '26 hours'));
END
$$;

-- Who is planned for a session: those who belong to its group on that day, and those with a seat. For functions below.
-- Memberships are found by the index of their exclusion constraint: series, then days. Most of them are long over.
CREATE OR REPLACE FUNCTION stepwell.planned_for(wanted uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT m.client_id FROM public.scheduling_session s JOIN public.scheduling_groupmembership m
    ON m.organization_id = s.organization_id AND m.series_id = s.series_id
    AND daterange(m.from_on, m.to_on, '[]') @> s.day
  WHERE s.id = wanted AND m.voided_at IS NULL
  UNION
  SELECT t.client_id FROM public.scheduling_session s JOIN public.scheduling_seat t
    ON t.organization_id = s.organization_id AND t.session_id = s.id
  WHERE s.id = wanted AND t.removed_at IS NULL AND t.voided_at IS NULL
$$;

-- Clients on rosters of sessions that somebody leads, at one site or anywhere: from the start of the session's day at its
-- site until three days after its end, for the note; whose note nobody signed yet, until two weeks after it. By the index
-- of the exclusion constraint: few sessions are that near. For functions below.
CREATE OR REPLACE FUNCTION stepwell.roster_of(leader uuid, at_site uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization(); at timestamptz := statement_timestamp();
  near uuid[]; held uuid[]; planned uuid[]; others uuid[];
BEGIN
  -- What has begun is of today or before; of what has not, the site says which day it is there.
  SELECT array_agg(l.session_id) FILTER (
      WHERE l.slot && tstzrange(at - interval '3 days', NULL) AND (lower(l.slot) <= at OR EXISTS (
        SELECT FROM public.scheduling_session s JOIN public.tenancy_site p ON p.id = s.site_id
        WHERE s.id = l.session_id AND s.day <= (at AT TIME ZONE p.time_zone)::date))),
    array_agg(l.session_id) FILTER (WHERE lower(l.slot) < at)
  INTO near, held
  FROM public.scheduling_sessionstaff l
  WHERE l.membership_id = leader AND l.organization_id = here AND l.removed_at IS NULL
    AND l.slot && tstzrange(at - interval '14 days', at + interval '26 hours')
    AND (at_site IS NULL OR l.site_id = at_site);
  planned := ARRAY(
    SELECT m.client_id
    FROM (SELECT DISTINCT s.series_id, s.day FROM public.scheduling_session s WHERE s.id = ANY (near)) s
    JOIN public.scheduling_groupmembership m ON m.organization_id = here AND m.series_id = s.series_id
      AND m.from_on <= s.day AND (m.to_on IS NULL OR m.to_on >= s.day) AND m.voided_at IS NULL
    UNION
    SELECT t.client_id FROM public.scheduling_seat t
    WHERE t.session_id = ANY (near) AND t.organization_id = here AND t.removed_at IS NULL AND t.voided_at IS NULL);
  -- Most of whom was there is planned again: of the others alone the notes are looked up.
  others := ARRAY(
    SELECT a.client_id FROM public.attendance_attendance a
    WHERE a.organization_id = here AND a.session_id = ANY (held) AND a.voided_at IS NULL AND a.status <> 'absent'
    EXCEPT SELECT unnest(planned));
  IF others = '{}' THEN RETURN planned; END IF;
  RETURN planned || ARRAY(SELECT n FROM stepwell.without_note(held, others) n);
END
$$;

-- Places left in a group on its fullest day from `first` to `last`, one membership left out of account: by the group's
-- own capacity, and by that of each of its sessions, where guests of a single day sit too.
CREATE OR REPLACE FUNCTION stepwell.places_left(wanted uuid, first date, last date, besides uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH here AS (
    SELECT m.id, m.from_on, coalesce(m.to_on, 'infinity') AS to_on FROM scheduling_groupmembership m
    WHERE m.series_id = wanted AND m.organization_id = stepwell.organization() AND m.voided_at IS NULL
      AND m.id IS DISTINCT FROM besides AND daterange(m.from_on, m.to_on, '[]') && daterange(first, last, '[]')
  ), days AS (SELECT first AS day UNION SELECT from_on FROM here WHERE from_on > first)
  SELECT least(
    (SELECT min(g.capacity - (SELECT count(*) FROM here WHERE from_on <= d.day AND to_on >= d.day)) FROM days d),
    (SELECT min(s.capacity - (SELECT count(*) FROM here WHERE from_on <= s.day AND to_on >= s.day) - (
       SELECT count(*) FROM scheduling_seat t
       WHERE t.organization_id = s.organization_id AND t.session_id = s.id AND t.removed_at IS NULL AND t.voided_at IS NULL))
     FROM scheduling_session s
     WHERE s.organization_id = g.organization_id AND s.series_id = wanted AND s.day BETWEEN first AND last AND s.cancelled_at IS NULL)
  )
  FROM scheduling_groupseries g WHERE g.id = wanted AND g.organization_id = stepwell.organization()
$$;

-- Seats left in a session, one of them left out of account.
CREATE OR REPLACE FUNCTION stepwell.seats_left(wanted uuid, besides uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.capacity - (
    SELECT count(*) FROM scheduling_groupmembership m
    WHERE m.organization_id = s.organization_id AND m.series_id = s.series_id AND m.voided_at IS NULL
      AND daterange(m.from_on, m.to_on, '[]') @> s.day
  ) - (
    SELECT count(*) FROM scheduling_seat t
    WHERE t.organization_id = s.organization_id AND t.session_id = s.id AND t.removed_at IS NULL
      AND t.voided_at IS NULL AND t.id IS DISTINCT FROM besides
  )
  FROM scheduling_session s WHERE s.id = wanted AND s.organization_id = stepwell.organization()
$$;

-- How many are planned for each of some sessions.
CREATE OR REPLACE FUNCTION stepwell.session_loads(wanted uuid[]) RETURNS TABLE (session_id uuid, taken bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  SELECT s.id, (SELECT count(*) FROM stepwell.planned_for(s.id))
  FROM scheduling_session s WHERE s.id = ANY (wanted) AND s.organization_id = stepwell.organization()
$$;

-- Clients, of some, who must not meet somebody planned for a session who is none of them: told of clients of sites at
-- which the asker plans, and without whom they must not meet.
CREATE OR REPLACE FUNCTION stepwell.kept_from(wanted uuid[], clients uuid[]) RETURNS TABLE (session_id uuid, client_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT s.id, c.id
  FROM scheduling_session s
  CROSS JOIN LATERAL stepwell.planned_for(s.id) p (client_id)
  JOIN weekplans_apartpair a ON a.organization_id = s.organization_id AND a.voided_at IS NULL
    AND p.client_id IN (a.client_id, a.other_id)
  JOIN clients_client c ON c.organization_id = s.organization_id AND c.id IN (a.client_id, a.other_id)
  WHERE s.id = ANY (wanted) AND s.organization_id = stepwell.organization()
    AND c.id = ANY (clients) AND NOT p.client_id = ANY (clients)
    AND (stepwell.kind() = 'system' OR c.site_id = ANY (stepwell.booking_sites()))
$$;

-- How many of those planned for a session are planned for another at the same time; told to whoever may move it.
CREATE OR REPLACE FUNCTION stepwell.planned_twice(wanted uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT c.client_id)
  FROM scheduling_session s
  CROSS JOIN LATERAL stepwell.planned_for(s.id) c (client_id)
  WHERE s.id = wanted AND s.organization_id = stepwell.organization()
    AND (stepwell.kind() = 'system' OR s.site_id = ANY (stepwell.booking_sites()))
    AND EXISTS (
      SELECT FROM scheduling_session o LEFT JOIN scheduling_groupmembership m
        ON m.series_id = o.series_id AND m.client_id = c.client_id AND m.voided_at IS NULL
        AND m.from_on <= o.day AND (m.to_on IS NULL OR m.to_on >= o.day)
      WHERE o.organization_id = s.organization_id AND o.id <> s.id AND o.slot && s.slot
        AND o.starts_at BETWEEN s.starts_at - interval '8 hours' AND s.ends_at AND (
        m.id IS NOT NULL OR EXISTS (
          SELECT FROM scheduling_seat t
          WHERE t.organization_id = o.organization_id AND t.session_id = o.id AND t.client_id = c.client_id
            AND t.removed_at IS NULL AND t.voided_at IS NULL)))
$$;

-- The sessions behind an address for a calendar, told to whoever holds its secret (its digest is compared): times, kind
-- and whether canceled, of a member of staff those that they lead, of a client those that they are planned for. One row
-- without a session says that the address is in force. An address ends with the membership or by itself.
CREATE OR REPLACE FUNCTION stepwell.feed_sessions(secret text, first timestamptz, last timestamptz)
RETURNS TABLE (is_client boolean, session_id uuid, kind text, starts_at timestamptz, ends_at timestamptz, changed integer, is_canceled boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH staff AS (
    SELECT f.organization_id, f.membership_id FROM scheduling_stafffeed f JOIN tenancy_membership m ON m.id = f.membership_id
    WHERE f.digest = secret AND f.ended_at IS NULL AND m.ended_at IS NULL
  ), client AS (
    SELECT f.organization_id, f.client_id FROM scheduling_clientfeed f WHERE f.digest = secret AND f.ended_at IS NULL
  ), planned AS (
    SELECT l.session_id AS id FROM staff JOIN scheduling_sessionstaff l
      ON l.organization_id = staff.organization_id AND l.membership_id = staff.membership_id AND l.removed_at IS NULL
    UNION
    SELECT t.session_id FROM client JOIN scheduling_seat t
      ON t.organization_id = client.organization_id AND t.client_id = client.client_id AND t.voided_at IS NULL AND t.removed_at IS NULL
    UNION
    SELECT s.id FROM client JOIN scheduling_groupmembership m
      ON m.organization_id = client.organization_id AND m.client_id = client.client_id AND m.voided_at IS NULL
    JOIN scheduling_session s ON s.organization_id = m.organization_id AND s.series_id = m.series_id
      AND s.day >= m.from_on AND (m.to_on IS NULL OR s.day <= m.to_on)
  )
  SELECT EXISTS (SELECT FROM client), NULL::uuid, NULL, NULL, NULL, NULL, NULL
  WHERE EXISTS (SELECT FROM staff) OR EXISTS (SELECT FROM client)
  UNION ALL
  (SELECT EXISTS (SELECT FROM client), s.id, s.kind::text, s.starts_at, s.ends_at, s.version::integer, s.cancelled_at IS NOT NULL
   FROM planned p JOIN scheduling_session s ON s.id = p.id
   WHERE s.starts_at BETWEEN first AND last AND NOT s.is_withdrawn ORDER BY s.starts_at, s.id)
$$;
