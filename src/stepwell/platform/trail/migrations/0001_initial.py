
import django.db.models.deletion
import django.db.models.functions.datetime
import stepwell.platform.trail.models
import stepwell.platform.trail.vocabulary
import stepwell.platform.walls.constraints
import stepwell.platform.walls.rights
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('transaction', stepwell.platform.trail.models.TransactionId(db_default=models.Func(function='pg_current_xact_id'), editable=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('roles', models.CharField(blank=True, max_length=200)),
                ('purpose', models.CharField(max_length=60)),
                ('way', models.CharField(choices=[(stepwell.platform.trail.vocabulary.Way['PAGE'], 'Opened'), (stepwell.platform.trail.vocabulary.Way['LIST'], 'Listed'), (stepwell.platform.trail.vocabulary.Way['SEARCH'], 'Searched'), (stepwell.platform.trail.vocabulary.Way['EXPORT'], 'Exported'), (stepwell.platform.trail.vocabulary.Way['COMMAND'], 'Command line'), (stepwell.platform.trail.vocabulary.Way['JOB'], 'Job')], max_length=10)),
                ('page', models.CharField(max_length=80)),
                ('client_id', models.UUIDField(null=True)),
                ('count', models.PositiveIntegerField(default=1)),
                ('request', models.UUIDField(default=uuid.uuid4)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', '-at', '-id'], name='access_newest'), models.Index(fields=['client_id', '-at', '-id'], name='access_of_client'), models.Index(fields=['organization', 'account', '-at', '-id'], name='access_by_account'), models.Index(fields=['organization', 'transaction', 'id'], name='access_unsealed')],
                'constraints': [stepwell.platform.walls.constraints.Wall(append_only=True, author='account_id', name='trail_accessevent_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['AUDIT'], 'system'), writers=('witness',)), models.CheckConstraint(condition=models.Q(('way__in', [stepwell.platform.trail.vocabulary.Way['PAGE'], stepwell.platform.trail.vocabulary.Way['LIST'], stepwell.platform.trail.vocabulary.Way['SEARCH'], stepwell.platform.trail.vocabulary.Way['EXPORT'], stepwell.platform.trail.vocabulary.Way['COMMAND'], stepwell.platform.trail.vocabulary.Way['JOB']])), name='access_way')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('epoch', models.PositiveIntegerField()),
                ('last_transaction', stepwell.platform.trail.models.TransactionId()),
                ('last_event', models.BigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('leaves', models.BinaryField()),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
            options={
                'constraints': [stepwell.platform.walls.constraints.Wall(append_only=True, name='trail_seal_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['AUDIT'], 'system'), writers=('system',)), models.UniqueConstraint(fields=('organization', 'number'), name='seal_number')],
            },
        ),
        migrations.CreateModel(
            name='SealCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('checked_at', models.DateTimeField()),
                ('number', models.PositiveIntegerField(verbose_name='newest seal')),
                ('broken', models.TextField(blank=True, verbose_name='what did not hold')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', '-checked_at'], name='seal_check_newest')],
                'constraints': [stepwell.platform.walls.constraints.Wall(append_only=True, name='trail_sealcheck_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['AUDIT'], 'system'), writers=('system',))],
            },
        ),
    ]
