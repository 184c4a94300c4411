"""The machine that the daemon runs on, in one hand."""

from __future__ import annotations

import asyncio

from xapid.config import Config
from xapid.machine import counters, hardware, hostname, iscsi, kernel_log, processor
from xapid.machine.clock import Clock
from xapid.machine.counters import HostCounters
from xapid.machine.hardware import Hardware
from xapid.machine.log_files import LogFiles
from xapid.machine.power import Power
from xapid.machine.ssh import Ssh
from xapid.machine.time_servers import TimeServers


class Machine:
    """What xapid reads of its host, and what it changes there where the settings let it.

    All that changes something raises NotAllowed, or CommandFailed when the host refuses.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self.clock = Clock(config)
        self.power = Power(config)
        self.ssh = Ssh(config)
        self.time_servers = TimeServers(config)
        self.log = LogFiles(config)

    async def survey(self) -> Hardware:
        """Look at the hardware."""
        return await asyncio.to_thread(hardware.survey)

    def free_memory(self) -> int:
        """Bytes that could be given to guests now."""
        return hardware.memory()["MemAvailable"]

    def count(self) -> HostCounters:
        """What the kernel counts: processors, memory, network cards."""
        return counters.count()

    async def kernel_log(self, clear: bool = False) -> str:
        """The messages of the kernel; ``clear``: it forgets them."""
        reading = kernel_log.read_and_clear if clear else kernel_log.read
        return await reading(self._config)

    async def set_hostname(self, name: str) -> None:
        """Name the host, now and after its next start."""
        await hostname.set_hostname(self._config, name)

    async def initiator_name(self) -> str:
        """By which the host asks for iSCSI storage; empty: it has none."""
        return await asyncio.to_thread(iscsi.initiator_name, self._config)

    async def set_initiator_name(self, name: str) -> None:
        """Choose that name."""
        await iscsi.set_initiator_name(self._config, name)

    async def limit_sleep(self, value: str) -> None:
        """Let no processor sleep deeper than the C-state; Unsupported where the kernel shows none."""
        await asyncio.to_thread(processor.limit_sleep, self._config, value)
