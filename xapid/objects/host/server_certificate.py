"""The certificates that a host shows: to clients, and to the other hosts of its pool."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_ADMIN, READ_ONLY
from xapid.objects.certificate.expiry import tell_expiry
from xapid.objects.certificate.records import note_own
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.undo import quietly
from xapid.trust import reading
from xapid.trust.files import in_thread
from xapid.trust.serving import checked


@message(Host, role=READ_ONLY)
async def get_server_certificate(ctx: Context, host: Host) -> str:
    """The certificate that the host shows to clients, as PEM."""
    tls = ctx.services.tls
    return reading.text(await tls.shown(tls.clients))


@message(Host, role=POOL_ADMIN, secret=True)
async def install_server_certificate(ctx: Context, host: Host, certificate: str, private_key: str,
                                     certificate_chain: str = "") -> None:  # fmt: skip
    """Have the host show the certificate to clients; all three texts are PEM.

    Connections that are open go on. SERVER_CERTIFICATE_* says what is wrong with one of the texts.
    """
    pem = await in_thread(checked, certificate, private_key, certificate_chain)
    await _show(ctx, ctx.services.tls.clients, pem)


@message(Host, role=POOL_ADMIN)
async def reset_server_certificate(ctx: Context, host: Host) -> None:
    """Replace the certificate that the host shows to clients by a new self-signed one."""
    await _show(ctx, ctx.services.tls.clients, await ctx.services.tls.made_for_clients())


@message(Host, role=NOBODY, asynchronous=False, emergency=True)
async def emergency_reset_server_certificate(ctx: Context) -> None:
    """Replace this host's certificate by a new self-signed one."""
    await _show(ctx, ctx.services.tls.clients, await ctx.services.tls.made_for_clients())


@message(Host, role=POOL_ADMIN)
async def refresh_server_certificate(ctx: Context, host: Host) -> None:
    """Replace the certificate that the host shows to its peers by a new one."""
    await _show(ctx, ctx.services.tls.peers, await ctx.services.tls.made_for_peers())


async def _show(ctx: Context, path: Path, pem: bytes) -> None:
    """Show another certificate from now on, or the one of before when its record cannot be kept."""
    tls = ctx.services.tls
    async with tls.lock, AsyncExitStack() as undo:
        undo.push_async_callback(quietly, note_own, ctx)
        undo.push_async_callback(quietly, tls.put_back, path, await tls.content(path))
        await tls.replace(path, pem)
        await note_own(ctx)
        tell_expiry(ctx)
        await ctx.durable()
        undo.pop_all()
