"""Who is in care, or placed and not admitted yet, and lacks an authorization that nobody asked for."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.admissions.queries.candidates import authorizations_in, policies_in
from stepwell.admissions.queries.statements import UNCOVERED
from stepwell.admissions.rules.facts import DecisionFacts, Facts
from stepwell.admissions.rules.lacking import lacking
from stepwell.authorizations.vocabulary import ALLOWS, WAITS
from stepwell.people.vocabulary import LEVELS
from stepwell.platform.tenancy.members import Member


@dataclass(frozen=True)
class Row:
    """Somebody without an authorization.

    since     since when: of the level of care, or of the end of what was allowed before
    payer     the one that pays first; empty if none is known
    said      what is missing, as a sentence
    is_known  whether it is known that one is needed
    """

    client_id: UUID
    name: str
    record_number: str
    level: str
    is_in_care: bool
    since: date
    payer: str
    said: str
    is_known: bool


def uncovered(*, who: Member, at: datetime) -> list[Row]:
    """Return whoever lacks one, those without for longest first. One query.

    In care, nobody knowing whether one is needed counts too; before care, only that the payer wants one.
    """
    on = at.astimezone(who.zone).date()
    values: dict[str, Any] = {
        "on": on,
        "zone": who.time_zone,
        "levels": list(LEVELS),
        "allows": list(ALLOWS),
        "waits": list(WAITS),
    }
    with connection.cursor() as cursor:
        cursor.execute(UNCOVERED, values)
        names = [column.name for column in cursor.description]
        found = [_row(dict(zip(names, row, strict=True)), on) for row in cursor.fetchall()]
    return sorted((row for row in found if row.said), key=lambda row: (row.since, row.name))


def _row(row: dict[str, Any], on: date) -> Row:
    about = json.loads(row["about"])
    decision = DecisionFacts(row["level"], is_here=True, on=row["since"])
    facts = Facts(row["since"], policies=policies_in(about), decision=decision, authorizations=authorizations_in(about))
    policy, ended = facts.insured, row["ended_on"]
    return Row(
        client_id=row["id"],
        name=row["name"],
        record_number=row["record_number"],
        level=row["level"],
        is_in_care=row["is_in_care"],
        since=max(row["since"], ended + timedelta(days=1)) if ended else row["since"],
        payer=policy.payer if policy else "",
        said=lacking(facts, on=on, in_care=row["is_in_care"]),
        is_known=bool(policy and policy.check and policy.check.needs_authorization is not None),
    )
