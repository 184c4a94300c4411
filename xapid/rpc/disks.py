"""Whole disks as byte streams: GET /export_raw_vdi and PUT /import_raw_vdi."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from xapid.model.errors import XenError, handle_invalid, internal_error, not_implemented
from xapid.objects.sr import SR, StorageOperations
from xapid.objects.sr.repositories import repository
from xapid.objects.sr.space import refresh_space
from xapid.objects.vdi import VDI, VdiOperations, VdiType
from xapid.objects.vdi.lifecycle import begin, enter, record_volume, require
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Body, Refused, StreamRequest
from xapid.storage.protocol import BlockDevice, StorageDriver
from xapid.storage.spec import VolumeSpec

_FORMATS = ("raw", "vhd", "qcow2", "tar")

#: What a client announces that does not know how much will come: it just ends the connection.
_UNKNOWN_LENGTH = 1 << 50

#: Head of a block of the ``chunked`` form: where it goes, and how long it is.
_BLOCK = struct.Struct("<QI")

#: Bytes of a block taken from the client at once, and written between two flushes.
_PIECE = 1 << 20
_FLUSH_EVERY = 256 << 20


@handler("GET", "/export_raw_vdi", action="get_export_raw_vdi")
async def export_raw_vdi(request: StreamRequest) -> None:
    """Send the bytes that a guest would see. VDI_IN_USE while anybody may write them."""
    ctx, vdi = request.ctx, _disk(request)
    image_format = _format(request)
    if image_format != "raw" or request.query("base"):
        raise not_implemented("export_raw_vdi: formats other than raw, and differences")
    driver = repository(ctx, vdi.SR)
    with ctx.marked(vdi, VdiOperations.copy):
        async with driver.export_raw(vdi.uuid) as stream:
            headers = {
                "Content-Type": "application/octet-stream",
                "Content-Disposition": f'attachment; filename="{vdi.uuid}.raw"',
                "Content-Length": str(stream.size),
            }
            await request.respond(200, headers)
            sent, held = 0, b""
            async for piece in stream:
                await request.write(held)
                sent, held = sent + len(piece), piece
                ctx.progress(sent / stream.size)
    await request.write(held)  # last: who has all of it finds the disk at rest


@handler("PUT", "/import_raw_vdi", action="put_import_raw_vdi")
async def import_raw_vdi(request: StreamRequest) -> VDI:
    """Fill a disk, or a new one in a repository, with what the client sends; the answer is the disk.

    All of it or nothing takes effect, except that a client that cannot say how much it will send
    may end the connection at any place. VDI_IO_ERROR when the connection breaks off.
    """
    image_format, chunked = _format(request), "chunked" in request.head.query
    target = _disk(request) if request.query("vdi") else _repository_of(request, image_format)
    if image_format != "raw":
        raise not_implemented("import_raw_vdi: formats other than raw")
    if isinstance(target, SR):
        return await _fill_new(request, target, chunked)
    return await _fill(request, target, chunked)


async def _fill(request: StreamRequest, vdi: VDI, chunked: bool) -> VDI:
    ctx, length = request.ctx, _length(request)
    driver = repository(ctx, vdi.SR)
    if vdi.read_only:
        raise XenError("VDI_READONLY", vdi.ref)
    if length is not None and length > vdi.virtual_size and not chunked:
        raise XenError("VDI_TOO_SMALL", vdi.ref, length)
    if any(vbd.currently_attached for vbd in vdi.VBDs):
        raise XenError("VDI_IN_USE", vdi.ref, VdiOperations.blocked)
    await request.respond(200)
    source = _Source(request.body, lenient=_length(request) is None and not chunked)
    # A client may ask first, with a request of the same disk, whether it is redirected: until something
    # comes, such a question does not hold the disk against the transfer that follows it.
    if await source.begins():
        with ctx.marked(vdi, VdiOperations.blocked):
            await _receive(request, source, driver, vdi.uuid, chunked)
            record_volume(ctx, vdi, await driver.volume(vdi.uuid))
            await refresh_space(ctx, vdi.SR)
    if source.broken is not None:
        raise source.broken
    return vdi


async def _fill_new(request: StreamRequest, sr: SR, chunked: bool) -> VDI:
    """The record of the new disk appears when its contents are there."""
    ctx, length = request.ctx, _length(request)
    driver = repository(ctx, sr)
    require(ctx, sr, "VDI_CREATE")
    if length is None:
        raise Refused(400, internal_error("A new disk needs a Content-Length"))
    await request.respond(200)
    if length == 0:
        raise XenError("INVALID_VALUE", "Content-Length", 0)
    with ctx.marked(sr, StorageOperations.vdi_create):
        async with AsyncExitStack() as undo:
            uuid = await begin(ctx, sr, undo)
            volume = await driver.create(VolumeSpec(uuid=uuid, virtual_size=length))
            await _receive(request, _Source(request.body), driver, volume.uuid, chunked)
            volume = await driver.volume(volume.uuid)
            vdi = enter(ctx, sr, volume, name_label="Imported VDI", type=VdiType.user)
            await ctx.durable()
            undo.pop_all()
        await refresh_space(ctx, sr)
    return vdi


async def _receive(request: StreamRequest, source: _Source, driver: StorageDriver, uuid: str,
                   chunked: bool) -> None:  # fmt: skip
    """Put the body into a volume, all of it or nothing."""
    if chunked:
        async with driver.rewrite(uuid) as device:
            await _write_blocks(request, source, device)
    else:
        await driver.import_raw(uuid, source.pieces(), _length(request), request.ctx.progress)


class _Source:
    """The body. A connection that breaks is VDI_IO_ERROR; when ``lenient``, an end, noted in ``broken``."""

    def __init__(self, body: Body, lenient: bool = False) -> None:
        self._body = body
        self._lenient = lenient
        self._first = b""
        self.broken: XenError | None = None

    async def begins(self) -> bool:
        """Wait for the first bytes: whether any come."""
        self._first = await self.read(_PIECE)
        return bool(self._first)

    async def pieces(self) -> AsyncIterator[bytes]:
        """Everything that comes."""
        while data := await self.read(_PIECE):
            yield data

    async def read(self, most: int) -> bytes:
        """Some bytes; none at the end."""
        if self._first:
            data, self._first = self._first[:most], self._first[most:]
            return data
        try:
            return await self._body.read(most)
        except (ConnectionError, TimeoutError) as gone:
            error = XenError("VDI_IO_ERROR", f"The connection broke off: {type(gone).__name__} {gone}")
            if not self._lenient:
                raise error from None
            self.broken = error
            return b""

    async def exactly(self, count: int) -> bytes:
        """That many bytes. VDI_IO_ERROR when the body ends before."""
        parts: list[bytes] = []
        while count:
            data = await self.read(count)
            if not data:
                raise XenError("VDI_IO_ERROR", "The stream of blocks has no end")
            parts.append(data)
            count -= len(data)
        return b"".join(parts)


async def _write_blocks(request: StreamRequest, source: _Source, device: BlockDevice) -> None:
    """The ``chunked`` form: blocks anywhere on the disk, in any order, then an empty one at 0."""
    unflushed = 0
    while True:
        offset, length = _BLOCK.unpack(await source.exactly(_BLOCK.size))
        if (offset, length) == (0, 0):
            return
        end = offset + length
        if end > device.size:
            raise XenError("VDI_IO_ERROR", f"A block ends at {end}, the disk at {device.size} bytes")
        for start in range(offset, end, _PIECE):
            data = await source.exactly(min(_PIECE, end - start))
            await device.write(start, data)
            unflushed += len(data)
        if unflushed >= _FLUSH_EVERY:
            await device.flush()
            unflushed = 0
        request.ctx.progress(max(request.task.progress, end / device.size))


def _length(request: StreamRequest) -> int | None:
    """How many bytes the client will send; None when it does not know."""
    return None if request.body.length == _UNKNOWN_LENGTH else request.body.length


def _format(request: StreamRequest) -> str:
    found = request.query("format", "raw") or "raw"
    if found not in _FORMATS:
        raise Refused(404, internal_error(f"There is no format {found}"))
    return found


def _disk(request: StreamRequest) -> VDI:
    """The disk that ``vdi`` names, by reference or uuid. Raises Refused."""
    given, store = request.query("vdi"), request.ctx.store
    if not given:
        raise Refused(400, XenError("VDI_MISSING", "", ""))
    found = store.get(given) or store.by_uuid(VDI, given)
    if not isinstance(found, VDI):
        raise Refused(404, handle_invalid("VDI", given))
    return found


def _repository_of(request: StreamRequest, image_format: str) -> SR:
    """The repository for a new disk. Raises Refused; only raw contents say how large it has to be."""
    ref, uuid, store = request.query("sr_id"), request.query("sr_uuid"), request.ctx.store
    if image_format != "raw" or not (ref or uuid):
        raise Refused(400, XenError("VDI_MISSING", "", ""))
    found = store.get(ref) if ref else store.by_uuid(SR, uuid)
    if not isinstance(found, SR):
        raise Refused(404, handle_invalid("SR", ref or uuid))
    return found
