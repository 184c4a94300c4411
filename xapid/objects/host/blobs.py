"""Binary data that belongs to a host."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_OPERATOR
from xapid.objects.blob import Blob
from xapid.objects.blob.messages import NO_STORAGE, attach, remove
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=POOL_OPERATOR)
async def create_new_blob(ctx: Context, host: Host, name: str, mime_type: str, public: bool = False) -> Blob:
    """Make an empty blob that belongs to the host, under a name that it has no other of.

    It goes with the host. public: it can be read without a login.
    """
    return attach(ctx, host, name, mime_type, public)


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def enable_binary_storage(ctx: Context, host: Host) -> None:
    """Let the host keep binary data."""
    allow_blobs(ctx, host)


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def disable_binary_storage(ctx: Context, host: Host) -> None:
    """Delete all binary data of the host, and keep none any more."""
    forbid_blobs(ctx, host)


def allow_blobs(ctx: Context, host: Host) -> None:
    """Let the host keep binary data."""
    with ctx.change():
        host.other_config = {k: v for k, v in host.other_config.items() if k != NO_STORAGE}


def forbid_blobs(ctx: Context, host: Host) -> None:
    """Delete all binary data, and have the host keep none any more."""
    with ctx.change():
        host.other_config = {**host.other_config, NO_STORAGE: "true"}
        for blob in ctx.store.all(Blob):
            remove(ctx, blob)
