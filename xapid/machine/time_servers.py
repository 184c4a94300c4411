"""Which time servers the host follows: the sources in chrony's settings, and chrony itself."""

from __future__ import annotations

import asyncio
import csv
import re
from pathlib import Path

from xapid.config import Config
from xapid.machine import files
from xapid.machine.command import run
from xapid.machine.control import require
from xapid.machine.errors import CommandFailed, MachineError
from xapid.machine.service import Service

#: Directives of chrony that name sources.
_SOURCE = re.compile(r"\s*(server|pool|peer|sourcedir)\s", re.IGNORECASE)
#: What stands before a line of the distribution's that does not hold at present, and behind one of ours.
_ASIDE, _OURS = "#xapid# ", " # by xapid"
_DHCP_FOLDER = "/run/chrony-dhcp"
_DHCP = f"sourcedir {_DHCP_FOLDER}"
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:_-]{0,252})")
MOST_SERVERS = 16

#: The letter by which `chronyc -c sources` marks a source, and the API's word for it.
_STATES = {"*": "synchronized", "+": "combined", "-": "uncombined", "?": "unusable", "x": "false ticker",
           "~": "too variable"}  # fmt: skip


def is_server(name: str) -> bool:
    """Whether it can be the name or address of a server."""
    return _NAME.fullmatch(name) is not None


class TimeServers:
    """The host's time servers. Modes: `Factory` as the distribution has it, `DHCP`, `Custom`, `Disabled`."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._path = config.etc_dir / "chrony" / "chrony.conf"
        self._service = Service(config.service_command, config.time_service)

    async def choose(self, mode: str, servers: list[str]) -> None:
        """Follow other servers from now on; what was before holds again if this fails.

        Raises NotAllowed, CommandFailed.
        """
        require(self._config, "time_servers")
        if mode == "Disabled":
            await self._service.disable()
            return
        before = await asyncio.to_thread(_read, self._path)
        await asyncio.to_thread(files.write, self._path, with_sources(before, mode, servers))
        try:
            await self._service.enable()
            await self._service.restart()
        except BaseException:
            await asyncio.to_thread(files.write, self._path, before)
            raise

    async def mode(self) -> str:
        """The mode that holds now, read from chrony and its settings."""
        if not await self.is_followed():
            return "Disabled"
        try:
            return mode_of(await asyncio.to_thread(_read, self._path))
        except CommandFailed:
            return "Factory"  # chrony runs without settings in the usual place

    async def states(self) -> dict[str, str]:
        """Each source that is followed, and how it does. CommandFailed when nobody can tell."""
        said = await run([*self._config.chronyc_command, "-c", "sources"])
        rows = [row for row in csv.reader(said.splitlines()) if len(row) > 2]
        return {row[2]: _STATES.get(row[1], "unknown") for row in rows}

    async def synchronized(self) -> bool:
        """Whether the clock follows a server now. CommandFailed when nobody can tell."""
        said = await run([*self._config.chronyc_command, "-c", "tracking"])
        row = next(csv.reader(said.splitlines()), [])
        if len(row) < 14:
            raise CommandFailed("chronyc: its answer means nothing")
        return row[-1] == "Normal" and row[0] != "00000000"

    async def is_followed(self) -> bool:
        """Whether the service runs that sets the clock by time servers; False when nobody can tell."""
        try:
            return await self._service.is_active()
        except MachineError:
            return False


def with_sources(text: str, mode: str, servers: list[str]) -> str:
    """The settings of chrony with the sources of the mode; nothing else in them changes."""
    lines = []
    for line in text.splitlines():
        if line.endswith(_OURS):
            continue
        plain = line.removeprefix(_ASIDE)
        aside = bool(_SOURCE.match(plain)) and mode != "Factory"
        lines.append(_ASIDE + plain if aside else plain)
    if mode == "DHCP":
        lines.append(_DHCP + _OURS)
    if mode == "Custom":
        lines += [f"server {name} iburst{_OURS}" for name in servers]
    return "\n".join(lines) + "\n"


def mode_of(text: str) -> str:
    """The mode whose sources the settings of chrony have."""
    ours = [line for line in text.splitlines() if line.endswith(_OURS)]
    if not ours:
        return "Factory"
    return "DHCP" if ours[0].startswith(_DHCP) else "Custom"


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError as error:
        raise CommandFailed(f"{path}: {error.strerror}") from None
