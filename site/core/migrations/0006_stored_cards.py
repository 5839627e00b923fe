from django.db import migrations, models

import core.media.storages


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_public_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=16, unique=True)),
                ("file", models.FileField(storage=core.media.storages.ByFolder, upload_to="share")),
            ],
        ),
    ]
