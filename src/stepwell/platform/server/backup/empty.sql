-- Empties the database for a restore, as its owner, inside the restore's transaction.
SET lock_timeout = '10s';
SET client_min_messages = warning;

DO $$
DECLARE statement text;
BEGIN
  FOREACH statement IN ARRAY (
    SELECT coalesce(array_agg(format('DROP SCHEMA %I CASCADE', nspname)), '{}') FROM pg_namespace
    WHERE nspname <> 'public' AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
  ) LOOP EXECUTE statement; END LOOP;

  FOREACH statement IN ARRAY (
    SELECT coalesce(array_agg(format('DROP EXTENSION IF EXISTS %I CASCADE', extname)), '{}') FROM pg_extension
    WHERE extowner = current_user::regrole
  ) LOOP EXECUTE statement; END LOOP;

  FOREACH statement IN ARRAY (
    SELECT coalesce(array_agg(format('DROP TABLE IF EXISTS public.%I CASCADE', relname)), '{}') FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
  ) LOOP EXECUTE statement; END LOOP;

  FOREACH statement IN ARRAY (
    SELECT coalesce(array_agg(format('DROP SEQUENCE IF EXISTS public.%I CASCADE', relname)), '{}') FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
  ) LOOP EXECUTE statement; END LOOP;

  FOREACH statement IN ARRAY (
    SELECT coalesce(array_agg(format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)), '{}') FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
  ) LOOP EXECUTE statement; END LOOP;

  FOREACH statement IN ARRAY (
    SELECT coalesce(array_agg(format('DROP TYPE IF EXISTS public.%I CASCADE', typname)), '{}')
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE typnamespace = 'public'::regnamespace AND (typtype IN ('e', 'd') OR c.relkind = 'c')
  ) LOOP EXECUTE statement; END LOOP;
END $$;

CREATE SCHEMA stepwell;
GRANT USAGE, CREATE ON SCHEMA stepwell TO stepwell_lookup;
