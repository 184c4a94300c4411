"""Parameters of devices, repositories, hosts and subjects that stand in no single field."""

from __future__ import annotations

from xapid.model.errors import XenError
from xe.commands.lookup import Lookup
from xe.commands.records.table import ABSENT, Value
from xe.commands.texts import Cell
from xe.commands.values import Row


async def pif_speed(lookup: Lookup, pif: Row) -> Value:
    """How fast the interface is."""
    metrics = await lookup.get("PIF_metrics", pif["metrics"])
    return ABSENT if metrics is None else f"{metrics['speed']} Mbit/s"


async def pif_duplex(lookup: Lookup, pif: Row) -> Value:
    """Whether the interface sends and receives at once."""
    metrics = await lookup.get("PIF_metrics", pif["metrics"])
    if metrics is None:
        return ABSENT
    return "full" if metrics["duplex"] else "half" if metrics["carrier"] else "unknown"


async def vbd_vdi_name(lookup: Lookup, vbd: Row) -> Value:
    """The name of the disk, or that the drive is empty."""
    if vbd["empty"]:
        return Cell("<EMPTY>")
    return await _name(lookup, "VDI", vbd["VDI"])


async def vbd_attachable(lookup: Lookup, vbd: Row) -> Value:
    """Whether the device could be plugged now, and else why not."""
    try:
        await lookup.call("VBD.assert_attachable", vbd.ref)
    except XenError as error:
        return f"false (error: {error})"
    return True


async def vdi_metadata_of_pool(lookup: Lookup, vdi: Row) -> Value:
    """The pool whose database the disk holds."""
    pool = await lookup.get("pool", vdi["metadata_of_pool"])
    if pool is not None:
        return str(pool["uuid"])
    if vdi["type"] != "metadata":
        return ABSENT
    return str(await lookup.call("VDI.read_database_pool_uuid", vdi.ref)) or ABSENT


async def sr_host(lookup: Lookup, sr: Row) -> Value:
    """The host that the repository is attached to."""
    if len(sr["PBDs"]) > 1:
        return "<shared>"
    pbd = await lookup.get("PBD", sr["PBDs"][0]) if sr["PBDs"] else None
    return ABSENT if pbd is None else await _name(lookup, "host", pbd["host"])


async def subject_roles(lookup: Lookup, subject: Row) -> Value:
    """The names of the roles that a subject has."""
    return [await _name(lookup, "role", ref) for ref in subject["roles"]]


async def ha_statefiles(lookup: Lookup, holder: Row) -> Value:
    """The disks that high availability keeps its state on."""
    disks = [await lookup.get("VDI", ref) for ref in holder["ha_statefiles"]]
    return [ABSENT if disk is None else str(disk["uuid"]) for disk in disks]


async def host_free_memory(lookup: Lookup, host: Row) -> Value:
    """Bytes that are free for new VMs."""
    return int(await lookup.call("host.compute_free_memory", host.ref))


async def _name(lookup: Lookup, class_name: str, ref: str) -> str:
    found = await lookup.get(class_name, ref)
    return ABSENT if found is None else str(found["name_label"]) or ABSENT
