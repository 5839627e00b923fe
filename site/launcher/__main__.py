"""The command line: `python -m launcher run | manage … | install [--dev] | reset`, called by the Makefile.

HOST, PORT, STATE_DIR and DATABASE_URL are read from the environment. The exit code is 0 for a stop that was asked for,
1 with a sentence for what went wrong, and that of the command for `manage`.
"""

import argparse
import sys
from collections.abc import Sequence

from launcher import LauncherError, catalogues, database, environment, processes, terminal
from launcher.paths import PROJECT, State
from launcher.run import PLAN, Address, Plan, environment_of, run
from launcher.terminal import say

INTERRUPTED = 130  # what shells report for Ctrl-C


def main(arguments: Sequence[str], plan: Plan = PLAN) -> int:
    """Do what the arguments ask, with the services of `plan`; returns the exit code."""
    terminal.raise_on_interruption()
    parser = argparse.ArgumentParser(prog="python -m launcher")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="start everything and keep it running")
    commands.add_parser("manage", help="run a management command on the same database", add_help=False)
    commands.add_parser("install", help="make the environment").add_argument("--dev", action="store_true")
    commands.add_parser("reset", help="remove the state folder")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "manage":
        parser.error(f"unknown arguments: {' '.join(rest)}")
    try:
        state = State.from_environment()
        if options.command == "run":
            return _run(state, plan)
        if options.command == "manage":
            return _manage(state, plan, arguments[1:])
        if options.command == "install":
            return _install(state, development=options.dev)
        state.remove()
    except LauncherError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if error.filename is None:
            raise
        say(f"{error.filename}: {error.strerror}.")
        return 1
    return 0


def _run(state: State, plan: Plan) -> int:
    address = Address.from_environment()
    state.prepare()
    with state.locked("run"):
        address.check_free()
        environment.ensure(state)
        environment.enter(state)
        try:
            run(state, address, plan)
        except KeyboardInterrupt:
            say("Stopped.")
    return 0


def _manage(state: State, plan: Plan, arguments: Sequence[str]) -> int:
    state.prepare()
    environment.ensure(state)
    environment.enter(state)
    with database.shared(state) as opened:
        command = [sys.executable, *plan.management, *arguments]
        return processes.call(command, env=environment_of(state, opened), cwd=PROJECT)


def _install(state: State, *, development: bool) -> int:
    state.prepare()
    files = [environment.REQUIREMENTS, *([environment.DEVELOPMENT_REQUIREMENTS] if development else [])]
    environment.ensure(state, files)
    environment.enter(state)
    catalogues.compile_changed()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
