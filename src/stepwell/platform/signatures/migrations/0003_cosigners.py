"""The wall anew: whoever answers for the clinical work of others signs beside them."""

from django.db import migrations

import stepwell.platform.walls.constraints


class Migration(migrations.Migration):
    dependencies = [("signatures", "0002_more_categories")]

    operations = [
        migrations.RemoveConstraint(model_name="signature", name="signatures_signature_wall"),
        migrations.AddConstraint(
            model_name="signature",
            constraint=stepwell.platform.walls.constraints.Wall(
                append_only=True,
                author="account_id",
                client="client_id",
                name="signatures_signature_wall",
                organization="organization_id",
                readers=("filed", "linked", "system"),
                writers=("signer",),
            ),
        ),
    ]
