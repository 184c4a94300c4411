"""What libvirt counts about a domain."""

from __future__ import annotations

from typing import Any

import libvirt

from xapid.hypervisor.connection import QUICK, Connection
from xapid.hypervisor.state import DomainCounters

_WANTED = (
    libvirt.VIR_DOMAIN_STATS_VCPU
    | libvirt.VIR_DOMAIN_STATS_BALLOON
    | libvirt.VIR_DOMAIN_STATS_INTERFACE
    | libvirt.VIR_DOMAIN_STATS_BLOCK
)


class Counters(Connection):
    """The part of the driver that measures domains."""

    async def count(self, uuid: str) -> DomainCounters:
        def work(connection: libvirt.virConnect) -> DomainCounters:
            domain = connection.lookupByUUIDString(uuid)
            return _counters(connection.domainListGetStats([domain], _WANTED)[0][1])

        return await self._on_host(work, QUICK, uuid=uuid)


def _counters(told: dict[str, Any]) -> DomainCounters:
    nics = range(told.get("net.count", 0))
    disks = range(told.get("block.count", 0))
    unused = told.get("balloon.unused")
    return DomainCounters(
        cpu_seconds=tuple(told.get(f"vcpu.{n}.time", 0) / 1e9 for n in range(told.get("vcpu.maximum", 0))
                          if f"vcpu.{n}.time" in told),
        memory=told.get("balloon.current", 0) * 1024,
        memory_unused=None if unused is None else unused * 1024,
        nics={told[f"net.{n}.name"]: (told.get(f"net.{n}.rx.bytes", 0), told.get(f"net.{n}.tx.bytes", 0))
              for n in nics if f"net.{n}.name" in told},
        disks={f"xvd{told[f'block.{n}.name'][2:]}":
               (told.get(f"block.{n}.rd.bytes", 0), told.get(f"block.{n}.wr.bytes", 0))
               for n in disks if f"block.{n}.name" in told},
    )  # fmt: skip
