"""A connection to libvirt that is kept: it is opened again whenever it breaks, and then the truth is told."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import libvirt

from xapid.hypervisor.accelerator import kvm_usable
from xapid.hypervisor.capabilities import TABLE, Accelerator, Capabilities
from xapid.hypervisor.domain_xml import Consoles
from xapid.hypervisor.door import Door
from xapid.hypervisor.errors import (
    HypervisorError,
    HypervisorStarting,
    HypervisorUnavailable,
    OperationFailed,
)
from xapid.hypervisor.events import Disconnected, HypervisorEvent, Reconnected
from xapid.hypervisor.firmware import uefi_images
from xapid.hypervisor.listener import Listener, start_event_thread
from xapid.hypervisor.observe import domain_state
from xapid.hypervisor.protocol import Subscriber
from xapid.hypervisor.state import DomainState
from xapid.hypervisor.translate import hypervisor_error, is_broken

log = logging.getLogger(__name__)
T = TypeVar("T")

QUICK = 20.0
"""Seconds for what libvirt answers by itself."""
SLOW = 90.0
"""Seconds for what QEMU, storage or the guest take part in."""
OPEN_DEADLINE = 60.0
FILES_AT_ONCE = 8
SYSTEM_TPM_FOLDER = Path("/var/lib/libvirt/swtpm")
RETRY_PAUSE = 0.1
RETRY_PAUSE_MOST = 5.0
KEEPALIVE_SECONDS, KEEPALIVE_COUNT = 5, 4


class Connection:
    """The part of the driver that talks to libvirt and hears it."""

    def __init__(
        self,
        uri: str,
        consoles: Path | str,
        accelerator: Accelerator | None = None,
        calls_at_once: int = 20,
        cpu_tuning: bool = False,
        tpm_folder: Path = SYSTEM_TPM_FOLDER,
    ) -> None:
        """`consoles` is the folder of the console sockets: short, for such paths end at 107 characters.
        `tpm_folder` is where that libvirt keeps the states of TPMs.

        `calls_at_once` must stay below libvirtd's max_client_requests (5 unless configured).
        """
        self.uri = uri
        self.consoles = Consoles(str(consoles))
        self.tpm_folder = tpm_folder
        self.capabilities = _capabilities(uri, accelerator, cpu_tuning)
        self._subscribers: list[Subscriber] = []
        self._libvirt: libvirt.virConnect | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._was_there = False
        self._door = Door("libvirt", calls_at_once)
        # Files have a door of their own: dead storage must not take libvirt's places.
        self._files = Door("storage", FILES_AT_ONCE)

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    async def connect(self, uri: str = "", tpm_folder: Path | None = None) -> None:
        if self._keeper is not None:
            return
        self.uri, self.tpm_folder = uri or self.uri, tpm_folder or self.tpm_folder
        start_event_thread()
        os.makedirs(self.consoles.folder, mode=0o711, exist_ok=True)
        first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._keeper = asyncio.create_task(self._keep(first), name="libvirt connection")
        await first

    async def close(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None
            await self._drop()
        self._door.close()
        self._files.close()

    async def list_domains(self) -> list[DomainState]:
        return await self._on_host(_listing, SLOW)

    async def _on_host(
        self,
        function: Callable[[libvirt.virConnect], T],
        deadline: float,
        on_late: Callable[[T], object] | None = None,
        uuid: str = "",
    ) -> T:
        """Run `function` in a thread, with the connection; libvirt's errors become ours."""
        connection = self._libvirt
        if connection is None and not self._was_there:
            raise HypervisorStarting("no connection to libvirt yet")
        if connection is None:
            raise HypervisorUnavailable("not connected to libvirt")
        try:
            return await self._door.call(lambda: function(connection), deadline, on_late)
        except libvirt.libvirtError as error:
            if is_broken(error) and connection is self._libvirt:
                self._lost(str(error))
            raise hypervisor_error(error, uuid) from error

    async def _on_domain(self, uuid: str, function: Callable[[libvirt.virDomain], T], deadline: float) -> T:
        """Run `function` in a thread, with the domain."""
        return await self._on_host(lambda c: function(c.lookupByUUIDString(uuid)), deadline, uuid=uuid)

    async def _on_files(self, function: Callable[[], T], deadline: float = QUICK) -> T:
        """Run `function`, which works on libvirt's files, in a thread.

        Raises HypervisorStarting while it is not known where they are, OperationFailed for what they answer.
        """
        if not self._was_there:
            raise HypervisorStarting("no connection to libvirt yet")
        try:
            return await self._files.call(function, deadline)
        except OSError as error:
            raise OperationFailed(errno.errorcode.get(error.errno or 0, "EIO"), str(error)) from error

    async def _keep(self, first: asyncio.Future[None]) -> None:
        pause = RETRY_PAUSE
        while True:
            self._broken = asyncio.Event()
            try:
                await self._open()
                pause = RETRY_PAUSE
                if not first.done():
                    first.set_result(None)
                await self._broken.wait()
                self._tell(Disconnected(why=self._why))
                await self._drop()
            except (libvirt.libvirtError, HypervisorError) as error:
                if not first.done():
                    first.set_exception(HypervisorUnavailable(str(error)))
                await self._drop()
                await asyncio.sleep(pause)
                pause = min(2 * pause, RETRY_PAUSE_MOST)

    async def _open(self) -> None:
        self._listener = listener = Listener(self._tell, self._lost)
        monitor = self.capabilities.monitor_events

        def work() -> tuple[libvirt.virConnect, list[DomainState]]:
            connection = libvirt.open(self.uri)
            with suppress(libvirt.libvirtError):
                connection.setKeepAlive(KEEPALIVE_SECONDS, KEEPALIVE_COUNT)
            # Listen first, then look: what happens in between is then told twice, and never lost.
            listener.register(connection, monitor)
            _let_write(connection, self.consoles.folder)
            domains = _listing(connection)
            listener.know(domains)
            return connection, domains

        def close(late: tuple[libvirt.virConnect, list[DomainState]]) -> None:
            late[0].close()

        self._libvirt, domains = await self._door.call(work, OPEN_DEADLINE, close)
        self._was_there = True
        log.info("connected to %s: %d domains", self.uri, len(domains))
        self._tell(Reconnected(domains=tuple(domains)))

    async def _drop(self) -> None:
        connection, self._libvirt = self._libvirt, None
        if connection is not None:
            with suppress(Exception):
                await self._door.call(lambda: self._listener.close(connection), QUICK)

    def _lost(self, why: str) -> None:
        if not self._broken.is_set():
            log.warning("libvirt: %s", why)
            self._why = why
            self._broken.set()

    def _tell(self, event: HypervisorEvent) -> None:
        for subscriber in list(self._subscribers):
            try:
                subscriber(event)
            except Exception:
                log.exception("a subscriber failed on %r", event)


def _capabilities(uri: str, accelerator: Accelerator | None, cpu_tuning: bool) -> Capabilities:
    if accelerator is None:
        accelerator = "test" if uri.startswith("test:") else "kvm" if kvm_usable() else "tcg"
    real = accelerator != "test"
    found = {"uefi": uefi_images() if real else (), "tpm": real and tpm_usable(), "cpu_tuning": cpu_tuning}
    return TABLE[accelerator].model_copy(update=found)


def tpm_usable() -> bool:
    """Whether swtpm is installed, with what gives a new TPM its certificates."""
    return all(shutil.which(program) for program in ("swtpm", "swtpm_setup"))


def _listing(connection: libvirt.virConnect) -> list[DomainState]:
    found = []
    for domain in connection.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE):
        try:
            found.append(domain_state(domain))
        except libvirt.libvirtError as error:
            if error.get_error_code() != libvirt.VIR_ERR_NO_DOMAIN:
                raise
    return found


def _let_write(connection: libvirt.virConnect, folder: str) -> None:
    """QEMU itself makes the VNC socket, as the user that libvirt runs it as."""
    label = ET.fromstring(connection.getCapabilities()).findtext(
        "host/secmodel[model='dac']/baselabel[@type='kvm']", ""
    )
    user, _, group = label.removeprefix("+").partition(":+")
    if user.isdigit() and group.isdigit():
        os.chown(folder, int(user), int(group))
