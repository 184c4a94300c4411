"""How a host speaks TLS: whether it checks its peers, and whether it answers without TLS at all."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.message import Cls, Message, post
from xapid.objects.pool import Pool

DISABLED = "TLS_VERIFICATION_EMERGENCY_DISABLED"


@message(Host, role=NOBODY, asynchronous=False, emergency=True)
async def emergency_disable_tls_verification(ctx: Context) -> None:
    """Have this host check no certificates of its peers; a note says so until it does again."""
    host = ctx.services.host
    with ctx.change():
        if host.tls_verification_enabled:
            host.tls_verification_enabled = False
            post(ctx, DISABLED, 3, Cls.Host, host.uuid, "")


@message(Host, role=NOBODY, asynchronous=False, emergency=True)
async def emergency_reenable_tls_verification(ctx: Context) -> None:
    """Have this host check the certificates of its peers again.

    Raises TLS_VERIFICATION_NOT_ENABLED_IN_POOL when the pool never began to.
    """
    if not ctx.store.one(Pool).tls_verification_enabled:
        raise XenError("TLS_VERIFICATION_NOT_ENABLED_IN_POOL")
    host = ctx.services.host
    with ctx.change():
        host.tls_verification_enabled = True
        for note in ctx.store.all(Message):
            if note.name == DISABLED and note.obj_uuid == host.uuid:
                ctx.store.destroy(note)


@message(Host, role=POOL_OPERATOR)
async def set_ssl_legacy(ctx: Context, self: Host, value: bool) -> None:
    """Refuse old, weak TLS, as every host does; VALUE_NOT_SUPPORTED for having it back."""
    if value:
        raise XenError("VALUE_NOT_SUPPORTED", "value", "true", "TLS before 1.2 is not served any more")
    with ctx.change():
        self.ssl_legacy = False


@message(Host, role=POOL_OPERATOR)
async def set_https_only(ctx: Context, self: Host, value: bool) -> None:
    """Close the plain HTTP port of the host to other machines, or open it."""
    if value and ctx.services.config.https_port < 0:
        raise XenError("OPERATION_NOT_ALLOWED", "The setting https_port turns HTTPS off")
    with ctx.change():
        self.https_only = value
    await ctx.durable()
    ctx.services.reach.https_only = value
