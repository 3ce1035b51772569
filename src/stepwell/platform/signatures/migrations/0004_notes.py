"""Notes are signed too: by who writes session notes and case notes, and beside them by who answers for their work."""

from django.db import migrations, models

import stepwell.platform.walls.constraints
from stepwell.platform.walls.rights import Category


class Migration(migrations.Migration):
    dependencies = [("signatures", "0003_cosigners"), ("clients", "0002_enrollment")]

    operations = [
        migrations.RemoveConstraint(model_name="signature", name="signature_of_client_or_office"),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(category=Category.CONFIGURATION, client=None)
                | models.Q(
                    category__in=(
                        Category.DEMOGRAPHICS,
                        Category.CHART,
                        Category.CONSENTS,
                        Category.BENEFITS,
                        Category.BILLING,
                        Category.AUTHORIZATIONS,
                        Category.ENROLLMENT,
                        Category.SAFETY,
                        Category.SESSIONS,
                        Category.CASE_NOTES,
                    ),
                    client__isnull=False,
                ),
                name="signature_of_client_or_office",
            ),
        ),
        migrations.RemoveConstraint(model_name="signature", name="signatures_signature_wall"),
        migrations.AddConstraint(
            model_name="signature",
            constraint=stepwell.platform.walls.constraints.Wall(
                append_only=True,
                author="account_id",
                client="client_id",
                name="signatures_signature_wall",
                organization="organization_id",
                readers=("signed", "linked", "system"),
                writers=("signer",),
            ),
        ),
    ]
