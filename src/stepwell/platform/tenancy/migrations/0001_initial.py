
import django.contrib.postgres.functions
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import stepwell.platform.walls.constraints
import stepwell.platform.walls.rights
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OrganizationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('street', models.CharField(max_length=120)),
                ('street_2', models.CharField(blank=True, max_length=60, verbose_name='suite or floor')),
                ('city', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('GU', 'Guam'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('PR', 'Puerto Rico'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VI', 'Virgin Islands'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')], max_length=2)),
                ('postal_code', models.CharField(max_length=10, verbose_name='ZIP code')),
                ('phone', models.CharField(max_length=20, verbose_name='telephone')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name that people know')),
                ('legal_name', models.CharField(max_length=160)),
                ('npi', models.CharField(max_length=10, verbose_name='NPI')),
                ('tax_id', models.CharField(max_length=10, verbose_name='tax identification number')),
                ('time_zone', models.CharField(choices=[('America/New_York', 'Eastern'), ('America/Chicago', 'Central'), ('America/Denver', 'Mountain'), ('America/Phoenix', 'Arizona'), ('America/Los_Angeles', 'Pacific'), ('America/Anchorage', 'Alaska'), ('Pacific/Honolulu', 'Hawaii'), ('America/Puerto_Rico', 'Atlantic (Puerto Rico, Virgin Islands)'), ('Pacific/Guam', 'Chamorro (Guam)')], max_length=40)),
                ('jurisdiction', models.CharField(choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('GU', 'Guam'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('PR', 'Puerto Rico'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VI', 'Virgin Islands'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')], max_length=2, verbose_name='jurisdiction whose rules apply')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('role', models.CharField(choices=[(stepwell.platform.walls.rights.Role['ADMISSIONS'], 'Admissions coordinator'), (stepwell.platform.walls.rights.Role['CLINICIAN'], 'Clinician'), (stepwell.platform.walls.rights.Role['FACILITATOR'], 'Group facilitator'), (stepwell.platform.walls.rights.Role['SUPERVISOR'], 'Clinical supervisor'), (stepwell.platform.walls.rights.Role['DIRECTOR'], 'Program director'), (stepwell.platform.walls.rights.Role['PRESCRIBER'], 'Prescriber or nurse'), (stepwell.platform.walls.rights.Role['COLLECTOR'], 'Test collector'), (stepwell.platform.walls.rights.Role['UTILIZATION'], 'Utilization reviewer'), (stepwell.platform.walls.rights.Role['BILLER'], 'Biller'), (stepwell.platform.walls.rights.Role['CASE_MANAGER'], 'Case manager or peer'), (stepwell.platform.walls.rights.Role['PRIVACY'], 'Privacy officer'), (stepwell.platform.walls.rights.Role['ADMINISTRATOR'], 'System administrator'), (stepwell.platform.walls.rights.Role['AUDITOR'], 'Auditor')], max_length=20)),
                ('starts_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='basis, for an auditor')),
            ],
        ),
        migrations.CreateModel(
            name='RoleAssignmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('role', models.CharField(choices=[(stepwell.platform.walls.rights.Role['ADMISSIONS'], 'Admissions coordinator'), (stepwell.platform.walls.rights.Role['CLINICIAN'], 'Clinician'), (stepwell.platform.walls.rights.Role['FACILITATOR'], 'Group facilitator'), (stepwell.platform.walls.rights.Role['SUPERVISOR'], 'Clinical supervisor'), (stepwell.platform.walls.rights.Role['DIRECTOR'], 'Program director'), (stepwell.platform.walls.rights.Role['PRESCRIBER'], 'Prescriber or nurse'), (stepwell.platform.walls.rights.Role['COLLECTOR'], 'Test collector'), (stepwell.platform.walls.rights.Role['UTILIZATION'], 'Utilization reviewer'), (stepwell.platform.walls.rights.Role['BILLER'], 'Biller'), (stepwell.platform.walls.rights.Role['CASE_MANAGER'], 'Case manager or peer'), (stepwell.platform.walls.rights.Role['PRIVACY'], 'Privacy officer'), (stepwell.platform.walls.rights.Role['ADMINISTRATOR'], 'System administrator'), (stepwell.platform.walls.rights.Role['AUDITOR'], 'Auditor')], max_length=20)),
                ('starts_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='basis, for an auditor')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('street', models.CharField(max_length=120)),
                ('street_2', models.CharField(blank=True, max_length=60, verbose_name='suite or floor')),
                ('city', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('GU', 'Guam'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('PR', 'Puerto Rico'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VI', 'Virgin Islands'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')], max_length=2)),
                ('postal_code', models.CharField(max_length=10, verbose_name='ZIP code')),
                ('phone', models.CharField(max_length=20, verbose_name='telephone')),
                ('name', models.CharField(max_length=80)),
                ('npi', models.CharField(blank=True, max_length=10, verbose_name='NPI, if the site has its own')),
                ('time_zone', models.CharField(choices=[('America/New_York', 'Eastern'), ('America/Chicago', 'Central'), ('America/Denver', 'Mountain'), ('America/Phoenix', 'Arizona'), ('America/Los_Angeles', 'Pacific'), ('America/Anchorage', 'Alaska'), ('Pacific/Honolulu', 'Hawaii'), ('America/Puerto_Rico', 'Atlantic (Puerto Rico, Virgin Islands)'), ('Pacific/Guam', 'Chamorro (Guam)')], max_length=40)),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SiteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('street', models.CharField(max_length=120)),
                ('street_2', models.CharField(blank=True, max_length=60, verbose_name='suite or floor')),
                ('city', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('GU', 'Guam'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('PR', 'Puerto Rico'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VI', 'Virgin Islands'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')], max_length=2)),
                ('postal_code', models.CharField(max_length=10, verbose_name='ZIP code')),
                ('phone', models.CharField(max_length=20, verbose_name='telephone')),
                ('name', models.CharField(max_length=80)),
                ('npi', models.CharField(blank=True, max_length=10, verbose_name='NPI, if the site has its own')),
                ('time_zone', models.CharField(choices=[('America/New_York', 'Eastern'), ('America/Chicago', 'Central'), ('America/Denver', 'Mountain'), ('America/Phoenix', 'Arizona'), ('America/Los_Angeles', 'Pacific'), ('America/Anchorage', 'Alaska'), ('Pacific/Honolulu', 'Hawaii'), ('America/Puerto_Rico', 'Atlantic (Puerto Rico, Virgin Islands)'), ('Pacific/Guam', 'Chamorro (Guam)')], max_length=40)),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('name', models.CharField(max_length=120)),
                ('suffix', models.CharField(blank=True, max_length=40, verbose_name='letters after the name')),
                ('job_title', models.CharField(blank=True, max_length=80)),
                ('email', models.EmailField(max_length=254, verbose_name='work e-mail')),
                ('joined_at', models.DateTimeField(editable=False, null=True)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('street', models.CharField(max_length=120)),
                ('street_2', models.CharField(blank=True, max_length=60, verbose_name='suite or floor')),
                ('city', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('GU', 'Guam'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('PR', 'Puerto Rico'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VI', 'Virgin Islands'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')], max_length=2)),
                ('postal_code', models.CharField(max_length=10, verbose_name='ZIP code')),
                ('phone', models.CharField(max_length=20, verbose_name='telephone')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name that people know')),
                ('legal_name', models.CharField(max_length=160)),
                ('npi', models.CharField(max_length=10, verbose_name='NPI')),
                ('tax_id', models.CharField(max_length=10, verbose_name='tax identification number')),
                ('time_zone', models.CharField(choices=[('America/New_York', 'Eastern'), ('America/Chicago', 'Central'), ('America/Denver', 'Mountain'), ('America/Phoenix', 'Arizona'), ('America/Los_Angeles', 'Pacific'), ('America/Anchorage', 'Alaska'), ('Pacific/Honolulu', 'Hawaii'), ('America/Puerto_Rico', 'Atlantic (Puerto Rico, Virgin Islands)'), ('Pacific/Guam', 'Chamorro (Guam)')], max_length=40)),
                ('jurisdiction', models.CharField(choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('GU', 'Guam'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('PR', 'Puerto Rico'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VI', 'Virgin Islands'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')], max_length=2, verbose_name='jurisdiction whose rules apply')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
            ],
            options={
                'constraints': [stepwell.platform.walls.constraints.Wall(lookup=True, name='tenancy_organization_wall', organization='id', readers=('tenant', 'guest', 'system'), writers=(stepwell.platform.walls.rights.Category['CONFIGURATION'], 'founder')), models.CheckConstraint(condition=models.Q(('npi__regex', '^[12][0-9]{9}$')), name='organization_npi'), models.CheckConstraint(condition=models.Q(('tax_id__regex', '^[0-9]{2}-[0-9]{7}$')), name='organization_tax_id')],
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('name', models.CharField(max_length=120)),
                ('suffix', models.CharField(blank=True, max_length=40, verbose_name='letters after the name')),
                ('job_title', models.CharField(blank=True, max_length=80)),
                ('email', models.EmailField(max_length=254, verbose_name='work e-mail')),
                ('joined_at', models.DateTimeField(editable=False, null=True)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('account', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='tenancy.membership')),
                ('organization', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='organization',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organization',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tenancy_organizationevent" ("city", "created_at", "id", "is_demo", "jurisdiction", "legal_name", "name", "npi", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "state", "street", "street_2", "tax_id", "time_zone") VALUES (NEW."city", NEW."created_at", NEW."id", NEW."is_demo", NEW."jurisdiction", NEW."legal_name", NEW."name", NEW."npi", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_code", NEW."state", NEW."street", NEW."street_2", NEW."tax_id", NEW."time_zone"); RETURN NULL;', hash='f45dcf32978fc656c04d169f2dc95b38123a8a8d', operation='INSERT', pgid='pgtrigger_insert_insert_dad15', table='tenancy_organization', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organization',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tenancy_organizationevent" ("city", "created_at", "id", "is_demo", "jurisdiction", "legal_name", "name", "npi", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "state", "street", "street_2", "tax_id", "time_zone") VALUES (NEW."city", NEW."created_at", NEW."id", NEW."is_demo", NEW."jurisdiction", NEW."legal_name", NEW."name", NEW."npi", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_code", NEW."state", NEW."street", NEW."street_2", NEW."tax_id", NEW."time_zone"); RETURN NULL;', hash='b8ef79fdee121d8bddb69555e7e005bfdce85299', operation='UPDATE', pgid='pgtrigger_update_update_99134', table='tenancy_organization', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organization',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tenancy_organizationevent" ("city", "created_at", "id", "is_demo", "jurisdiction", "legal_name", "name", "npi", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "state", "street", "street_2", "tax_id", "time_zone") VALUES (OLD."city", OLD."created_at", OLD."id", OLD."is_demo", OLD."jurisdiction", OLD."legal_name", OLD."name", OLD."npi", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."postal_code", OLD."state", OLD."street", OLD."street_2", OLD."tax_id", OLD."time_zone"); RETURN NULL;', hash='bf890138542cc557dc5d9b04190ebbdb1ca9331a', operation='DELETE', pgid='pgtrigger_delete_delete_885fd', table='tenancy_organization', when='AFTER')),
        ),
        migrations.AddField(
            model_name='organizationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='tenancy.organization'),
        ),
        migrations.AddField(
            model_name='roleassignment',
            name='membership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='tenancy.membership'),
        ),
        migrations.AddField(
            model_name='roleassignment',
            name='organization',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization'),
        ),
        migrations.AddField(
            model_name='roleassignmentevent',
            name='membership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.membership'),
        ),
        migrations.AddField(
            model_name='roleassignmentevent',
            name='organization',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization'),
        ),
        migrations.AddField(
            model_name='roleassignmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='tenancy.roleassignment'),
        ),
        migrations.AddField(
            model_name='site',
            name='organization',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organization'),
        ),
        migrations.AddField(
            model_name='roleassignmentevent',
            name='site',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.site'),
        ),
        migrations.AddField(
            model_name='roleassignment',
            name='site',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.site'),
        ),
        migrations.AddField(
            model_name='siteevent',
            name='organization',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tenancy.organization'),
        ),
        migrations.AddField(
            model_name='siteevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='tenancy.site'),
        ),
        migrations.AddConstraint(
            model_name='membershipevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, name='tenancy_membershipevent_wall', organization='organization_id', readers=('tenant', 'system', stepwell.platform.walls.rights.Category['CONFIGURATION']), writers=('recorder',)),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['account', 'organization'], name='membership_of_account'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=stepwell.platform.walls.constraints.Wall(lookup=True, name='tenancy_membership_wall', organization='organization_id', readers=('tenant', 'system'), writers=(stepwell.platform.walls.rights.Category['CONFIGURATION'], 'founder', 'visitor')),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='tenancy_membership_target'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('organization', 'email'), name='membership_email_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('organization', 'account'), name='membership_account_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account', None), ('joined_at', None)), models.Q(('account__isnull', False), ('joined_at__isnull', False)), _connector='OR'), name='membership_joined_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='accept_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF stepwell.kind() = 'visitor' AND (\n  OLD.account_id IS NOT NULL OR NEW.account_id IS NULL OR OLD.ended_at IS NOT NULL\n  OR to_jsonb(NEW) - '{account_id,joined_at,name}'::text[] <> to_jsonb(OLD) - '{account_id,joined_at,name}'::text[]\n) THEN\n  RAISE EXCEPTION 'An invitation is accepted once and changes nothing else.' USING ERRCODE = 'insufficient_privilege';\nEND IF;\nRETURN NEW;\n", hash='550dcd33be61cf1aef30615bffb84f89a15f0609', operation='UPDATE', pgid='pgtrigger_accept_once_3b971', table='tenancy_membership', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tenancy_membershipevent" ("account_id", "created_at", "email", "ended_at", "id", "job_title", "joined_at", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "suffix") VALUES (NEW."account_id", NEW."created_at", NEW."email", NEW."ended_at", NEW."id", NEW."job_title", NEW."joined_at", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."suffix"); RETURN NULL;', hash='5a27bf6ae65adaa6ccc412b67bd8497790e1dd63', operation='INSERT', pgid='pgtrigger_insert_insert_bd4d0', table='tenancy_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tenancy_membershipevent" ("account_id", "created_at", "email", "ended_at", "id", "job_title", "joined_at", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "suffix") VALUES (NEW."account_id", NEW."created_at", NEW."email", NEW."ended_at", NEW."id", NEW."job_title", NEW."joined_at", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."suffix"); RETURN NULL;', hash='d94940157e6944fdff41e0a59403cc65bd1f39f2', operation='UPDATE', pgid='pgtrigger_update_update_c9fda', table='tenancy_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tenancy_membershipevent" ("account_id", "created_at", "email", "ended_at", "id", "job_title", "joined_at", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "suffix") VALUES (OLD."account_id", OLD."created_at", OLD."email", OLD."ended_at", OLD."id", OLD."job_title", OLD."joined_at", OLD."name", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."suffix"); RETURN NULL;', hash='2e5a9d90b88b34941793cbb005fa36f55662690c', operation='DELETE', pgid='pgtrigger_delete_delete_d2ec3', table='tenancy_membership', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='organizationevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, name='tenancy_organizationevent_wall', organization='id', readers=('tenant', 'system', stepwell.platform.walls.rights.Category['CONFIGURATION']), writers=('recorder',)),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=stepwell.platform.walls.constraints.Wall(lookup=True, name='tenancy_site_wall', organization='organization_id', readers=('tenant', 'system'), site='id', writers=(stepwell.platform.walls.rights.Category['CONFIGURATION'], 'founder')),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(fields=('organization', 'id'), name='tenancy_site_target'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(fields=('organization', 'name'), name='site_name'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('npi', ''), ('npi__regex', '^[12][0-9]{9}$'), _connector='OR'), name='site_npi'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tenancy_siteevent" ("city", "closed_on", "created_at", "id", "name", "npi", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "state", "street", "street_2", "time_zone") VALUES (NEW."city", NEW."closed_on", NEW."created_at", NEW."id", NEW."name", NEW."npi", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_code", NEW."state", NEW."street", NEW."street_2", NEW."time_zone"); RETURN NULL;', hash='40f5bd871eca5b7df0754e56a5b5252aaa90079d', operation='INSERT', pgid='pgtrigger_insert_insert_0f053', table='tenancy_site', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tenancy_siteevent" ("city", "closed_on", "created_at", "id", "name", "npi", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "state", "street", "street_2", "time_zone") VALUES (NEW."city", NEW."closed_on", NEW."created_at", NEW."id", NEW."name", NEW."npi", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_code", NEW."state", NEW."street", NEW."street_2", NEW."time_zone"); RETURN NULL;', hash='3a1c682adc7db2aa959e8a8387043cd9447718e5', operation='UPDATE', pgid='pgtrigger_update_update_7d98c', table='tenancy_site', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tenancy_siteevent" ("city", "closed_on", "created_at", "id", "name", "npi", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "state", "street", "street_2", "time_zone") VALUES (OLD."city", OLD."closed_on", OLD."created_at", OLD."id", OLD."name", OLD."npi", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."postal_code", OLD."state", OLD."street", OLD."street_2", OLD."time_zone"); RETURN NULL;', hash='2300bc8dfd3ba12793f7ba7b92d54b6b42aff42c', operation='DELETE', pgid='pgtrigger_delete_delete_3dfde', table='tenancy_site', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='roleassignmentevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, name='tenancy_roleassignmentevent_wall', organization='organization_id', readers=('tenant', 'system', stepwell.platform.walls.rights.Category['CONFIGURATION']), writers=('recorder',)),
        ),
        migrations.AddIndex(
            model_name='roleassignment',
            index=models.Index(fields=['membership'], name='role_of_membership'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=stepwell.platform.walls.constraints.Wall(lookup=True, name='tenancy_roleassignment_wall', organization='organization_id', readers=('tenant', 'system'), writers=(stepwell.platform.walls.rights.Category['CONFIGURATION'], 'founder')),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='membership', name='tenancy_roleassignment_membership_same'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=stepwell.platform.walls.constraints.SameOrganization(field='site', name='tenancy_roleassignment_site_same'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('membership', 'role', 'site'), name='role_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', [stepwell.platform.walls.rights.Role['ADMISSIONS'], stepwell.platform.walls.rights.Role['CLINICIAN'], stepwell.platform.walls.rights.Role['FACILITATOR'], stepwell.platform.walls.rights.Role['SUPERVISOR'], stepwell.platform.walls.rights.Role['DIRECTOR'], stepwell.platform.walls.rights.Role['PRESCRIBER'], stepwell.platform.walls.rights.Role['COLLECTOR'], stepwell.platform.walls.rights.Role['UTILIZATION'], stepwell.platform.walls.rights.Role['BILLER'], stepwell.platform.walls.rights.Role['CASE_MANAGER'], stepwell.platform.walls.rights.Role['PRIVACY'], stepwell.platform.walls.rights.Role['ADMINISTRATOR'], stepwell.platform.walls.rights.Role['AUDITOR']])), name='role_known'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='role_forward'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', [stepwell.platform.walls.rights.Role['AUDITOR']]), _negated=True), models.Q(('ends_at__isnull', False), models.Q(('basis', ''), _negated=True)), _connector='OR'), name='role_time_boxed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleassignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tenancy_roleassignmentevent" ("basis", "created_at", "ends_at", "id", "membership_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "site_id", "starts_at") VALUES (NEW."basis", NEW."created_at", NEW."ends_at", NEW."id", NEW."membership_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."site_id", NEW."starts_at"); RETURN NULL;', hash='3da6061031ad14cb1b31054da72f3578f7e1a6db', operation='INSERT', pgid='pgtrigger_insert_insert_c7411', table='tenancy_roleassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleassignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tenancy_roleassignmentevent" ("basis", "created_at", "ends_at", "id", "membership_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "site_id", "starts_at") VALUES (NEW."basis", NEW."created_at", NEW."ends_at", NEW."id", NEW."membership_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."site_id", NEW."starts_at"); RETURN NULL;', hash='14c6dbaffa5608c7d6dc91cd27c3ae4b9a0b257b', operation='UPDATE', pgid='pgtrigger_update_update_a7349', table='tenancy_roleassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleassignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tenancy_roleassignmentevent" ("basis", "created_at", "ends_at", "id", "membership_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "site_id", "starts_at") VALUES (OLD."basis", OLD."created_at", OLD."ends_at", OLD."id", OLD."membership_id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."site_id", OLD."starts_at"); RETURN NULL;', hash='4395a1ae28307441cebc06bbab070579ef42de3a', operation='DELETE', pgid='pgtrigger_delete_delete_6a12f', table='tenancy_roleassignment', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='siteevent',
            constraint=stepwell.platform.walls.constraints.Wall(append_only=True, name='tenancy_siteevent_wall', organization='organization_id', readers=('tenant', 'system', stepwell.platform.walls.rights.Category['CONFIGURATION']), site='id', writers=('recorder',)),
        ),
    ]
