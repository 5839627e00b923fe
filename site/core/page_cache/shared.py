"""What several processes and machines keep together, where `CACHES` has a cache named `pages` (Redis)."""

import hashlib
import logging
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import InvalidCacheBackendError

from core.page_cache.addresses import Address
from core.page_cache.entries import Entry

logger = logging.getLogger(__name__)

ALIAS = "pages"
# Seconds after which whoever makes a page is thought to have died.
LONGEST_MAKING = 10
CODE = ("*.py", "*.html", "*.mo", "staticfiles.json")


class Shared:
    """Answers by address and edition. Nobody waits for it: where it fails, it is as if it were empty."""

    @cached_property
    def _cache(self):  # type: ignore[no-untyped-def]
        try:
            return caches[ALIAS]
        except InvalidCacheBackendError:
            return None

    @cached_property
    def _release(self) -> str:
        """Another one as soon as pages may look otherwise: two versions of the portal keep apart."""
        digest = hashlib.sha256()
        for folder in settings.PAGE_CACHE_RELEASE_FOLDERS:
            for file in sorted(file for pattern in CODE for file in Path(folder).rglob(pattern)):
                digest.update(file.read_bytes())
        return digest.hexdigest()[:16]

    def get(self, address: Address, edition: str) -> Entry | None:
        if not self._cache:
            return None
        entry: Entry | None = self._cache.get(self._key(address, edition))
        return entry

    def put(self, address: Address, entry: Entry, seconds: float) -> None:
        if self._cache:
            self._cache.set(self._key(address, entry.edition), entry, max(1, int(seconds)))

    def may_make(self, address: Address, edition: str) -> bool:
        """Whether nobody else is making this page now."""
        if not self._cache:
            return True
        return bool(self._cache.add(f"{self._key(address, edition)}-making", 1, LONGEST_MAKING))

    def is_made(self, address: Address, edition: str) -> None:
        if self._cache:
            self._cache.delete(f"{self._key(address, edition)}-making")

    def _key(self, address: Address, edition: str) -> str:
        # Names of hosts and paths may be longer than keys are.
        return f"{hashlib.sha256(repr((self._release, address)).encode()).hexdigest()[:40]}-{edition}"
