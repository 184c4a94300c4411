"""The messages of the class blob, and how objects get one."""

from __future__ import annotations

import re
from typing import Any

from xapid.model.errors import XenError, internal_error
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import NEVER
from xapid.objects.blob.declaration import Blob
from xapid.objects.context import Context

#: What the bytes are taken for when nobody says.
UNKNOWN_TYPE = "application/octet-stream"

_MIME_TYPE = re.compile(r"[\w!#$&^.+-]{1,64}/[\w!#$&^.+-]{1,64}(; ?[\w.-]{1,64}=[\w.\"-]{1,64}){0,4}", re.A)

#: Key in other_config of a host that is to keep no binary data.
NO_STORAGE = "no_local_storage"


@message(Blob, role=POOL_OPERATOR, asynchronous=False)
async def create(ctx: Context, mime_type: str, public: bool = False) -> Blob:
    """Make an empty blob. INVALID_VALUE for what is no MIME type."""
    return _make(ctx, "", mime_type, public)


@message(Blob, role=POOL_OPERATOR, asynchronous=False)
async def destroy(ctx: Context, self: Blob) -> None:
    """Delete a blob and its bytes."""
    remove(ctx, self)


def remove(ctx: Context, blob: Blob) -> None:
    """Delete the record of a blob, and its place in the object that holds it."""
    with ctx.change():
        for table in ctx.store.tables.values():
            if "blobs" not in table.info.fields:
                continue
            for holder in table.rows.values():
                _let_go(holder, blob.ref)
        ctx.store.destroy(blob)


def _let_go(holder: Any, ref: str) -> None:
    held = holder.blobs
    if ref in held.values():
        holder.blobs = {name: other for name, other in held.items() if other != ref}


def attach(ctx: Context, holder: Any, name: str, mime_type: str, public: bool) -> Blob:
    """Make an empty blob that belongs to an object, under a name.

    MAP_DUPLICATE_KEY when it has one of that name, INVALID_VALUE for what is no MIME type.
    """
    if not name:
        raise internal_error("A blob of an object needs a name")
    if name in holder.blobs:
        raise XenError("MAP_DUPLICATE_KEY", holder.info.name, "blobs", holder.ref, name)
    with ctx.change():
        made = _make(ctx, name, mime_type, public)
        holder.blobs = {**holder.blobs, name: made.ref}
    return made


def _make(ctx: Context, name: str, mime_type: str, public: bool) -> Blob:
    kind = mime_type or UNKNOWN_TYPE
    if _MIME_TYPE.fullmatch(kind) is None:
        raise XenError("INVALID_VALUE", "mime_type", mime_type[:200])
    host = getattr(ctx.services, "host", None)
    if host is not None and NO_STORAGE in host.other_config:
        raise XenError("OPERATION_NOT_ALLOWED", "The host keeps no binary data: see enable_binary_storage")
    with ctx.change():
        return ctx.store.create(
            Blob, name_label=name, mime_type=kind, public=public, size=0, last_updated=NEVER
        )
