"""Commands that need a session of PostgreSQL's own go past a pool of connections, or say that they cannot."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from operations import sessions

DIRECT = {"HOST": "direct", "DISABLE_SERVER_SIDE_CURSORS": True}


@pytest.fixture
def pooled(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The settings of a connection that goes through a pool."""
    found: dict[str, Any] = {"HOST": "pool", "NAME": "portal", "DISABLE_SERVER_SIDE_CURSORS": True}
    connection = SimpleNamespace(settings_dict=found, close=lambda: None)
    monkeypatch.setattr(sessions, "connections", {"default": connection})
    return found


def test_they_go_to_the_database_itself(pooled: dict[str, Any], settings: Any) -> None:
    settings.DIRECT_DATABASE = DIRECT
    sessions.go_past_the_pool()
    assert (pooled["HOST"], pooled["NAME"]) == ("direct", "portal")


@pytest.mark.parametrize("command", [["migrate"], ["backup", "/nowhere/at/all"]])
def test_without_its_address_they_do_nothing(pooled: dict[str, Any], command: list[str], db: None) -> None:
    with pytest.raises(CommandError, match="DIRECT_DATABASE_URL"):
        call_command(*command)
    assert not Path("/nowhere").exists()


def test_without_a_pool_nothing_changes(pooled: dict[str, Any]) -> None:
    pooled["DISABLE_SERVER_SIDE_CURSORS"] = False
    sessions.go_past_the_pool()
    assert pooled["HOST"] == "pool"
