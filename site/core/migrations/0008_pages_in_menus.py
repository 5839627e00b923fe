from django.db import migrations

NAME = "carrefour_page_in_menus"
DROP = f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}"


class Migration(migrations.Migration):
    """The few pages that stand in menus, among many that do not, are found on every page that readers open.

    The table is Wagtail's, so its model cannot say so.
    """

    # Made beside what writes to the table.
    atomic = False

    dependencies = [
        ("core", "0007_sessions_end_with_the_second_factor"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            # An attempt that was interrupted leaves one that is not used.
            [DROP, f"CREATE INDEX CONCURRENTLY {NAME} ON wagtailcore_page (depth) WHERE show_in_menus"],
            [DROP],
        ),
    ]
