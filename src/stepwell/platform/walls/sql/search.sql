-- Search by name. Trigram operators are not leakproof: under a policy they would scan every client (docs/adr/0002-walls.md).
-- So one lookup finds candidates by index, filters by organization and reach itself, and returns ids only; the query
-- that shows them stands behind the wall as always. Owned by stepwell_lookup.

-- words  as clients.rules.names.words gives them: every one of them must fit
-- most   how many ids at the most, best first: whole words, then beginnings, then what sounds or is spelled alike
CREATE OR REPLACE FUNCTION stepwell.find_clients(words text[], most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  here uuid := stepwell.organization();
  everywhere boolean := stepwell.everywhere('identity', false, false);
  at_sites uuid[] := stepwell.sites('identity', false, false);
  assigned uuid[] := stepwell.clients('identity', false, false);
  -- With as many good hits nobody misspelled: several words that all fit are hardly chance, one word may be.
  enough constant integer := CASE WHEN cardinality(words) > 1 THEN 1 ELSE 5 END;
  found uuid[]; more uuid[];
  wanted text[]; whole text[]; starts text[]; sounds text[]; or_sounds text[];
BEGIN
  -- The longest word is asked of the index, the others of what it finds.
  SELECT array_agg(w), array_agg('% ' || w || ' %'), array_agg('% ' || w || '%'),
         array_agg('% ' || dmetaphone(w) || ' %'), array_agg('% ' || dmetaphone_alt(w) || ' %')
    INTO wanted, whole, starts, sounds, or_sounds FROM (SELECT w FROM unnest(words) w ORDER BY length(w) DESC, w) longest;
  IF wanted IS NULL OR here IS NULL THEN RETURN '{}'; END IF;

  SELECT coalesce(array_agg(id), '{}') INTO found FROM (
    SELECT c.id FROM clients_client c
    WHERE c.search_key LIKE whole[1] AND c.search_key LIKE ALL (whole) AND c.organization_id = here
      AND (everywhere OR c.site_id = ANY (at_sites) OR c.id = ANY (assigned))
    LIMIT most) hit;
  IF cardinality(found) >= most THEN RETURN found; END IF;

  SELECT coalesce(array_agg(id), '{}') INTO more FROM (
    SELECT c.id FROM clients_client c
    WHERE c.search_key LIKE starts[1] AND c.search_key LIKE ALL (starts) AND c.organization_id = here
      AND (everywhere OR c.site_id = ANY (at_sites) OR c.id = ANY (assigned)) AND c.id <> ALL (found)
    LIMIT most - cardinality(found)) hit;
  found := found || more;
  IF cardinality(found) >= enough THEN RETURN found; END IF;

  -- What sounds alike is found by an index of few entries; what is spelled alike takes many more, so it comes last.
  PERFORM set_config('pg_trgm.strict_word_similarity_threshold', '0.45', true);
  SELECT coalesce(array_agg(id ORDER BY alike DESC, id), '{}') INTO more FROM (
    SELECT c.id, (SELECT sum(strict_word_similarity(w, c.search_key)) FROM unnest(wanted) w) AS alike
    FROM clients_client c
    WHERE (c.sound_key LIKE sounds[1] OR c.sound_key LIKE or_sounds[1])
      AND (SELECT bool_and(c.sound_key LIKE sounds[n] OR c.sound_key LIKE or_sounds[n]
                            OR wanted[n] <<% c.search_key OR c.search_key LIKE starts[n])
           FROM generate_subscripts(wanted, 1) n)
      AND c.organization_id = here
      AND (everywhere OR c.site_id = ANY (at_sites) OR c.id = ANY (assigned)) AND c.id <> ALL (found)
    ORDER BY alike DESC, id LIMIT most - cardinality(found)) hit;
  found := found || more;
  IF cardinality(found) >= enough THEN RETURN found; END IF;

  SELECT coalesce(array_agg(id ORDER BY alike DESC, id), '{}') INTO more FROM (
    SELECT c.id, (SELECT sum(strict_word_similarity(w, c.search_key)) FROM unnest(wanted) w) AS alike
    FROM clients_client c
    WHERE wanted[1] <<% c.search_key
      AND (SELECT bool_and(c.sound_key LIKE sounds[n] OR c.sound_key LIKE or_sounds[n]
                            OR wanted[n] <<% c.search_key OR c.search_key LIKE starts[n])
           FROM generate_subscripts(wanted, 1) n)
      AND c.organization_id = here
      AND (everywhere OR c.site_id = ANY (at_sites) OR c.id = ANY (assigned)) AND c.id <> ALL (found)
    ORDER BY alike DESC, id LIMIT most - cardinality(found)) hit;
  RETURN found || more;
END
$$;
