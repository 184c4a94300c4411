"""What one host has in its folders of trusted authorities and revoked certificates."""

from __future__ import annotations

from cryptography import x509

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY
from xapid.objects.certificate.trusted import check_name, follow_files, follow_records, read_trusted
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.trust import reading
from xapid.trust.authorities import CA, CRL

_WORDS = {CA: "CERTIFICATE", CRL: "CRL"}


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def install_ca_certificate(ctx: Context, host: Host, name: str, cert: str) -> None:
    """Have the host trust the certificate of an authority, kept under a name."""
    check_name(CA, name)
    await _install(ctx, CA, name, reading.text(read_trusted(cert, "CA_CERTIFICATE")))


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def uninstall_ca_certificate(ctx: Context, host: Host, name: str, force: bool = False) -> None:
    """Have the host no longer trust the named authority; ``force``: it need not have done so."""
    await _uninstall(ctx, CA, name, force)


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def certificate_list(ctx: Context, host: Host) -> list[str]:
    """The names of the authorities that the host trusts."""
    return await ctx.services.authorities.run(ctx.services.authorities.names, CA)


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def certificate_sync(ctx: Context, host: Host) -> None:
    """Have the host trust exactly those whom the pool's records name."""
    await follow_records(ctx)


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def crl_install(ctx: Context, host: Host, name: str, crl: str) -> None:
    """Have the host refuse what the list of revoked certificates names."""
    check_name(CRL, name)
    read_list(name, crl)
    await _install(ctx, CRL, name, crl)


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def crl_uninstall(ctx: Context, host: Host, name: str) -> None:
    """Have the host forget a list of revoked certificates."""
    await _uninstall(ctx, CRL, name, False)


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def crl_list(ctx: Context, host: Host) -> list[str]:
    """The names of the host's lists of revoked certificates."""
    return await ctx.services.authorities.run(ctx.services.authorities.names, CRL)


def read_list(name: str, text: str) -> x509.CertificateRevocationList:
    """The list of revoked certificates. Raises CRL_CORRUPT."""
    try:
        return reading.revocation_list(text)
    except ValueError:
        raise XenError("CRL_CORRUPT", name) from None


async def _install(ctx: Context, kind: str, name: str, pem: str) -> None:
    authorities = ctx.services.authorities
    try:
        await authorities.run(authorities.install, kind, name, pem)
    except FileExistsError:
        raise XenError(f"{_WORDS[kind]}_ALREADY_EXISTS", name) from None
    await follow_files(ctx)


async def _uninstall(ctx: Context, kind: str, name: str, force: bool) -> None:
    check_name(kind, name)
    authorities = ctx.services.authorities
    try:
        await authorities.run(authorities.uninstall, kind, name)
    except FileNotFoundError:
        if force:
            return
        raise XenError(f"{_WORDS[kind]}_DOES_NOT_EXIST", name) from None
    await follow_files(ctx)
