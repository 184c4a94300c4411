"""Binary data that belongs to a pool."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.blob import Blob
from xapid.objects.blob.messages import attach
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.host.blobs import allow_blobs, forbid_blobs
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_OPERATOR)
async def create_new_blob(ctx: Context, pool: Pool, name: str, mime_type: str, public: bool = False) -> Blob:
    """Make an empty blob that belongs to the pool, under a name that it has no other of.

    It goes with the pool. public: it can be read without a login.
    """
    return attach(ctx, pool, name, mime_type, public)


@message(Pool, role=POOL_OPERATOR, hidden=True)
async def enable_binary_storage(ctx: Context) -> None:
    """Let every host keep binary data."""
    for host in ctx.store.all(Host):
        allow_blobs(ctx, host)


@message(Pool, role=POOL_OPERATOR, hidden=True)
async def disable_binary_storage(ctx: Context) -> None:
    """Delete all binary data of every host, and keep none any more."""
    for host in ctx.store.all(Host):
        forbid_blobs(ctx, host)
