"""How all hosts speak TLS to clients, and which clients log in by a certificate."""

from __future__ import annotations

from contextlib import AsyncExitStack
from functools import partial

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.certificate.trusted import follow_files
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.host import tls as on_host
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT
from xapid.objects.pool.declaration import Pool
from xapid.objects.undo import quietly

_LONGEST_NAME = 255


@message(Pool, role=POOL_OPERATOR)
async def set_https_only(ctx: Context, self: Pool, value: bool) -> None:
    """Close or open the plain HTTP port of every host."""
    for host in ctx.store.all(Host):
        await on_host.set_https_only(ctx, host, value)


@message(Pool, role=POOL_OPERATOR)
async def disable_ssl_legacy(ctx: Context, self: Pool) -> None:
    """Refuse old, weak TLS on all hosts."""
    for host in ctx.store.all(Host):
        await on_host.set_ssl_legacy(ctx, host, False)


@message(Pool, role=POOL_OPERATOR_OR_CERT)
async def enable_client_certificate_auth(ctx: Context, self: Pool, name: str) -> None:
    """Let clients log in by a certificate that a trusted authority signed and that bears the name."""
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise XenError("INVALID_VALUE", "name", name[:_LONGEST_NAME])
    await _admit(ctx, self, True, name)


@message(Pool, role=POOL_OPERATOR_OR_CERT)
async def disable_client_certificate_auth(ctx: Context, self: Pool) -> None:
    """No longer let clients log in by certificate."""
    await _admit(ctx, self, False, "")


async def _admit(ctx: Context, pool: Pool, enabled: bool, name: str) -> None:
    before = pool.client_certificate_auth_enabled, pool.client_certificate_auth_name
    async with AsyncExitStack() as undo:
        undo.push_async_callback(quietly, follow_files, ctx)
        undo.callback(partial(_note, ctx, pool, *before))
        _note(ctx, pool, enabled, name)
        await ctx.durable()
        await follow_files(ctx)
        undo.pop_all()


def _note(ctx: Context, pool: Pool, enabled: bool, name: str) -> None:
    with ctx.change():
        pool.client_certificate_auth_enabled = enabled
        pool.client_certificate_auth_name = name
