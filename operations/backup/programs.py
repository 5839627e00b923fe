"""PostgreSQL's own programs, run on the portal's database."""

import os
import shutil
import subprocess
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection


def dump(file: Path) -> None:
    """Writes the whole database, as it is at one moment, in the format that `pg_restore` reads."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def restore(file: Path) -> None:
    """Reads it into the portal's database, which must be empty: all of it, or nothing."""
    database = connection.settings_dict["NAME"]
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", *options, f"--dbname={database}", str(file))


def _run(name: str, *arguments: str) -> None:
    folders = [folder for variable in ("PG_BIN", "PATH") if (folder := os.environ.get(variable))]
    program = shutil.which(name, path=os.pathsep.join(folders))
    if program is None:
        raise CommandError(f"{name} was not found: install PostgreSQL’s programs, or name their folder in PG_BIN.")
    done = subprocess.run(
        [program, *arguments], env=os.environ | _address(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CommandError(f"{name} failed: {done.stderr.strip()}")


def _address() -> dict[str, str]:
    """The database, for libpq; a password is in no command line, which others can read."""
    settings = connection.settings_dict
    named = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    return {variable: str(settings[name]) for variable, name in named.items() if settings[name]}
