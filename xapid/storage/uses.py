"""Who is using which volume, in this process. QEMU's locks on the files know the rest."""

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from xapid.storage.errors import VolumeInUse


@dataclass
class _Holders:
    readers: set[str] = field(default_factory=set)
    writer: str | None = None


class Uses:
    """Readers share a volume, a writer has it alone. Nothing waits: what does not fit is VolumeInUse."""

    def __init__(self) -> None:
        self._held: dict[str, _Holders] = {}
        self._serial = itertools.count()

    def hold(self, uuid: str, user: str, writing: bool) -> None:
        """Enter `user`; harmless if it is there already in the same way. VolumeInUse."""
        holders = self._held.get(uuid, _Holders())
        others = holders.readers - {user}
        blocked = holders.writer not in (None, user) or (writing and others)
        if blocked or (holders.writer == user and not writing) or (writing and user in holders.readers):
            raise VolumeInUse(f"volume {uuid} is in use")
        self._held[uuid] = holders
        if writing:
            holders.writer = user
        else:
            holders.readers.add(user)

    def release(self, uuid: str, user: str) -> None:
        """`user` is done; harmless if it held nothing."""
        if (holders := self._held.get(uuid)) is None:
            return
        holders.readers.discard(user)
        if holders.writer == user:
            holders.writer = None
        if not holders.readers and holders.writer is None:
            del self._held[uuid]

    @contextmanager
    def using(self, uuids: Iterable[str], writing: bool) -> Iterator[None]:
        """Hold all of them for the length of the block, or none. VolumeInUse."""
        user = f"operation {next(self._serial)}"
        wanted = list(uuids)
        held: list[str] = []
        try:
            for uuid in wanted:
                self.hold(uuid, user, writing)
                held.append(uuid)
            yield
        finally:
            for uuid in held:
                self.release(uuid, user)

    def users(self) -> dict[str, list[str]]:
        """Who holds each volume that anybody holds."""
        held = sorted(self._held.items())
        return {uuid: [*sorted(h.readers), *([h.writer] if h.writer else [])] for uuid, h in held}

    def busy(self) -> set[str]:
        """The volumes that anybody holds."""
        return set(self._held)
