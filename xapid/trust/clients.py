"""Clients that log in by showing a certificate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from xapid.trust.authorities import Revoked, is_revoked


@dataclass(frozen=True)
class ClientCertificates:
    """Which ones open a session: signed by an authority of the file, not revoked, and with the name."""

    name: str
    authorities: Path
    revoked: Revoked = frozenset()

    def admits(self, der: bytes) -> bool:
        """Whether a certificate, whose signature TLS has checked already, is one of them."""
        if is_revoked(der, self.revoked):
            return False
        return self.name.lower() in _names(x509.load_der_x509_certificate(der))


def _names(found: x509.Certificate) -> set[str]:
    """Its host names; where it has none, its common names."""
    try:
        extension = found.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        names = []
    else:
        names = extension.value.get_values_for_type(x509.DNSName)
    common = [str(a.value) for a in found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    return {name.lower() for name in names or common}
