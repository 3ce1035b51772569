"""The nightly job: what the sliding fee takes off the days that were charged or answered for."""

from datetime import timedelta

from django.utils import timezone

from stepwell.funding.actions.discounting import take_off
from stepwell.funding.queries.sliding import clients_with_discount
from stepwell.platform.jobs.declaring import each_organization
from stepwell.platform.walls.scope import Scope, acting

BACK = timedelta(days=400)  # payers answer late, and charges are corrected


@each_organization(cron="41 9 * * *", in_transaction=False)
def discount(scope: Scope) -> None:
    """Bring the discounts of every client who has one to what they should be, one client in each transaction."""
    now = timezone.now()
    with acting(scope):
        clients = clients_with_discount((now - BACK).date())
    for client_id in clients:
        with acting(scope):
            take_off(actor=scope, at=now, client_id=client_id)
