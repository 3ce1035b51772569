"""The list of what is to be verified again: jobs put reasons on it, a new verification takes them off."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.coverage.models import BenefitCheck, VerificationDue
from stepwell.coverage.queries import again as queries
from stepwell.coverage.rules.again import Covered, due
from stepwell.coverage.vocabulary import CheckWay
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import Scope


def note_due(*, actor: Scope, at: datetime) -> int:
    """Put on the list what is to be verified again, and take off what is not; return how many reasons are open.

    Done again, it changes nothing.
    """
    zone = ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=actor.tenant))
    on = at.astimezone(zone).date()
    found = queries.covered(on=on, zone=zone)
    wanted = {
        (policy_id, str(why), since): client_id
        for policy_id, (client_id, one) in found.items()
        for why, since in due(one, on=on)
    }
    standing = VerificationDue.objects.filter(done_at=None)
    known = {(row.policy_id, row.reason, row.since): row.pk for row in standing}
    over = [pk for key, pk in known.items() if not _goes_on(key, wanted, found)]
    VerificationDue.objects.filter(pk__in=over, done_at=None).update(done_at=at)
    VerificationDue.objects.bulk_create(
        (
            VerificationDue(
                organization_id=actor.tenant, client_id=client_id, policy_id=policy_id, reason=reason, since=since,
                opened_at=at,
            )
            for (policy_id, reason, since), client_id in wanted.items()
            if (policy_id, reason, since) not in known
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return len(wanted)


Key = tuple[UUID, str, date]  # policy, reason, since


def _goes_on(key: Key, wanted: Mapping[Key, UUID], found: Mapping[UUID, tuple[UUID, Covered]]) -> bool:
    """Return whether a reason stands: an older month's does until somebody verifies."""
    policy_id, _, since = key
    if key in wanted:
        return True
    if policy_id not in found:
        return False
    verified_on = found[policy_id][1].verified_on
    return verified_on is None or verified_on < since


def settle(check: BenefitCheck, *, zone: ZoneInfo) -> None:
    """Take off the list what a verification does."""
    if check.way == CheckWay.CARD:
        return
    open_ones = VerificationDue.objects.filter(
        policy=check.policy_id, done_at=None, since__lte=check.made_at.astimezone(zone).date()
    )
    open_ones.update(done_at=check.made_at, check_made=check)
