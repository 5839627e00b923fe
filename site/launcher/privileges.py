"""Run a child process as another user, without outliving its parent.

PostgreSQL refuses to run as root, so root hands it to an unprivileged user. That user may be unable to reach a folder
inside root's home; instead of copying anything elsewhere, the child keeps one ambient capability (capabilities(7)): the
right to pass through folders and read files whatever their mode.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

NOBODY = 65534  # "nobody" on Linux; used by number, because a minimal machine may not name it

# linux/prctl.h, linux/securebits.h and linux/capability.h
PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2

ON_LINUX = sys.platform == "linux"
_libc = ctypes.CDLL(None, use_errno=True)  # loaded here: nothing may be loaded between fork and exec


@dataclass(frozen=True)
class Account:
    """A user a child process runs as, by number, with the one capability it keeps (None: none)."""

    uid: int
    gid: int
    capability: int | None = None

    def become(self) -> None:
        """Turn the calling process (root, single-threaded) into this account, for good.

        Raises OSError where the system does not allow it.
        """
        os.setgroups([])
        os.setgid(self.gid)
        if self.capability is not None:
            # Keeps capabilities when root is left, and makes access(2), by which PostgreSQL checks its own programs,
            # count them for a user who is not root.
            _prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
        os.setuid(self.uid)
        if self.capability is not None:
            _keep_only(self.capability)

    def can_reach(self, programs: Path, data: Path) -> bool:
        """Say whether this account can run `programs`/postgres and enter `data` (found out by doing it)."""
        program = programs / "postgres"

        def prepare() -> None:
            self.become()
            os.chdir(data)
            if not os.access(program, os.R_OK | os.X_OK):  # as PostgreSQL itself checks it
                raise PermissionError

        try:
            return subprocess.run([program, "--version"], capture_output=True, preexec_fn=prepare).returncode == 0
        except (OSError, subprocess.SubprocessError):
            return False

    def able_to_reach(self, programs: Path, data: Path) -> "Account | None":
        """Give this account, with a capability only if it needs one; None if nothing makes the folders reachable."""
        candidates = [self, *(replace(self, capability=capability) for capability in _held_capabilities())]
        return next((account for account in candidates if account.can_reach(programs, data)), None)


def unprivileged_account(folders: Sequence[Path]) -> Account:
    """Choose whom root becomes: the owner of the first of `folders` that is not root's own, else nobody."""
    owners = (folder.stat() for folder in folders if folder.exists())
    return next((Account(owner.st_uid, owner.st_gid) for owner in owners if owner.st_uid != 0), Account(NOBODY, NOBODY))


def die_with(parent: int, death_signal: signal.Signals) -> None:
    """Ask Linux to send `death_signal` to this process when its parent (process id `parent`) ends, however it ends.

    Called in the child after any change of user, which would clear the request.
    """
    _prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:  # it ended before the request was made
        os._exit(1)


def _held_capabilities() -> list[int]:
    """List the capabilities of this process that open folders, the narrower first (containers hold only the wider)."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return []
    permitted = int(status.split("CapPrm:")[1].split()[0], 16)
    return [capability for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if permitted >> capability & 1]


def _keep_only(capability: int) -> None:
    """Reduce every capability set of the process to `capability`, and pass it on to the programs it executes."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    mask = 1 << capability
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)  # effective, permitted, inheritable; low then high words
    _checked(_libc.capset(header, sets))
    _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability)


def _prctl(option: int, *arguments: int) -> None:
    padded = [*arguments, 0, 0, 0, 0][:4]
    _checked(_libc.prctl(option, *(ctypes.c_ulong(argument) for argument in padded)))


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
