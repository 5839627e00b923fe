"""Where the demonstration is not shown, its password opens nothing, and a server with its accounts does not start."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client

from config.settings import base
from core.models import User
from home.demo.checks import refuse_to_start
from home.demo.people import PASSWORD, accounts
from tests.accounts.steps import give_password, is_in
from tests.config.test_settings import GOOD
from tests.factories import UserFactory

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shown_nowhere(settings: Any) -> None:
    """As in production, and in all settings that say nothing else."""
    settings.DEMONSTRATION_ALLOWED = base.DEMONSTRATION_ALLOWED


@pytest.fixture
def account(db: None) -> User:
    return User.objects.create_user(accounts()[0].email, PASSWORD, is_superuser=True)


def test_its_password_opens_no_account(account: User, client: Client, shown_nowhere: None) -> None:
    account.email = "renamed@example.org"
    account.save()
    assert give_password(client, account.email, PASSWORD).status_code == 200
    assert not is_in(client)


def test_it_does_where_the_demonstration_is_shown(account: User, client: Client) -> None:
    give_password(client, account.email, PASSWORD)
    assert is_in(client)


def test_others_enter_as_always(db: None, client: Client, shown_nowhere: None) -> None:
    give_password(client, UserFactory(administrator=True).email)
    assert is_in(client)


def test_a_server_with_its_accounts_does_not_start(account: User, shown_nowhere: None) -> None:
    with pytest.raises(ImproperlyConfigured, match=account.email):
        refuse_to_start()
    with pytest.raises(SystemCheckError, match=account.email):
        call_command("check", databases=["default"])


def test_one_without_does(db: None, shown_nowhere: None) -> None:
    User.objects.create_user(accounts()[0].email, PASSWORD, is_active=False)
    refuse_to_start()
    call_command("check", databases=["default"])


def test_so_does_the_demonstration(account: User) -> None:
    refuse_to_start()
    call_command("check", databases=["default"])


def start(database_url: str) -> subprocess.CompletedProcess[str]:
    """Loads the application as a production server does."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": "site", **GOOD, "DATABASE_URL": database_url}
    command = [sys.executable, "-c", "import config.wsgi; print('started')"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.slow
def test_the_web_server_itself_refuses(committed_database: None, settings: Any) -> None:
    url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings.DATABASES['default']['NAME']}"))
    assert start(url).stdout == "started\n"
    person = User.objects.create_user(accounts()[0].email, PASSWORD)
    result = start(url)
    assert result.returncode != 0
    assert f"The database holds 1 accounts of the demonstration, such as {person.email}." in result.stderr


def test_a_database_that_is_down_keeps_it_from_nothing() -> None:
    assert start(GOOD["DATABASE_URL"].replace("5432", "1")).stdout == "started\n"
