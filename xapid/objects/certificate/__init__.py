"""The class Certificate: what hosts show to others, and what they trust."""

from xapid.objects.certificate.declaration import Certificate
from xapid.objects.certificate.enums import CertificatePurpose, CertificateType

__all__ = ["Certificate", "CertificatePurpose", "CertificateType"]
