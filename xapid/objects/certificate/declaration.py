"""The class Certificate."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import DATETIME, NEVER, NULL_REF, STRING, enum, ref, set_of
from xapid.objects.certificate.enums import CertificatePurpose, CertificateType


class Certificate(XenObject, name="Certificate"):
    """An X.509 certificate that a host shows to others, or that the pool trusts."""

    uuid = field(STRING, "unique identifier")
    name = field(STRING, "the name under which an authority was installed; empty for all others", default="")
    type = field(enum(CertificateType), "whose certificate it is", default=CertificateType.host)
    host = field(ref("host"), "the host that shows it; null for what the whole pool trusts",
                 default=NULL_REF, given=True, inverse="certificates")  # fmt: skip
    not_before = field(DATETIME, "when it becomes valid", default=NEVER, given=True)
    not_after = field(DATETIME, "when it ends to be valid", default=NEVER, given=True)
    fingerprint = field(STRING, "the same as fingerprint_sha256, for older clients", default="", given=True)
    fingerprint_sha256 = field(STRING, "SHA-256 of the certificate, as pairs of hex digits", default="",
                               given=True)  # fmt: skip
    fingerprint_sha1 = field(STRING, "SHA-1 of the certificate, as pairs of hex digits", default="",
                             given=True)  # fmt: skip
    purpose = field(set_of(enum(CertificatePurpose)), "what a trusted one is used for; empty: everything",
                    default=[], given=True)  # fmt: skip
    pem = field(STRING, "the certificate itself", default="", internal=True)
