"""GET /export and /export_metadata: VMs as XVA archives."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack

from xapid.model.errors import XenError, handle_invalid, not_implemented
from xapid.objects.context import Context
from xapid.objects.sr.repositories import repository
from xapid.objects.transfer.document import Document
from xapid.objects.transfer.gathering import Options, gather
from xapid.objects.vdi import VdiOperations, VdiType
from xapid.objects.vm import VM, VmOperations
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest
from xapid.rpc.transfer import ova
from xapid.rpc.transfer.archive import archive_of, end_of_archive, member
from xapid.rpc.transfer.blocks import write_blocks
from xapid.rpc.transfer.compression import Write, compressed

_HEADERS = {"Content-Type": "application/octet-stream",
            "Content-Disposition": 'attachment; filename="export.xva"'}  # fmt: skip

_DEVICES = {"vif": "VIFs", "vbd": "VBDs", "vgpu": "VGPUs", "vtpm": "VTPMs"}


@handler("GET", "/export", action="get_export")
async def export(request: StreamRequest) -> None:
    """Send a VM that does not run, with its disks. VM_BAD_POWER_STATE; VDI_IN_USE while a disk is written."""
    ctx, vm = request.ctx, named_vm(request)
    options = Options(power_state=request.query("preserve_power_state") == "true")
    with ctx.marked(vm, VmOperations.export), ExitStack() as marks:
        document = await gather(ctx, [vm], options)
        for vdi in document.disks.values():
            if vdi.type == VdiType.suspend:
                raise not_implemented("export of saved memory")
            marks.enter_context(ctx.marked(vdi, VdiOperations.copy))
        await request.respond(200, _HEADERS)
        async with compressed(request.write, request.query("use_compression")) as write:
            await write(member(ova.NAME, ova.write_document(document)))
            await _send_disks(ctx, document, write)
            await write(end_of_archive())


async def _send_disks(ctx: Context, document: Document, write: Write) -> None:
    total = sum(vdi.virtual_size for vdi in document.disks.values())
    done = 0
    for name, vdi in document.disks.items():
        part = ctx.part(done / total, (done + vdi.virtual_size) / total)
        async with repository(ctx, vdi.SR).open(vdi.uuid) as device:
            await write_blocks(device, name, write, part.progress)
        done += vdi.virtual_size


@handler("GET", "/export_metadata", action="get_export_metadata")
async def export_metadata(request: StreamRequest) -> None:
    """Send what is known of a VM, or of all, without the bytes of disks."""
    ctx = request.ctx
    vms = _all_vms(request) if request.query("all") == "true" else [named_vm(request)]
    options = Options(
        power_state=True, snapshots=request.query("export_snapshots", "true") == "true",
        without=frozenset(_DEVICES[d] for d in _excluded(request)),
    )  # fmt: skip
    with ExitStack() as marks:
        for vm in vms if len(vms) == 1 else ():
            marks.enter_context(ctx.marked(vm, VmOperations.metadata_export))
        data = archive_of(ova.NAME, ova.write_document(await gather(ctx, vms, options)))
    await request.respond(200, {**_HEADERS, "Content-Length": str(len(data))})
    await request.write(data)


def _all_vms(request: StreamRequest) -> list[VM]:
    """Every VM that is not a template of the host's own."""
    control_domain = request.query("include_dom0", "true") == "true"
    found: Iterable[VM] = request.ctx.store.all(VM)
    return [vm for vm in found if not vm.is_default_template and (control_domain or not vm.is_control_domain)]


def _excluded(request: StreamRequest) -> list[str]:
    names = [n.strip() for n in request.query("excluded_device_types").split(",") if n.strip()]
    for name in names:
        if name not in _DEVICES:
            raise Refused(400, XenError("INVALID_VALUE", "excluded_device_types", name))
    return names


def named_vm(request: StreamRequest) -> VM:
    """The VM that ``uuid`` or ``ref`` names. Raises Refused."""
    uuid, ref, store = request.query("uuid"), request.query("ref"), request.ctx.store
    found = store.by_uuid(VM, uuid) if uuid else store.get(ref)
    if not isinstance(found, VM):
        raise Refused(404 if uuid or ref else 400, handle_invalid("VM", uuid or ref))
    return found
