"""A real S3 server for tests: Ceph's gateway over one monitor and one daemon that keeps objects in memory.

Everything is in one temporary folder and on free loopback ports, and ends with the process that started it, whatever
happens to that.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.ports import free_port

PROGRAMS = ("ceph-mon", "ceph-osd", "radosgw", "ceph", "ceph-authtool", "monmaptool", "radosgw-admin")
HOW_TO_INSTALL = (
    "These tests need an S3 server, Ceph's gateway, and {missing} was not found. "
    "Debian, Ubuntu: apt-get install --no-install-recommends radosgw ceph-mon ceph-osd."
)
PATIENCE = 180  # seconds, on a machine that is busy
ACCESS_KEY, SECRET_KEY = "portal-of-tests", "a-secret-key-that-must-stay-one"
CONFIGURATION = """
[global]
fsid = {fsid}
mon_host = v2:127.0.0.1:{mon_port}
mon_initial_members = a
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
keyring = {folder}/keyring
auth_allow_insecure_global_id_reclaim = false
run_dir = {folder}/run
admin_socket = {folder}/run/$cluster-$name.asok
pid_file = {folder}/run/$name.pid
log_file = {folder}/$name.log
log_to_stderr = false
err_to_stderr = false
mon_cluster_log_file = {folder}/cluster.log
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
osd_pool_default_size = 1
osd_pool_default_min_size = 1
mon_allow_pool_size_one = true
osd_crush_chooseleaf_type = 0
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
mon_max_pg_per_osd = 2000
ms_bind_ipv6 = false
mon_data_avail_crit = 1
[mon]
mon_data = {folder}/mon
[mon.a]
public_addr = v2:127.0.0.1:{mon_port}
[osd]
osd_data = {folder}/osd$id
osd_objectstore = memstore
memstore_device_bytes = 1073741824
osd_op_num_shards = 1
[client.rgw]
rgw_frontends = beast endpoint=127.0.0.1:{port}
rgw_data = {folder}/rgw
rgw_thread_pool_size = 8
rgw_enable_usage_log = false
rgw_dns_name = 127.0.0.1
"""


@dataclass(frozen=True)
class S3Server:
    """Where it answers, and the secrets of its one user."""

    endpoint: str
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY


@contextmanager
def running() -> Iterator[S3Server]:
    """The server, from when it answers until the block is left."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        raise RuntimeError(HOW_TO_INSTALL.format(missing=missing[0]))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="carrefour-s3-", ignore_cleanup_errors=True)))
        port = _configure(folder)
        _make_keys_and_monitor(folder)
        stack.enter_context(_daemon(folder, "ceph-mon", "-i", "a"))
        _run(folder, "ceph", "osd", "create")
        _run(folder, "ceph", "osd", "crush", "add", "osd.0", "1.0", "host=localhost", "root=default")
        _run(folder, "ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", str(uuid.uuid4()))
        stack.enter_context(_daemon(folder, "ceph-osd", "-i", "0"))
        stack.enter_context(_daemon(folder, "radosgw", "-n", "client.rgw"))
        server = S3Server(f"http://127.0.0.1:{port}")
        _wait_for(server.endpoint, folder)
        keys = (f"--access-key={ACCESS_KEY}", f"--secret={SECRET_KEY}")
        _run(folder, "radosgw-admin", "user", "create", "--uid=portal", "--display-name=portal", *keys)
        yield server


def _configure(folder: Path) -> int:
    """Writes the configuration; the port of the gateway."""
    mon_port, port = free_port(), free_port()
    for name in ("mon", "osd0", "run", "rgw"):
        (folder / name).mkdir()
    text = CONFIGURATION.format(fsid=uuid.uuid4(), folder=folder, mon_port=mon_port, port=port)
    (folder / "ceph.conf").write_text(text)
    (folder / "mon_port").write_text(str(mon_port))
    return port


def _make_keys_and_monitor(folder: Path) -> None:
    keyring, monmap = str(folder / "keyring"), str(folder / "monmap")
    _run(folder, "ceph-authtool", "--create-keyring", keyring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *")
    for name, caps in {
        "client.admin": {"mon": "allow *", "osd": "allow *", "mgr": "allow *"},
        "client.rgw": {"mon": "allow rwx", "osd": "allow rwx"},
        "osd.0": {"mon": "allow profile osd", "osd": "allow *"},
    }.items():
        allowed = [part for kind, cap in caps.items() for part in ("--cap", kind, cap)]
        _run(folder, "ceph-authtool", keyring, "--gen-key", "-n", name, *allowed)
    address = f"[v2:127.0.0.1:{(folder / 'mon_port').read_text()}]"
    fsid = next(line.split()[-1] for line in (folder / "ceph.conf").read_text().splitlines() if "fsid" in line)
    _run(folder, "monmaptool", "--create", "--addv", "a", address, "--fsid", fsid, monmap)
    _run(folder, "ceph-mon", "-i", "a", "--mkfs", "--monmap", monmap, "--keyring", keyring)


def _run(folder: Path, program: str, *arguments: str) -> None:
    # monmaptool and ceph-authtool take the configuration from the environment only.
    done = subprocess.run(
        [program, *arguments],
        env=os.environ | {"CEPH_CONF": str(folder / "ceph.conf")},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program} {arguments} failed: {done.stderr[-2000:]}")


@contextmanager
def _daemon(folder: Path, program: str, *arguments: str) -> Iterator[None]:
    """A process in the foreground that is killed at the end: nothing of it needs to survive."""
    with (folder / f"{program}.out").open("wb") as output:
        process = subprocess.Popen(
            [program, "-c", str(folder / "ceph.conf"), *arguments, "-f"],
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,
        )
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _wait_for(endpoint: str, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(endpoint, timeout=5)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    logs = "\n".join(file.read_text(errors="replace")[-1500:] for file in sorted(folder.glob("*.out")))
    raise RuntimeError(f"The S3 server did not answer within {PATIENCE} s:\n{logs}")
