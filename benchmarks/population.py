"""A fast generator of fictional clients: plain SQL as the owner, so that 100,000 take seconds and not an hour."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from stepwell.clients.queries import CONTACT_LABEL, contact_index
from stepwell.clients.vocabulary import ContactKind
from stepwell.config import database
from stepwell.platform.crypto import cipher, keyring

FIRST = (
    "Ana Bo Carmen Dee Elif Farid Grace Hugo Imani Jun Kofi Leila Mateo Noor Omar Priya Quinn Rosa Sofia Theo Uma "
    "Viktor Wanda Ximena Yusuf Zoe Lucille Marcus Delia Ruben Tanya Ivan Petra Samuel Olga Derek Felix Nadia Hassan"
).split()
_BEGINNINGS = (
    "Al Bar Cas Del Es Fer Gar Hol Ib Jan Kel Lor Mar Nor Ol Per Quin Ro San Tor Ul Var Wil Yan Zam Bren Chan Dor El Fis"
).split()
_MIDDLES = ["ma", "be", "ri", "do", "le", "ta", "no", "vi", "sa", "ko", "ne", "ru"]
_ENDINGS = ("son", "ez", "ini", "sky", "man", "ton", "ell", "ard", "ova", "ero", "ski", "lin", "wood", "ford", "berg")
LAST = [b + m + e for b in _BEGINNINGS for m in _MIDDLES for e in _ENDINGS]  # 5,400 of them

A_SITE = 204  # clients of one, before the next site's come; as many as its seventeen groups of twelve


@dataclass(frozen=True)
class Population:
    """What a benchmark asks with: somebody who sees all, somebody with a caseload of 30, who registers, some clients."""

    organization: UUID
    sites: list[UUID]
    director: UUID
    clinician: UUID
    admissions: UUID
    carer: UUID  # the clinician's membership
    clients: list[UUID]


_PEOPLE = """
WITH a AS (INSERT INTO accounts_account (id, email, name, password, is_active, is_staff, is_superuser, is_demo)
  VALUES (%(account)s, %(email)s, %(name)s, '!', true, false, false, false) RETURNING id),
m AS (INSERT INTO tenancy_membership (id, organization_id, account_id, name, suffix, job_title, email, joined_at)
  SELECT %(membership)s, %(organization)s, id, %(name)s, '', '', %(email)s, now() FROM a RETURNING id)
INSERT INTO tenancy_roleassignment (id, organization_id, membership_id, role, site_id, starts_at, basis)
  SELECT gen_random_uuid(), %(organization)s, id, %(role)s, NULL, now() - interval '1 day', '' FROM m
"""
_CLIENTS = """
INSERT INTO clients_client (id, organization_id, site_id, record_number, first_name, middle_name, last_name, preferred_name,
                            pronouns, search_key,
                            created_at)
SELECT id, %(organization)s, (%(sites)s::uuid[])[1 + (n - 1) / %(a_site)s %% cardinality(%(sites)s::uuid[])], (20000 + n)::text, f, '', l, '', '', ' ' || lower(l) || ' ' || lower(f) || ' ',
       now() - (n %% 1800) * interval '1 day'
FROM (SELECT gen_random_uuid() AS id, n, (%(first)s::text[])[1 + (n * 7919) %% cardinality(%(first)s::text[])] AS f,
             (%(last)s::text[])[1 + (n * 104729) %% cardinality(%(last)s::text[])] AS l
      FROM generate_series(%(begin)s::bigint, %(end)s) n) made
"""
_DEMOGRAPHICS = """
INSERT INTO clients_demographics (id, organization_id, client_id, birth_date, language, needs_interpreter, address)
SELECT gen_random_uuid(), organization_id, id, date '1945-01-01' + (record_number::int * 7) %% 22000, 'en', false, NULL
FROM clients_client WHERE organization_id = %(organization)s AND record_number::int - 20000 BETWEEN %(begin)s AND %(end)s
"""
# Rows of one transaction: what the tables' triggers keep until it ends makes each further row dearer.
_BATCH = 2_000
_CARE = """
INSERT INTO clients_careassignment (id, organization_id, client_id, membership_id, kind, starts_at)
SELECT gen_random_uuid(), organization_id, id, %(membership)s, 'primary', now() - interval '1 day'
FROM clients_client WHERE organization_id = %(organization)s ORDER BY record_number::int LIMIT 30
"""


def fill(count: int, *, sites: int = 1) -> Population:
    """Make an organization with `count` clients and return whom to ask for; names repeat as they do in life.

    sites  that the clients come to, `A_SITE` after `A_SITE` in turn
    """
    organization, places = uuid4(), [uuid4() for _ in range(sites)]
    accounts = {role: uuid4() for role in ("director", "clinician", "admissions")}
    with psycopg.connect(database.url("owner"), options=database.OWNER_OPTIONS) as owner:
        _organization(owner, organization, places, count)
        memberships = {}
        for role, account in accounts.items():
            memberships[role] = uuid4()
            owner.execute(
                _PEOPLE,
                {"account": account, "membership": memberships[role], "organization": organization, "role": role,
                 "email": f"{role}.{count}@example.org", "name": role.title()},
            )  # fmt: skip
        for begin in range(1, count + 1, _BATCH):
            some = {"organization": organization, "begin": begin, "end": min(begin + _BATCH - 1, count)}
            owner.execute(_CLIENTS, some | {"sites": places, "a_site": A_SITE, "first": FIRST, "last": LAST})
            owner.execute(_DEMOGRAPHICS, some)
            owner.commit()
        owner.execute(_CARE, {"organization": organization, "membership": memberships["clinician"]})
        found = owner.execute(
            "SELECT id FROM clients_client WHERE organization_id = %s ORDER BY record_number::int", [organization]
        )
        clients = [row[0] for row in found]
        _contacts(owner, organization, clients)
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    return Population(
        organization,
        places,
        accounts["director"],
        accounts["clinician"],
        accounts["admissions"],
        memberships["clinician"],
        clients[:500],
    )


def _organization(owner: Any, organization: UUID, sites: list[UUID], count: int) -> None:
    address = (
        "street, street_2, city, state, postal_code, phone",
        "'1 Elm St', '', 'Springfield', 'OH', '45501-1234', '+19375550100'",
    )
    owner.execute(
        f"INSERT INTO tenancy_organization (id, name, legal_name, npi, tax_id, time_zone, jurisdiction, is_demo, {address[0]})"
        f" VALUES (%s, %s, 'Measured Inc.', '1234567893', '31-1234567', 'America/New_York', 'OH', false, {address[1]})",
        [organization, f"Clinic of {count}"],
    )
    for number, site in enumerate(sites, start=1):
        owner.execute(
            f"INSERT INTO tenancy_site (id, organization_id, name, npi, time_zone, {address[0]})"
            f" VALUES (%s, %s, %s, '', 'America/New_York', {address[1]})",
            [site, organization, f"Site {number}"],
        )


def _contacts(owner: Any, organization: UUID, clients: list[UUID]) -> None:
    """Give everybody a telephone, sealed as the product seals it."""
    insert = """
        INSERT INTO clients_contactmethod (id, organization_id, client_id, kind, value, value_index, is_safe, may_text, message,
                                           best_times)
        SELECT gen_random_uuid(), %s, c, 'mobile', v, i, true, false, 'nothing', ''
        FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[]) made (c, v, i)"""
    for start in range(0, len(clients), _BATCH):
        batch = clients[start : start + _BATCH]
        numbers = [f"+1937{2_000_000 + start + n:07d}" for n in range(len(batch))]
        sealed = [cipher.seal(number.encode(), CONTACT_LABEL, keyring.current()) for number in numbers]
        indexes = [contact_index(ContactKind.MOBILE, number) for number in numbers]
        owner.execute(insert, [organization, batch, sealed, indexes])
        owner.commit()
