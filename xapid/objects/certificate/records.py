"""Certificates as records: what is read off them, and those of this host itself."""

from __future__ import annotations

from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from xapid.objects.certificate.declaration import Certificate
from xapid.objects.certificate.enums import CertificateType
from xapid.objects.context import Context
from xapid.trust import reading

#: Those that hosts show, in the order of their files; all others are trusted.
OWN = (CertificateType.host, CertificateType.host_internal)


def described(found: x509.Certificate) -> dict[str, Any]:
    """The values of a record that follow from the certificate itself."""
    sha256 = reading.fingerprint(found)
    # Off the certificate, though SHA-1 proves nothing any more: older clients show it.
    sha1 = reading.fingerprint(found, hashes.SHA1())
    return {
        "not_before": found.not_valid_before_utc,
        "not_after": found.not_valid_after_utc,
        "fingerprint": sha256,
        "fingerprint_sha256": sha256,
        "fingerprint_sha1": sha1,
        "pem": reading.text(found),
    }


async def note_own(ctx: Context) -> None:
    """Have one record for each certificate that this host shows, and it alone."""
    tls = ctx.services.tls
    shown = dict(zip(OWN, [await tls.shown(tls.clients), await tls.shown(tls.peers)], strict=True))
    host = ctx.services.host
    with ctx.change():
        for record in host.certificates:
            found = shown.get(record.type)
            if found is not None and reading.fingerprint(found) == record.fingerprint_sha256:
                del shown[record.type]
            else:
                ctx.store.destroy(record)
        for kind, found in shown.items():
            ctx.store.create(Certificate, host=host, **described(found)).type = kind
