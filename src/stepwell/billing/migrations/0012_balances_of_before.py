"""Balances of what was posted before they were kept."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

_SUMS = """
SELECT set_config('stepwell.maintenance', 'on', true);
INSERT INTO billing_balance (id, organization_id, client_id, account, policy_id, payer_id, cents)
SELECT gen_random_uuid(), organization_id, client_id, account, policy_id, payer_id, sum(cents)
FROM billing_entry WHERE account IN ('client', 'payer') AND client_id IS NOT NULL
GROUP BY organization_id, client_id, account, policy_id, payer_id
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("billing", "0011_balances")]
    operations: ClassVar[list[Operation]] = [migrations.RunSQL(_SUMS, migrations.RunSQL.noop)]
