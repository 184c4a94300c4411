"""The class blob: bytes that clients attach to objects."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from xapid.model.fields import field
from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, DATETIME, INT, NEVER, STRING
from xapid.objects.context import Context
from xapid.objects.services import Services

#: What the bytes are taken for when nobody says.
UNKNOWN_TYPE = "application/octet-stream"


class Blob(XenObject, name="blob", write_role=POOL_OPERATOR):
    """A piece of data with a name and a type; the bytes come and go over HTTP."""

    uuid = field(STRING, "unique name of the blob")
    name_label = field(STRING, "name for people", default="", writable=True)
    name_description = field(STRING, "what it holds", default="", writable=True)
    size = field(INT, "bytes that it holds")
    public = field(BOOL, "whether it can be read without a login", default=False, writable=True)
    last_updated = field(DATETIME, "when the bytes last changed", given=True)
    mime_type = field(STRING, "type of the bytes", given=True)


def path_of(services: Services, blob: Blob) -> Path:
    """The file with the bytes; there is none until something was written."""
    return services.state_dir / "blobs" / str(blob.uuid)


def written(ctx: Context, blob: Blob, size: int) -> None:
    """Note that the file now holds ``size`` new bytes."""
    with ctx.change():
        blob.size, blob.last_updated = size, datetime.now(UTC)


@message(Blob, role=POOL_OPERATOR, asynchronous=False)
async def create(ctx: Context, mime_type: str, public: bool = False) -> Blob:
    """Make an empty blob."""
    with ctx.change():
        return ctx.store.create(
            Blob, mime_type=mime_type or UNKNOWN_TYPE, public=public, size=0, last_updated=NEVER
        )


@message(Blob, role=POOL_OPERATOR, asynchronous=False)
async def destroy(ctx: Context, self: Blob) -> None:
    """Delete a blob and its bytes."""
    path = path_of(ctx.services, self)
    with ctx.change():
        ctx.store.destroy(self)
    await ctx.durable()
    await asyncio.to_thread(path.unlink, missing_ok=True)
