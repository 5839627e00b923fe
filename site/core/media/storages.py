"""Where files lie: a folder or a bucket, each of them private or public.

Whatever a store answers, what is raised is an OSError: FileNotFoundError, or StoreUnavailableError for all that a file
system does not know. A task names a store by its alias alone: neither secrets nor addresses are written into its row.
"""

import posixpath
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, Any, ClassVar
from urllib.parse import quote

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils.crypto import get_random_string
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage

PRIVATE, PUBLIC = "default", "public"
# The folders of renditions, and that of cards to share.
SHOWN, NOT_SHOWN, CARDS = "images", "unpublished", "share"
# What of the public store anybody may ask for. Nothing else below MEDIA_ROOT is public.
PUBLIC_FOLDERS = (SHOWN, CARDS)
# Seconds after which a signed address leads nowhere.
SIGNED_FOR = 300
# Seconds, and how often one call is tried: an editor waits for a store that does not answer about ten seconds.
CONNECT_TIMEOUT, READ_TIMEOUT, ATTEMPTS = 2, 4, 2
# Seconds during which a store that did not answer is not asked again by this process.
REST = 10
SIGNER = TimestampSigner(salt="core.media")


class StoreUnavailableError(OSError):
    """The store does not answer, or does not take or give what it is asked for."""


def store(alias: str) -> Storage:
    """The store of that alias, as it is configured by now."""
    return storages[alias]


class _Named:
    """A store that is written down as its alias."""

    alias: ClassVar[str]

    def deconstruct(self) -> tuple[str, tuple[str], dict[str, Any]]:
        return f"{__name__}.store", (self.alias,), {}


class PublicFolder(_Named, FileSystemStorage):
    """What the web server in front serves below MEDIA_URL: of MEDIA_ROOT the folders of `core.media.views`."""

    alias = PUBLIC


class PrivateFolder(_Named, FileSystemStorage):
    """Files that the portal itself serves, at addresses that are signed and end."""

    alias = PRIVATE

    def url(self, name: str | None) -> str:
        signature = SIGNER.sign(name or "").removeprefix(f"{name}:")
        return reverse("private_file", kwargs={"signature": signature, "name": name})

    def is_signed(self, name: str, signature: str) -> bool:
        """Whether `signature` is ours for the file of that name, and has not ended."""
        try:
            return bool(SIGNER.unsign(f"{name}:{signature}", max_age=SIGNED_FOR) == name)
        except BadSignature:
            return False


class Bucket(_Named, S3Storage):
    """A bucket. Secrets come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) and from nowhere else."""

    _resting_until = 0.0

    def get_default_settings(self) -> dict[str, Any]:
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=CONNECT_TIMEOUT,
            read_timeout=READ_TIMEOUT,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # Not every store knows the checksums that the client adds by itself.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return super().get_default_settings() | {
            "client_config": config,
            "transfer_config": TransferConfig(use_threads=False, num_download_attempts=ATTEMPTS),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_expire": SIGNED_FOR,
        }

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A name that nobody else gives at the same moment, and that no other file will have later.

        The name of the file stays as it is, in a folder of its own. To ask whether it is free, as Django does, would
        be a call, and two uploads would both be told that it is.
        """
        folder, file = posixpath.split(str(name).replace("\\", "/"))
        folder = posixpath.join(folder, get_random_string(12))
        path = PurePosixPath(file)
        room = (max_length or 1024) - len(folder) - 1 - len(path.suffix)
        return posixpath.join(folder, f"{path.stem[:room]}{path.suffix}")

    def _open(self, name: str, mode: str = "rb") -> File:
        with self._asking():
            file = super()._open(name, mode)
            if "r" in mode:
                _ = file.file  # Here, where an answer that does not come is known for what it is.
            return file

    def _save(self, name: str, content: IO[bytes]) -> str:
        with self._asking():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with self._asking():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with self._asking():
            return super().exists(name)

    def size(self, name: str) -> int:
        with self._asking():
            return super().size(name)

    def pages_of_keys(self, prefix: str) -> Iterator[list[dict[str, Any]]]:
        """What is below `prefix`, in the order of keys, as S3 lists it: a thousand at a time."""
        client = self.connection.meta.client
        with self._asking():
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=prefix):
                yield page.get("Contents", [])

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Errors as OSError; after one by which nobody answered, none is asked for a while."""
        if time.monotonic() < self._resting_until:
            raise StoreUnavailableError("The media store did not answer a moment ago.")
        try:
            yield
        except (BotoCoreError, ClientError, Boto3Error, RetriesExceededError) as error:
            if isinstance(error, HTTPClientError):
                self._resting_until = time.monotonic() + REST
            raise StoreUnavailableError(f"The media store failed: {error}") from error


class PrivateBucket(Bucket):
    """A bucket to which nobody but the portal has access."""

    alias = PRIVATE

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Whatever somebody uploads is downloaded, and never shown as a page."""
        return super().get_object_parameters(name) | {"ContentDisposition": "attachment", "CacheControl": "private"}


class PublicBucket(Bucket):
    """A bucket that everybody reads: by the policy of the bucket, not by an ACL of each file."""

    alias = PUBLIC

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {"querystring_auth": False, "public_origin": ""}

    public_origin: str

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Names are never used again."""
        return super().get_object_parameters(name) | {"CacheControl": "public, max-age=31536000, immutable"}

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        root = self.public_origin or f"{self.endpoint_url}/{self.bucket_name}"
        return f"{root}/{quote(name)}"


class ByFolder(Storage):
    """The store of what has a public and a private side: the folder of a name decides which of them has the file."""

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        return f"{__name__}.ByFolder", (), {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByFolder)

    def __hash__(self) -> int:
        return hash(ByFolder)

    def of(self, name: str) -> Storage:
        return store(alias_of(self, name))

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        return self.of(name or "").save(name, content, max_length=max_length)

    def _open(self, name: str, mode: str = "rb") -> File:
        return self.of(name).open(name, mode)

    def path(self, name: str) -> str:
        return self.of(name).path(name)

    def delete(self, name: str) -> None:
        self.of(name).delete(name)

    def exists(self, name: str) -> bool:
        return self.of(name).exists(name)

    def size(self, name: str) -> int:
        return self.of(name).size(name)

    def url(self, name: str | None) -> str:
        return self.of(name or "").url(name)


def is_public_name(name: str) -> bool:
    """Whether a file of that name lies in the public store."""
    return name.partition("/")[0] in PUBLIC_FOLDERS


def alias_of(storage: Storage, name: str) -> str:
    """The alias of the store that has the file `name` of a field with `storage`."""
    if isinstance(storage, ByFolder):
        return PUBLIC if is_public_name(name) else PRIVATE
    return str(getattr(storage, "alias", PRIVATE))
