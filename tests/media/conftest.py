"""Each test has stores of its own, empty; those marked with `s3` have buckets of a real server."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from core.media import missing
from tests.media import radosgw, servers
from tests.media.radosgw import S3Server
from tests.media.servers import SilentServer
from tests.media.stores import use_buckets


@pytest.fixture(autouse=True)
def empty_folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    missing.forget()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", radosgw.ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", radosgw.SECRET_KEY)
    return tmp_path / "media"


@pytest.fixture
def silent_server() -> Iterator[SilentServer]:
    with servers.silent() as server:
        yield server


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    with radosgw.running() as server:
        yield server


@pytest.fixture
def s3(s3_server: S3Server) -> Any:
    """The client of whoever runs the server."""
    return boto3.client(
        "s3",
        endpoint_url=s3_server.endpoint,
        aws_access_key_id=s3_server.access_key,
        aws_secret_access_key=s3_server.secret_key,
        region_name="us-east-1",
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )


@pytest.fixture
def buckets(settings: Any, s3: Any, s3_server: S3Server) -> dict[str, str]:
    """A private and a public bucket, as docs/operations.md has them made: their names by alias."""
    names = {alias: f"{alias}-{uuid.uuid4().hex[:12]}" for alias in ("private", "public")}
    for name in names.values():
        s3.create_bucket(Bucket=name)
    operations = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    policy = json.loads(
        operations.split("<!-- policy -->\n```json\n")[1].split("```")[0].replace("PUBLIC", names["public"])
    )
    s3.put_bucket_policy(Bucket=names["public"], Policy=json.dumps(policy))
    use_buckets(settings, s3_server.endpoint, private=names["private"], public=names["public"])
    return names
