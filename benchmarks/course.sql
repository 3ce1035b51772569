-- What clients %(begin)s to %(end)s have, from the tables that clinic.sql makes.

INSERT INTO clients_careassignment (id, organization_id, client_id, membership_id, kind, starts_at)
SELECT gen_random_uuid(), %(organization)s, c.client, s.member, 'primary', c.decided
FROM course c JOIN staff s ON s.k = (c.n - 1) / 30 WHERE c.is_active AND c.n BETWEEN greatest(%(begin)s, 31) AND %(end)s;

INSERT INTO clients_careassignment (id, organization_id, client_id, membership_id, kind, starts_at, ends_at)
SELECT gen_random_uuid(), %(organization)s, client, member, 'primary', decided, decided + interval '28 days'
FROM course WHERE NOT is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO clients_episode (id, organization_id, version, void_reason, client_id, program_id, opened_on, closed_on, opened_by_id)
SELECT episode, %(organization)s, 1, '', client, program, begins, ends, member FROM course
WHERE n BETWEEN %(begin)s AND %(end)s;

INSERT INTO clients_levelofcarestay (id, organization_id, version, void_reason, client_id, episode_id, program_id, level,
  starts_on, ends_on, reason, decided_by_id)
SELECT gen_random_uuid(), %(organization)s, 1, '', client, episode, program, '2.1', begins, ends, 'As placed', member
FROM course WHERE n BETWEEN %(begin)s AND %(end)s;

INSERT INTO clients_diagnosis (id, organization_id, version, void_reason, client_id, code_id, rank, course, from_on,
  diagnosed_by_id, credential)
SELECT gen_random_uuid(), %(organization)s, 1, '', client, 'F10.20', 1, '', begins, member, 'LPC'
FROM course WHERE n BETWEEN %(begin)s AND %(end)s;

INSERT INTO scheduling_groupmembership (id, organization_id, void_reason, client_id, series_id, from_on, to_on)
SELECT gen_random_uuid(), %(organization)s, '', c.client, s.series, c.begins, c.ends
FROM course c JOIN series s USING (cohort) WHERE n BETWEEN %(begin)s AND %(end)s;

INSERT INTO attendance_attendance (id, organization_id, version, void_reason, client_id, session_id, status, mode, location,
  arrived_at, left_at, minutes, reason, guests, taken_at, taken_by_id, signed_at)
SELECT attendance, %(organization)s, 1, '', client, session, CASE WHEN is_absent THEN 'absent' ELSE 'present' END,
       CASE WHEN is_absent THEN '' ELSE 'in_person' END, '', CASE WHEN NOT is_absent THEN starts_at END,
       CASE WHEN NOT is_absent THEN ends_at END, CASE WHEN is_absent THEN 0 ELSE 165 END,
       CASE WHEN is_absent THEN 'sick' ELSE '' END, 0, ends_at, member, CASE WHEN is_noted THEN ends_at END
FROM attended WHERE n BETWEEN %(begin)s AND %(end)s;

INSERT INTO signatures_signature (id, organization_id, client_id, category, label, digest, signer, account_id, way, mark,
  signed_at, seal)
SELECT signature, %(organization)s, client, 'sessions', 'Group note', repeat('0', 64),
       (SELECT value FROM sealed WHERE label = 'signatures.signature.signer'), account, 'typed',
       (SELECT value FROM sealed WHERE label = 'signatures.signature.mark'), ends_at, repeat('0', 64)
FROM attended WHERE is_noted AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO notes_note (id, organization_id, version, void_reason, client_id, kind, category, session_id, attendance_id, day,
  starts_at, ends_at, minutes, way, drafted_at, author_id, account_id, signed_at, credential, signature_id)
SELECT note, %(organization)s, 2, '', client, 'group', 'sessions', session, attendance, day, starts_at, ends_at, 165,
       'in_person', ends_at, member, account, ends_at, 'LPC', signature
FROM attended WHERE is_noted AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO notes_notewords (id, organization_id, note_id, client_id, category, account_id, words, intervention, assessment,
  plan, participation, response, risk, risk_words, guests, is_meant, text)
SELECT note, %(organization)s, note, client, 'sessions', account,
       (SELECT value FROM sealed WHERE label = 'notes.note_words.words'),
       (SELECT value FROM sealed WHERE label = 'notes.note_words.intervention'),
       (SELECT value FROM sealed WHERE label = 'notes.note_words.assessment'),
       (SELECT value FROM sealed WHERE label = 'notes.note_words.plan'), 'some', ARRAY['example'], 'none',
       (SELECT value FROM sealed WHERE label = 'notes.note_words.risk_words'), '{}', false,
       (SELECT value FROM sealed WHERE label = 'notes.note_words.text')
FROM attended WHERE is_noted AND n BETWEEN %(begin)s AND %(end)s;

-- Only clients in care have the rest.

INSERT INTO signatures_signature (id, organization_id, client_id, category, label, digest, signer, account_id, way, mark,
  signed_at, seal)
SELECT signature, %(organization)s, client, 'chart', 'Treatment plan', repeat('0', 64),
       (SELECT value FROM sealed WHERE label = 'signatures.signature.signer'), account, 'typed',
       (SELECT value FROM sealed WHERE label = 'signatures.signature.mark'), decided, repeat('0', 64)
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO placement_placement (id, organization_id, version, void_reason, client_id, kind, edition, rating_1, rating_2,
  rating_3, rating_4, rating_5, rating_6, words, stops, recommended, decided, program_id, reason, variance, variance_reason,
  referral, undiagnosed_because, criteria_set, criteria_version, criteria_reference, begun_at, begun_by_id, decided_at,
  decided_on, decided_by_id, credential, needs_cosigner, signed_text, signature_id)
SELECT placement, %(organization)s, 2, '', client, 'admission', '3', 0, 1, 2, 1, 2, 1,
       (SELECT value FROM sealed WHERE label = 'placement.placement.words'),
       '{"withdrawal": "no", "medical": "no", "danger": "no", "overdose": "no", "taking_part": "no", "home": "no",
         "structure": "no", "pregnancy": "no"}', '2.1', '2.1', program,
       (SELECT value FROM sealed WHERE label = 'placement.placement.reason'), '',
       (SELECT value FROM sealed WHERE label = 'placement.placement.variance_reason'),
       (SELECT value FROM sealed WHERE label = 'placement.placement.referral'),
       (SELECT value FROM sealed WHERE label = 'placement.placement.undiagnosed_because'), '', '', '', decided, member,
       decided, begins, member, 'LPC', false, (SELECT value FROM sealed WHERE label = 'placement.placement.signed_text'),
       signature
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO placement_leveldecision (id, organization_id, void_reason, placement_id, client_id, account_id, kind, level,
  program_id, decided_on, counts_from)
SELECT placement, %(organization)s, '', placement, client, account, 'admission', '2.1', program, begins, decided
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO placement_servicesorder (id, organization_id, version, void_reason, client_id, decision_id, level, starts_on,
  minutes_per_week, days_min, days_max, mix, is_taper, reason, ordered_at, ordered_by_id, credential)
SELECT gen_random_uuid(), %(organization)s, 1, '', client, placement, '2.1', begins, 540, 3, 4, '[]', false,
       (SELECT value FROM sealed WHERE label = 'placement.services_order.reason'), decided, member, 'LPC'
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO authorizations_authorization (id, organization_id, version, void_reason, client_id, payer, number, level, codes,
  unit, units_requested, units_approved, units_before, from_on, to_on, requested_on, decided_on, next_review_on, status,
  payer_reviewer, payer_reference, notes, made_by_id)
SELECT gen_random_uuid(), %(organization)s, 1, '', client, 'Evergreen Health', 'A' || n, '2.1', ARRAY['H0015'], 'day', 40, 40, 0,
       begins, begins + 90, begins, begins, begins + 85, 'approved',
       (SELECT value FROM sealed WHERE label = 'authorizations.authorization.payer_reviewer'), '',
       (SELECT value FROM sealed WHERE label = 'authorizations.authorization.notes'), member
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO treatmentplans_plan (id, organization_id, version, void_reason, client_id, episode_id, number, kind, counselor_id,
  effective_from, review_by, drafted_at, drafted_by_id, signed_at, signed_by_id, credential, signature_id, client_signed_at,
  client_way, client_signature_id)
SELECT plan, %(organization)s, 3, '', client, episode, 1, 'comprehensive', member, begins, begins + 90, decided, member, decided,
       member, 'LPC', signature, decided, 'screen', signature
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO treatmentplans_planwords (id, organization_id, plan_id, client_id, strengths, needs, participation, referrals, text)
SELECT plan, %(organization)s, plan, client, (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_words.strengths'),
       (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_words.needs'),
       (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_words.participation'),
       (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_words.referrals'),
       (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_words.text')
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

-- Parts of a plan share its id: each stands in a table of its own.

INSERT INTO treatmentplans_planproblem (id, organization_id, version, plan_id, client_id, lineage, position, area, words,
  diagnoses)
SELECT plan, %(organization)s, 1, plan, client, plan, 1, 'use',
       (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_problem.words'), ARRAY['F10.20']
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO treatmentplans_plangoal (id, organization_id, version, plan_id, client_id, lineage, position, problem_id, words)
SELECT plan, %(organization)s, 1, plan, client, plan, 1, plan,
       (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_goal.words')
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO treatmentplans_planobjective (id, organization_id, version, plan_id, client_id, lineage, position, goal_id, words,
  measure, target, target_on)
SELECT md5(concat_ws('/', plan, number))::uuid, %(organization)s, 1, plan, client, md5(concat_ws('/', plan, number))::uuid,
       number, plan, (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_objective.words'),
       (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_objective.measure'), 3, begins + 60
FROM course, generate_series(1, 2) number WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO treatmentplans_planintervention (id, organization_id, version, plan_id, client_id, lineage, position, kind, words,
  times, per, minutes, role)
SELECT md5(concat_ws('/', plan, 'by', number))::uuid, %(organization)s, 1, plan, client,
       md5(concat_ws('/', plan, 'by', number))::uuid, number, (ARRAY['process', 'skills', 'psychoeducation'])[number],
       (SELECT value FROM sealed WHERE label = 'treatmentplans.plan_intervention.words'), 1, 'week', 165, 'facilitator'
FROM course, generate_series(1, 3) number WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO treatmentplans_planaim (id, organization_id, plan_id, client_id, intervention_id, objective_id)
SELECT gen_random_uuid(), %(organization)s, plan, client, md5(concat_ws('/', plan, 'by', number))::uuid,
       md5(concat_ws('/', plan, 1 + number %% 2))::uuid
FROM course, generate_series(1, 3) number WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO assessments_response (id, organization_id, void_reason, client_id, instrument, version, language, answers, total,
  band, subscores, critical, missing, remarks, algorithm, way, taken_at, given_by_id)
SELECT gen_random_uuid(), %(organization)s, '', client, instrument, '1', 'en', 
       '{"q1": 1, "q2": 1, "q3": 2, "q4": 1, "q5": 2, "q6": 1, "q7": 2}', 10, 'Moderate', '{}', '[]', '[]', '[]', 'phq-9/1', 'screen', now() - week * interval '1 week', member
FROM course, unnest(ARRAY['phq-9', 'gad-7']) instrument, generate_series(1, 9, 4) week
WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;
