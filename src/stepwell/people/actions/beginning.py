"""The first run: the first account and the first organization, made together or not at all."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.actions import organizations
from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord
from stepwell.people.rules.staff import MemberRecord, member_findings
from stepwell.people.rules.texts import empty
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.queries import installation

BEGUN = Finding("SETUP-001", "There is an organization already. Sign in, or ask its administrator to invite you.")
_TAKEN = Finding("SETUP-002", "There is an account with this e-mail address already. Use another one.", "email")
_NO_SITE = Finding("SETUP-003", "The name of the site is missing. Write what staff call the place.", "site_name")


@dataclass(frozen=True)
class NewAccount:
    """Whoever sets the clinic up.

    password  as Django keeps it: the hash, never the text
    """

    name: str
    email: str
    password: str


@transaction.atomic
def begin(*, at: datetime, founder: NewAccount, record: OrganizationRecord, site_name: str) -> Account:
    """Make the first account and the first organization, whose first site has the organization's address.

    returns  the founder's account, not signed in yet
    raises   Refused, also if there is an organization by now; then nothing was written
    """
    one_at_a_time()
    if not installation().is_empty:
        raise Refused(BEGUN)
    member = MemberRecord(name=founder.name).tidied
    refuse([*member_findings(member), *([_NO_SITE] if empty(site_name) else [])])
    account = _account(founder, member.name)
    organizations.found_organization(
        founder=account, at=at, record=record, first_site=_site(site_name, record), member=member
    )
    return account


def one_at_a_time() -> None:
    """Wait for whoever sets this installation up at the moment: two at once would make two first organizations."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('stepwell.begin', 0))")


def _account(founder: NewAccount, name: str) -> Account:
    account = Account(email=founder.email.strip().lower(), name=name, password=founder.password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise Refused(_TAKEN) from None
    return account


def _site(name: str, record: OrganizationRecord) -> SiteRecord:
    return SiteRecord(
        name=name,
        street=record.street,
        street_2=record.street_2,
        city=record.city,
        state=record.state,
        postal_code=record.postal_code,
        phone=record.phone,
        time_zone=record.time_zone,
    )
