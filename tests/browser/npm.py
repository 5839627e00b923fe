"""The checkers of the reader's pages that come from npm, as package-lock.json pins them.

`python -m tests.browser.npm` installs them, or ends with a sentence that says what is missing.
"""

import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("STATE_DIR") or ROOT / "var").absolute() / "npm"
FILES = ("package.json", "package-lock.json", ".npmrc")
HOW_TO_GET_IT = "The checks of the reader's pages need Node.js 20.19 or later, with npm. Install it and run them again."


@cache
def ensure() -> Path:
    """The folder `node_modules`, installed anew where the lock has changed. Raises SystemExit."""
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in FILES)).hexdigest()
    installed = FOLDER / "installed"
    if not installed.exists() or installed.read_text() != digest:
        if shutil.which("npm") is None:
            raise SystemExit(HOW_TO_GET_IT)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copy(ROOT / name, FOLDER / name)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FOLDER, check=True)
        installed.write_text(digest)
    return FOLDER / "node_modules"


if __name__ == "__main__":
    print(f"Checkers: {ensure()}")
