"""The database notes which transactions change what readers see.

Triggers see what no signal of Django tells: updates of querysets, moves of subtrees, a statement typed by hand. A table
counts as read by readers unless it is named here, so what is new is followed without anybody's doing.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from wagtail.models import Page

from core.models import PublicChange

# No page that is kept reads these: `tests/core/page_cache/test_every_table_is_followed.py` reads them all and looks.
UNREAD_APPS = frozenset(
    {
        # The search page is not kept.
        "search",
        # Probes and heartbeats.
        "operations",
        # Logging in.
        "axes",
        "otp_static",
        "otp_totp",
        "admin",
        "auth",
        "contenttypes",
        "django_tasks_database",
        "sessions",
        "wagtail_localize",
        "wagtailadmin",
        "wagtailsearch",
        "wagtailusers",
    }
)
UNREAD = frozenset(
    {
        "articles.CheckedLink",
        "core.PublicChange",
        "core.User",
        "core.User_groups",
        "core.User_user_permissions",
        "home.DemonstrationLoad",
        "partners.BoardTask",
        "partners.Membership",
        "partners.ModerationTask",
        "partners.PartnerGroup",
        "wagtailcore.APIToken",
        "wagtailcore.Comment",
        "wagtailcore.CommentReply",
        "wagtailcore.GroupApprovalTask",
        "wagtailcore.GroupApprovalTask_groups",
        "wagtailcore.GroupCollectionPermission",
        "wagtailcore.GroupPagePermission",
        "wagtailcore.GroupSitePermission",
        "wagtailcore.ModelLogEntry",
        "wagtailcore.PageLogEntry",
        "wagtailcore.PageSubscription",
        "wagtailcore.ReferenceIndex",
        "wagtailcore.Revision",
        "wagtailcore.Task",
        "wagtailcore.TaskState",
        "wagtailcore.UploadedFile",
        "wagtailcore.Workflow",
        "wagtailcore.WorkflowContentType",
        "wagtailcore.WorkflowPage",
        "wagtailcore.WorkflowState",
        "wagtailcore.WorkflowTask",
    }
)
# What drafts change of public pages, their own or the one above them, and readers do not see.
UNSEEN = (
    "draft_title",
    "expire_at",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision_created_at",
    "latest_revision_id",
    "locked",
    "locked_at",
    "locked_by_id",
    "numchild",
)

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION note_public_change() RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE this text := pg_current_xact_id()::text;
BEGIN
    -- Once for each transaction. What is set falls with the row when a savepoint is rolled back.
    IF current_setting('carrefour.changed_by', true) IS DISTINCT FROM this THEN
        INSERT INTO core_publicchange (edition) VALUES (1 + floor(random() * {2**53 - 2})::bigint);
        PERFORM set_config('carrefour.changed_by', this, true);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION follow_table() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    -- Statements that find no row are many.
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM old_rows) THEN PERFORM note_public_change(); END IF;
    ELSIF EXISTS (SELECT FROM new_rows) THEN PERFORM note_public_change();
    END IF;
    RETURN NULL;
END $$;

-- Of pages, those that are public before or after; drafts do not count.
CREATE OR REPLACE FUNCTION follow_pages() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE unseen text[] := '{{{",".join(UNSEEN)}}}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT FROM new_rows WHERE live) THEN PERFORM note_public_change(); END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM old_rows WHERE live) THEN PERFORM note_public_change(); END IF;
    ELSIF EXISTS (
        (SELECT to_jsonb(new_rows) - unseen FROM new_rows WHERE live
         EXCEPT ALL SELECT to_jsonb(old_rows) - unseen FROM old_rows WHERE live)
        UNION ALL
        (SELECT to_jsonb(old_rows) - unseen FROM old_rows WHERE live
         EXCEPT ALL SELECT to_jsonb(new_rows) - unseen FROM new_rows WHERE live)
    ) THEN PERFORM note_public_change();
    END IF;
    RETURN NULL;
END $$;

-- Rows of a page type belong to a row of wagtailcore_page, which tells of their coming and going.
CREATE OR REPLACE FUNCTION follow_page_type() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows JOIN wagtailcore_page page ON page.id = new_rows.page_ptr_id WHERE page.live
    ) THEN PERFORM note_public_change();
    END IF;
    RETURN NULL;
END $$;
"""  # noqa: S608  (only names of columns, which are code)

NAME = "carrefour_public"
# What of the rows each trigger sees.
ROWS = {"INSERT": "NEW TABLE AS new_rows", "DELETE": "OLD TABLE AS old_rows"}
ROWS["UPDATE"] = f"{ROWS['DELETE']} {ROWS['INSERT']}"


def followed_models() -> list[type[models.Model]]:
    """The models whose tables readers' pages may read."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.app_label not in UNREAD_APPS and model._meta.label not in UNREAD
    ]


def follow_tables(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Makes the triggers that are missing, and takes off those that are no longer wanted. Changes nothing else.

    Called after every migration; tables that an unfinished migration has not made yet are left for the next one.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if PublicChange._meta.db_table in tables:
            cursor.execute(FUNCTIONS)
        else:  # that migration was taken back
            tables.clear()
        wanted = {
            (model._meta.db_table, name): statement
            for model in followed_models()
            if model._meta.db_table in tables
            for name, statement in _triggers(model)
        }
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND starts_with(tgname, %s)"
            " AND relnamespace = current_schema()::regnamespace",
            [NAME],
        )
        present = {(table, name) for table, name in cursor.fetchall()}
        for table, name in sorted(present - wanted.keys()):
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
        for key in sorted(wanted.keys() - present):
            cursor.execute(wanted[key])


def _triggers(model: type[models.Model]) -> Iterable[tuple[str, str]]:
    """Names and statements of the triggers of a model's table."""
    function = "follow_pages" if model is Page else "follow_page_type" if issubclass(model, Page) else "follow_table"
    for event, rows in ROWS.items():
        if function == "follow_page_type" and event == "DELETE":
            continue
        name = f"{NAME}_{event.lower()}"
        yield (
            name,
            (
                # Only names of tables, which are code, stand in the text.
                f'CREATE TRIGGER "{name}" AFTER {event} ON "{model._meta.db_table}" REFERENCING {rows}'
                f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
            ),
        )
