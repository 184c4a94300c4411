"""Parameters of VMs that have to be asked for."""

from __future__ import annotations

from xapid.model.errors import XenError
from xe.commands.lookup import Lookup
from xe.commands.records.table import ABSENT, Value
from xe.commands.texts import Cell
from xe.commands.values import Row

UNKNOWN = Cell("<unknown>")


async def memory_target(lookup: Lookup, vm: Row) -> Value:
    """How much memory the VM shall have now, in bytes."""
    try:
        return int(await lookup.call("VM.query_data_source", vm.ref, "memory_target"))
    except XenError as error:
        return 0 if error.code == "VM_BAD_POWER_STATE" else UNKNOWN


async def numa_node_memory(lookup: Lookup, vm: Row) -> Value:
    """Bytes by NUMA node."""
    metrics = await lookup.get("VM_metrics", vm["metrics"])
    return {} if metrics is None else dict(metrics["numa_node_memory"])


async def vbd_devices(lookup: Lookup, vm: Row) -> Value:
    """Free device numbers for disks."""
    return await _list_or_nothing(lookup, "VM.get_allowed_VBD_devices", vm)


async def vif_devices(lookup: Lookup, vm: Row) -> Value:
    """Free device numbers for network cards."""
    return await _list_or_nothing(lookup, "VM.get_allowed_VIF_devices", vm)


async def _list_or_nothing(lookup: Lookup, method: str, vm: Row) -> list[str]:
    try:
        return [str(device) for device in await lookup.call(method, vm.ref)]
    except XenError:
        return []


async def possible_hosts(lookup: Lookup, vm: Row) -> Value:
    """The hosts that could run the VM."""
    hosts = [await lookup.get("host", ref) for ref in await lookup.call("VM.get_possible_hosts", vm.ref)]
    return [ABSENT if host is None else str(host["uuid"]) for host in hosts]


async def last_boot_record(lookup: Lookup, vm: Row) -> Value:
    """The VM as it was when it last booted."""
    return f"'{vm['last_booted_record']}'"


async def vcpus_utilisation(lookup: Lookup, vm: Row) -> Value:
    """How busy each virtual processor is, 0 to 1."""
    metrics = await lookup.get("VM_metrics", vm["metrics"])
    shares: dict[str, float] = {}
    try:
        for number in range(0 if metrics is None else metrics["VCPUs_number"]):
            shares[str(number)] = await lookup.call("VM.query_data_source", vm.ref, f"cpu{number}")
    except XenError:
        return {}
    return shares


async def cooperative(lookup: Lookup, vm: Row) -> Value:
    """Whether the guest gives memory back when asked."""
    try:
        return bool(await lookup.call("VM.get_cooperative", vm.ref))
    except XenError:
        return True
