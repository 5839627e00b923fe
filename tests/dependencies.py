"""`python -m tests.dependencies`: known weaknesses of the packages that a server runs, as the registry has them.

Fails where there is one. A registry that knows nothing of weaknesses, or does not answer, fails nothing and is named.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"
COMMAND = ["-m", "pip_audit", "--requirement", str(REQUIREMENTS), "--require-hashes", "--disable-pip"]
OPTIONS = ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]


def main() -> int:
    run = subprocess.run([sys.executable, *COMMAND, *OPTIONS], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except ValueError:
        print("Dependencies were not audited:", *run.stderr.strip().splitlines()[-1:])
        return 0
    lines, status = report(packages)
    print("\n".join(lines))
    return status


def report(packages: list[dict[str, Any]]) -> tuple[list[str], int]:
    """What to say of pip-audit's findings, and the exit code."""
    lines = [
        f"{package['name']} {package['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or '?'}"
        for package in packages
        for found in package.get("vulns", [])
    ]
    asked = [package for package in packages if "skip_reason" not in package]
    if unknown := len(packages) - len(asked):
        lines.append(f"{unknown} of {len(packages)} dependencies were not audited: the registry does not know.")
    if asked and not lines:
        lines.append(f"{len(asked)} of {len(packages)} dependencies audited: no known weakness")
    return lines, int(any(package.get("vulns") for package in packages))


if __name__ == "__main__":
    sys.exit(main())
