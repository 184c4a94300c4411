"""The certificates for Secure Boot of guests: what may be started in them."""

from __future__ import annotations

from contextlib import AsyncExitStack

from xapid.hypervisor.secure_boot import read_archive
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.host import uefi_certificates as on_host
from xapid.objects.pool.declaration import Pool
from xapid.objects.undo import quietly
from xapid.trust.files import in_thread


@message(Pool, role=POOL_ADMIN)
async def set_custom_uefi_certificates(ctx: Context, self: Pool, value: str) -> None:
    """Set certificates for Secure Boot in place of the built-in ones; empty: the built-in ones again.

    ``value``: a tar archive in base64 with PK.auth, KEK.auth, db.auth and dbx.auth; what a guest
    has in its own variables already stays. INVALID_VALUE says what is wrong with it.
    """
    try:
        if value:
            await in_thread(read_archive, value)
        await _put(ctx, self, value)
    except ValueError as error:
        raise XenError("INVALID_VALUE", "value", error) from None


@message(Pool, role=POOL_ADMIN)
async def set_uefi_certificates(ctx: Context, self: Pool, value: str) -> None:
    """Refused with OPERATION_NOT_ALLOWED: what is in force follows from the custom certificates."""
    raise XenError("OPERATION_NOT_ALLOWED", on_host.ELSEWHERE)


async def note_uefi_certificates(ctx: Context, pool: Pool) -> None:
    """At the start: the files and what is in force follow from the record and this host's firmware."""
    await _follow(ctx)
    await _note(ctx, pool, pool.custom_uefi_certificates)


async def _put(ctx: Context, pool: Pool, archive: str) -> None:
    before = pool.custom_uefi_certificates
    async with AsyncExitStack() as undo:
        undo.push_async_callback(quietly, _follow, ctx)
        undo.push_async_callback(quietly, _note, ctx, pool, before)
        await _note(ctx, pool, archive)
        await _follow(ctx)
        await ctx.durable()
        undo.pop_all()


async def _follow(ctx: Context) -> None:
    for host in ctx.store.all(Host):
        await on_host.write_uefi_certificates_to_disk(ctx, host)


async def _note(ctx: Context, pool: Pool, custom: str) -> None:
    in_force = custom or await on_host.built_in(ctx)
    with ctx.change():
        pool.custom_uefi_certificates = custom
        pool.uefi_certificates = in_force
        for host in ctx.store.all(Host):
            host.uefi_certificates = in_force
