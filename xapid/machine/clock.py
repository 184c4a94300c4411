"""The host's clock and its time zone."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from xapid.config import Config
from xapid.machine import files
from xapid.machine.command import run
from xapid.machine.control import require
from xapid.machine.errors import CommandFailed, Unsupported

#: What the tz database holds a second time.
_COPIES = {"posix", "right", "posixrules", "localtime"}


class Clock:
    """Setting what time it is."""

    def __init__(self, config: Config) -> None:
        self._config = config

    async def set_time(self, moment: datetime) -> None:
        """Set the clock. Raises NotAllowed, CommandFailed."""
        require(self._config, "clock")
        text = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        await run([*self._config.clock_command, text])

    async def set_zone(self, name: str) -> None:
        """Choose the time zone. Raises NotAllowed, Unsupported for an unknown one, CommandFailed."""
        require(self._config, "clock")
        if name not in await self.zones():
            raise Unsupported(f"there is no time zone {name!r}")
        await asyncio.to_thread(self._write_zone, name)
        time.tzset()  # for the daemon's own log

    def _write_zone(self, name: str) -> None:
        files.link(self._config.etc_dir / "localtime", self._config.zoneinfo_dir / name)
        files.write(self._config.etc_dir / "timezone", name + "\n")

    async def zones(self) -> list[str]:
        """The names of the time zones that the host knows. CommandFailed when it has no tz database."""
        return await asyncio.to_thread(_zones, self._config.zoneinfo_dir)

    def local_time(self) -> datetime:
        """What time it is here, without saying which zone that is."""
        try:
            with (self._config.zoneinfo_dir / self.zone()).open("rb") as file:
                zone = ZoneInfo.from_file(file)
        except (OSError, ValueError):
            return datetime.now()
        return datetime.now(zone).replace(tzinfo=None)

    def zone(self) -> str:
        """The time zone now; UTC when the host does not say."""
        link = self._config.etc_dir / "localtime"
        try:
            return str(link.resolve(strict=True).relative_to(self._config.zoneinfo_dir.resolve()))
        except (OSError, ValueError):
            pass
        try:
            return (self._config.etc_dir / "timezone").read_text().strip() or "UTC"
        except OSError:
            return "UTC"


def _zones(folder: Path) -> list[str]:
    if not folder.is_dir():
        raise CommandFailed(f"{folder}: the host has no time zones")
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if name.parts[0] not in _COPIES and path.is_file() and _is_zone(path):
            found.append(str(name))
    return sorted(found)


def _is_zone(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"TZif"
