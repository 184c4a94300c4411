"""Changing the devices, vCPUs and memory of a running domain."""

from __future__ import annotations

import asyncio
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable

import libvirt

from xapid.hypervisor.connection import QUICK, SLOW, Connection
from xapid.hypervisor.device_xml import disk_alias, disk_xml, nic_alias, nic_xml, usb_alias
from xapid.hypervisor.errors import DeviceNotFound, DomainNotFound, OperationFailed, OperationTimeout
from xapid.hypervisor.events import DeviceRemoved, Disconnected, DomainStopped, HypervisorEvent
from xapid.hypervisor.observe import domain_state, find_device
from xapid.hypervisor.spec import DiskSpec, NicSpec
from xapid.hypervisor.storage_check import check_disk

#: What a guest with hotplug needs to find a new vCPU; one without never does.
SECONDS_TO_FIND_VCPUS = 5.0
LIVE = libvirt.VIR_DOMAIN_AFFECT_LIVE


class Devices(Connection):
    """The part of the driver that plugs and unplugs."""

    async def attach_disk(self, uuid: str, disk: DiskSpec) -> None:
        await check_disk(self._files, disk)
        await self._attach(uuid, disk.target, disk_xml(disk, self.capabilities))

    async def detach_disk(self, uuid: str, target: str, deadline: float = 30) -> None:
        await self._detach(uuid, target, disk_alias(target), deadline)

    async def attach_nic(self, uuid: str, nic: NicSpec) -> None:
        await self._attach(uuid, f"nic{nic.index}", nic_xml(nic))

    async def detach_nic(self, uuid: str, index: int, deadline: float = 30) -> None:
        await self._detach(uuid, f"nic{index}", nic_alias(index), deadline)

    async def detach_usb(self, uuid: str, usb: str, deadline: float = 30) -> None:
        await self._detach(uuid, f"usb-{usb}", usb_alias(usb), deadline)

    async def change_media(self, uuid: str, target: str, disk: DiskSpec | None) -> None:
        if disk is not None:
            await check_disk(self._files, disk)
            fresh = disk_xml(disk, self.capabilities)

        def change(element: ET.Element) -> None:
            if disk is None:
                element.set("type", "file")
            else:
                element.set("type", fresh.get("type", "file"))
            for tag in ("driver", "source", "backingStore"):
                for old in element.findall(tag):
                    element.remove(old)
            if disk is not None:
                element[:0] = [part for part in fresh if part.tag in ("driver", "source")]

        # A guest may lock its tray; the host's operator wins, as with the pin in the front.
        flags = LIVE | libvirt.VIR_DOMAIN_DEVICE_MODIFY_FORCE
        await self._update(uuid, target, change, flags)

    async def resize_disk(self, uuid: str, target: str, size: int) -> None:
        def work(domain: libvirt.virDomain) -> None:
            device = _device(domain, target).find("target")
            assert device is not None
            domain.blockResize(device.get("dev"), size, libvirt.VIR_DOMAIN_BLOCK_RESIZE_BYTES)

        await self._on_domain(uuid, work, SLOW)

    async def set_link(self, uuid: str, index: int, up: bool) -> None:
        def change(element: ET.Element) -> None:
            for old in element.findall("link"):
                element.remove(old)
            ET.SubElement(element, "link", {"state": "up" if up else "down"})

        await self._update(uuid, f"nic{index}", change, LIVE)

    async def set_memory_target(self, uuid: str, target: int) -> None:
        await self._on_domain(uuid, lambda domain: domain.setMemoryFlags(target // 1024, LIVE), QUICK)

    async def set_vcpus(self, uuid: str, count: int) -> None:
        def work(domain: libvirt.virDomain) -> None:
            seen = domain_state(domain)
            online = LIVE | libvirt.VIR_DOMAIN_VCPU_GUEST
            if count < seen.vcpus or seen.agent_connected:
                domain.setVcpusFlags(min(count, _known_to_guest(domain, seen.vcpus)), online)
            if count > seen.vcpus:
                domain.setVcpusFlags(count, LIVE)

        await self._on_domain(uuid, work, SLOW)

    async def _attach(self, uuid: str, name: str, element: ET.Element) -> None:
        xml = ET.tostring(element, encoding="unicode")

        def work(domain: libvirt.virDomain) -> None:
            if find_device(ET.fromstring(domain.XMLDesc(0)), name) is not None:
                raise OperationFailed("DEVICE_EXISTS", f"domain {uuid} already has {name}")
            domain.attachDeviceFlags(xml, LIVE)

        await self._on_domain(uuid, work, SLOW)

    async def _update(self, uuid: str, name: str, change: Callable[[ET.Element], None], flags: int) -> None:
        """Change a device from what it is: libvirt refuses a description that differs in anything else."""

        def work(domain: libvirt.virDomain) -> None:
            element = _device(domain, name)
            change(element)
            domain.updateDeviceFlags(ET.tostring(element, encoding="unicode"), flags)

        await self._on_domain(uuid, work, SLOW)

    async def _detach(self, uuid: str, name: str, alias: str, deadline: float) -> None:
        gone: asyncio.Future[HypervisorEvent] = asyncio.get_running_loop().create_future()

        def hear(event: HypervisorEvent) -> None:
            released = isinstance(event, DeviceRemoved) and (event.uuid, event.device) == (uuid, name)
            over = isinstance(event, DomainStopped) and event.uuid == uuid
            if (released or over or isinstance(event, Disconnected)) and not gone.done():
                gone.set_result(event)

        def work(domain: libvirt.virDomain) -> None:
            _device(domain, name)
            domain.detachDeviceAlias(alias, LIVE)

        unsubscribe = self.subscribe(hear)
        try:
            async with asyncio.timeout(deadline):
                await self._on_domain(uuid, work, SLOW)
                event = await gone
        except TimeoutError:
            raise OperationTimeout(f"the guest has not let go of {name} in {deadline:g} s") from None
        finally:
            unsubscribe()
        if isinstance(event, DomainStopped):
            raise DomainNotFound(uuid)
        if isinstance(event, Disconnected):
            raise OperationTimeout(f"whether {name} is gone is unknown: {event.why}")


def _known_to_guest(domain: libvirt.virDomain, plugged: int) -> int:
    """How many of the plugged vCPUs the guest finds; it is given a moment for those that are new."""
    end = time.monotonic() + SECONDS_TO_FIND_VCPUS
    while True:
        ranges = (part.partition("-") for part in domain.guestVcpus()["vcpus"].split(","))
        known = sum(int(last or first) - int(first) + 1 for first, _, last in ranges)
        if known >= plugged or time.monotonic() > end:
            return min(known, plugged)
        time.sleep(0.1)


def _device(domain: libvirt.virDomain, name: str) -> ET.Element:
    element = find_device(ET.fromstring(domain.XMLDesc(0)), name)
    if element is None:
        raise DeviceNotFound(f"domain {domain.UUIDString()} has no {name}")
    return element
