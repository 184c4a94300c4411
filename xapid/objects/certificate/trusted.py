"""Whom the pool trusts: the records are the truth, the files of each host follow them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from xapid.model.errors import XenError
from xapid.objects.certificate.declaration import Certificate
from xapid.objects.certificate.enums import CertificatePurpose, CertificateType
from xapid.objects.certificate.records import OWN
from xapid.objects.context import Context
from xapid.objects.pool import Pool
from xapid.trust import reading
from xapid.trust.authorities import CA, CRL, TRUSTED
from xapid.trust.clients import ClientCertificates
from xapid.trust.serving import in_time

#: Names become those of files.
_NAME = re.compile(r"[^./\x00-\x1f\x7f][^/\x00-\x1f\x7f]*")
_LONGEST_NAME = 128

#: How many the pool trusts at most.
MOST_TRUSTED = 1000


def check_name(kind: str, name: str) -> None:
    """Refuse a name that cannot be a file's: CERTIFICATE_NAME_INVALID or CRL_NAME_INVALID."""
    if not _NAME.fullmatch(name) or len(name.encode()) > _LONGEST_NAME:
        raise XenError(f"{'CRL' if kind == CRL else 'CERTIFICATE'}_NAME_INVALID", name[:_LONGEST_NAME])


def read_trusted(pem: str, code: str, now: datetime | None = None) -> x509.Certificate:
    """One certificate that is valid now. Raises ``code``_INVALID, _NOT_VALID_YET or _EXPIRED."""
    try:
        found = reading.certificate(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise XenError(f"{code}_INVALID") from None
    in_time(found, now or datetime.now(UTC), code)
    return found


def trusted(ctx: Context) -> list[Certificate]:
    """The records of all that is trusted."""
    return [each for each in ctx.store.all(Certificate) if each.type not in OWN]


def require_room(ctx: Context) -> None:
    """Refuse one more than anybody needs."""
    if len(trusted(ctx)) >= MOST_TRUSTED:
        raise XenError("OPERATION_NOT_ALLOWED", f"The pool trusts {MOST_TRUSTED} certificates already")


def wanted_files(ctx: Context) -> dict[str, dict[str, str]]:
    """What the folders of a host should hold, by kind and name; revoked ones apart."""
    wanted: dict[str, dict[str, str]] = {CA: {}, TRUSTED: {}, **{p.value: {} for p in CertificatePurpose}}
    for each in trusted(ctx):
        if each.name:
            wanted[CA][each.name] = each.pem
        else:
            for kind in each.purpose or (TRUSTED,):
                wanted[str(kind)][each.uuid] = each.pem
    return wanted


async def follow_records(ctx: Context) -> None:
    """Have this host trust what the records say, and whom it serves find that too."""
    authorities = ctx.services.authorities
    await authorities.run(authorities.make_equal, wanted_files(ctx))
    await follow_files(ctx)


async def follow_files(ctx: Context) -> None:
    """The files have changed: clients' certificates are looked at with them from now on."""
    tls = ctx.services.tls
    async with tls.lock:
        await admit_clients(ctx)
        await tls.serve()


async def admit_clients(ctx: Context) -> None:
    """Note which clients' certificates log in."""
    services = ctx.services
    pool = next(iter(ctx.store.all(Pool)), None)
    if pool is None or not pool.client_certificate_auth_enabled:
        services.tls.client_certificates = None
        return
    authorities = services.authorities
    services.tls.client_certificates = ClientCertificates(
        pool.client_certificate_auth_name, authorities.bundle(), await authorities.run(authorities.revoked)
    )


def kind_of(ca: bool) -> CertificateType:
    """Whether a trusted certificate is an authority's or a single peer's."""
    return CertificateType.ca if ca else CertificateType.pinned
