
import django.contrib.postgres.functions
import django.db.models.deletion
import stepwell.platform.crypto.fields
import stepwell.platform.walls.constraints
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
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('page', models.CharField(max_length=32)),
                ('content', stepwell.platform.crypto.fields.EncryptedJSONField(aad='drafts.draft.content')),
                ('updated_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'updated_at'], name='draft_age')],
                'constraints': [stepwell.platform.walls.constraints.Wall(author='account_id', deletable=True, name='drafts_draft_wall', organization='organization_id', readers=('writer',), writers=('writer', 'sweeper')), models.UniqueConstraint(fields=('organization', 'account', 'page'), name='draft_once'), models.CheckConstraint(condition=models.Q(('page__regex', '^[0-9a-f]{32}$')), name='draft_page')],
            },
        ),
    ]
