"""What runs guests on the host: which software, and which versions."""

from __future__ import annotations

import libvirt

from xapid.hypervisor.capabilities import Capabilities
from xapid.hypervisor.connection import QUICK, Connection
from xapid.hypervisor.state import HostInfo


class Host(Connection):
    """The part of the driver that describes itself."""

    async def host_info(self) -> HostInfo:
        return await self._on_host(lambda connection: _host_info(connection, self.capabilities), QUICK)


def _host_info(connection: libvirt.virConnect, table: Capabilities) -> HostInfo:
    return HostInfo(
        accelerator=table.accelerator,
        libvirt_version=_version(connection.getLibVersion()),
        qemu_version=_version(connection.getVersion()),
        uefi=table.uefi_for(secure_boot=False) is not None,
        secure_boot=table.uefi_for(secure_boot=True) is not None,
        cpu_tuning=table.cpu_tuning,
    )


def _version(number: int) -> str:
    return f"{number // 1_000_000}.{number // 1000 % 1000}.{number % 1000}"
