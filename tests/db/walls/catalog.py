"""What PostgreSQL's catalog says of the walls: one sentence for each thing that is wrong."""

from typing import Any

from stepwell.platform.walls.open_tables import OPEN

_CHECKS = {
    "table {} has no forced wall with a restrictive policy and is not in OPEN": """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL (%(open)s)
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
            SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd = '*'
              AND p.polroles = ARRAY['stepwell_app'::regrole::oid]))""",
    "open table {} has a column of a tenant or client": """
        SELECT relname || '.' || attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE relname = ANY (%(open)s) AND relnamespace = 'public'::regnamespace
          AND attname IN ('organization_id', 'client_id')""",
    "view {} does not run with the rights of whoever asks": """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
          AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)""",
    "materialized view {} has no wall": "SELECT relname FROM pg_class WHERE relkind = 'm'",
    "function {} runs with its owner's rights without a search path, or its owner is not the lookup role": """
        SELECT p.oid::regprocedure::text FROM pg_proc p
        WHERE prosecdef AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
          AND (proowner <> 'stepwell_lookup'::regrole
               OR NOT EXISTS (SELECT FROM unnest(proconfig) s WHERE s LIKE 'search_path=%%'))""",
    "anybody may run function {}": """
        SELECT p.oid::regprocedure::text FROM pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner))) a
        WHERE pronamespace = 'stepwell'::regnamespace AND a.grantee = 0""",
    "the application's role has too many rights: {}": """
        SELECT rolname FROM pg_roles WHERE rolname IN ('stepwell_app', 'stepwell_lookup')
          AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)""",
    "the application is a member of {}": """
        SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'stepwell_app'::regrole""",
    "the application owns {}": """
        SELECT relname FROM pg_class WHERE relowner = 'stepwell_app'::regrole""",
    "the lookup role can do more than read: {}": """
        SELECT c.relname || ' ' || a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
        WHERE a.grantee = 'stepwell_lookup'::regrole AND a.privilege_type <> 'SELECT'""",
    "default privileges are set: {}": "SELECT defaclobjtype::text FROM pg_default_acl",
    "key {} crosses tenants: it does not hold organization_id": """
        SELECT k.conname FROM pg_constraint k
        JOIN pg_class source ON source.oid = k.conrelid JOIN pg_class target ON target.oid = k.confrelid
        WHERE k.contype = 'f' AND source.relrowsecurity AND target.relrowsecurity
          AND target.relname <> 'tenancy_organization'
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                          AND a.attname = 'organization_id')""",
    "the application may truncate, refer to or trigger on {}": """
        SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a WHERE a.grantee = 'stepwell_app'::regrole
          AND a.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')""",
    "history or trail table {} can be changed": """
        SELECT DISTINCT c.relname FROM pg_class c, aclexplode(c.relacl) a
        WHERE a.grantee = 'stepwell_app'::regrole AND a.privilege_type IN ('UPDATE', 'DELETE')
          AND (c.relname LIKE '%%event' OR c.relname LIKE 'trail_%%') AND c.relnamespace = 'public'::regnamespace""",
}


def findings(cursor: Any) -> list[str]:
    """Return what is wrong, empty if the walls stand as declared."""
    wrong = []
    for sentence, query in _CHECKS.items():
        cursor.execute(query, {"open": list(OPEN)})
        wrong += [sentence.format(name) for (name,) in cursor.fetchall()]
    return wrong + _wrong_doors(cursor)


def _wrong_doors(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT c.relname, string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) FROM pg_class c"
        " LEFT JOIN LATERAL aclexplode(c.relacl) a ON a.grantee = 'stepwell_app'::regrole"
        " WHERE c.relname = ANY (%s) AND c.relnamespace = 'public'::regnamespace GROUP BY 1",
        [list(OPEN)],
    )
    given = dict(cursor.fetchall())
    wrong = [f"OPEN names {table}, which is not there" for table in OPEN.keys() - given.keys()]
    for table, rights in given.items():
        wanted = ", ".join(sorted(OPEN[table].rights.split(", "))) if OPEN[table].rights else None
        if rights != wanted:
            wrong.append(f"the application has {rights} on {table}, OPEN says {wanted}")
    return wrong
