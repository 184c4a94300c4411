"""Starting, stopping, saving and restoring domains."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import libvirt
import libvirt_qemu

from xapid.hypervisor.connection import QUICK, SLOW, Connection
from xapid.hypervisor.domain_xml import domain_xml
from xapid.hypervisor.errors import HypervisorError
from xapid.hypervisor.observe import domain_state
from xapid.hypervisor.protocol import Progress, Via
from xapid.hypervisor.saved_xml import revised_xml
from xapid.hypervisor.spec import USUAL_WEIGHT, DomainSpec
from xapid.hypervisor.state import DomainState
from xapid.hypervisor.storage_check import check_disks, check_paths
from xapid.hypervisor.translate import is_agent_refusal, is_broken
from xapid.hypervisor.tuning import NO_CONTROL_GROUPS

log = logging.getLogger(__name__)

START = 120.0
SAVE = 3600.0
PROGRESS_SECONDS = 0.25
SAVED_MAGIC = b"LibvirtQemudSave"
PING_SECONDS = 5
REFUSAL_SECONDS = 1


class Lifecycle(Connection):
    """The part of the driver that makes domains come and go."""

    async def start(self, spec: DomainSpec, paused: bool = False) -> DomainState:
        xml = domain_xml(spec, self.capabilities, self.consoles, datetime.now(UTC))
        flags = libvirt.VIR_DOMAIN_START_PAUSED if paused else 0
        if not self.capabilities.cpu_tuning and (spec.cpu.cap or spec.cpu.weight != USUAL_WEIGHT):
            log.warning("%s: %s", spec.uuid, NO_CONTROL_GROUPS)
        await check_disks(self._files, spec)

        def work(connection: libvirt.virConnect) -> DomainState:
            return domain_state(connection.createXML(xml, flags))

        return await self._create(spec.uuid, work, START)

    async def restore(self, path: str, spec: DomainSpec, paused: bool = False) -> DomainState:
        flags = libvirt.VIR_DOMAIN_SAVE_PAUSED if paused else libvirt.VIR_DOMAIN_SAVE_RUNNING
        await check_paths(self._files, [path])
        await check_disks(self._files, spec)

        def work(connection: libvirt.virConnect) -> DomainState:
            saved = connection.saveImageGetXMLDesc(path, 0)
            xml = revised_xml(saved, spec, self.capabilities, self.consoles)
            connection.restoreFlags(path, xml, flags)
            return domain_state(connection.lookupByUUIDString(spec.uuid))

        return await self._create(spec.uuid, work, SAVE)

    async def pause(self, uuid: str) -> None:
        await self._on_domain(uuid, lambda domain: domain.suspend(), SLOW)

    async def unpause(self, uuid: str) -> None:
        await self._on_domain(uuid, lambda domain: domain.resume(), SLOW)

    async def sleep(self, uuid: str) -> None:
        to_memory = libvirt.VIR_NODE_SUSPEND_TARGET_MEM
        await self._on_domain(uuid, lambda domain: domain.pMSuspendForDuration(to_memory, 0), SLOW)

    async def wake(self, uuid: str) -> None:
        await self._on_domain(uuid, lambda domain: domain.pMWakeup(), SLOW)

    async def request_shutdown(self, uuid: str, via: Via) -> None:
        if via == "agent":
            await self._agent_stop(uuid, "powerdown")
        else:
            flags = libvirt.VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN
            await self._on_domain(uuid, lambda domain: domain.shutdownFlags(flags), QUICK)

    async def request_reboot(self, uuid: str, via: Via) -> None:
        if via == "agent":
            await self._agent_stop(uuid, "reboot")
        else:
            flags = libvirt.VIR_DOMAIN_REBOOT_ACPI_POWER_BTN
            await self._on_domain(uuid, lambda domain: domain.reboot(flags), QUICK)

    async def destroy(self, uuid: str) -> None:
        await self._on_domain(uuid, lambda domain: domain.destroy(), SLOW)

    async def reset(self, uuid: str) -> None:
        await self._on_domain(uuid, lambda domain: domain.reset(), SLOW)

    async def save(self, uuid: str, path: str, progress: Progress | None = None) -> None:
        saving = asyncio.create_task(self._on_domain(uuid, lambda domain: domain.saveFlags(path), SAVE))
        try:
            await self._watch_job(uuid, saving, progress)
            await asyncio.shield(saving)
        except asyncio.CancelledError:
            with suppress(HypervisorError):
                await self._on_domain(uuid, lambda domain: domain.abortJob(), QUICK)
            with suppress(HypervisorError):
                await saving
                # Too late: the guest is in the file, and only there.
                return
            await self._files.call(lambda: _remove(path), SLOW)
            raise
        except HypervisorError:
            await self._files.call(lambda: _remove(path), SLOW)
            raise

    async def is_saved(self, path: str) -> bool:
        return await self._files.call(lambda: _is_complete(path), QUICK)

    async def _create(
        self, uuid: str, work: Callable[[libvirt.virConnect], DomainState], deadline: float
    ) -> DomainState:
        """Create a domain, or see to it that none is left: also when cancelled, also when it comes late."""

        def undo(_: DomainState) -> None:
            if self._libvirt is not None:
                self._libvirt.lookupByUUIDString(uuid).destroy()

        creating = asyncio.create_task(self._on_host(work, deadline, undo, uuid))
        try:
            return await asyncio.shield(creating)
        except asyncio.CancelledError:
            with suppress(HypervisorError):
                await creating
                await self.destroy(uuid)
            raise

    async def _agent_stop(self, uuid: str, mode: str) -> None:
        """The agent answers this command only to refuse it, so silence after a ping is consent.

        libvirt's own way waits up to a minute for the guest to end, and would hold a place at the door.
        """
        command = json.dumps({"execute": "guest-shutdown", "arguments": {"mode": mode}})

        def work(domain: libvirt.virDomain) -> None:
            libvirt_qemu.qemuAgentCommand(domain, '{"execute":"guest-ping"}', PING_SECONDS, 0)
            try:
                libvirt_qemu.qemuAgentCommand(domain, command, REFUSAL_SECONDS, 0)
            except libvirt.libvirtError as error:
                if is_agent_refusal(error) or is_broken(error):
                    raise

        await self._on_domain(uuid, work, QUICK)

    async def _watch_job(self, uuid: str, job: asyncio.Task[object], progress: Progress | None) -> None:
        while progress is not None and not job.done():
            await asyncio.wait({job}, timeout=PROGRESS_SECONDS)
            with suppress(HypervisorError):
                stats = await self._on_domain(uuid, lambda domain: domain.jobStats(), QUICK)
                total, rest = stats.get("data_total", 0), stats.get("data_remaining", 0)
                if total:
                    progress(min(1.0, max(0.0, 1 - rest / total)))
        if progress is not None:
            await asyncio.shield(job)
            progress(1.0)


def _is_complete(path: str) -> bool:
    """libvirt writes this magic only once everything else is in the file."""
    try:
        with open(path, "rb") as file:
            return file.read(len(SAVED_MAGIC)) == SAVED_MAGIC
    except FileNotFoundError:
        return False


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)
