
import datetime
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.expressions
import stepwell.platform.walls.constraints
import stepwell.platform.walls.rights
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('clients', '0001_initial'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EmergencyAccess',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('reason', models.TextField(max_length=500)),
                ('opened_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ('closes_at', models.DateTimeField(db_default=django.db.models.expressions.CombinedExpression(django.contrib.postgres.functions.TransactionNow(), '+', models.Value(datetime.timedelta(seconds=3600))))),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.CreateModel(
            name='EmergencyReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('justified', models.BooleanField()),
                ('note', models.TextField(blank=True, max_length=1000)),
                ('access', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='privacy.emergencyaccess')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='emergencyaccess',
            index=models.Index(fields=['organization', 'account', 'closes_at'], name='emergency_of_account'),
        ),
        migrations.AddIndex(
            model_name='emergencyaccess',
            index=models.Index(fields=['organization', '-opened_at'], name='emergency_newest'),
        ),
        migrations.AddConstraint(
            model_name='emergencyaccess',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, author='account_id', lookup=True, name='privacy_emergencyaccess_wall', organization='organization_id', readers=('actor', stepwell.platform.walls.rights.Category['AUDIT'], 'system'), writers=('opener',)),
        ),
        migrations.AddConstraint(
            model_name='emergencyaccess',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='privacy_emergencyaccess_target'),
        ),
        migrations.AddConstraint(
            model_name='emergencyaccess',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='privacy_emergencyaccess_client_same'),
        ),
        migrations.AddConstraint(
            model_name='emergencyaccess',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at', django.db.models.expressions.CombinedExpression(models.F('opened_at'), '+', models.Value(datetime.timedelta(seconds=3600))))), name='emergency_lasts_an_hour'),
        ),
        migrations.AddConstraint(
            model_name='emergencyaccess',
            constraint=models.CheckConstraint(condition=models.Q(('reason__regex', '\\S.{8,}\\S')), name='emergency_reason'),
        ),
        migrations.AddConstraint(
            model_name='emergencyreview',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, author='account_id', name='privacy_emergencyreview_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['AUDIT'],), writers=('reviewer',)),
        ),
        migrations.AddConstraint(
            model_name='emergencyreview',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='access', name='privacy_emergencyreview_access_same'),
        ),
        migrations.AddConstraint(
            model_name='emergencyreview',
            constraint=models.UniqueConstraint(fields=('access',), name='emergency_reviewed_once'),
        ),
        migrations.AddConstraint(
            model_name='emergencyreview',
            constraint=models.CheckConstraint(condition=models.Q(('justified', True), models.Q(('note', ''), _negated=True), _connector='OR'), name='emergency_review_says_why'),
        ),
    ]
