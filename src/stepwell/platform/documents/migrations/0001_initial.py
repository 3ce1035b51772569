
import django.contrib.postgres.functions
import django.db.models.deletion
import stepwell.platform.crypto.fields
import stepwell.platform.documents.vocabulary
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
            name='Document',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('category', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('media_type', models.CharField(max_length=20)),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('content', stepwell.platform.crypto.fields.EncryptedBytesField(aad='documents.document.content')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
                ('previous', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
            ],
        ),
        migrations.CreateModel(
            name='DocumentWithdrawal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('category', models.CharField(max_length=20)),
                ('reason', models.CharField(max_length=200)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='documents.document')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['client', '-created_at'], name='document_of_client'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, client='client_id', name='documents_document_wall', organization='organization_id', readers=('filed', 'visitor', 'system'), writers=('filer',)),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='documents_document_target'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='documents_document_client_same'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='previous', name='documents_document_previous_same'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('category', stepwell.platform.walls.rights.Category['CONFIGURATION']), ('client', None)), models.Q(('category__in', [stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], stepwell.platform.walls.rights.Category['CHART'], stepwell.platform.walls.rights.Category['CONSENTS'], stepwell.platform.walls.rights.Category['BENEFITS'], stepwell.platform.walls.rights.Category['BILLING']]), ('client__isnull', False)), _connector='OR'), name='document_of_client_or_office'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('media_type__in', [stepwell.platform.documents.vocabulary.MediaType['PDF'], stepwell.platform.documents.vocabulary.MediaType['PNG'], stepwell.platform.documents.vocabulary.MediaType['JPEG']])), name='document_media_type'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 1), ('size__lte', 10485760)), name='document_size'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='document_digest'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='document_title'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('previous', None), models.Q(('previous', models.F('id')), _negated=True), _connector='OR'), name='document_not_its_own_successor'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('previous',), name='document_one_successor'),
        ),
        migrations.AddConstraint(
            model_name='documentwithdrawal',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, client='client_id', name='documents_documentwithdrawal_wall', organization='organization_id', readers=('filed', 'system'), writers=('filer',)),
        ),
        migrations.AddConstraint(
            model_name='documentwithdrawal',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='document', name='documents_documentwithdrawal_document_same'),
        ),
        migrations.AddConstraint(
            model_name='documentwithdrawal',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='documents_documentwithdrawal_client_same'),
        ),
        migrations.AddConstraint(
            model_name='documentwithdrawal',
            constraint=models.UniqueConstraint(fields=('document',), name='document_withdrawn_once'),
        ),
        migrations.AddConstraint(
            model_name='documentwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='document_withdrawal_reason'),
        ),
    ]
