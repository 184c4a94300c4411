"""Notes of the network driver that outlive it: what was configured, a small file for each bridge."""

from pathlib import Path

from xapid.files import write_whole
from xapid.network.spec import HostAddresses


class WrittenAddresses:
    """The host's configured addresses by bridge, one file each. Blocks."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def all(self) -> dict[str, HostAddresses]:
        """Those of every bridge that has any."""
        return {path.stem: self.find(path.stem) for path in sorted(self._directory.glob("*.json"))}

    def find(self, bridge: str) -> HostAddresses:
        """Those of one bridge."""
        try:
            return HostAddresses.model_validate_json(self._path(bridge).read_bytes())
        except FileNotFoundError:
            return HostAddresses()

    def write(self, bridge: str, addresses: HostAddresses) -> None:
        """Write them down, durably; no file is left for nothing."""
        if addresses == HostAddresses():
            self._path(bridge).unlink(missing_ok=True)
            return
        write_whole(self._path(bridge), addresses.model_dump_json().encode(), 0o644)

    def _path(self, bridge: str) -> Path:
        return self._directory / f"{bridge}.json"
