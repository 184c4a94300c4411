"""Services of the host, through systemctl or a program that takes its words."""

from __future__ import annotations

from xapid.machine.command import attempt, run
from xapid.machine.errors import CommandFailed

#: The words by which systemctl answers is-active.
_STATES = frozenset(
    {"active", "inactive", "failed", "activating", "deactivating", "reloading", "maintenance"}
)


class Service:
    """One service."""

    def __init__(self, command: list[str], name: str) -> None:
        self._command = command
        self._name = name

    async def enable(self) -> None:
        """Start it, now and at every start of the host. CommandFailed."""
        await run([*self._command, "enable", "--now", self._name])

    async def disable(self) -> None:
        """Stop it, now and at every start of the host. CommandFailed."""
        await run([*self._command, "disable", "--now", self._name])

    async def restart(self) -> None:
        """Start it anew, so that it reads its settings. CommandFailed."""
        await run([*self._command, "restart", self._name])

    async def is_active(self) -> bool:
        """Whether it runs. CommandFailed when nobody can tell."""
        _, said, complaint = await attempt([*self._command, "is-active", self._name])
        if said.strip() not in _STATES:
            raise CommandFailed(f"{self._command[0]}: {(complaint or said).strip()[:300]}")
        return said.strip() == "active"
