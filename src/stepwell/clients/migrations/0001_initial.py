
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import stepwell.clients.vocabulary
import stepwell.platform.crypto.fields
import stepwell.platform.walls.constraints
import stepwell.platform.walls.rights
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CareAssignment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('kind', models.CharField(choices=[(stepwell.clients.vocabulary.CareKind['PRIMARY'], 'Primary clinician'), (stepwell.clients.vocabulary.CareKind['TEAM'], 'Care team'), (stepwell.clients.vocabulary.CareKind['ROSTER'], 'Covers a group'), (stepwell.clients.vocabulary.CareKind['REVIEW'], 'Reviews an authorization')], max_length=10)),
                ('starts_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.membership')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Client',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('record_number', models.CharField(max_length=20)),
                ('first_name', models.CharField(max_length=60, verbose_name='legal first name')),
                ('middle_name', models.CharField(blank=True, max_length=60, verbose_name='legal middle name')),
                ('last_name', models.CharField(max_length=60, verbose_name='legal last name')),
                ('preferred_name', models.CharField(blank=True, max_length=60)),
                ('pronouns', models.CharField(blank=True, max_length=30)),
                ('search_key', models.TextField(editable=False)),
                ('sound_key', models.GeneratedField(db_persist=True, expression=models.Func(models.F('search_key'), function='stepwell.sounds'), output_field=models.TextField())),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.site')),
            ],
        ),
        migrations.CreateModel(
            name='CareAssignmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('kind', models.CharField(choices=[(stepwell.clients.vocabulary.CareKind['PRIMARY'], 'Primary clinician'), (stepwell.clients.vocabulary.CareKind['TEAM'], 'Care team'), (stepwell.clients.vocabulary.CareKind['ROSTER'], 'Covers a group'), (stepwell.clients.vocabulary.CareKind['REVIEW'], 'Reviews an authorization')], max_length=10)),
                ('starts_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.membership')),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='clients.careassignment')),
                ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='clients.client')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='careassignment',
            name='client',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='care', to='clients.client'),
        ),
        migrations.CreateModel(
            name='ClientEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('record_number', models.CharField(max_length=20)),
                ('first_name', models.CharField(max_length=60, verbose_name='legal first name')),
                ('middle_name', models.CharField(blank=True, max_length=60, verbose_name='legal middle name')),
                ('last_name', models.CharField(max_length=60, verbose_name='legal last name')),
                ('preferred_name', models.CharField(blank=True, max_length=60)),
                ('pronouns', models.CharField(blank=True, max_length=30)),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='clients.client')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactMethod',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('kind', models.CharField(choices=[(stepwell.clients.vocabulary.ContactKind['MOBILE'], 'Mobile phone'), (stepwell.clients.vocabulary.ContactKind['HOME'], 'Home phone'), (stepwell.clients.vocabulary.ContactKind['WORK'], 'Work phone'), (stepwell.clients.vocabulary.ContactKind['EMAIL'], 'E-mail')], max_length=10)),
                ('value', stepwell.platform.crypto.fields.EncryptedTextField(aad='clients.contact_method.value')),
                ('value_index', models.BinaryField(max_length=16)),
                ('is_safe', models.BooleanField(default=False, verbose_name='safe to use')),
                ('may_text', models.BooleanField(default=False, verbose_name='may be texted')),
                ('message', models.CharField(choices=[(stepwell.clients.vocabulary.Message['NOTHING'], 'Leave nothing'), (stepwell.clients.vocabulary.Message['NAME_AND_NUMBER'], 'A first name and a number, nothing else'), (stepwell.clients.vocabulary.Message['CLINIC'], 'May say it is the clinic')], default=stepwell.clients.vocabulary.Message['NOTHING'], max_length=20, verbose_name='if nobody answers')),
                ('best_times', models.CharField(blank=True, max_length=80, verbose_name='safe times')),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='clients.client')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.CreateModel(
            name='ContactMethodEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('kind', models.CharField(choices=[(stepwell.clients.vocabulary.ContactKind['MOBILE'], 'Mobile phone'), (stepwell.clients.vocabulary.ContactKind['HOME'], 'Home phone'), (stepwell.clients.vocabulary.ContactKind['WORK'], 'Work phone'), (stepwell.clients.vocabulary.ContactKind['EMAIL'], 'E-mail')], max_length=10)),
                ('value', stepwell.platform.crypto.fields.EncryptedTextField(aad='clients.contact_method.value')),
                ('value_index', models.BinaryField(max_length=16)),
                ('is_safe', models.BooleanField(default=False, verbose_name='safe to use')),
                ('may_text', models.BooleanField(default=False, verbose_name='may be texted')),
                ('message', models.CharField(choices=[(stepwell.clients.vocabulary.Message['NOTHING'], 'Leave nothing'), (stepwell.clients.vocabulary.Message['NAME_AND_NUMBER'], 'A first name and a number, nothing else'), (stepwell.clients.vocabulary.Message['CLINIC'], 'May say it is the clinic')], default=stepwell.clients.vocabulary.Message['NOTHING'], max_length=20, verbose_name='if nobody answers')),
                ('best_times', models.CharField(blank=True, max_length=80, verbose_name='safe times')),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='clients.client')),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='clients.contactmethod')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Demographics',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('birth_date', models.DateField()),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish'), ('zh', 'Chinese'), ('vi', 'Vietnamese'), ('tl', 'Tagalog'), ('ar', 'Arabic'), ('fr', 'French'), ('ht', 'Haitian Creole'), ('ko', 'Korean'), ('ru', 'Russian'), ('pt', 'Portuguese'), ('ase', 'American Sign Language'), ('other', 'Another language')], default='en', max_length=10)),
                ('needs_interpreter', models.BooleanField(default=False)),
                ('address', stepwell.platform.crypto.fields.EncryptedTextField(aad='clients.demographics.address', blank=True, null=True)),
                ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='demographics_rows', to='clients.client')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.CreateModel(
            name='DemographicsEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('birth_date', models.DateField()),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish'), ('zh', 'Chinese'), ('vi', 'Vietnamese'), ('tl', 'Tagalog'), ('ar', 'Arabic'), ('fr', 'French'), ('ht', 'Haitian Creole'), ('ko', 'Korean'), ('ru', 'Russian'), ('pt', 'Portuguese'), ('ase', 'American Sign Language'), ('other', 'Another language')], default='en', max_length=10)),
                ('needs_interpreter', models.BooleanField(default=False)),
                ('address', stepwell.platform.crypto.fields.EncryptedTextField(aad='clients.demographics.address', blank=True, null=True)),
                ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='clients.client')),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='clients.demographics')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EmergencyContact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('name', stepwell.platform.crypto.fields.EncryptedTextField(aad='clients.emergency_contact.name')),
                ('relation', models.CharField(max_length=60, verbose_name='relation to the client')),
                ('phone', stepwell.platform.crypto.fields.EncryptedTextField(aad='clients.emergency_contact.phone')),
                ('knows_of_treatment', models.BooleanField(default=False, verbose_name='knows that the client is in treatment')),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='emergency_contacts', to='clients.client')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.CreateModel(
            name='EmergencyContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('name', stepwell.platform.crypto.fields.EncryptedTextField(aad='clients.emergency_contact.name')),
                ('relation', models.CharField(max_length=60, verbose_name='relation to the client')),
                ('phone', stepwell.platform.crypto.fields.EncryptedTextField(aad='clients.emergency_contact.phone')),
                ('knows_of_treatment', models.BooleanField(default=False, verbose_name='knows that the client is in treatment')),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='clients.client')),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='clients.emergencycontact')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecordCounter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('last', models.PositiveBigIntegerField()),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='client',
            index=models.Index(fields=['organization', 'last_name', 'first_name', 'id'], name='client_by_name'),
        ),
        migrations.AddIndex(
            model_name='client',
            index=models.Index(fields=['organization', 'site'], name='client_of_site'),
        ),
        migrations.AddIndex(
            model_name='client',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_key'], name='client_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='client',
            index=django.contrib.postgres.indexes.GinIndex(fields=['sound_key'], name='client_sound', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=stepwell.platform.walls.constraints.Wall(client='id', lookup=True, name='clients_client_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['IDENTITY'], 'system'), site='site_id', writers=(stepwell.platform.walls.rights.Category['IDENTITY'],)),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='clients_client_target'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='site', name='clients_client_site_same'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.UniqueConstraint(fields=('organization', 'record_number'), name='client_record_number'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('record_number', ''), _negated=True), models.Q(('search_key', ''), _negated=True)), name='client_not_empty'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='client',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_clientevent" ("created_at", "first_name", "id", "last_name", "middle_name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_name", "pronouns", "record_number", "site_id") VALUES (NEW."created_at", NEW."first_name", NEW."id", NEW."last_name", NEW."middle_name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."preferred_name", NEW."pronouns", NEW."record_number", NEW."site_id"); RETURN NULL;', hash='17017f3207fbbe75c22bd15166536144f5ccc612', operation='INSERT', pgid='pgtrigger_insert_insert_a5391', table='clients_client', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='client',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."middle_name" IS DISTINCT FROM (NEW."middle_name") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."preferred_name" IS DISTINCT FROM (NEW."preferred_name") OR OLD."pronouns" IS DISTINCT FROM (NEW."pronouns") OR OLD."record_number" IS DISTINCT FROM (NEW."record_number") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id"))', func='INSERT INTO "clients_clientevent" ("created_at", "first_name", "id", "last_name", "middle_name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_name", "pronouns", "record_number", "site_id") VALUES (NEW."created_at", NEW."first_name", NEW."id", NEW."last_name", NEW."middle_name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."preferred_name", NEW."pronouns", NEW."record_number", NEW."site_id"); RETURN NULL;', hash='26a6d9547a43381544db4008a4ee692d587ba98c', operation='UPDATE', pgid='pgtrigger_update_update_757e7', table='clients_client', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='client',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_clientevent" ("created_at", "first_name", "id", "last_name", "middle_name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_name", "pronouns", "record_number", "site_id") VALUES (OLD."created_at", OLD."first_name", OLD."id", OLD."last_name", OLD."middle_name", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."preferred_name", OLD."pronouns", OLD."record_number", OLD."site_id"); RETURN NULL;', hash='2e34ca5fc6197de9cd6f9b5fb18d80f2bc4734af', operation='DELETE', pgid='pgtrigger_delete_delete_f8895', table='clients_client', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='careassignmentevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, client='client_id', name='clients_careassignmentevent_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['CASELOAD'], 'system'), writers=('recorder',)),
        ),
        migrations.AddIndex(
            model_name='careassignment',
            index=models.Index(fields=['membership', 'client'], name='care_of_membership'),
        ),
        migrations.AddIndex(
            model_name='careassignment',
            index=models.Index(fields=['client'], name='care_of_client'),
        ),
        migrations.AddConstraint(
            model_name='careassignment',
            constraint=stepwell.platform.walls.constraints.Wall(client='client_id', lookup=True, name='clients_careassignment_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['CASELOAD'], 'system'), writers=(stepwell.platform.walls.rights.Category['CASELOAD'],)),
        ),
        migrations.AddConstraint(
            model_name='careassignment',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='clients_careassignment_client_same'),
        ),
        migrations.AddConstraint(
            model_name='careassignment',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='membership', name='clients_careassignment_membership_same'),
        ),
        migrations.AddConstraint(
            model_name='careassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('client', 'membership', 'kind'), name='care_once'),
        ),
        migrations.AddConstraint(
            model_name='careassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None), ('kind', stepwell.clients.vocabulary.CareKind['PRIMARY'])), fields=('client',), name='care_one_primary'),
        ),
        migrations.AddConstraint(
            model_name='careassignment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', [stepwell.clients.vocabulary.CareKind['PRIMARY'], stepwell.clients.vocabulary.CareKind['TEAM'], stepwell.clients.vocabulary.CareKind['ROSTER'], stepwell.clients.vocabulary.CareKind['REVIEW']])), name='care_kind'),
        ),
        migrations.AddConstraint(
            model_name='careassignment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='care_forward'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='careassignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_careassignmentevent" ("client_id", "created_at", "ends_at", "id", "kind", "membership_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") VALUES (NEW."client_id", NEW."created_at", NEW."ends_at", NEW."id", NEW."kind", NEW."membership_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."starts_at"); RETURN NULL;', hash='54a852bee53b4f5ec827b8b9c926f9555ecded3e', operation='INSERT', pgid='pgtrigger_insert_insert_be972', table='clients_careassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='careassignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "clients_careassignmentevent" ("client_id", "created_at", "ends_at", "id", "kind", "membership_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") VALUES (NEW."client_id", NEW."created_at", NEW."ends_at", NEW."id", NEW."kind", NEW."membership_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."starts_at"); RETURN NULL;', hash='34aa9596c7f9fe924160ded95e380df808f0b24c', operation='UPDATE', pgid='pgtrigger_update_update_7936c', table='clients_careassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='careassignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_careassignmentevent" ("client_id", "created_at", "ends_at", "id", "kind", "membership_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") VALUES (OLD."client_id", OLD."created_at", OLD."ends_at", OLD."id", OLD."kind", OLD."membership_id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."starts_at"); RETURN NULL;', hash='7a9719590f27c6765e06c6d1ac0ffbed9a3c0f30', operation='DELETE', pgid='pgtrigger_delete_delete_b5341', table='clients_careassignment', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='clientevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, client='id', name='clients_clientevent_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['IDENTITY'], 'system'), writers=('recorder',)),
        ),
        migrations.AddIndex(
            model_name='contactmethod',
            index=models.Index(fields=['client'], name='contact_of_client'),
        ),
        migrations.AddIndex(
            model_name='contactmethod',
            index=models.Index(fields=['organization', 'value_index'], name='contact_by_value'),
        ),
        migrations.AddConstraint(
            model_name='contactmethod',
            constraint=stepwell.platform.walls.constraints.Wall(client='client_id', name='clients_contactmethod_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], 'system'), writers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'],)),
        ),
        migrations.AddConstraint(
            model_name='contactmethod',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='clients_contactmethod_client_same'),
        ),
        migrations.AddConstraint(
            model_name='contactmethod',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', [stepwell.clients.vocabulary.ContactKind['MOBILE'], stepwell.clients.vocabulary.ContactKind['HOME'], stepwell.clients.vocabulary.ContactKind['WORK'], stepwell.clients.vocabulary.ContactKind['EMAIL']])), name='contact_kind'),
        ),
        migrations.AddConstraint(
            model_name='contactmethod',
            constraint=models.CheckConstraint(condition=models.Q(('message__in', [stepwell.clients.vocabulary.Message['NOTHING'], stepwell.clients.vocabulary.Message['NAME_AND_NUMBER'], stepwell.clients.vocabulary.Message['CLINIC']])), name='contact_message'),
        ),
        migrations.AddConstraint(
            model_name='contactmethod',
            constraint=models.CheckConstraint(condition=models.Q(('is_safe', True), models.Q(('may_text', False), ('message', stepwell.clients.vocabulary.Message['NOTHING'])), _connector='OR'), name='contact_unsafe_is_silent'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactmethod',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_contactmethodevent" ("best_times", "client_id", "created_at", "ended_at", "id", "is_safe", "kind", "may_text", "message", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "value_index") VALUES (NEW."best_times", NEW."client_id", NEW."created_at", NEW."ended_at", NEW."id", NEW."is_safe", NEW."kind", NEW."may_text", NEW."message", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."value", NEW."value_index"); RETURN NULL;', hash='cdabfc7013c490ddb86bb4651ad0b21f55886878', operation='INSERT', pgid='pgtrigger_insert_insert_dd555', table='clients_contactmethod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactmethod',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "clients_contactmethodevent" ("best_times", "client_id", "created_at", "ended_at", "id", "is_safe", "kind", "may_text", "message", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "value_index") VALUES (NEW."best_times", NEW."client_id", NEW."created_at", NEW."ended_at", NEW."id", NEW."is_safe", NEW."kind", NEW."may_text", NEW."message", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."value", NEW."value_index"); RETURN NULL;', hash='7da7fa4cb1502fb71654e42076e29cc5695b28fb', operation='UPDATE', pgid='pgtrigger_update_update_595ee', table='clients_contactmethod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactmethod',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_contactmethodevent" ("best_times", "client_id", "created_at", "ended_at", "id", "is_safe", "kind", "may_text", "message", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "value_index") VALUES (OLD."best_times", OLD."client_id", OLD."created_at", OLD."ended_at", OLD."id", OLD."is_safe", OLD."kind", OLD."may_text", OLD."message", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."value", OLD."value_index"); RETURN NULL;', hash='ee0b18caa1fcf4506e1ead5b4f200471f47ae772', operation='DELETE', pgid='pgtrigger_delete_delete_7e96d', table='clients_contactmethod', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='contactmethodevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, client='client_id', name='clients_contactmethodevent_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], 'system'), writers=('recorder',)),
        ),
        migrations.AddIndex(
            model_name='demographics',
            index=models.Index(fields=['organization', 'birth_date'], name='demographics_birth_date'),
        ),
        migrations.AddConstraint(
            model_name='demographics',
            constraint=stepwell.platform.walls.constraints.Wall(client='client_id', lookup=True, name='clients_demographics_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], 'system'), writers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'],)),
        ),
        migrations.AddConstraint(
            model_name='demographics',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='clients_demographics_client_same'),
        ),
        migrations.AddConstraint(
            model_name='demographics',
            constraint=models.UniqueConstraint(fields=('organization', 'client'), name='demographics_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='demographics',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_demographicsevent" ("address", "birth_date", "client_id", "created_at", "id", "language", "needs_interpreter", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."birth_date", NEW."client_id", NEW."created_at", NEW."id", NEW."language", NEW."needs_interpreter", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='c085961d70df799c354a8f5f68791076e88c5d69', operation='INSERT', pgid='pgtrigger_insert_insert_9c12b', table='clients_demographics', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='demographics',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "clients_demographicsevent" ("address", "birth_date", "client_id", "created_at", "id", "language", "needs_interpreter", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."birth_date", NEW."client_id", NEW."created_at", NEW."id", NEW."language", NEW."needs_interpreter", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='337327de388a3bb8d216183a4bdc4a8b480a4673', operation='UPDATE', pgid='pgtrigger_update_update_68ca2', table='clients_demographics', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='demographics',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_demographicsevent" ("address", "birth_date", "client_id", "created_at", "id", "language", "needs_interpreter", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."birth_date", OLD."client_id", OLD."created_at", OLD."id", OLD."language", OLD."needs_interpreter", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='2e8182da8fc643d49ef0474d55159a37ff205f56', operation='DELETE', pgid='pgtrigger_delete_delete_1c64c', table='clients_demographics', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='demographicsevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, client='client_id', name='clients_demographicsevent_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], 'system'), writers=('recorder',)),
        ),
        migrations.AddIndex(
            model_name='emergencycontact',
            index=models.Index(fields=['client'], name='emergency_contact_of_client'),
        ),
        migrations.AddConstraint(
            model_name='emergencycontact',
            constraint=stepwell.platform.walls.constraints.Wall(client='client_id', name='clients_emergencycontact_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], 'system'), writers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'],)),
        ),
        migrations.AddConstraint(
            model_name='emergencycontact',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='client', name='clients_emergencycontact_client_same'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencycontact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_emergencycontactevent" ("client_id", "created_at", "ended_at", "id", "knows_of_treatment", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relation") VALUES (NEW."client_id", NEW."created_at", NEW."ended_at", NEW."id", NEW."knows_of_treatment", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."relation"); RETURN NULL;', hash='f2dc3de1078f87837c0d30e46126f932275a20dd', operation='INSERT', pgid='pgtrigger_insert_insert_40245', table='clients_emergencycontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencycontact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "clients_emergencycontactevent" ("client_id", "created_at", "ended_at", "id", "knows_of_treatment", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relation") VALUES (NEW."client_id", NEW."created_at", NEW."ended_at", NEW."id", NEW."knows_of_treatment", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."relation"); RETURN NULL;', hash='5421a0d1667ac1153e934439be267a388a144abc', operation='UPDATE', pgid='pgtrigger_update_update_afa50', table='clients_emergencycontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencycontact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clients_emergencycontactevent" ("client_id", "created_at", "ended_at", "id", "knows_of_treatment", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relation") VALUES (OLD."client_id", OLD."created_at", OLD."ended_at", OLD."id", OLD."knows_of_treatment", OLD."name", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."relation"); RETURN NULL;', hash='a1d4b796949e0308810ecf6081a0e645ec56afbf', operation='DELETE', pgid='pgtrigger_delete_delete_96de4', table='clients_emergencycontact', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='emergencycontactevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, client='client_id', name='clients_emergencycontactevent_wall', organization='organization_id', readers=(stepwell.platform.walls.rights.Category['DEMOGRAPHICS'], 'system'), writers=('recorder',)),
        ),
        migrations.AddConstraint(
            model_name='recordcounter',
            constraint=stepwell.platform.walls.constraints.Wall(name='clients_recordcounter_wall', organization='organization_id', writers=('tenant',)),
        ),
        migrations.AddConstraint(
            model_name='recordcounter',
            constraint=models.UniqueConstraint(fields=('organization',), name='record_counter_once'),
        ),
    ]
