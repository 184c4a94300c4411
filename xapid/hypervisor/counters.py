"""What libvirt counts about a domain."""

from __future__ import annotations

from typing import Any

import libvirt

from xapid.hypervisor.connection import QUICK, Connection
from xapid.hypervisor.errors import DomainNotFound
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
            return counters_of(connection.lookupByUUIDString(uuid))

        return await self._on_host(work, QUICK, uuid=uuid)


def counters_of(domain: libvirt.virDomain) -> DomainCounters:
    """What libvirt counts about it. Blocks. DomainNotFound for one that has ended since it was looked up."""
    told = domain.connect().domainListGetStats([domain], _WANTED)
    if not told:  # libvirt leaves it out rather than answer an error
        raise DomainNotFound(domain.UUIDString())
    return _counters(told[0][1])


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
