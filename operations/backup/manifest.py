"""What a backup holds: the digest of each of its files."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from operations.backup.files import digest_on_disk

FILE = "manifest.json"
DATABASE = "database.dump"
MEDIA = "media"


@dataclass(frozen=True)
class Manifest:
    """`media` holds, by the name of a store and of a file in it, SHA-256 in hexadecimal."""

    made_at: str
    database: str
    media: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def number_of_files(self) -> int:
        return sum(len(files) for files in self.media.values())

    def write(self, folder: Path) -> None:
        (folder / FILE).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises OSError, ValueError, KeyError or TypeError where there is none that can be read."""
        found = json.loads((folder / FILE).read_text())
        return cls(made_at=found["made_at"], database=found["database"], media=found["media"])

    def damage(self, folder: Path) -> list[str]:
        """The files of the backup that are missing, or are not what they were; empty when all is well."""
        wanted = {folder / DATABASE: self.database} | {
            file_of(folder, store, name): digest
            for store, files in self.media.items()
            for name, digest in files.items()
        }
        return [str(path.relative_to(folder)) for path, digest in wanted.items() if digest_on_disk(path) != digest]


def file_of(folder: Path, store: str, name: str) -> Path:
    """Where a file of a store lies in the backup; never outside of it, whatever its name."""
    path = (folder / MEDIA / store / name).resolve()
    if not path.is_relative_to((folder / MEDIA / store).resolve()):
        raise ValueError(f"“{name}” is no name of a file of a backup.")
    return path


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
