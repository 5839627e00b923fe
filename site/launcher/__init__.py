"""Starts everything the portal needs on one machine, and stops it: `make run`, `make manage`, `make reset`.

Independent of Django and of the apps. The modules that run before the environment exists (everything but what imports
psycopg or polib inside a function) use the standard library only.
"""


class LauncherError(Exception):
    """What went wrong and what to do about it, as sentences for the person at the terminal."""
