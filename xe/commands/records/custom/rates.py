"""Parameters that are measured: rates of devices, in KiB a second, and how busy processors are."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xe.commands.lookup import Lookup
from xe.commands.records.custom.vm import UNKNOWN
from xe.commands.records.table import Render, Value
from xe.commands.values import Row


def _rate(of: str, field: str, source: str) -> Render:
    """What a data source of the VM or host that ``field`` names measures for a device, in KiB."""

    async def render(lookup: Lookup, device: Row) -> Value:
        return await _measured(lookup, of, device[field], source.format(device["device"]), 1024)

    return render


async def _measured(lookup: Lookup, of: str, ref: str, source: str, unit: int) -> Value:
    try:
        value: Any = await lookup.call(f"{of}.query_data_source", ref, source)
    except XenError:
        return UNKNOWN
    return float(value / unit)


vif_read = _rate("VM", "VM", "vif_{}_rx")
vif_write = _rate("VM", "VM", "vif_{}_tx")
vbd_read = _rate("VM", "VM", "vbd_{}_read")
vbd_write = _rate("VM", "VM", "vbd_{}_write")
pif_read = _rate("host", "host", "pif_{}_rx")
pif_write = _rate("host", "host", "pif_{}_tx")


async def cpu_utilisation(lookup: Lookup, cpu: Row) -> Value:
    """How busy a processor of the host is, 0 to 1."""
    return await _measured(lookup, "host", cpu["host"], f"cpu{cpu['number']}", 1)
