"""Typed readers of environment variables.

A variable that is missing or malformed raises `ImproperlyConfigured` with a sentence that names it, so that a
misconfigured process never starts.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})
POSTGRES_SCHEMES = frozenset({"postgres", "postgresql"})


def text(name: str, default: str | None = None) -> str:
    """The value of `name`; without a default an absent or blank variable is an error."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"The environment variable {name} is missing: set it and start again.")
    return default


def boolean(name: str, default: bool | None = None) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off, in any case."""
    value = text(name, None if default is None else str(default)).lower()
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"The environment variable {name} must be one of 1, 0, true, false, not “{value}”.")


def integer(name: str, default: int | None = None, *, minimum: int = 0) -> int:
    """A whole number of at least `minimum`."""
    value = text(name, None if default is None else str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"The environment variable {name} must be a whole number, not “{value}”.") from None
    if number < minimum:
        raise ImproperlyConfigured(f"The environment variable {name} must be at least {minimum}, not {number}.")
    return number


def one_of(name: str, choices: Sequence[str]) -> str:
    """One of the words, the first unless the variable says otherwise."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(
            f"The environment variable {name} must be one of {', '.join(choices)}, not “{value}”."
        )
    return value


def words(name: str, default: str | None = None) -> list[str]:
    """A comma-separated list, blanks stripped, empty items dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path | None = None) -> Path:
    """An absolute path; it need not exist yet."""
    path = Path(text(name, None if default is None else str(default))).expanduser()
    if not path.is_absolute():
        raise ImproperlyConfigured(f"The environment variable {name} must be an absolute path, not “{path}”.")
    return path


def origin(name: str, default: str | None = None) -> str:
    """An http(s) origin such as https://example.org, without a path or trailing slash."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"The environment variable {name} must be an address such as https://example.org, not “{value}”."
        )
    return value


def database(name: str = "DATABASE_URL", *, patience: int = 0) -> dict[str, object]:
    """Django's settings of the PostgreSQL database at `postgresql://user:password@host:port/database?option=value`.

    A Unix socket is given as libpq does: an empty host and `?host=/folder`. Further options go to libpq. A server that
    does not answer is waited for during `patience` seconds, 0 being for as long as the system does.

    With DATABASE_POOLED nothing is used that outlives a transaction: cursors of the server are all that Django has.
    """
    parts = urlsplit(text(name))
    example = "postgresql://user:password@host:5432/database"
    if parts.scheme not in POSTGRES_SCHEMES:
        raise ImproperlyConfigured(f"The environment variable {name} must look like {example}.")
    try:
        port = parts.port
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise ImproperlyConfigured(f"The environment variable {name} must look like {example}: {error}.") from None
    database_name = unquote(parts.path.lstrip("/"))
    if not database_name:
        raise ImproperlyConfigured(f"The environment variable {name} must name a database, as in {example}.")
    if patience:
        options = {"connect_timeout": str(patience), "tcp_user_timeout": str(patience * 1000), **options}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(port or ""),
        "OPTIONS": options,
        "DISABLE_SERVER_SIDE_CURSORS": boolean("DATABASE_POOLED", False),
    }
