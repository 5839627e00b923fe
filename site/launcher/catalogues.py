"""Message catalogues: `.po` files compiled to the `.mo` files that gettext reads, without the gettext programs."""

from importlib import import_module
from pathlib import Path
from typing import Any

from launcher.paths import PROJECT


def compile_changed(folder: Path = PROJECT / "locale") -> int:
    """Compile the catalogues below `folder` that changed since they were last compiled; returns how many."""
    changed = [path for path in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_newer(path, path.with_suffix(".mo"))]
    for path in changed:
        polib: Any = import_module("polib")  # an installed package, without types
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(changed)


def _is_newer(source: Path, product: Path) -> bool:
    return not product.exists() or source.stat().st_mtime > product.stat().st_mtime
