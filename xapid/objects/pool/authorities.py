"""Authorities whose certificates all hosts trust, and lists of those that were revoked, by name."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.certificate import Certificate, CertificateType
from xapid.objects.certificate.expiry import tell_expiry
from xapid.objects.certificate.records import described
from xapid.objects.certificate.trusted import check_name, read_trusted, require_room, trusted
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.host import authorities as on_host
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT
from xapid.objects.pool.declaration import Pool
from xapid.objects.undo import quietly
from xapid.trust.authorities import CA

#: Lists of revoked certificates that are kept at most.
MOST_LISTS = 256


@message(Pool, role=POOL_OPERATOR_OR_CERT)
async def install_ca_certificate(ctx: Context, name: str, cert: str) -> None:
    """Have all hosts trust the certificate of an authority, kept under a name."""
    await _install(ctx, name, cert)


@message(Pool, role=POOL_OPERATOR)
async def certificate_install(ctx: Context, name: str, cert: str) -> None:
    """Have all hosts trust the certificate of an authority: install_ca_certificate by its old name."""
    await _install(ctx, name, cert)


@message(Pool, role=POOL_OPERATOR_OR_CERT)
async def uninstall_ca_certificate(ctx: Context, name: str, force: bool = False) -> None:
    """Have no host trust the named authority any more; ``force``: even if none does."""
    await _uninstall(ctx, name, force)


@message(Pool, role=POOL_OPERATOR)
async def certificate_uninstall(ctx: Context, name: str) -> None:
    """Have no host trust the named authority any more: uninstall_ca_certificate by its old name."""
    await _uninstall(ctx, name, False)


@message(Pool, role=POOL_OPERATOR)
async def certificate_list(ctx: Context) -> list[str]:
    """The names of the authorities that all hosts trust."""
    return sorted(each.name for each in trusted(ctx) if each.name)


@message(Pool, role=POOL_OPERATOR)
async def certificate_sync(ctx: Context) -> None:
    """Have every host trust exactly those whom the records name."""
    for host in ctx.store.all(Host):
        await on_host.certificate_sync(ctx, host)


@message(Pool, role=POOL_OPERATOR)
async def crl_install(ctx: Context, name: str, cert: str) -> None:
    """Have all hosts refuse what the list of revoked certificates names."""
    if len(await crl_list(ctx)) >= MOST_LISTS:
        raise XenError("OPERATION_NOT_ALLOWED", f"The pool has {MOST_LISTS} lists already")
    async with AsyncExitStack() as undo:
        for host in ctx.store.all(Host):
            await on_host.crl_install(ctx, host, name, cert)
            undo.push_async_callback(quietly, on_host.crl_uninstall, ctx, host, name)
        undo.pop_all()


@message(Pool, role=POOL_OPERATOR)
async def crl_uninstall(ctx: Context, name: str) -> None:
    """Forget a list of revoked certificates on all hosts."""
    for host in ctx.store.all(Host):
        await on_host.crl_uninstall(ctx, host, name)


@message(Pool, role=POOL_OPERATOR)
async def crl_list(ctx: Context) -> list[str]:
    """The names of the lists of revoked certificates, as the coordinator has them."""
    found: list[str] = await on_host.crl_list(ctx, ctx.services.host)
    return found


async def _install(ctx: Context, name: str, cert: str) -> None:
    check_name(CA, name)
    found = read_trusted(cert, "CA_CERTIFICATE")
    require_room(ctx)
    if any(each.name == name for each in trusted(ctx)):
        raise XenError("CERTIFICATE_ALREADY_EXISTS", name)
    await add(ctx, CertificateType.ca, name=name, **described(found))


async def add(ctx: Context, kind: CertificateType, **values: Any) -> Certificate:
    """Have all hosts trust a certificate, whose record has these values, from now on."""
    async with AsyncExitStack() as undo:
        # A file without a record goes at the next start, so a crash in between leaves nothing over.
        with ctx.change():
            made = ctx.store.create(Certificate, **values)
            made.type = kind
        undo.push_async_callback(quietly, distrust, ctx, made)
        for host in ctx.store.all(Host):
            await on_host.certificate_sync(ctx, host)
        tell_expiry(ctx)
        await ctx.durable()
        undo.pop_all()
    return made


async def _uninstall(ctx: Context, name: str, force: bool) -> None:
    check_name(CA, name)
    record = next((each for each in trusted(ctx) if each.name == name), None)
    if record is None and not force:
        raise XenError("CERTIFICATE_DOES_NOT_EXIST", name)
    if record is not None:
        await distrust(ctx, record)


async def distrust(ctx: Context, record: Certificate) -> None:
    """Have no host trust a certificate any more."""
    with ctx.change():
        if record.alive:
            ctx.store.destroy(record)
        tell_expiry(ctx)
    await ctx.durable()
    for host in ctx.store.all(Host):
        await on_host.certificate_sync(ctx, host)
