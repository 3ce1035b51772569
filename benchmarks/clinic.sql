-- A clinic with a past, made by its owner. Ids follow from what they stand for, so that rows find each other.
-- `person` (n, client, site, program, k of who treats them, cohort, is_active) is made first; twelve clients are a
-- cohort: they meet in three groups on three days a week. Days are counted back from today.

CREATE TEMP TABLE staff AS
SELECT k, %(organization)s::uuid AS organization,
       CASE k WHEN 0 THEN %(account)s ELSE md5(concat_ws('/', %(organization)s, 'account', k))::uuid END AS account,
       CASE k WHEN 0 THEN %(membership)s ELSE md5(concat_ws('/', %(organization)s, 'member', k))::uuid END AS member
FROM generate_series(0, (%(active)s - 1) / 30) k;

INSERT INTO accounts_account (id, email, name, password, is_active, is_staff, is_superuser, is_demo)
SELECT account, 'clinician.' || k || '.' || %(size)s || '@example.org', 'Clinician ' || k, '!', true, false, false, false
FROM staff WHERE k > 0;

INSERT INTO tenancy_membership (id, organization_id, account_id, name, suffix, job_title, email, joined_at)
SELECT member, organization, account, 'Clinician ' || k, '', '', 'clinician.' || k || '@example.org',
       now() - interval '1 year'
FROM staff WHERE k > 0;

INSERT INTO tenancy_roleassignment (id, organization_id, membership_id, role, site_id, starts_at, basis)
SELECT gen_random_uuid(), organization, member, 'clinician', NULL, now() - interval '1 year', '' FROM staff WHERE k > 0;

INSERT INTO people_credential (id, organization_id, membership_id, kind, title, number, state, issued_on)
SELECT gen_random_uuid(), organization, member, 'license', 'LPC', k::text, 'OH', date '2020-01-01' FROM staff;

INSERT INTO people_program (id, organization_id, site_id, name, level, kind)
SELECT md5(concat_ws('/', site, 'program'))::uuid, %(organization)s, site, 'Day program', '2.1', 'addiction'
FROM unnest(%(sites)s::uuid[]) site;

CREATE TEMP TABLE person AS
SELECT n, c.id AS client, c.site_id AS site, md5(concat_ws('/', c.site_id, 'program'))::uuid AS program,
       n <= %(active)s AS is_active, (n - 1) / 12 AS cohort, (n - 1) %% 12 AS place
FROM (SELECT id, site_id, record_number::int - 20000 AS n FROM clients_client WHERE organization_id = %(organization)s) c;

-- Past cohorts follow each other at who led them, three at a time, ten sessions in four weeks.
CREATE TEMP TABLE cohort AS
SELECT made.*, s.member, s.account,
       CASE WHEN is_active THEN cohort %% 3 ELSE past / staffed %% 3 END AS slot,
       CASE WHEN is_active THEN 70 ELSE 190 + 28 * (past / staffed / 3) END AS began,
       CASE WHEN is_active THEN NULL ELSE 162 + 28 * (past / staffed / 3) END AS ended
FROM (SELECT cohort, min(client::text)::uuid AS any_client, bool_and(is_active) AS is_active,
             (array_agg(site ORDER BY n))[1] AS site, (array_agg(program ORDER BY n))[1] AS program, min(n) AS first,
             (min(n) - %(active)s) / 12 AS past, (SELECT count(*)::int FROM staff) AS staffed
      FROM person GROUP BY cohort) made
JOIN staff s ON s.k = CASE WHEN is_active THEN (first - 1) / 30 ELSE past %% staffed END;

CREATE TEMP TABLE series AS
SELECT c.*, g AS number, md5(concat_ws('/', %(organization)s, 'series', cohort, g))::uuid AS series
FROM cohort c, generate_series(0, 2) g;

INSERT INTO scheduling_groupseries (id, organization_id, version, site_id, program_id, name, kind, curriculum, weekdays,
  local_start, minutes, break_minutes, every_weeks, leader_id, capacity, minimum, mode, from_on, to_on)
SELECT series, %(organization)s, 1, site, program, 'Group ' || cohort || '-' || number,
       (ARRAY['process', 'skills', 'psychoeducation'])[1 + number], '',
       ARRAY[extract(isodow FROM %(today)s::date - 2 * number)::int - 1], time '09:00' + slot * interval '4 hours',
       180, 15, 1, member, 12, 3, 'in_person', %(today)s::date - 140 - began, %(today)s::date - ended FROM series;

-- d: how many days ago; of each week the days 0, 2 and 4 before today. Active groups met for 20 weeks and go on.
CREATE TEMP TABLE held AS
SELECT s.*, d, %(today)s::date - d AS day, md5(concat_ws('/', %(organization)s, 'session', cohort, d))::uuid AS session,
       (%(today)s::date - d + time '09:00' + slot * interval '4 hours') AT TIME ZONE 'America/New_York' AS starts_at,
       (%(today)s::date - d + time '12:00' + slot * interval '4 hours') AT TIME ZONE 'America/New_York' AS ends_at
FROM series s, LATERAL (SELECT d FROM generate_series(-14, 1400) d
  WHERE CASE WHEN is_active THEN d <= 140 ELSE d > ended AND d <= ended + 28 END
    AND (d + 700) %% 7 IN (0, 2, 4) AND (d + 700) %% 7 / 2 = number) days;

INSERT INTO scheduling_session (id, organization_id, version, site_id, program_id, series_id, planned_on, kind, title, day,
  starts_at, ends_at, break_minutes, mode, capacity, cancel_reason, is_withdrawn, locked_at)
SELECT session, %(organization)s, 1, site, program, series, day, (ARRAY['process', 'skills', 'psychoeducation'])[1 + number],
       'Group ' || cohort || '-' || number, day, starts_at, ends_at, 15, 'in_person', 12, '', false,
       CASE WHEN d > 0 THEN ends_at END FROM held;

INSERT INTO scheduling_sessionstaff (id, organization_id, session_id, site_id, slot, membership_id, role)
SELECT gen_random_uuid(), %(organization)s, session, site, tstzrange(starts_at, ends_at), member, 'leader' FROM held;

INSERT INTO notes_grouppart (id, organization_id, version, session_id, site_id, topic, intervention, present, written_at,
  written_by_id, closed_at)
SELECT session, %(organization)s, 1, session, site, (SELECT value FROM sealed WHERE label = 'notes.group_part.topic'),
       (SELECT value FROM sealed WHERE label = 'notes.group_part.intervention'), 12, ends_at, member, ends_at
FROM held WHERE d > 2;

-- In care: the newest of 30 attendances has no note yet, the next ten have one, of two the client was absent.
CREATE TEMP TABLE attended AS
SELECT p.n, p.client, h.session, h.site, h.d, h.day, h.starts_at, h.ends_at, h.member, h.account, k,
       CASE WHEN p.is_active THEN k BETWEEN 1 AND 10 ELSE k < 3 END AS is_noted,
       p.is_active AND k IN (11, 12) AS is_absent,
       md5(concat_ws('/', %(organization)s, 'attendance', p.n, k))::uuid AS attendance,
       md5(concat_ws('/', %(organization)s, 'signature', p.n, k))::uuid AS signature,
       md5(concat_ws('/', %(organization)s, 'note', p.n, k))::uuid AS note
FROM (SELECT *, row_number() OVER (PARTITION BY cohort ORDER BY d) - 1 AS k FROM held WHERE d > 0) h
JOIN person p USING (cohort) WHERE k < CASE WHEN p.is_active THEN 30 ELSE 10 END;

CREATE INDEX ON attended (n);

CREATE TEMP TABLE course AS
SELECT p.*, c.member, c.account, %(today)s::date - c.began AS begins, %(today)s::date - c.ended AS ends,
       md5(concat_ws('/', %(organization)s, 'episode', n))::uuid AS episode,
       md5(concat_ws('/', %(organization)s, 'plan', n))::uuid AS plan,
       md5(concat_ws('/', %(organization)s, 'placed', n))::uuid AS placement,
       md5(concat_ws('/', %(organization)s, 'signed', n))::uuid AS signature,
       (%(today)s::date - c.began + time '17:00') AT TIME ZONE 'America/New_York' AS decided
FROM person p JOIN cohort c USING (cohort);

CREATE INDEX ON course (n);
