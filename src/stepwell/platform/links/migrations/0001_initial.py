
import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import stepwell.platform.links.rules.states
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
            name='OneTimeLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('purpose', models.CharField(max_length=40)),
                ('subject', models.UUIDField(verbose_name='the row that it opens')),
                ('category', models.CharField(max_length=20)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('proofs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), default=list, size=None)),
                ('asks_code', models.BooleanField(default=False)),
                ('expires_at', models.DateTimeField()),
                ('client', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.CreateModel(
            name='LinkEnd',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('kind', models.CharField(max_length=10)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
                ('link', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='ends', to='links.onetimelink')),
            ],
        ),
        migrations.CreateModel(
            name='LinkAttempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('proof', models.CharField(max_length=32)),
                ('browser', models.CharField(max_length=64)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
                ('link', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='links.onetimelink')),
            ],
        ),
        migrations.AddIndex(
            model_name='onetimelink',
            index=models.Index(fields=['organization', 'subject', '-created_at'], name='link_of_subject'),
        ),
        migrations.AddIndex(
            model_name='onetimelink',
            index=models.Index(fields=['client', '-created_at'], name='link_of_client'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, client='client_id', lookup=True, name='links_onetimelink_wall', organization='organization_id', readers=('filer', 'system'), writers=('filer',)),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='links_onetimelink_target'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='links_onetimelink_client_same'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', (stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], stepwell.platform.walls.rights.Category['CHART'], stepwell.platform.walls.rights.Category['CONSENTS'], stepwell.platform.walls.rights.Category['BENEFITS'], stepwell.platform.walls.rights.Category['BILLING'], stepwell.platform.walls.rights.Category['CONFIGURATION']))), name='link_category'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('category', stepwell.platform.walls.rights.Category['CONFIGURATION']), ('client', None)), models.Q(models.Q(('category', stepwell.platform.walls.rights.Category['CONFIGURATION']), _negated=True), ('client__isnull', False)), _connector='OR'), name='link_of_client_or_office'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(('token_hash__regex', '^[0-9a-f]{64}$')), name='link_token'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='link_forward'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(('asks_code', False), models.Q(('proofs', []), _negated=True), _connector='OR'), name='link_code_is_asked_with_name'),
        ),
        migrations.AddConstraint(
            model_name='linkend',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, lookup=True, name='links_linkend_wall', organization='organization_id', readers=('keeper', 'linked', 'system'), writers=('ender',)),
        ),
        migrations.AddConstraint(
            model_name='linkend',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='link', name='links_linkend_link_same'),
        ),
        migrations.AddConstraint(
            model_name='linkend',
            constraint=models.UniqueConstraint(fields=('link',), name='link_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='linkend',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', [stepwell.platform.links.rules.states.End['USED'], stepwell.platform.links.rules.states.End['REVOKED']])), name='link_end_kind'),
        ),
        migrations.AddIndex(
            model_name='linkattempt',
            index=models.Index(fields=['organization', 'link'], name='attempt_of_link'),
        ),
        migrations.AddConstraint(
            model_name='linkattempt',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, lookup=True, name='links_linkattempt_wall', organization='organization_id', readers=('keeper', 'system'), writers=('prover',)),
        ),
        migrations.AddConstraint(
            model_name='linkattempt',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='link', name='links_linkattempt_link_same'),
        ),
    ]
