"""Running programs inside a guest, by its agent."""

from __future__ import annotations

import asyncio
import base64
import json
from contextlib import suppress
from typing import Any

import libvirt
import libvirt_qemu

from xapid.hypervisor.connection import SLOW, Connection
from xapid.hypervisor.errors import (
    GuestAgentUnavailable,
    HypervisorError,
    OperationTimeout,
    ProgramNotFound,
)
from xapid.hypervisor.state import ProgramEnd
from xapid.hypervisor.translate import is_agent_refusal

AGENT_SECONDS = 10

#: Seconds between two questions whether it has ended: the first pause, and the longest.
PAUSE, PAUSE_MOST = 0.05, 1.0


class GuestPrograms(Connection):
    """The part of the driver that has the guest do something."""

    async def run_in_guest(self, uuid: str, argv: list[str], seconds: float) -> ProgramEnd:
        command = {"path": argv[0], "arg": argv[1:], "capture-output": True}
        pid: int = (await self._agent(uuid, "guest-exec", command))["pid"]
        try:
            async with asyncio.timeout(seconds):
                return await self._end_of(uuid, pid)
        except TimeoutError:
            await self._kill(uuid, pid)
            raise OperationTimeout(f"{argv[0]} has not ended in {seconds:g} s") from None
        except asyncio.CancelledError:
            await asyncio.shield(self._kill(uuid, pid))
            raise

    async def _end_of(self, uuid: str, pid: int) -> ProgramEnd:
        pause = PAUSE
        while not (state := await self._agent(uuid, "guest-exec-status", {"pid": pid}))["exited"]:
            await asyncio.sleep(pause)
            pause = min(2 * pause, PAUSE_MOST)
        return ProgramEnd(
            exit_code=state.get("exitcode", 0),
            signal=state.get("signal", 0),
            output=base64.b64decode(state.get("out-data", "")),
            errors=base64.b64decode(state.get("err-data", "")),
        )

    async def _kill(self, uuid: str, pid: int) -> None:
        """The agent cannot end what it began; a guest with a ``kill`` can."""
        with suppress(HypervisorError):
            await self._agent(uuid, "guest-exec", {"path": "/bin/kill", "arg": ["-9", str(pid)]})

    async def _agent(self, uuid: str, command: str, arguments: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps({"execute": command, "arguments": arguments})

        def work(domain: libvirt.virDomain) -> dict[str, Any]:
            try:
                answer = libvirt_qemu.qemuAgentCommand(domain, text, AGENT_SECONDS, 0)
            except libvirt.libvirtError as error:
                if not is_agent_refusal(error):
                    raise
                if "Failed to execute" in str(error):
                    raise ProgramNotFound(str(error)) from None
                raise GuestAgentUnavailable(str(error)) from None
            returned: dict[str, Any] = json.loads(answer)["return"]
            return returned

        return await self._on_domain(uuid, work, SLOW)
