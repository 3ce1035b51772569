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

-- Whether the category is open at every site.
CREATE OR REPLACE FUNCTION stepwell.everywhere(wanted text, writing boolean, mine boolean) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM stepwell.held(wanted, writing, mine) h WHERE h.reach = 'site' AND h.site_id IS NULL)
$$;

-- The sites at which the category is open.
CREATE OR REPLACE FUNCTION stepwell.sites(wanted text, writing boolean, mine boolean) RETURNS uuid[]
LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(h.site_id), '{}')
  FROM stepwell.held(wanted, writing, mine) h WHERE h.reach = 'site' AND h.site_id IS NOT NULL
$$;

-- Whether the actor holds a role that emergency access opens anything for.
CREATE OR REPLACE FUNCTION stepwell.may_open_emergency() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM stepwell.held('chart', false, false) h WHERE h.reach = 'emergency')
$$;

-- The words of a search key as they sound: Smith and Smyth, Catherine and Katherine are the same.
CREATE OR REPLACE FUNCTION stepwell.sounds(key text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT ' ' || coalesce(string_agg(DISTINCT code, ' '), '') || ' '
  FROM unnest(string_to_array(trim(key), ' ')) word,
       LATERAL (VALUES (public.dmetaphone(word)), (public.dmetaphone_alt(word))) sound (code)
$$;
