
import django.contrib.postgres.functions
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
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
            name='Credential',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('kind', models.CharField(choices=[('license', 'License'), ('certification', 'Certification'), ('registration', 'Registration'), ('dea', 'DEA registration'), ('npi', 'NPI'), ('training', 'Training')], max_length=20)),
                ('title', models.CharField(max_length=60, verbose_name='title, such as LPC or CADC II')),
                ('number', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(blank=True, choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('GU', 'Guam'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('PR', 'Puerto Rico'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VI', 'Virgin Islands'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')], max_length=2, verbose_name='issued by state')),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='tenancy.membership')),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
            ],
        ),
        migrations.CreateModel(
            name='CredentialEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('kind', models.CharField(choices=[('license', 'License'), ('certification', 'Certification'), ('registration', 'Registration'), ('dea', 'DEA registration'), ('npi', 'NPI'), ('training', 'Training')], max_length=20)),
                ('title', models.CharField(max_length=60, verbose_name='title, such as LPC or CADC II')),
                ('number', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(blank=True, choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('GU', 'Guam'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('PR', 'Puerto Rico'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VI', 'Virgin Islands'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')], max_length=2, verbose_name='issued by state')),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.membership')),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.credential')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('name', models.CharField(max_length=80)),
                ('level', models.CharField(choices=[('1', '1, outpatient'), ('2.1', '2.1, intensive outpatient'), ('2.5', '2.5, partial hospitalization')], max_length=4, verbose_name='level of care')),
                ('kind', models.CharField(choices=[('addiction', 'Addiction'), ('mental_health', 'Mental health'), ('co_occurring', 'Addiction and mental health')], max_length=20, verbose_name='treats')),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.site')),
            ],
        ),
        migrations.CreateModel(
            name='ProgramEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('name', models.CharField(max_length=80)),
                ('level', models.CharField(choices=[('1', '1, outpatient'), ('2.1', '2.1, intensive outpatient'), ('2.5', '2.5, partial hospitalization')], max_length=4, verbose_name='level of care')),
                ('kind', models.CharField(choices=[('addiction', 'Addiction'), ('mental_health', 'Mental health'), ('co_occurring', 'Addiction and mental health')], max_length=20, verbose_name='treats')),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.program')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('name', models.CharField(max_length=60)),
                ('seats', models.PositiveSmallIntegerField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.site')),
            ],
        ),
        migrations.CreateModel(
            name='RoomEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('name', models.CharField(max_length=60)),
                ('seats', models.PositiveSmallIntegerField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.room')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=stepwell.platform.walls.constraints.Wall(name='people_credential_wall', organization='organization_id', readers=('tenant', 'system'), writers=(stepwell.platform.walls.rights.Category['CONFIGURATION'],)),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='people_credential_target'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='membership', name='people_credential_membership_same'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(('issued_on', None), ('expires_on', None), ('expires_on__gte', models.F('issued_on')), _connector='OR'), name='credential_forward'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='credential',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_credentialevent" ("created_at", "expires_on", "id", "issued_on", "kind", "membership_id", "number", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "withdrawn_on") VALUES (NEW."created_at", NEW."expires_on", NEW."id", NEW."issued_on", NEW."kind", NEW."membership_id", NEW."number", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."title", NEW."withdrawn_on"); RETURN NULL;', hash='585ce44abfbf184a8ca4e82693e1901005235a15', operation='INSERT', pgid='pgtrigger_insert_insert_a5934', table='people_credential', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='credential',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_credentialevent" ("created_at", "expires_on", "id", "issued_on", "kind", "membership_id", "number", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "withdrawn_on") VALUES (NEW."created_at", NEW."expires_on", NEW."id", NEW."issued_on", NEW."kind", NEW."membership_id", NEW."number", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."title", NEW."withdrawn_on"); RETURN NULL;', hash='fbff04f34899cc384608d4217e9fc9888f63b98c', operation='UPDATE', pgid='pgtrigger_update_update_c9421', table='people_credential', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='credential',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_credentialevent" ("created_at", "expires_on", "id", "issued_on", "kind", "membership_id", "number", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "withdrawn_on") VALUES (OLD."created_at", OLD."expires_on", OLD."id", OLD."issued_on", OLD."kind", OLD."membership_id", OLD."number", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."title", OLD."withdrawn_on"); RETURN NULL;', hash='16d594fec8bc7b8b2a39595a20735c26a50c2e9a', operation='DELETE', pgid='pgtrigger_delete_delete_2b859', table='people_credential', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='credentialevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, name='people_credentialevent_wall', organization='organization_id', readers=('tenant', 'system', stepwell.platform.walls.rights.Category['CONFIGURATION']), writers=('recorder',)),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=stepwell.platform.walls.constraints.Wall(name='people_program_wall', organization='organization_id', readers=('tenant', 'system'), site='site_id', writers=(stepwell.platform.walls.rights.Category['CONFIGURATION'],)),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='people_program_target'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='site', name='people_program_site_same'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.UniqueConstraint(fields=('organization', 'site', 'name'), name='program_name'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['1', '2.1', '2.5'])), name='program_level'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='program',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_programevent" ("closed_on", "created_at", "id", "kind", "level", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (NEW."closed_on", NEW."created_at", NEW."id", NEW."kind", NEW."level", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."site_id"); RETURN NULL;', hash='608d32306908be8999f2563eae4c686e6274f017', operation='INSERT', pgid='pgtrigger_insert_insert_33cda', table='people_program', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='program',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_programevent" ("closed_on", "created_at", "id", "kind", "level", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (NEW."closed_on", NEW."created_at", NEW."id", NEW."kind", NEW."level", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."site_id"); RETURN NULL;', hash='24be305671845a89e7f29a4b8c0e96e0240bcdd9', operation='UPDATE', pgid='pgtrigger_update_update_4b0c2', table='people_program', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='program',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_programevent" ("closed_on", "created_at", "id", "kind", "level", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (OLD."closed_on", OLD."created_at", OLD."id", OLD."kind", OLD."level", OLD."name", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."site_id"); RETURN NULL;', hash='57fc5ce0bc1202917ab21422f5b9598d21b04bb2', operation='DELETE', pgid='pgtrigger_delete_delete_13d28', table='people_program', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='programevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, name='people_programevent_wall', organization='organization_id', readers=('tenant', 'system', stepwell.platform.walls.rights.Category['CONFIGURATION']), site='site_id', writers=('recorder',)),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=stepwell.platform.walls.constraints.Wall(name='people_room_wall', organization='organization_id', readers=('tenant', 'system'), site='site_id', writers=(stepwell.platform.walls.rights.Category['CONFIGURATION'],)),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='people_room_target'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='site', name='people_room_site_same'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(fields=('organization', 'site', 'name'), name='room_name'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.CheckConstraint(condition=models.Q(('seats__gte', 1), ('seats__lte', 500)), name='room_seats'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_roomevent" ("closed_on", "created_at", "id", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "site_id") VALUES (NEW."closed_on", NEW."created_at", NEW."id", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."seats", NEW."site_id"); RETURN NULL;', hash='55ecd01273368de7518a6901b7ff03330431a17d', operation='INSERT', pgid='pgtrigger_insert_insert_1b97d', table='people_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_roomevent" ("closed_on", "created_at", "id", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "site_id") VALUES (NEW."closed_on", NEW."created_at", NEW."id", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."seats", NEW."site_id"); RETURN NULL;', hash='e1df1ce9fa4ff5ffea598137d99a8b6ea5629825', operation='UPDATE', pgid='pgtrigger_update_update_135b2', table='people_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_roomevent" ("closed_on", "created_at", "id", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "site_id") VALUES (OLD."closed_on", OLD."created_at", OLD."id", OLD."name", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."seats", OLD."site_id"); RETURN NULL;', hash='e207ddf4291aa9b642f4057199ecf6fcf9a9a63d', operation='DELETE', pgid='pgtrigger_delete_delete_ec58a', table='people_room', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='roomevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, name='people_roomevent_wall', organization='organization_id', readers=('tenant', 'system', stepwell.platform.walls.rights.Category['CONFIGURATION']), site='site_id', writers=('recorder',)),
        ),
    ]
