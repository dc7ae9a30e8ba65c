"""The table of news items."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200, unique=True)),
                ("section", models.CharField(max_length=50)),
                ("title", models.CharField(max_length=300)),
                ("lead", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("is_html", models.BooleanField(default=True)),
                ("author", models.CharField(blank=True, max_length=100)),
                ("picture", models.CharField(blank=True, max_length=200)),
                ("caption", models.CharField(blank=True, max_length=300)),
                ("picture_shows", models.CharField(blank=True, max_length=300)),
                ("published_at", models.DateTimeField(db_index=True)),
                ("modified_at", models.DateTimeField(db_index=True)),
            ],
            options={"ordering": ("-published_at",)},
        )
    ]
