"""Whether the host answers SSH, and how long an unused shell stays open."""

from __future__ import annotations

import asyncio

from xapid.config import Config
from xapid.machine import files
from xapid.machine.control import require
from xapid.machine.errors import MachineError
from xapid.machine.service import Service

#: Its presence in the state directory has whatever supervises the daemon switch SSH on when that ends.
FALLBACK_FILE = "ssh-while-down"


class Ssh:
    """The host's SSH server."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._service = Service(config.service_command, config.ssh_service)

    async def switch(self, on: bool) -> None:
        """Switch it on or off, also for the host's next start. Raises NotAllowed, CommandFailed."""
        require(self._config, "ssh")
        await (self._service.enable() if on else self._service.disable())

    async def is_on(self) -> bool | None:
        """Whether it runs; None when nobody can tell."""
        try:
            return await self._service.is_active()
        except MachineError:
            return None

    async def close_shells_after(self, seconds: int) -> None:
        """Have shells that are opened from now on end when nobody types for so long; 0: never.

        Raises NotAllowed, CommandFailed.
        """
        require(self._config, "ssh")
        await asyncio.to_thread(self._write_timeout, seconds)

    def _write_timeout(self, seconds: int) -> None:
        path = self._config.etc_dir / "profile.d" / "xapid-console-timeout.sh"
        if seconds:
            path.parent.mkdir(exist_ok=True)
            files.write(path, f"# Written by xapid: host.set_console_idle_timeout.\nexport TMOUT={seconds}\n")
        else:
            path.unlink(missing_ok=True)

    async def note_fallback(self, wanted: bool) -> None:
        """Note whether SSH is to be on while the daemon does not run. Raises NotAllowed, CommandFailed."""
        require(self._config, "ssh")
        path = self._config.state_dir / FALLBACK_FILE
        if wanted:
            await asyncio.to_thread(files.write, path, self._config.ssh_service + "\n")
        else:
            await asyncio.to_thread(path.unlink, missing_ok=True)
