-- Rights, looked up. Owned by stepwell_lookup, whose policies show it the few tables it needs; run with its rights.
-- They return ids and truths, never rows, and always filter by actor and organization themselves.

-- Those that policies ask in every statement are plpgsql: its plans are kept for the session, and planning is the price.
-- One plan for all values: left to itself, PostgreSQL plans some of them anew at each call, which takes longer than they do.

-- The actor's membership, while it is in force.
CREATE OR REPLACE FUNCTION stepwell.membership() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF stepwell.kind() <> 'staff' THEN RETURN NULL; END IF;
  RETURN (SELECT m.id FROM tenancy_membership m WHERE m.account_id = stepwell.actor()
          AND m.organization_id = stepwell.organization() AND m.ended_at IS NULL);
END
$$;

-- Whether the actor is or was a member: the history of one's own leaving is written after it.
CREATE OR REPLACE FUNCTION stepwell.was_member() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN stepwell.kind() = 'staff' AND EXISTS (
    SELECT FROM tenancy_membership m
    WHERE m.account_id = stepwell.actor() AND m.organization_id = stepwell.organization());
END
$$;

-- The founder of an organization may write it as long as the transaction that made it is open.
CREATE OR REPLACE FUNCTION stepwell.is_founding() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT stepwell.kind() = 'founder' AND stepwell.actor() IS NOT NULL AND NOT EXISTS (
    SELECT FROM tenancy_organization o
    WHERE o.id = stepwell.organization() AND o.created_at <> transaction_timestamp())
$$;

-- Whether the category is open at every site.
CREATE OR REPLACE FUNCTION stepwell.everywhere(wanted text, writing boolean, mine boolean) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF stepwell.kind() <> 'staff' THEN RETURN false; END IF;
  RETURN EXISTS (SELECT FROM stepwell.held(wanted, writing, mine) h WHERE h.reach = 'site' AND h.site_id IS NULL);
END
$$;

-- The sites at which the category is open.
CREATE OR REPLACE FUNCTION stepwell.sites(wanted text, writing boolean, mine boolean) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF stepwell.kind() <> 'staff' THEN RETURN '{}'; END IF;
  RETURN ARRAY(SELECT h.site_id FROM stepwell.held(wanted, writing, mine) h
               WHERE h.reach = 'site' AND h.site_id IS NOT NULL);
END
$$;

-- The clients for whom the category is open through care, a roster, a review, an emergency or a crisis: one that the
-- actor owns, or was told of while nobody owns it. Each way is asked only if the actor holds it.
CREATE OR REPLACE FUNCTION stepwell.clients(wanted text, writing boolean, mine boolean) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid; held record; found uuid[] := '{}'; way uuid[];
BEGIN
  IF stepwell.kind() <> 'staff' THEN RETURN '{}'; END IF;
  here := stepwell.organization();
  FOR held IN SELECT DISTINCT h.* FROM stepwell.held(wanted, writing, mine) h WHERE h.reach <> 'site' LOOP
    way := CASE WHEN held.reach NOT IN ('emergency', 'crisis') THEN ARRAY(
      SELECT a.client_id FROM clients_careassignment a
      WHERE a.membership_id = held.membership_id AND a.organization_id = here
        AND (a.kind = held.reach OR (held.reach = 'team' AND a.kind = 'primary'))
        AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp())) END;
    IF held.reach = 'review' THEN
      way := way || ARRAY(
        SELECT z.client_id FROM authorizations_authorization z
        WHERE z.reviewer_id = held.membership_id AND z.organization_id = here
          AND z.voided_at IS NULL AND z.status <> 'withdrawn' AND z.to_on >= current_date - 30);
    ELSIF held.reach = 'crisis' THEN
      way := ARRAY(
        SELECT v.client_id FROM crisis_crisis v
        WHERE v.organization_id = here AND v.closed_at IS NULL AND v.voided_at IS NULL
          AND (v.owner_id = held.membership_id OR (v.owner_id IS NULL AND EXISTS (
            SELECT FROM crisis_crisiscall k WHERE k.event_id = v.id AND k.membership_id = held.membership_id))));
    END IF;
    IF held.site_id IS NOT NULL THEN
      way := ARRAY(SELECT c.id FROM clients_client c WHERE c.id = ANY (way) AND c.site_id = held.site_id);
    END IF;
    IF held.reach = 'roster' THEN
      way := way || ARRAY(SELECT stepwell.on_rosters_of(held.membership_id, held.site_id));
    ELSIF held.reach = 'emergency' THEN
      way := ARRAY(
        SELECT e.client_id FROM privacy_emergencyaccess e
        WHERE e.organization_id = here AND e.account_id = stepwell.actor()
          AND e.opened_at <= statement_timestamp() AND e.closes_at > statement_timestamp());
    END IF;
    found := found || way;
  END LOOP;
  RETURN ARRAY(SELECT DISTINCT unnest(found));
END
$$;

-- Whether the actor holds a role that emergency access opens anything for.
CREATE OR REPLACE FUNCTION stepwell.may_open_emergency() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN EXISTS (SELECT FROM stepwell.held('chart', false, false) h WHERE h.reach = 'emergency');
END
$$;

-- What a person can choose from after signing in, before an organization is chosen.
CREATE OR REPLACE FUNCTION stepwell.my_organizations()
RETURNS TABLE (organization_id uuid, name text, is_demo boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.name::text, o.is_demo
  FROM tenancy_membership m JOIN tenancy_organization o ON o.id = m.organization_id
  WHERE m.account_id = stepwell.actor() AND m.ended_at IS NULL AND stepwell.kind() = 'staff'
$$;

-- Whether this installation has no organization, and whether every one it has is a demonstration.
CREATE OR REPLACE FUNCTION stepwell.installation() RETURNS TABLE (organizations bigint, demos bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*), count(*) FILTER (WHERE is_demo) FROM tenancy_organization
$$;

-- Every organization, for jobs that open one scope for each.
CREATE OR REPLACE FUNCTION stepwell.organizations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM tenancy_organization ORDER BY id
$$;

-- The one-time link that a visitor holds, while it is in force: not expired, not ended, not failed five times.
-- The visitor's token is "<digest of the secret>.<digest of the browser's number>". A link that asks who somebody is
-- opens for half an hour, in the browser that gave the right answer; what was answered is compared here and nowhere else.
CREATE OR REPLACE FUNCTION stepwell.visited()
RETURNS TABLE (link_id uuid, organization_id uuid, purpose text, subject uuid, asks_code boolean, failed bigint, is_open boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.id, l.organization_id, l.purpose::text, l.subject, l.asks_code, tried.failed,
         cardinality(l.proofs) = 0 OR tried.proved
  FROM links_onetimelink l
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a.proof <> ALL (l.proofs)) AS failed,
           coalesce(bool_or(a.proof = ANY (l.proofs) AND a.created_at > statement_timestamp() - interval '30 minutes'
                            AND a.browser = split_part(stepwell.token(), '.', 2)), false) AS proved
    FROM links_linkattempt a WHERE a.organization_id = l.organization_id AND a.link_id = l.id
  ) tried
  WHERE stepwell.kind() = 'visitor' AND l.token_hash = split_part(stepwell.token(), '.', 1)
    AND l.expires_at > statement_timestamp() AND tried.failed < 5
    AND NOT EXISTS (SELECT FROM links_linkend e WHERE e.link_id = l.id)
$$;

-- The visitor's link, whether they have said who they are or not.
CREATE OR REPLACE FUNCTION stepwell.visited_link() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.link_id FROM stepwell.visited() v WHERE v.organization_id = stepwell.organization()
$$;

-- The visitor's link once it is open, and the row that it opens.
CREATE OR REPLACE FUNCTION stepwell.opened_link() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.link_id FROM stepwell.visited() v WHERE v.is_open AND v.organization_id = stepwell.organization()
$$;

CREATE OR REPLACE FUNCTION stepwell.opened_subject() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.subject FROM stepwell.visited() v WHERE v.is_open AND v.organization_id = stepwell.organization()
$$;

-- Who can be signed in with one click: members of demonstrations, and nobody at all once one organization is real.
CREATE OR REPLACE FUNCTION stepwell.demo_people()
RETURNS TABLE (account_id uuid, organization_id uuid, organization text, name text, job_title text, roles text[], sites text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.account_id, o.id, o.name::text, concat_ws(', ', m.name, nullif(m.suffix, '')), m.job_title::text,
         array_agg(DISTINCT a.role::text), coalesce(array_agg(DISTINCT s.name::text) FILTER (WHERE s.id IS NOT NULL), '{}')
  FROM tenancy_membership m
  JOIN tenancy_organization o ON o.id = m.organization_id
  JOIN tenancy_roleassignment a
    ON a.membership_id = m.id AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp())
  LEFT JOIN tenancy_site s ON s.id = a.site_id
  WHERE m.account_id IS NOT NULL AND m.ended_at IS NULL AND NOT EXISTS (SELECT FROM tenancy_organization WHERE NOT is_demo)
  GROUP BY m.id, o.id
$$;

-- The one client who fits exactly, for emergency access: by id (a record that was refused), by record number, or by
-- last name (as clients.rules.names.words gives it) and birth date. Nobody, if two fit or the actor may not open one.
CREATE OR REPLACE FUNCTION stepwell.find_for_emergency(known uuid, number text, last_key text, born date) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN count(*) = 1 THEN min(c.id::text)::uuid END
  FROM clients_client c LEFT JOIN clients_demographics d ON d.client_id = c.id AND d.organization_id = c.organization_id
  WHERE c.organization_id = stepwell.organization() AND stepwell.may_open_emergency()
    AND (c.id = known OR c.record_number = nullif(number, '')
         OR (last_key <> '' AND d.birth_date = born AND starts_with(c.search_key, ' ' || last_key || ' ')))
$$;
