"""How much of the host's processors a running domain gets."""

from __future__ import annotations

import os

import libvirt

from xapid.hypervisor.connection import QUICK, Connection
from xapid.hypervisor.domain_xml import CAP_PERIOD_US, USUAL_SHARES
from xapid.hypervisor.errors import Unsupported
from xapid.hypervisor.spec import USUAL_WEIGHT, Cpu

LIVE = libvirt.VIR_DOMAIN_AFFECT_LIVE
NO_CONTROL_GROUPS = "CPU weights and caps need control groups; see the setting cpu_control"


class Tuning(Connection):
    """The part of the driver that shares out the processors."""

    async def tune_cpu(self, uuid: str, cpu: Cpu) -> None:
        if not self.capabilities.cpu_tuning and (cpu.cap or cpu.weight != USUAL_WEIGHT):
            raise Unsupported(NO_CONTROL_GROUPS)

        def work(domain: libvirt.virDomain) -> None:
            if self.capabilities.cpu_tuning:
                quota = cpu.cap * CAP_PERIOD_US // 100 if cpu.cap else -1
                shares = cpu.weight * USUAL_SHARES // USUAL_WEIGHT
                wanted = {"cpu_shares": shares, "global_period": CAP_PERIOD_US, "global_quota": quota}
                domain.setSchedulerParametersFlags(wanted, LIVE)
            allowed = tuple(not cpu.mask or n in cpu.mask for n in range(os.cpu_count() or 1))
            if not any(allowed):
                raise Unsupported(f"this host has none of the processors {list(cpu.mask)}")
            for number in range(domain.maxVcpus()):
                domain.pinVcpuFlags(number, allowed, LIVE)

        await self._on_domain(uuid, work, QUICK)
