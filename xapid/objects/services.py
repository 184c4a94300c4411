"""What the daemon lends to messages: the host's drivers, its configuration, and running work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xapid.audit.trail import AuditTrail
from xapid.config import Config
from xapid.hardware.host import Hardware
from xapid.hypervisor.door import Door
from xapid.machine.machine import Machine
from xapid.objects.access.external import ExternalUsers
from xapid.objects.caller.usage import Usage
from xapid.objects.figures import Figures
from xapid.objects.host.reach import Reach
from xapid.objects.host.user_agents import UserAgents
from xapid.objects.vm.waiting import Expectations
from xapid.plugins.plugins import Plugins
from xapid.tracing.tracing import Tracing
from xapid.trust.authorities import Authorities
from xapid.trust.pool_secret import PoolSecret
from xapid.trust.server import ServerTls

if TYPE_CHECKING:
    from xapid.hypervisor.protocol import Hypervisor
    from xapid.network.protocol import NetworkDriver
    from xapid.objects.authentication import Authenticator
    from xapid.objects.context import Context
    from xapid.objects.host import Host
    from xapid.objects.transfer.entering import Options
    from xapid.objects.vm import VM
    from xapid.storage.host import Storage

#: Takes the URL of an archive, and how it is to come back.
ImportFrom = Callable[["Context", str, "Options"], Awaitable[list["VM"]]]

log = logging.getLogger(__name__)


class Ending(Enum):
    """What becomes of the daemon when it ends."""

    stop = "stop"
    restart = "restart"


class Services:
    """One host's drivers and settings, and whatever runs in the background."""

    #: The record of the host that this daemon runs on; set once the database is filled.
    host: Host

    def __init__(self, config: Config, hypervisor: Hypervisor, network: NetworkDriver,
                 storage: Storage, authenticator: Authenticator) -> None:  # fmt: skip
        self.config = config
        self.machine = Machine(config)
        self.figures = Figures()
        self.hypervisor = hypervisor
        self.network = network
        #: The attached repositories, by the uuid of their SR.
        self.storage = storage
        self.hardware = Hardware(config.sys_dir, config.usb_policy)
        self.authenticator = authenticator
        self.audit = AuditTrail(config.state_dir / "audit", config.audit_file_size, config.audit_files)
        self.usage = Usage()
        self.user_agents = UserAgents()
        #: For reading files of the daemon's own.
        self.reading = Door("reading", 4)
        #: Threads for what is sent to servers elsewhere.
        self.uploading = Door("uploading", 2)
        self.external = ExternalUsers(config.external_failure_delay)
        #: What this host proves itself with, whom it believes, and what hosts of its pool know each other by.
        self.tls = ServerTls(config.state_dir)
        self.authorities = Authorities(config.state_dir / "trust")
        self.pool_secret = PoolSecret(config.state_dir)
        self.reach = Reach(config)
        self.plugins = _plugins(config)
        self.tracing = Tracing(config.state_dir / "traces")
        self.expectations = Expectations()
        #: Makes VMs of the archive at a URL; the floor above, which knows the format, lends it.
        self.import_from: ImportFrom
        #: Calls under way that can be cancelled, by the reference of their task.
        self.running: dict[str, asyncio.Task[Any]] = {}
        #: Disks, by uuid, that calls under way are making or taking away.
        self.unfinished: set[str] = set()
        #: Memory, in bytes, that VMs which are just starting will take, by their reference.
        self.promised_memory: dict[str, int] = {}
        #: What a client asked to become of the daemon.
        self.ending: Ending | None = None
        self.end_asked = asyncio.Event()
        self._background: set[asyncio.Task[Any]] = set()

    @property
    def state_dir(self) -> Path:
        """Where everything of this daemon lives."""
        return self.config.state_dir

    def spawn(self, coroutine: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run beside everything else until it ends or the daemon stops; failures are logged."""
        task = asyncio.create_task(coroutine, name=name)
        self._background.add(task)
        task.add_done_callback(self._ended)
        return task

    def end(self, ending: Ending) -> None:
        """Have the daemon end soon; the first that asks decides how."""
        self.ending = self.ending or ending
        self.end_asked.set()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._background.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("%s failed", task.get_name(), exc_info=task.exception())

    async def stop(self) -> None:
        """End everything that runs in the background, and wait for it."""
        tasks = [*self._background, *self.running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.tracing.close()
        self.external.close()
        await asyncio.to_thread(self.audit.close)
        self.reading.close()
        self.uploading.close()


def _plugins(config: Config) -> Plugins:
    return Plugins(
        config.plugin_dirs, config.extension_dirs, seconds=config.plugin_timeout,
        output=config.plugin_output, at_once=config.plugin_calls,
        socket=config.socket or config.state_dir / "xapi.sock",
    )  # fmt: skip
