"""The name servers that the host asks: read from its resolver's file, and written where we may."""

from contextlib import suppress
from pathlib import Path

from xapid.files import write_whole
from xapid.network.errors import ResolverNotOurs

_USUAL = Path("/etc/resolv.conf")


class Resolver:
    """The resolver's file; it is written only when the settings name it. Blocks."""

    def __init__(self, ours: Path | None) -> None:
        self._ours = ours

    def read(self) -> tuple[str, ...]:
        """The name servers, in the order in which they are asked."""
        lines = (line.split() for line in self._lines())
        return tuple(words[1] for words in lines if len(words) > 1 and words[0] == "nameserver")

    def write(self, servers: tuple[str, ...]) -> tuple[str, ...]:
        """Have these name servers, and tell which there were; everything else in the file stays.

        Raises ResolverNotOurs when that is a change and the settings do not allow it.
        """
        before = self.read()
        if servers == before:
            return before
        if self._ours is None:
            raise ResolverNotOurs("the setting resolv_conf names no file to write name servers to")
        kept = [line for line in self._lines() if line.split()[:1] != ["nameserver"]]
        lines = [*kept, *(f"nameserver {server}" for server in servers)]
        write_whole(self._ours.resolve(), "".join(f"{line}\n" for line in lines).encode(), 0o644)
        return before

    def _lines(self) -> list[str]:
        with suppress(OSError):
            return (self._ours or _USUAL).read_text(encoding="utf-8", errors="replace").splitlines()
        return []
