"""Switching this host off, and other hosts on."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket

from xapid.config import Config
from xapid.machine.command import run
from xapid.machine.control import require
from xapid.machine.errors import CommandFailed, Unsupported

WAKE_ON_LAN = "wake-on-lan"
EVERYBODY, DISCARD = "255.255.255.255", 9
_MODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_SECONDS_TO_START = 120.0


class Power:
    """The machine's power."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def check(self) -> None:
        """NotAllowed if the host may not be switched off or restarted."""
        require(self._config, "power")

    async def restart(self) -> None:
        """Restart the host: it is on its way when this returns. Raises NotAllowed, CommandFailed."""
        await self._go(self._config.reboot_command)

    async def off(self) -> None:
        """Switch the host off, likewise."""
        await self._go(self._config.shutdown_command)

    async def _go(self, command: list[str]) -> None:
        self.check()
        await asyncio.to_thread(os.sync)
        await run(command)

    def modes(self) -> list[str]:
        """The ways to switch a host on that there are."""
        folder = self._config.power_on_dir
        own = [path.name for path in folder.iterdir() if _is_program(path)] if folder.is_dir() else []
        return [WAKE_ON_LAN, *sorted(own)]

    async def wake(self, mode: str, uuid: str, settings: dict[str, str]) -> None:
        """Switch a host on in the given way.

        A program of one's own gets the host's uuid as its argument and the settings as JSON on its input.
        Raises Unsupported for an unknown way, CommandFailed.
        """
        if mode == WAKE_ON_LAN:
            address, port = settings.get("broadcast") or EVERYBODY, int(settings.get("port") or DISCARD)
            await asyncio.to_thread(send_magic, settings["mac"], address, port)
            return
        program = self._config.power_on_dir / mode
        if not _MODE.fullmatch(mode) or not _is_program(program):
            raise Unsupported(f"there is no way {mode!r} to switch a host on")
        await run([str(program), uuid], seconds=_SECONDS_TO_START, text=json.dumps(settings).encode())


def _is_program(path: os.PathLike[str]) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


def send_magic(mac: str, address: str, port: int) -> None:
    """Send the packet that wakes the network card with this MAC, three times. CommandFailed if it cannot."""
    packet = b"\xff" * 6 + bytes.fromhex(mac.replace(":", "")) * 16
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            for _ in range(3):
                sender.sendto(packet, (address, port))
    except OSError as error:
        raise CommandFailed(f"{address}: the packet could not be sent: {error.strerror}") from None
