
import django.contrib.postgres.functions
import django.db.models.deletion
import stepwell.platform.crypto.fields
import stepwell.platform.signatures.rules.marks
import stepwell.platform.walls.constraints
import stepwell.platform.walls.rights
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('clients', '0001_initial'),
        ('documents', '0001_initial'),
        ('links', '0001_initial'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('category', models.CharField(max_length=20)),
                ('label', models.CharField(max_length=120, verbose_name='what was signed')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of what was signed')),
                ('signer', stepwell.platform.crypto.fields.EncryptedTextField(aad='signatures.signature.signer', verbose_name='name of the signer')),
                ('way', models.CharField(choices=[(stepwell.platform.signatures.rules.marks.Way['TYPED'], 'Typed name'), (stepwell.platform.signatures.rules.marks.Way['DRAWN'], 'Drawn')], max_length=10)),
                ('mark', stepwell.platform.crypto.fields.EncryptedBytesField(aad='signatures.signature.mark')),
                ('signed_at', models.DateTimeField()),
                ('seal', models.CharField(max_length=64)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('document', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('link', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='links.onetimelink')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['client', '-signed_at'], name='signature_of_client'), models.Index(fields=['organization', 'digest'], name='signature_of_content')],
                'constraints': [stepwell.platform.walls.constraints.Wall(append_only=True, author='account_id', client='client_id', name='signatures_signature_wall', organization='organization_id', readers=('filed', 'linked', 'system'), writers=('signer',)), models.UniqueConstraint(fields=('organization', 'id'), name='signatures_signature_target'), stepwell.platform.walls.constraints.SameOrganization(field='client', name='signatures_signature_client_same'), stepwell.platform.walls.constraints.SameOrganization(field='document', name='signatures_signature_document_same'), stepwell.platform.walls.constraints.SameOrganization(field='link', name='signatures_signature_link_same'), models.CheckConstraint(condition=models.Q(models.Q(('category', stepwell.platform.walls.rights.Category['CONFIGURATION']), ('client', None)), models.Q(('category__in', (stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], stepwell.platform.walls.rights.Category['CHART'], stepwell.platform.walls.rights.Category['CONSENTS'], stepwell.platform.walls.rights.Category['BENEFITS'], stepwell.platform.walls.rights.Category['BILLING'])), ('client__isnull', False)), _connector='OR'), name='signature_of_client_or_office'), models.CheckConstraint(condition=models.Q(('way__in', [stepwell.platform.signatures.rules.marks.Way['TYPED'], stepwell.platform.signatures.rules.marks.Way['DRAWN']])), name='signature_way'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='signature_digest'), models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='signature_label'), models.CheckConstraint(condition=models.Q(('account__isnull', False), ('link__isnull', False), _connector='OR'), name='signature_by_somebody')],
            },
        ),
    ]
