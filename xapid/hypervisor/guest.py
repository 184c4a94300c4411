"""Talking to the guest: its agent, its consoles, its screen and keyboard."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from contextlib import suppress
from typing import Any

import libvirt
import libvirt_qemu

from xapid.hypervisor.connection import QUICK, SLOW, Connection
from xapid.hypervisor.errors import DeviceNotFound, OperationFailed
from xapid.hypervisor.guest_facts import guest_disks, guest_networks, os_version
from xapid.hypervisor.observe import nic_state, serial_socket, vnc_socket
from xapid.hypervisor.protocol import ConsoleKind
from xapid.hypervisor.state import GuestInfo

AGENT_SECONDS = 10
KEYCODES_AT_ONCE = 16
PICTURE_BYTES = 64 << 20


class Guest(Connection):
    """The part of the driver that looks into a domain."""

    async def guest_info(self, uuid: str) -> GuestInfo:
        return await self._on_domain(uuid, _guest_info, SLOW)

    async def open_console(self, uuid: str, kind: ConsoleKind) -> str:
        find = vnc_socket if kind == "vnc" else serial_socket
        path = find(ET.fromstring(await self._on_domain(uuid, lambda domain: domain.XMLDesc(0), QUICK)))
        if path is None:
            raise DeviceNotFound(f"domain {uuid} has no {kind} console on a socket")
        return path

    async def screenshot(self, uuid: str) -> tuple[str, bytes]:
        def work(connection: libvirt.virConnect) -> tuple[str, bytes]:
            domain = connection.lookupByUUIDString(uuid)
            if vnc_socket(ET.fromstring(domain.XMLDesc(0))) is None:
                raise DeviceNotFound(f"domain {uuid} has no screen")
            stream = connection.newStream()
            mime = domain.screenshot(stream, 0)
            picture = bytearray()
            stream.recvAll(_collect, picture)
            stream.finish()
            return mime, bytes(picture)

        return await self._on_host(work, SLOW, uuid=uuid)

    async def send_key(self, uuid: str, keycodes: list[int], hold_ms: int = 50) -> None:
        if not 0 < len(keycodes) <= KEYCODES_AT_ONCE:
            raise OperationFailed("INVALID_ARG", f"1 to {KEYCODES_AT_ONCE} keys at once, not {len(keycodes)}")
        codeset = libvirt.VIR_KEYCODE_SET_LINUX
        await self._on_domain(
            uuid, lambda domain: domain.sendKey(codeset, hold_ms, keycodes, len(keycodes), 0), QUICK
        )


def _collect(_stream: Any, data: bytes, picture: bytearray) -> int:
    if len(picture) + len(data) > PICTURE_BYTES:
        return -1
    picture += data
    return 0


def _guest_info(domain: libvirt.virDomain) -> GuestInfo:
    # Else a guest that has crashed would hold the call, and all others of its domain, for ever.
    domain.agentSetResponseTimeout(AGENT_SECONDS)
    agent = json.loads(libvirt_qemu.qemuAgentCommand(domain, '{"execute":"guest-info"}', AGENT_SECONDS, 0))
    told = domain.guestInfo(0, 0)
    root = ET.fromstring(domain.XMLDesc(0))
    nics = [nic_state(nic, place) for place, nic in enumerate(root.iterfind("devices/interface"))]
    memory = {}
    with suppress(libvirt.libvirtError):
        memory = domain.memoryStats()
    return GuestInfo(
        agent_version=agent["return"].get("version", ""),
        commands=frozenset(c["name"] for c in agent["return"].get("supported_commands", ()) if c["enabled"]),
        os_version=os_version(told),
        hostname=told.get("hostname", ""),
        networks=guest_networks(told, nics),
        disks=guest_disks(told),
        memory={
            ours: memory[theirs] * 1024
            for ours, theirs in (("total", "available"), ("free", "unused"))
            if theirs in memory
        },
    )
