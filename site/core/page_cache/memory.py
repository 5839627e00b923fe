"""What a process keeps: the answers that were asked for last, up to so many bytes."""

from collections import OrderedDict
from threading import Lock

from core.page_cache.addresses import Address
from core.page_cache.entries import Entry


class Memory:
    """Answers by address. Those with a query have a part of their own: filters are endless, and push no page out."""

    def __init__(self, most_bytes: int) -> None:
        self._pages = _Shelf(most_bytes * 3 // 4)
        self._queries = _Shelf(most_bytes // 4)

    def get(self, address: Address) -> Entry | None:
        return self._shelf(address).get(address)

    def put(self, address: Address, entry: Entry) -> None:
        self._shelf(address).put(address, entry)

    def _shelf(self, address: Address) -> "_Shelf":
        return self._queries if address.query else self._pages


class _Shelf:
    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._bytes = 0
        self._entries: OrderedDict[Address, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, address: Address) -> Entry | None:
        with self._lock:
            entry = self._entries.get(address)
            if entry:
                self._entries.move_to_end(address)
            return entry

    def put(self, address: Address, entry: Entry) -> None:
        with self._lock:
            if last := self._entries.pop(address, None):
                self._bytes -= last.size
            self._entries[address] = entry
            self._bytes += entry.size
            while self._bytes > self.most_bytes:
                _, oldest = self._entries.popitem(last=False)
                self._bytes -= oldest.size
