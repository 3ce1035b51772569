-- What a charge asks for besides care: a payer with a contract, and of clients in care a policy that a payer said is
-- active and a consent to tell it. `course` is made by clinic.sql.

INSERT INTO coverage_payer (id, organization_id, version, name, payer_id, kind, benefits_phone, authorizations_phone, address)
SELECT md5(concat_ws('/', %(organization)s, 'payer'))::uuid, %(organization)s, 1, 'Evergreen Health', '12345', 'commercial',
       '', '', ''
WHERE %(begin)s = 1;

INSERT INTO coverage_contract (id, organization_id, version, payer_id, name, from_on, form, npi, taxonomy, filing_indicator,
  submitter_qualifier, submitter_id, receiver_qualifier, receiver_id, "authorization", licenses, place, pays_video,
  video_modifier, pays_audio, audio_modifier, pays_short_days, is_lesser_of, type_of_bill, condition_codes, filing_days,
  appeal_days)
SELECT md5(concat_ws('/', %(organization)s, 'contract'))::uuid, %(organization)s, 1,
       md5(concat_ws('/', %(organization)s, 'payer'))::uuid, 'Standard', %(today)s::date - 400, '837P', '', '261QR0405X',
       'CI', 'ZZ', '', 'ZZ', '', 'plan', '{}', '57', true, '95', false, '', false, true, '', '{}', 90, 180
WHERE %(begin)s = 1;

INSERT INTO coverage_contractservice (id, organization_id, version, void_reason, contract_id, unit, kinds, level, treats,
  code, revenue_code, modifiers, rate, charge, least_minutes, most_a_day, family)
SELECT gen_random_uuid(), %(organization)s, 1, '', md5(concat_ws('/', %(organization)s, 'contract'))::uuid, 'day',
       ARRAY['group', 'education', 'individual'], '2.1', '', 'H0015', '', ARRAY['HF'], 285, 425, 150, 1, ''
WHERE %(begin)s = 1;

INSERT INTO coverage_policy (id, organization_id, version, void_reason, client_id, payer_id, plan_type, plan_name, member_id,
  member_id_index, group_number, holder, holder_relation, rank, from_on, source,
  employer_size, entitlement, court)
SELECT md5(concat_ws('/', client, 'policy'))::uuid, %(organization)s, 1, '', client,
       md5(concat_ws('/', %(organization)s, 'payer'))::uuid, 'ppo', '',
       (SELECT value FROM sealed WHERE label = 'coverage.policy.member_id'), decode(md5(client::text), 'hex'), '', 'self', '',
       1, begins, '', '', '', false
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO coverage_benefitcheck (id, organization_id, void_reason, client_id, policy_id, made_at, checked_by_id, way,
  reference, is_active, network, copay_unit, limit_unit, authorization_required)
SELECT gen_random_uuid(), %(organization)s, '', client, md5(concat_ws('/', client, 'policy'))::uuid, decided, member, 'card',
       '', true, 'in', '', '', true
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO signatures_signature (id, organization_id, client_id, category, label, digest, signer, account_id, way, mark,
  signed_at, seal)
SELECT md5(concat_ws('/', client, 'consented'))::uuid, %(organization)s, client, 'consents', 'Consent', repeat('0', 64),
       (SELECT value FROM sealed WHERE label = 'signatures.signature.signer'), account, 'typed',
       (SELECT value FROM sealed WHERE label = 'signatures.signature.mark'), decided, repeat('0', 64)
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;

INSERT INTO privacy_consent (id, organization_id, version, void_reason, client_id, kind, discloser, recipient_kind, recipient,
  recipient_is_class, categories, purpose, expiry, names_fundraising, statements, language, text_version, text, drafted_at,
  drafted_by_id, signed_at, signer, signer_name, signature_id)
SELECT md5(concat_ws('/', client, 'consent'))::uuid, %(organization)s, 1, '', client, 'tpo', 'Measured Inc.', 'payer',
       (SELECT value FROM sealed WHERE label = 'privacy.consent.recipient'), true, ARRAY['all_records'], 'tpo', 'none', false,
       %(statements)s, 'en', 'en-1', (SELECT value FROM sealed WHERE label = 'privacy.consent.text'), decided, member,
       decided, 'client', (SELECT value FROM sealed WHERE label = 'privacy.consent.signer_name'),
       md5(concat_ws('/', client, 'consented'))::uuid
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;
