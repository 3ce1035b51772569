
import django.contrib.postgres.functions
import django.db.models.deletion
import stepwell.platform.crypto.fields
import stepwell.platform.outbox.rules.states
import stepwell.platform.outbox.rules.wording
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
            name='OutboxMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('category', models.CharField(max_length=20)),
                ('template', models.CharField(choices=[(stepwell.platform.outbox.rules.wording.Template['INVITATION'], 'Invitation of a colleague'), (stepwell.platform.outbox.rules.wording.Template['LINK'], 'A link to open'), (stepwell.platform.outbox.rules.wording.Template['ATTENTION'], 'Something waits after sign-in')], max_length=20)),
                ('recipient', stepwell.platform.crypto.fields.EncryptedTextField(aad='outbox.message.recipient')),
                ('link', stepwell.platform.crypto.fields.EncryptedTextField(aad='outbox.message.link')),
                ('client', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.CreateModel(
            name='OutboxEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('kind', models.CharField(max_length=10)),
                ('detail', models.CharField(blank=True, max_length=40)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
                ('message', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='outbox.outboxmessage')),
            ],
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(fields=['organization', '-created_at'], name='message_newest'),
        ),
        migrations.AddConstraint(
            model_name='outboxmessage',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, author='made_by_id', client='client_id', name='outbox_outboxmessage_wall', organization='organization_id', readers=('actor', 'filer', 'system'), writers=('sender',)),
        ),
        migrations.AddConstraint(
            model_name='outboxmessage',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='outbox_outboxmessage_target'),
        ),
        migrations.AddConstraint(
            model_name='outboxmessage',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='outbox_outboxmessage_client_same'),
        ),
        migrations.AddConstraint(
            model_name='outboxmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('category', stepwell.platform.walls.rights.Category['CONFIGURATION']), ('client', None)), models.Q(('category__in', (stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], stepwell.platform.walls.rights.Category['CHART'], stepwell.platform.walls.rights.Category['CONSENTS'], stepwell.platform.walls.rights.Category['BENEFITS'], stepwell.platform.walls.rights.Category['BILLING'])), ('client__isnull', False)), _connector='OR'), name='message_of_client_or_office'),
        ),
        migrations.AddConstraint(
            model_name='outboxmessage',
            constraint=models.CheckConstraint(condition=models.Q(('template__in', [stepwell.platform.outbox.rules.wording.Template['INVITATION'], stepwell.platform.outbox.rules.wording.Template['LINK'], stepwell.platform.outbox.rules.wording.Template['ATTENTION']])), name='message_template'),
        ),
        migrations.AddIndex(
            model_name='outboxevent',
            index=models.Index(fields=['organization', 'message'], name='event_of_message'),
        ),
        migrations.AddConstraint(
            model_name='outboxevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, name='outbox_outboxevent_wall', organization='organization_id', readers=('correspondent', 'system'), writers=('system',)),
        ),
        migrations.AddConstraint(
            model_name='outboxevent',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='message', name='outbox_outboxevent_message_same'),
        ),
        migrations.AddConstraint(
            model_name='outboxevent',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', stepwell.platform.outbox.rules.states.Event['SENT'])), fields=('message',), name='message_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='outboxevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', [stepwell.platform.outbox.rules.states.Event['SENT'], stepwell.platform.outbox.rules.states.Event['REFUSED'], stepwell.platform.outbox.rules.states.Event['DELAYED']])), name='message_event_kind'),
        ),
    ]
