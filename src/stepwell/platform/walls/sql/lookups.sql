-- Rights, looked up. Owned by stepwell_lookup, whose policies show it the few tables it needs; run with its rights.
-- They return ids and truths, never rows, and always filter by actor and organization themselves.

-- Those that policies ask in every statement are plpgsql: its plans are kept for the session, and planning is the price.
-- One plan for all values: left to itself, PostgreSQL plans some of them anew at each call, which takes longer than they do.

-- The actor's membership, while it is in force.
CREATE OR REPLACE FUNCTION stepwell.membership() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization(); me uuid := stepwell.actor();
BEGIN
  IF stepwell.kind() <> 'staff' THEN RETURN NULL; END IF;
  RETURN (SELECT m.id FROM tenancy_membership m
          WHERE m.account_id = me AND m.organization_id = here AND m.ended_at IS NULL);
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
DECLARE
  here uuid := stepwell.organization(); me uuid := stepwell.membership();
  rights text[] := stepwell.rights(wanted, writing, mine);
BEGIN
  RETURN me IS NOT NULL AND EXISTS (
    SELECT FROM tenancy_roleassignment a
    WHERE a.membership_id = me AND a.organization_id = here AND a.site_id IS NULL AND a.role || ' site' = ANY (rights)
      AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp()));
END
$$;

-- The sites at which the category is open.
CREATE OR REPLACE FUNCTION stepwell.sites(wanted text, writing boolean, mine boolean) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization(); me uuid := stepwell.membership();
  rights text[] := stepwell.rights(wanted, writing, mine);
BEGIN
  IF me IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT a.site_id FROM tenancy_roleassignment a
    WHERE a.membership_id = me AND a.organization_id = here AND a.site_id IS NOT NULL AND a.role || ' site' = ANY (rights)
      AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp()));
END
$$;

-- The clients for whom the category is open through care, a roster, a review, an emergency or a crisis: one that the
-- actor owns, or was told of while nobody owns it. Each way is asked only if the actor holds it, and without a cursor,
-- which costs more than what it finds.
CREATE OR REPLACE FUNCTION stepwell.clients(wanted text, writing boolean, mine boolean) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization(); me uuid := stepwell.membership(); account uuid := stepwell.actor();
  ways text[]; way text; reach text; at_site uuid; theirs uuid[]; found uuid[] := '{}';
BEGIN
  IF me IS NULL THEN RETURN '{}'; END IF;
  ways := ARRAY(SELECT DISTINCT concat(h.reach, ' ', h.site_id)
                FROM stepwell.held(me, here, wanted, writing, mine) h WHERE h.reach <> 'site');
  FOREACH way IN ARRAY ways LOOP
    reach := split_part(way, ' ', 1);
    at_site := nullif(split_part(way, ' ', 2), '')::uuid;
    IF reach = 'emergency' THEN
      theirs := ARRAY(
        SELECT e.client_id FROM privacy_emergencyaccess e
        WHERE e.organization_id = here AND e.account_id = account
          AND e.opened_at <= statement_timestamp() AND e.closes_at > statement_timestamp());
    ELSE
      IF reach = 'crisis' THEN
        theirs := ARRAY(
          SELECT v.client_id FROM crisis_crisis v
          WHERE v.organization_id = here AND v.closed_at IS NULL AND v.voided_at IS NULL
            AND (v.owner_id = me OR (v.owner_id IS NULL AND EXISTS (
              SELECT FROM crisis_crisiscall k WHERE k.event_id = v.id AND k.membership_id = me))));
      ELSE
        CONTINUE WHEN reach = 'primary' AND concat('team ', at_site) = ANY (ways);  -- who is primary is on the team
        theirs := ARRAY(
          SELECT a.client_id FROM clients_careassignment a
          WHERE a.membership_id = me AND a.organization_id = here
            AND (a.kind = reach OR (reach = 'team' AND a.kind = 'primary'))
            AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp()));
      END IF;
      IF reach = 'review' THEN
        theirs := theirs || ARRAY(
          SELECT z.client_id FROM authorizations_authorization z
          WHERE z.reviewer_id = me AND z.organization_id = here
            AND z.voided_at IS NULL AND z.status <> 'withdrawn' AND z.to_on >= current_date - 30);
      END IF;
      IF at_site IS NOT NULL THEN
        theirs := ARRAY(SELECT c.id FROM clients_client c WHERE c.id = ANY (theirs) AND c.site_id = at_site);
      END IF;
      IF reach = 'roster' THEN theirs := theirs || stepwell.roster_of(me, at_site); END IF;
    END IF;
    found := found || theirs;
  END LOOP;
  RETURN ARRAY(SELECT DISTINCT unnest(found));
END
$$;

-- Of some categories, those that are open for one client, whatever the actor is the author of: what `everywhere`, `sites`
-- and `clients` say of each, asked at once. Each way to the client is asked once, for however many categories it opens.
CREATE OR REPLACE FUNCTION stepwell.seen(person uuid, wanted text[]) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization(); me uuid := stepwell.membership(); account uuid := stepwell.actor();
  home uuid := (SELECT c.site_id FROM clients_client c WHERE c.id = person AND c.organization_id = here);
  held text[]; way text; reach text; at_site uuid; opens boolean; open text[] := '{}';
BEGIN
  IF me IS NULL OR home IS NULL THEN RETURN '{}'; END IF;
  held := ARRAY(
    SELECT concat(w, ' ', split_part(r.line, ' ', 2), ' ', a.site_id)
    FROM tenancy_roleassignment a CROSS JOIN unnest(wanted) w
    JOIN unnest(stepwell.rights(w, false, true)) r (line) ON split_part(r.line, ' ', 1) = a.role
    WHERE a.membership_id = me AND a.organization_id = here
      AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp()));
  FOREACH way IN ARRAY ARRAY(SELECT DISTINCT substr(h, strpos(h, ' ') + 1) FROM unnest(held) h) LOOP
    reach := split_part(way, ' ', 1);
    at_site := nullif(split_part(way, ' ', 2), '')::uuid;
    IF reach = 'emergency' THEN
      opens := EXISTS (
        SELECT FROM privacy_emergencyaccess e
        WHERE e.organization_id = here AND e.account_id = account AND e.client_id = person
          AND e.opened_at <= statement_timestamp() AND e.closes_at > statement_timestamp());
    ELSIF reach = 'site' THEN
      opens := at_site IS NULL OR at_site = home;
    ELSIF reach = 'crisis' THEN
      opens := (at_site IS NULL OR at_site = home) AND EXISTS (
        SELECT FROM crisis_crisis v
        WHERE v.client_id = person AND v.organization_id = here AND v.closed_at IS NULL AND v.voided_at IS NULL
          AND (v.owner_id = me OR (v.owner_id IS NULL AND EXISTS (
            SELECT FROM crisis_crisiscall k WHERE k.event_id = v.id AND k.membership_id = me))));
    ELSE
      opens := (at_site IS NULL OR at_site = home) AND (EXISTS (
        SELECT FROM clients_careassignment a
        WHERE a.client_id = person AND a.membership_id = me AND a.organization_id = here
          AND (a.kind = reach OR (reach = 'team' AND a.kind = 'primary'))
          AND a.starts_at <= statement_timestamp() AND (a.ends_at IS NULL OR a.ends_at > statement_timestamp()))
        OR (reach = 'review' AND EXISTS (
          SELECT FROM authorizations_authorization z
          WHERE z.client_id = person AND z.reviewer_id = me AND z.organization_id = here
            AND z.voided_at IS NULL AND z.status <> 'withdrawn' AND z.to_on >= current_date - 30)));
      IF reach = 'roster' AND NOT opens THEN opens := person = ANY (stepwell.roster_of(me, at_site)); END IF;
    END IF;
    IF opens THEN open := open || way; END IF;
  END LOOP;
  RETURN ARRAY(SELECT DISTINCT split_part(h, ' ', 1) FROM unnest(held) h WHERE substr(h, strpos(h, ' ') + 1) = ANY (open));
END
$$;

-- Whether the actor holds a role that emergency access opens anything for.
CREATE OR REPLACE FUNCTION stepwell.may_open_emergency() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here uuid := stepwell.organization(); member uuid := stepwell.membership();
BEGIN
  RETURN EXISTS (SELECT FROM stepwell.held(member, here, 'chart', false, false) h WHERE h.reach = 'emergency');
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
