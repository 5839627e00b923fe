from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_digest_of_what_waits")]

    # The triggers that write its rows are made after every migration: see `core.page_cache.triggers.follow_tables`.
    operations = [
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.BigIntegerField()),
            ],
        ),
    ]
