"""The table of Django's database cache: counters of rate limits, shared by all processes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE TABLE stepwell_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);"
            "CREATE INDEX stepwell_cache_expires ON stepwell_cache (expires);",
            "DROP TABLE stepwell_cache;",
        )
    ]
