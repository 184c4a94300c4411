"""Making the objects of a document here: all of them, or none."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

from xapid.model.errors import XenError
from xapid.model.types import NULL_REF
from xapid.objects.context import Context
from xapid.objects.sr import SR
from xapid.objects.transfer.devices import enter_vbd, enter_vif
from xapid.objects.transfer.document import Document, Item
from xapid.objects.transfer.networks import find_networks
from xapid.objects.transfer.records import enter_vm, known_template, member
from xapid.objects.transfer.replacing import Replacement, may_replace
from xapid.objects.transfer.tpms import Tpm, lay_down_tpms
from xapid.objects.vdi import VDI, VdiType
from xapid.objects.vdi.lifecycle import create_disk
from xapid.objects.vdi.unfinished import abandon, finish
from xapid.objects.vm import VM
from xapid.objects.vm.creation import erase
from xapid.objects.vm.enums import VmPowerState
from xapid.objects.vtpm import VTPM

#: What of a disk's record goes into the new disk's.
_OF_DISK = ("name_label", "name_description", "type", "sharable", "read_only", "other_config",
            "xenstore_data", "tags", "is_a_snapshot", "snapshot_time")  # fmt: skip


@dataclass(frozen=True)
class Options:
    """How a document is to come back."""

    #: Where new disks are made; None: the document names disks that are here (metadata).
    sr: SR | None = None
    #: Identities are kept: the VM takes the place of one with the same uuid.
    restore: bool = False
    #: What does not fit is passed over.
    force: bool = False
    #: Other disks in the place of those named: uuid by uuid.
    disks: dict[str, str] = field(default_factory=dict)


@dataclass
class Entered:
    """What became of a document: its objects here, by their ids there."""

    vms: dict[str, VM] = field(default_factory=dict)
    #: Those of them that were made for it; the others are templates that were here.
    new_vms: list[VM] = field(default_factory=list)
    disks: dict[str, VDI] = field(default_factory=dict)
    #: Disks that were made for it, and wait for their bytes.
    made: dict[str, VDI] = field(default_factory=dict)
    networks: dict[str, str] = field(default_factory=dict)
    replaced: list[Replacement] = field(default_factory=list)

    def result(self) -> list[VM]:
        """The VMs that an import answers: those that are no snapshots, or all if there is nothing else."""
        return [vm for vm in self.vms.values() if not vm.is_a_snapshot] or list(self.vms.values())


async def enter(ctx: Context, document: Document, options: Options, undo: AsyncExitStack) -> Entered:
    """Make the objects; ``undo`` takes them back. The disks are empty, and unfinished until ``complete``.

    Nothing waits between the VMs' appearance and the return, so that the caller can mark them before
    anybody else gets at them.

    Raises VM_BAD_POWER_STATE, VM_TO_IMPORT_IS_NOT_NEWER_VERSION, IMPORT_ERROR_FAILED_TO_FIND_OBJECT,
    VDI_LOCATION_MISSING, and whatever making a disk or a network raises.
    """
    entered = Entered(replaced=may_replace(ctx, document, options.restore, options.force))
    await find_disks(ctx, document, options, entered, undo)
    entered.networks = await find_networks(ctx, document, undo)
    tpms = await lay_down_tpms(ctx, document, options.restore, undo)
    with ctx.change():
        for item in document.of_class("VM"):
            _enter_vm(ctx, item, options, entered, tpms)
        _enter_devices(ctx, document, options, entered)
        _relate(document, entered)
        undo.push_async_callback(_take_back, ctx, entered.new_vms)
    return entered


def _enter_vm(ctx: Context, item: Item, options: Options, entered: Entered, tpms: dict[str, Tpm]) -> None:
    known = known_template(ctx, item)
    if known is not None:
        entered.vms[item.id] = known
        return
    if any(r.id == item.id and r.keep for r in entered.replaced):
        return
    tpm = tpms.get(item.id)
    vm = enter_vm(ctx, item, uuid=tpm.uuid if tpm is not None else "", keep_identity=options.restore)
    entered.vms[item.id] = vm
    if tpm is not None:
        ctx.store.create(VTPM, VM=vm, is_unique=tpm.is_unique)
    entered.new_vms.append(vm)
    memory = entered.disks.get(str(item.record.get("suspend_VDI", "")))
    if memory is not None and item.record.get("power_state") == VmPowerState.Suspended:
        vm.suspend_VDI, vm.power_state = memory, VmPowerState.Suspended


def _enter_devices(ctx: Context, document: Document, options: Options, entered: Entered) -> None:
    lenient, new = options.force or options.sr is not None, {vm.ref for vm in entered.new_vms}
    owners = {id_: vm for id_, vm in entered.vms.items() if vm.ref in new}
    for item in document.of_class("VBD"):
        if vm := owners.get(str(item.record.get("VM", ""))):
            enter_vbd(ctx, item, vm, entered.disks, force=lenient)
    for item in document.of_class("VIF"):
        if vm := owners.get(str(item.record.get("VM", ""))):
            enter_vif(ctx, item, vm, entered.networks, keep_identity=options.restore)


def _relate(document: Document, entered: Entered) -> None:
    """Snapshots know whose they are."""
    for item in document.of_class("VM"):
        vm = entered.vms.get(item.id)
        if vm not in entered.new_vms:
            continue
        for name in ("snapshot_of", "parent"):
            other = entered.vms.get(str(item.record.get(name, "")))
            if other is not None:
                setattr(vm, name, other)


async def _take_back(ctx: Context, vms: list[VM]) -> None:
    with ctx.change():
        for vm in vms:
            if vm.alive:
                vm.suspend_VDI = NULL_REF  # a disk that was here before
                erase(ctx, vm)
    await ctx.durable()


# Disks


async def find_disks(ctx: Context, document: Document, options: Options, entered: Entered,
                     undo: AsyncExitStack) -> None:  # fmt: skip
    """For each disk of the document one here: an ISO of that name, a new one, or the very same."""
    repositories = {item.id: item for item in document.of_class("SR")}
    for item in document.of_class("VDI"):
        source = repositories.get(str(item.record.get("SR", "")))
        if source is not None and source.record.get("content_type") == "iso":
            found = _iso(ctx, item)
        elif options.sr is None:
            found = _same_disk(ctx, item, source, options)
        else:
            found = entered.made[item.id] = await _new_disk(ctx, item, options.sr, undo)
        if found is not None:
            entered.disks[item.id] = found


def _iso(ctx: Context, item: Item) -> VDI | None:
    """The CD of that name in an ISO library that is here."""
    name = item.record.get("location") or item.record.get("name_label")
    for sr in ctx.store.all(SR):
        if sr.content_type == "iso":
            for vdi in sr.VDIs:
                if name in (vdi.location, vdi.name_label):
                    found: VDI = vdi
                    return found
    return None


def _same_disk(ctx: Context, item: Item, source: Item | None, options: Options) -> VDI | None:
    """The disk itself, on storage that this host sees too. VDI_LOCATION_MISSING unless forced."""
    uuid = str(item.record.get("uuid", ""))
    found = ctx.store.by_uuid(VDI, options.disks.get(uuid, uuid))
    if isinstance(found, VDI):
        return found
    sr = ctx.store.by_uuid(SR, str(source.record.get("uuid", ""))) if source is not None else None
    location = str(item.record.get("location", ""))
    if isinstance(sr, SR) and location:
        for vdi in sr.VDIs:
            if vdi.location == location:
                here: VDI = vdi
                return here
    if options.force:
        return None
    raise XenError("VDI_LOCATION_MISSING", sr.ref if isinstance(sr, SR) else NULL_REF, location)


async def _new_disk(ctx: Context, item: Item, sr: SR, undo: AsyncExitStack) -> VDI:
    values = {name: member(VDI.info, item, name) for name in _OF_DISK if name in item.record}
    task = {"import_task": ctx.task.ref} if ctx.task is not None else {}
    if values.get("type") == VdiType.suspend:
        raise XenError("NOT_IMPLEMENTED", "import of saved memory")
    size = member(VDI.info, item, "virtual_size")
    vdi = await create_disk(replace(ctx, piece=True), sr, virtual_size=size, sm_config=task, **values)
    undo.push_async_callback(abandon, ctx, sr, vdi.uuid)
    return vdi


def keep(ctx: Context, entered: Entered) -> None:
    """The disks stay, as far as they were filled."""
    with ctx.change():
        for vdi in entered.made.values():
            finish(ctx, vdi.SR, vdi.uuid)


async def complete(ctx: Context, entered: Entered, undo: AsyncExitStack) -> None:
    """The bytes are there: the disks are whole, and VMs take the place of those that they restore.

    It is durable when this returns, and ``undo`` has nothing to do any more.
    """
    with ctx.change():
        keep(ctx, entered)
        images = [vdi for replacement in entered.replaced for vdi in replacement.carry_out(ctx, entered.vms)]
    await ctx.durable()
    undo.pop_all()
    for image in images:
        await abandon(ctx, image.SR, image.uuid)
