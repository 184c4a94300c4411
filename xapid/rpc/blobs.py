"""The bytes of blobs: GET and PUT /blob."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

from xapid.model.errors import XenError, handle_invalid, internal_error
from xapid.objects.blob import Blob
from xapid.objects.blob.files import open_file, write
from xapid.rpc.handlers import handler
from xapid.rpc.head import Head
from xapid.rpc.stream import Body, Refused, StreamRequest
from xapid.store.store import Store

_PIECE = 1 << 20


def _asked(store: Store, head: Head) -> Blob | None:
    found = store.get(head.first("ref")) or store.by_uuid(Blob, head.first("uuid"))
    return found if isinstance(found, Blob) else None


def _public(store: Store, head: Head) -> bool:
    blob = _asked(store, head)
    return blob is not None and bool(blob.public)


def _blob(request: StreamRequest) -> Blob:
    """The blob that the request names. Raises Refused."""
    blob = _asked(request.ctx.store, request.head)
    if blob is None:
        raise Refused(404, handle_invalid("blob", request.query("ref") or request.query("uuid")))
    return blob


@handler("GET", "/blob", action="get_blob", free=_public)
async def get_blob(request: StreamRequest) -> None:
    """Send the bytes; those of a public blob to anybody. They are whole, also while new ones come."""
    blob = _blob(request)
    opened = await asyncio.to_thread(open_file, request.ctx.services, blob)
    file, size = opened if opened is not None else (BytesIO(), 0)
    headers = {
        "Content-Type": blob.mime_type,
        "Content-Length": str(size),
        # Whatever a client put there: no browser is to run it as a page of ours.
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    try:
        await request.respond(200, headers)
        while piece := await asyncio.to_thread(file.read, _PIECE):
            await request.write(piece)
    finally:
        await asyncio.to_thread(file.close)


@handler("PUT", "/blob", action="put_blob")
async def put_blob(request: StreamRequest) -> None:
    """Replace the bytes by those that the client sends: all of them, or nothing happens."""
    blob, length = _blob(request), request.body.length
    if length is None:
        raise Refused(400, internal_error("A blob needs a Content-Length"))
    most = request.ctx.services.config.blob_size
    if length > most:
        raise Refused(413, XenError("INVALID_VALUE", "Content-Length", f"{length}: the most is {most}"))
    await request.respond(200)
    await write(request.ctx, blob, _whole(request.body))


async def _whole(body: Body) -> AsyncIterator[bytes]:
    """What comes. INTERNAL_ERROR at an end before the announced one."""
    while data := await body.read(_PIECE):
        yield data
    if body.cut:
        raise internal_error(f"Only {body.received} of {body.length} bytes came")
