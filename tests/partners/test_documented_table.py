"""The table in docs/editorial-rules.md says, cell by cell, what partners/roles.py declares."""

from pathlib import Path

from django.utils import translation

from partners.roles import MAY, Action, PlatformRole, Role, Scope

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "editorial-rules.md"
COLUMNS = (Role.EDITOR, Role.MODERATOR, Role.TRANSLATOR, PlatformRole.BOARD, PlatformRole.ADMINISTRATOR)


def documented() -> list[list[str]]:
    """The rows of the first table of the document, the heading included and the line below it not."""
    lines = DOCUMENT.read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    end = next(number for number, line in enumerate(lines[start:], start) if not line.startswith("|"))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:end]]
    return [rows[0], *rows[2:]]


def test_each_cell_is_as_declared() -> None:
    with translation.override("en"):
        heading = ["", *(str(column.label) for column in COLUMNS)]
        declared = [[str(action.label), *(MAY[action][column].value for column in COLUMNS)] for action in Action]
    assert documented() == [heading, *declared]


def test_every_action_and_every_role_is_declared() -> None:
    assert set(MAY) == set(Action)
    assert all(set(row) == {*Role, *PlatformRole} for row in MAY.values())
    assert {scope for row in MAY.values() for scope in row.values()} == set(Scope)
