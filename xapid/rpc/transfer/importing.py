"""PUT /import and /import_metadata: VMs out of XVA archives."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager

from xapid.model.errors import XenError, handle_invalid
from xapid.objects.context import Context
from xapid.objects.pool import Pool
from xapid.objects.sr import SR
from xapid.objects.sr.repositories import repository
from xapid.objects.sr.space import refresh_space
from xapid.objects.transfer.document import Document
from xapid.objects.transfer.entering import Entered, Options, complete, enter, keep
from xapid.objects.vdi.lifecycle import record_volume
from xapid.objects.vm import VM, VmOperations
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest
from xapid.rpc.transfer import ova
from xapid.rpc.transfer.archive import ArchiveReader
from xapid.rpc.transfer.blocks import DiskReader
from xapid.rpc.transfer.compression import Read, unpacked

#: Tells a client that watches the task that the VMs are there to be seen.
_OBJECTS_CREATED = {"object_creation": "complete"}


@handler("PUT", "/import", action="put_import")
async def import_vms(request: StreamRequest) -> list[VM]:
    """Make the VMs of an archive, with their disks in one repository: all, or nothing unless forced."""
    sr = _repository_of(request)
    await request.respond(200)
    options = Options(sr=sr, restore=_flag(request, "restore"), force=_flag(request, "force"))
    return await import_archive(request.ctx, request.body.read, options)


async def import_archive(ctx: Context, read: Read, options: Options) -> list[VM]:
    """Make what an archive holds, read from ``read``; the VMs."""
    async with unpacked(read) as read_exactly, AsyncExitStack() as undo:
        archive = ArchiveReader(read_exactly)
        document = await _document(archive)
        entered = await enter(ctx, document, options, undo)
        with _held(ctx, entered.new_vms):
            _tell(ctx)
            disks = DiskReader(archive, checksums=ova.inline_checksums(document), force=options.force)
            try:
                await _fill(ctx, entered, disks)
            except (XenError, ConnectionError):
                if options.force:  # what there is, is wanted; but nothing gives way to it
                    keep(ctx, entered)
                    undo.pop_all()
                raise
            await complete(ctx, entered, undo)
        while await read(1 << 20):  # whatever follows, so that the client sees an answer
            pass
    if options.sr is not None:
        await refresh_space(ctx, options.sr)
    return entered.result()


@contextmanager
def _held(ctx: Context, vms: list[VM]) -> Iterator[None]:
    """Nobody else touches the VMs while they are being imported."""
    with ExitStack() as marks:
        for vm in vms:
            marks.enter_context(ctx.marked(vm, VmOperations.import_))
        yield


def _tell(ctx: Context) -> None:
    if ctx.task is not None:
        with ctx.change():
            ctx.task.other_config = {**ctx.task.other_config, **_OBJECTS_CREATED}


async def _document(archive: ArchiveReader) -> Document:
    first = await archive.next()
    if first is None or first.name != ova.NAME:
        raise XenError("IMPORT_ERROR_UNEXPECTED_FILE", ova.NAME, first.name[:100] if first else "")
    return await asyncio.to_thread(ova.read_document, await archive.contents(first, ova.MAX_BYTES))


async def _fill(ctx: Context, entered: Entered, disks: DiskReader) -> None:
    """Put the bytes into the new disks, in the order in which they come."""
    total, done, waiting = sum(v.virtual_size for v in entered.made.values()), 0, dict(entered.made)
    while waiting:
        prefix = await disks.prefix()
        if prefix is None:
            raise XenError("IMPORT_ERROR_PREMATURE_EOF")
        vdi = waiting.pop(prefix, None)
        if vdi is None:
            raise XenError("IMPORT_ERROR_UNEXPECTED_FILE", next(iter(waiting)), prefix[:100])
        part, driver = ctx.part(done / total, (done + vdi.virtual_size) / total), repository(ctx, vdi.SR)
        async with driver.rewrite(vdi.uuid) as device:
            await disks.fill(prefix, device, part.progress)
        record_volume(ctx, vdi, await driver.volume(vdi.uuid))
        done += vdi.virtual_size


@handler("PUT", "/import_metadata", action="put_import_metadata")
async def import_metadata(request: StreamRequest) -> list[VM]:
    """Make VMs whose disks are here already; ``dry_run`` only says whether that would work."""
    ctx, swapped = request.ctx, {}
    for key, values in request.head.query.items():
        if key.startswith("vdi:") and values:
            swapped[key.removeprefix("vdi:")] = values[0]
    options = Options(restore=_flag(request, "restore"), force=_flag(request, "force"), disks=swapped)
    if _flag(request, "live"):
        raise XenError("NOT_IMPLEMENTED", "import_metadata: live")
    await request.respond(200)
    async with unpacked(request.body.read) as read_exactly, AsyncExitStack() as undo:
        document = await _document(ArchiveReader(read_exactly))
        entered = await enter(ctx, document, options, undo)
        if _flag(request, "dry_run"):
            return []
        await complete(ctx, entered, undo)
    return entered.result()


def _flag(request: StreamRequest, name: str) -> bool:
    """Exactly ``true`` counts."""
    return request.query(name) == "true"


def _repository_of(request: StreamRequest) -> SR:
    """Where the disks go. Raises Refused."""
    ref, uuid, store = request.query("sr_id"), request.query("sr_uuid"), request.ctx.store
    found = store.get(ref) if ref else store.by_uuid(SR, uuid) if uuid else store.one(Pool).default_SR
    if not isinstance(found, SR):
        missing = handle_invalid("SR", ref or uuid) if ref or uuid else XenError("DEFAULT_SR_NOT_FOUND", "")
        raise Refused(404 if ref or uuid else 400, missing)
    if found.content_type == "iso":
        raise Refused(400, XenError("SR_OPERATION_NOT_SUPPORTED", found.ref))
    repository(request.ctx, found)
    return found
