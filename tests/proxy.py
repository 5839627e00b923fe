"""nginx with the configuration that production has, on this machine."""

import os
import re
import shutil
from pathlib import Path

from launcher import processes
from tests.ports import free_port, wait_for

ROOT = Path(__file__).resolve().parents[1]
# A host that the settings of tests know.
HOST = "localhost"
MAIN = """
{user}daemon off;
master_process on;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    types {{ text/html html; text/css css; image/png png; }}
    default_type application/octet-stream;
    client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
    include {folder}/portal.conf;
}}
"""


class Proxy:
    """`link` is that of PAGE_CACHE_LINK, and must be there. HTTPS is left out: every line that has to do with it is."""

    headers = {"Host": HOST}

    def __init__(self, folder: Path, *, upstream: str, link: Path, static: Path, media: Path | None = None) -> None:
        assert _nginx(), "nginx is missing: apt-get install nginx-light"
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        (folder / "tmp").mkdir(parents=True)
        conf = (ROOT / "deploy" / "nginx.conf").read_text()
        for old, new in {
            "portail.example.org": HOST,
            "listen 443 ssl default_server;": f"listen 127.0.0.1:{self.port} default_server;",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port};",
            "listen 80": f"listen 127.0.0.1:{free_port()}",
            "server 127.0.0.1:8000;": f"server {upstream};",
            "/var/cache/nginx/": f"{folder}/",
            "/run/carrefour-tic/edition": str(link),
            "/run/carrefour-tic/": f"{folder}/",
            "/srv/carrefour-tic/static/": f"{static}/",
            "/srv/carrefour-tic/media/": f"{media or static}/",
        }.items():
            assert old in conf, f"deploy/nginx.conf has no “{old}” any more"
            conf = conf.replace(old, new)
        (folder / "portal.conf").write_text(re.sub(r"^\s*ssl_.*$", "", conf, flags=re.MULTILINE))
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user="user root;\n" if os.geteuid() == 0 else ""))
        self.process: processes.Process | None = None

    def __enter__(self) -> "Proxy":
        command = [_nginx(), "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)]
        self.process = processes.spawn("nginx", command, log=self.folder / "output")
        wait_for(self.process, self.port, self.folder / "output")
        return self

    def __exit__(self, *error: object) -> None:
        assert self.process
        self.process.stop()


def _nginx() -> str:
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or ""
