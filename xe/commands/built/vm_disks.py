"""Commands about the disks, CD drives and network cards of VMs."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.types import NULL_REF
from xe.commands.built.vm_making import snapshot_of
from xe.commands.cli import Cli
from xe.commands.declare import STANDARD, VM_SELECTORS, command
from xe.commands.failures import CommandFailure
from xe.commands.listing import print_rows
from xe.commands.quantities import read_size
from xe.commands.records import RECORDS
from xe.commands.selectors import on_vms
from xe.commands.values import Row

_VMS = (STANDARD, VM_SELECTORS)

_DISK_VBD = "uuid,vm-name-label,userdevice"
_CD_VBD = "uuid,vm-name-label,userdevice,empty"
_VDI = "uuid,name-label,virtual-size,sr-name-label"
_VIF = "uuid,vm-name-label,device,MAC,network-uuid,network-name-label"
_CD = "uuid,name-label"


@command("vm-disk-list", "", "vbd-params vdi-params", _VMS)
async def vm_disk_list(cli: Cli) -> None:
    """List the disks of a VM, and the devices that they are attached by."""
    await on_vms(cli, lambda vm: _list(cli, vm, "Disk", _DISK_VBD))


@command("vm-cd-list", "", "vbd-params vdi-params", _VMS)
async def vm_cd_list(cli: Cli) -> None:
    """List the CD drives of a VM, and what is in them."""
    await on_vms(cli, lambda vm: _list(cli, vm, "CD", _CD_VBD))


@command("snapshot-disk-list", "", "uuid snapshot-uuid vbd-params vdi-params", _VMS)
async def snapshot_disk_list(cli: Cli) -> None:
    """List the disks of a snapshot."""
    await _list(cli, await cli.record("VM", await snapshot_of(cli)), "Disk", _DISK_VBD)


async def _list(cli: Cli, vm: Row, kind: str, usual: str) -> None:
    lookup = cli.lookup()
    for number, vbd in enumerate(await _drives(cli, vm, kind)):
        wanted = cli.params.get("vbd-params") or usual
        await print_rows(cli, RECORDS["vbd"], [vbd], wanted, f"{kind} {number} VBD:")
        vdi = None if vbd["empty"] else await lookup.get("VDI", vbd["VDI"])
        if vdi is not None:
            wanted = cli.params.get("vdi-params") or _VDI
            await print_rows(cli, RECORDS["vdi"], [vdi], wanted, f"{kind} {number} VDI:")


async def _drives(cli: Cli, vm: Row, kind: str) -> list[Row]:
    """The VBDs of a VM of one type, by their position."""
    vbds = [await cli.record("VBD", ref) for ref in await cli.call("VM.get_VBDs", vm.ref)]
    ofkind = [vbd for vbd in vbds if vbd["type"] == kind]
    return sorted(ofkind, key=lambda vbd: (len(vbd["userdevice"]), vbd["userdevice"]))


@command("cd-list", "", "params", (STANDARD,))
async def cd_list(cli: Cli) -> None:
    """List the CD images of all ISO repositories."""
    srs = await cli.call("SR.get_all_records_where", 'field "content__type" = "iso"')
    cds = [await cli.record("VDI", ref) for sr in srs.values() for ref in sr["VDIs"]]
    await print_rows(cli, RECORDS["vdi"], cds, cli.params.get("params") or _CD)


@command("vm-vif-list", "", "", _VMS)
async def vm_vif_list(cli: Cli) -> None:
    """List the network cards of VMs."""

    async def show(vm: Row) -> None:
        vifs = [await cli.record("VIF", ref) for ref in await cli.call("VM.get_VIFs", vm.ref)]
        await print_rows(cli, RECORDS["vif"], vifs, cli.params.get("params") or _VIF)

    await on_vms(cli, show, multiple=True, params=True)


@command("vm-disk-add", "disk-size device", "sr-uuid", _VMS)
async def vm_disk_add(cli: Cli) -> None:
    """Make an empty disk for a VM and attach it, at once if the VM runs."""
    size = read_size("disk-size", cli.params["disk-size"])
    sr = await repository(cli)

    async def add(vm: Row) -> None:
        vdi = await cli.call("VDI.create", {
            "name_label": f"{vm['name_label']} {cli.params['device']}", "name_description": "Made by xe",
            "SR": sr, "virtual_size": size, "type": "user", "sharable": False, "read_only": False,
            "other_config": {},
        })  # fmt: skip
        try:
            await attach(cli, vm, vdi, {"owner": ""}, type_="Disk", mode="RW")
        except BaseException:
            await cli.call("VDI.destroy", vdi)
            raise

    await on_vms(cli, add)


async def repository(cli: Cli) -> str:
    """The repository that sr-uuid names, or the pool's default. Raises CommandFailure."""
    if "sr-uuid" in cli.params:
        return await cli.find("SR", "sr-uuid")
    sr = next(iter((await cli.call("pool.get_all_records")).values()))["default_SR"]
    if sr == NULL_REF:
        raise CommandFailure("The pool has no default repository: name one with sr-uuid")
    return str(sr)


async def attach(cli: Cli, vm: Row, vdi: str, other_config: dict[str, str], *, type_: str, mode: str) -> None:
    """Make a VBD at ``device``, and plug it if the VM runs; on failure it is gone again."""
    vbd = await cli.call("VBD.create", {
        "VM": vm.ref, "VDI": vdi, "userdevice": cli.params["device"], "bootable": False, "mode": mode,
        "type": type_, "unpluggable": True, "empty": False, "other_config": other_config,
        "qos_algorithm_type": "", "qos_algorithm_params": {},
    })  # fmt: skip
    if await cli.call("VM.get_power_state", vm.ref) != "Running":
        return
    try:
        await cli.call("VBD.plug", vbd)
    except BaseException:
        await cli.call("VBD.destroy", vbd)
        raise


@command("vm-disk-remove", "device", "", _VMS)
async def vm_disk_remove(cli: Cli) -> None:
    """Take a disk away from a VM and delete it."""

    async def remove(vm: Row) -> None:
        wanted = cli.params["device"]
        found = [vbd for vbd in await _drives(cli, vm, "Disk") if vbd["userdevice"] == wanted]
        if not found:
            raise CommandFailure(f"The VM has no disk at device {wanted}")
        await _detach(cli, found[0])
        await cli.call("VDI.destroy", found[0]["VDI"])

    await on_vms(cli, remove)


async def _detach(cli: Cli, vbd: Row) -> None:
    if vbd["currently_attached"]:
        await cli.call("VBD.unplug", vbd.ref)
    await cli.call("VBD.destroy", vbd.ref)


@command("vm-cd-add", "cd-name device", "", _VMS)
async def vm_cd_add(cli: Cli) -> None:
    """Give a VM a CD drive with a CD in it."""
    cd = await _cd(cli)
    await on_vms(cli, lambda vm: attach(cli, vm, cd, {}, type_="CD", mode="RO"))


@command("vm-cd-insert", "cd-name", "", _VMS)
async def vm_cd_insert(cli: Cli) -> None:
    """Put a CD into a VM's only empty drive."""
    cd = await _cd(cli)

    async def insert(vm: Row) -> None:
        empty = [vbd for vbd in await _drives(cli, vm, "CD") if vbd["empty"]]
        if not empty:
            raise XenError("VM_NO_EMPTY_CD_VBD", vm.ref)
        await cli.call("VBD.insert", _only(empty, "empty CD drive").ref, cd)

    await on_vms(cli, insert)


@command("vm-cd-eject", "", "", _VMS)
async def vm_cd_eject(cli: Cli) -> None:
    """Take the CD out of a VM's only drive that has one."""

    async def eject(vm: Row) -> None:
        full = [vbd for vbd in await _drives(cli, vm, "CD") if not vbd["empty"]]
        await cli.call("VBD.eject", _only(full, "CD drive with a CD in it").ref)

    await on_vms(cli, eject)


@command("vm-cd-remove", "cd-name", "", _VMS)
async def vm_cd_remove(cli: Cli) -> None:
    """Take a CD away from a VM, together with the drive that it is in."""
    cd = await _cd(cli)

    async def remove(vm: Row) -> None:
        found = [vbd for vbd in await _drives(cli, vm, "CD") if vbd["VDI"] == cd]
        await _detach(cli, _only(found, "drive with that CD"))

    await on_vms(cli, remove)


def _only(vbds: list[Row], what: str) -> Row:
    if len(vbds) != 1:
        raise CommandFailure(f"The VM has {'more than one' if vbds else 'no'} {what}")
    return vbds[0]


async def _cd(cli: Cli) -> str:
    """The CD image of that name in an ISO repository."""
    name = cli.params["cd-name"]
    found: list[str] = []
    for ref in await cli.call("VDI.get_by_name_label", name):
        sr = await cli.call("VDI.get_SR", ref)
        if await cli.call("SR.get_content_type", sr) == "iso":
            found.append(ref)
    if len(found) != 1:
        raise CommandFailure(f"{'Several CDs have' if found else 'No CD has'} the name {name}")
    return found[0]
