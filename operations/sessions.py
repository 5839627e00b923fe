"""Commands that need a session of PostgreSQL's own go past the pool of connections in front of it."""

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections


def go_past_the_pool(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Has this process ask the database itself from here on, in all of its threads.

    A pool in transaction mode gives each transaction another session: locks and settings of a session would be left to
    others, and not be there for us. Raises CommandError where only the pool is known.
    """
    connection = connections[alias]
    if alias == DEFAULT_DB_ALIAS and settings.DIRECT_DATABASE:
        connection.close()
        # The same dictionary is in the hands of all threads.
        connection.settings_dict.update(settings.DIRECT_DATABASE)
    elif connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        raise CommandError(
            "This command needs a session of the database’s own, and DATABASE_URL leads to a pool (DATABASE_POOLED): "
            "set DIRECT_DATABASE_URL to the address of the database itself."
        )
