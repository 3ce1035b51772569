-- What a claim asks for besides a charge: how claims reach the payer, and what payers have on file about each client.
-- `course` is made by clinic.sql, the payer by charging.sql.

INSERT INTO claims_route (id, organization_id, version, receiver_name, receiver_qualifier, receiver_id, receiver_group_id,
  submitter_qualifier, submitter_id, submitter_group_id, contact_name, contact_phone, contact_email, production, apart,
  gravities, year_begins)
SELECT gen_random_uuid(), %(organization)s, 1, 'Ohio Clearing', 'ZZ', 'OHCLEAR', '', 'ZZ', 'MEASURED1', '', 'Billing',
       '9375550100', '', false, '{month,rendering}', '{}', 1
WHERE %(begin)s = 1;

INSERT INTO claims_clientonfile (id, organization_id, version, client_id, sex, street, city, state, postal_code)
SELECT gen_random_uuid(), %(organization)s, 1, client, CASE n %% 2 WHEN 0 THEN 'F' ELSE 'M' END,
       (SELECT value FROM sealed WHERE label = 'claims.client_on_file.street'), 'Springfield', 'OH', '45501'
FROM course WHERE is_active AND n BETWEEN %(begin)s AND %(end)s;
