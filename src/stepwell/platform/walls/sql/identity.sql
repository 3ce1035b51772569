-- Who acts, from settings, and what follows from that. Owned by stepwell_owner; run with the rights of whoever asks.
-- Created before each migrate, while the tables may not exist yet (check_function_bodies is off).

CREATE OR REPLACE FUNCTION stepwell.actor() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('stepwell.actor', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION stepwell.organization() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('stepwell.organization', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION stepwell.kind() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT coalesce(nullif(current_setting('stepwell.kind', true), ''), 'none') $$;

CREATE OR REPLACE FUNCTION stepwell.token() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('stepwell.token', true), '') $$;

CREATE OR REPLACE FUNCTION stepwell.maintenance() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('stepwell.maintenance', true), '') = 'on' $$;

CREATE OR REPLACE FUNCTION stepwell.is_member() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT stepwell.membership() IS NOT NULL $$;

-- The rights that a member holds in an organization now: one row an assignment and right. Inlined into the lookups, which
-- say who and where in variables: a setting would be read anew for each row.
CREATE OR REPLACE FUNCTION stepwell.held(member uuid, here uuid, wanted text, writing boolean, mine boolean)
RETURNS TABLE (site_id uuid, reach text) LANGUAGE sql STABLE AS $$
  SELECT a.site_id, split_part(r.line, ' ', 2)
  FROM public.tenancy_roleassignment a
  JOIN unnest(stepwell.rights(wanted, writing, mine)) r (line) ON split_part(r.line, ' ', 1) = a.role
  WHERE a.membership_id = member AND a.organization_id = here
    AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp())
$$;

-- The words of a search key as they sound: Smith and Smyth, Catherine and Katherine are the same.
CREATE OR REPLACE FUNCTION stepwell.sounds(key text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT ' ' || coalesce(string_agg(DISTINCT code, ' '), '') || ' '
  FROM unnest(string_to_array(trim(key), ' ')) word,
       LATERAL (VALUES (public.dmetaphone(word)), (public.dmetaphone_alt(word))) sound (code)
$$;
