"""Certificates that the pool trusts for a purpose, and those of single peers."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.objects.certificate import Certificate, CertificatePurpose
from xapid.objects.certificate.records import OWN, described
from xapid.objects.certificate.trusted import kind_of, read_trusted, require_room, trusted
from xapid.objects.context import Context
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT
from xapid.objects.pool.authorities import add, distrust
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_OPERATOR_OR_CERT)
async def install_trusted_certificate(ctx: Context, self: Pool, ca: bool, cert: str,
                                      purpose: list[CertificatePurpose]) -> None:  # fmt: skip
    """Have all hosts trust a certificate for the purposes, none: for everything.

    It is an authority's, or of a single peer, which needs a purpose.
    """
    await trust(ctx, ca, cert, purpose)


async def trust(ctx: Context, ca: bool, cert: str, purpose: list[CertificatePurpose]) -> Certificate:
    """Trust a certificate from now on, in all files and on disk. Raises TRUSTED_CERTIFICATE_*."""
    found = read_trusted(cert, "TRUSTED_CERTIFICATE")
    if not ca and not purpose:
        raise XenError("CERTIFICATE_LACKS_PURPOSE")
    require_room(ctx)
    values = described(found)
    fingerprint = values["fingerprint_sha256"]
    if any(each.fingerprint_sha256 == fingerprint and not each.name for each in trusted(ctx)):
        raise XenError("TRUSTED_CERTIFICATE_ALREADY_EXISTS", fingerprint)
    return await add(ctx, kind_of(ca), purpose=list(dict.fromkeys(purpose)), **values)


@message(Pool, role=POOL_OPERATOR_OR_CERT)
async def uninstall_trusted_certificate(ctx: Context, self: Pool, certificate: Certificate) -> None:
    """Have no host trust the certificate any more."""
    if certificate.type in OWN:
        raise XenError("NOT_TRUSTED_CERTIFICATE", certificate.ref)
    await distrust(ctx, certificate)
