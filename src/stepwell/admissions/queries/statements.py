"""The statements that read the way in at once. The walls apply to every table in them: what is hidden is empty.

Who may not know of an assessment gets no row: without the enrollment everybody would look as if they were not in care.
"""

from stepwell.clients.queries.named import called

# The policies of `c` in force on a day, each with its newest check, in the order in which they pay.
POLICIES = """
(SELECT json_agg(json_build_object(
    'is_self_pay', p.plan_type = 'self_pay', 'payer', y.name,
    'check', (SELECT json_build_object('on', (k.made_at AT TIME ZONE %(zone)s)::date, 'active', k.is_active,
        'covered', k.iop_covered, 'needs', k.authorization_required)
      FROM coverage_benefitcheck k WHERE k.policy_id = p.id AND k.voided_at IS NULL
      ORDER BY k.made_at DESC, k.id DESC LIMIT 1)) ORDER BY p.rank)
  FROM coverage_policy p LEFT JOIN coverage_payer y ON y.id = p.payer_id
  WHERE p.client_id = c.id AND p.voided_at IS NULL AND p.from_on <= %(on)s
    AND (p.to_on IS NULL OR p.to_on >= %(on)s))
"""

# What payers were asked for and allowed for `c`, as far as it has not ended before a day.
AUTHORIZATIONS = """
(SELECT json_agg(json_build_object('status', a.status, 'level', a.level, 'from', a.from_on,
    'to', a.to_on, 'on', coalesce(a.decided_on, a.requested_on)) ORDER BY a.from_on)
  FROM authorizations_authorization a WHERE a.client_id = c.id AND a.voided_at IS NULL AND a.to_on >= %(on)s)
"""

# What the gates ask for, of some clients on a day. Facts from before the end of an earlier episode are left out.
CANDIDATES = f"""
SELECT c.id, {called()} AS name, c.record_number,
  l.name AS site, past.ended_on, now.id AS episode_id, now.opened_on, now.admission_id,
  greatest((coalesce(came.at, c.created_at) AT TIME ZONE %(zone)s)::date, back.day, past.ended_on + 1) AS begun_on,
  EXISTS (SELECT FROM clients_contactmethod m WHERE m.client_id = c.id AND m.is_safe AND m.ended_at IS NULL)
    AS has_safe_contact,
  CASE WHEN (s.assessed_at AT TIME ZONE %(zone)s)::date > since.day
    THEN (s.assessed_at AT TIME ZONE %(zone)s)::date END AS assessed_on,
  (s.primary_since AT TIME ZONE %(zone)s)::date AS primary_on,
  (SELECT max(e.day) FROM scheduling_seat t JOIN scheduling_session e ON e.id = t.session_id
    WHERE t.client_id = c.id AND t.removed_at IS NULL AND t.voided_at IS NULL AND e.cancelled_at IS NULL
      AND e.kind = 'assessment' AND e.day > since.day) AS booked_on,
  least(
    (SELECT min(e.day) FROM scheduling_seat t JOIN scheduling_session e ON e.id = t.session_id
      WHERE t.client_id = c.id AND t.removed_at IS NULL AND t.voided_at IS NULL AND e.cancelled_at IS NULL
        AND e.kind <> 'assessment' AND e.day >= %(on)s),
    (SELECT min(e.day) FROM scheduling_groupmembership m JOIN scheduling_session e ON e.series_id = m.series_id
      WHERE m.client_id = c.id AND m.voided_at IS NULL AND e.cancelled_at IS NULL
        AND e.day >= greatest(m.from_on, %(on)s) AND (m.to_on IS NULL OR e.day <= m.to_on))) AS session_on,
  (SELECT count(DISTINCT f.item_id) FROM admissions_itemdone f JOIN admissions_admissionitem i ON i.id = f.item_id
    WHERE f.client_id = c.id AND f.voided_at IS NULL AND f.done_on > since.day
      AND (i.ended_on IS NULL OR i.ended_on > %(on)s)) AS done,
  (SELECT count(*) FROM admissions_admissionitem i WHERE i.ended_on IS NULL OR i.ended_on > %(on)s) AS items,
  json_build_object(
    'policies', {POLICIES},
    'decision', CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'level', d.level, 'on', d.decided_on,
      'program_id', d.program_id, 'program', (SELECT g.name FROM people_program g WHERE g.id = d.program_id)) END,
    'orders', (SELECT json_agg(json_build_object('id', o.id, 'from', o.starts_on, 'to', o.ends_on) ORDER BY o.starts_on)
      FROM placement_servicesorder o WHERE o.client_id = c.id AND o.voided_at IS NULL
        AND (o.decision_id = d.id OR now.id IS NOT NULL)),  -- in care, an order outlives a review that keeps the level
    'authorizations', {AUTHORIZATIONS},
    'given', (SELECT json_agg(json_build_object('kind', n.kind, 'number', n.number, 'way', g.way,
        'on', (g.given_at AT TIME ZONE %(zone)s)::date))
      FROM privacy_acknowledgement g JOIN privacy_noticeversion n ON n.id = g.notice_id
      WHERE g.client_id = c.id AND g.voided_at IS NULL),
    'waivers', (SELECT json_agg(json_build_object('gate', w.gate, 'on', w.waived_on))
      FROM admissions_waiver w WHERE w.client_id = c.id AND w.voided_at IS NULL AND w.waived_on > since.day),
    'withdrawal', (SELECT json_build_object('why', w.why, 'on', (w.withdrawn_at AT TIME ZONE %(zone)s)::date)
      FROM admissions_withdrawal w WHERE w.client_id = c.id AND w.resumed_at IS NULL),
    'inquiry', (SELECT json_build_object('id', i.id, 'owner', (SELECT m.name FROM tenancy_membership m
        WHERE m.id = i.owner_id), 'owner_id', i.owner_id)
      FROM inquiries_inquiry i WHERE i.client_id = c.id AND i.voided_at IS NULL ORDER BY i.taken_at DESC LIMIT 1)
  )::text AS about
FROM clients_client c
JOIN tenancy_site l ON l.id = c.site_id
JOIN stepwell.screened(%(ids)s) s ON s.client_id = c.id
LEFT JOIN LATERAL (
  SELECT e.id, e.opened_on, (SELECT a.id FROM admissions_admission a
    WHERE a.episode_id = e.id AND a.voided_at IS NULL) AS admission_id
  FROM clients_episode e
  WHERE e.client_id = c.id AND e.voided_at IS NULL AND e.opened_on <= %(on)s
    AND (e.closed_on IS NULL OR e.closed_on >= %(on)s)
) now ON true
LEFT JOIN LATERAL (
  SELECT max(e.closed_on) AS ended_on FROM clients_episode e
  WHERE e.client_id = c.id AND e.voided_at IS NULL AND e.closed_on < %(on)s
) past ON true
CROSS JOIN LATERAL (SELECT coalesce(past.ended_on, '-infinity'::date) AS day) since
LEFT JOIN LATERAL (
  SELECT max(y.at) AS at FROM inquiries_inquiry i JOIN inquiries_inquiryentry y ON y.inquiry_id = i.id
  WHERE i.client_id = c.id AND i.voided_at IS NULL AND y.kind = 'converted'
) came ON true
LEFT JOIN LATERAL (
  SELECT max((w.resumed_at AT TIME ZONE %(zone)s)::date) AS day FROM admissions_withdrawal w WHERE w.client_id = c.id
) back ON true
LEFT JOIN LATERAL (
  SELECT d.id, d.level, d.program_id, d.decided_on FROM placement_leveldecision d
  WHERE d.client_id = c.id AND d.voided_at IS NULL AND d.decided_on > since.day
  ORDER BY d.counts_from DESC LIMIT 1
) d ON true
WHERE c.id = ANY (%(ids)s)
"""

# Asked as sets: one by one, everybody who ever was a client would be looked at.
# Who is on the way in on a day, who was admitted or left lately, the newest first. Somebody who was in care before is
# on the way again once they asked again, were placed for admission, or came back.
ON_THE_WAY = """
WITH past AS MATERIALIZED (
  SELECT e.client_id, max(e.closed_on) AS ended_on, bool_or(e.closed_on IS NULL OR e.closed_on >= %(on)s) AS is_open
  FROM clients_episode e WHERE e.voided_at IS NULL GROUP BY e.client_id
)
SELECT c.id FROM clients_client c LEFT JOIN past ON past.client_id = c.id
WHERE CASE
  WHEN past.is_open THEN c.id IN (
    SELECT a.client_id FROM admissions_admission a WHERE a.voided_at IS NULL AND a.admitted_on >= %(admitted)s)
  WHEN c.id IN (SELECT w.client_id FROM admissions_withdrawal w WHERE w.resumed_at IS NULL) THEN c.id IN (
    SELECT w.client_id FROM admissions_withdrawal w WHERE w.resumed_at IS NULL AND w.withdrawn_at >= %(left)s)
  ELSE past.ended_on IS NULL
    OR c.id IN (
      SELECT i.client_id FROM inquiries_inquiry i JOIN past p ON p.client_id = i.client_id
      JOIN inquiries_inquiryentry y ON y.inquiry_id = i.id
      WHERE i.voided_at IS NULL AND y.kind = 'converted' AND (y.at AT TIME ZONE %(zone)s)::date > p.ended_on)
    OR c.id IN (
      SELECT d.client_id FROM placement_leveldecision d JOIN past p ON p.client_id = d.client_id
      WHERE d.voided_at IS NULL AND d.kind = 'admission' AND d.decided_on > p.ended_on)
    OR c.id IN (
      SELECT w.client_id FROM admissions_withdrawal w JOIN past p ON p.client_id = w.client_id
      WHERE (w.resumed_at AT TIME ZONE %(zone)s)::date > p.ended_on)
END
ORDER BY c.created_at DESC, c.id LIMIT %(most)s
"""

# Both at once: everybody on the way in, with what the gates ask for.
BOARD = f"WITH wanted AS MATERIALIZED ({ON_THE_WAY}) {CANDIDATES.replace('%(ids)s', 'ARRAY(SELECT id FROM wanted)')}"

# Who is in care, or placed at a level of the house and not admitted yet, and is not plainly covered on a day: with what
# the gate of the authorization asks for. `since` the level counts, and the day on which what was allowed for it ended.
UNCOVERED = f"""
WITH wanted AS MATERIALIZED (
  SELECT e.client_id, coalesce(t.starts_on, e.opened_on) AS since, coalesce(t.level, '') AS level, true AS is_in_care
  FROM clients_episode e LEFT JOIN clients_levelofcarestay t ON t.client_id = e.client_id AND t.episode_id = e.id
    AND t.voided_at IS NULL AND t.starts_on <= %(on)s AND (t.ends_on IS NULL OR t.ends_on >= %(on)s)
  WHERE e.closed_on IS NULL AND e.voided_at IS NULL AND e.opened_on <= %(on)s
  UNION ALL
  SELECT d.client_id, d.decided_on, d.level, false
  FROM (
    SELECT DISTINCT ON (d.client_id) d.client_id, d.decided_on, d.level, d.kind FROM placement_leveldecision d
    WHERE d.voided_at IS NULL ORDER BY d.client_id, d.counts_from DESC) d
  WHERE d.level = ANY (%(levels)s) AND d.kind = 'admission' AND NOT EXISTS (
      SELECT FROM clients_episode e WHERE e.client_id = d.client_id AND e.voided_at IS NULL
        AND (e.closed_on IS NULL OR e.closed_on >= d.decided_on))
    AND NOT EXISTS (SELECT FROM admissions_withdrawal w WHERE w.client_id = d.client_id AND w.resumed_at IS NULL)
), bare AS MATERIALIZED (
  SELECT w.* FROM wanted w WHERE NOT EXISTS (
    SELECT FROM authorizations_authorization a
    WHERE a.client_id = w.client_id AND a.voided_at IS NULL AND a.to_on >= %(on)s AND w.level IN ('', a.level)
      AND (a.status = ANY (%(waits)s) OR a.status = ANY (%(allows)s) AND a.from_on <= %(on)s))
)
SELECT c.id, {called()} AS name, c.record_number,
  b.since, b.level, b.is_in_care,
  (SELECT max(a.to_on) FROM authorizations_authorization a
    WHERE a.client_id = c.id AND a.voided_at IS NULL AND a.status = ANY (%(allows)s) AND a.to_on < %(on)s
      AND b.level IN ('', a.level)) AS ended_on,
  json_build_object('policies', {POLICIES}, 'authorizations', {AUTHORIZATIONS})::text AS about
FROM bare b JOIN clients_client c ON c.id = b.client_id
"""
