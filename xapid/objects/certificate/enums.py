"""Enumerations of the class Certificate."""

from __future__ import annotations

from xapid.model.types import ApiEnum


class CertificateType(ApiEnum):
    """Whose certificate it is: an authority's, a host's for clients or for its peers, or a single peer's."""

    ca = "ca"
    host = "host"
    host_internal = "host_internal"
    pinned = "pinned"


class CertificatePurpose(ApiEnum):
    """What a trusted certificate is used for."""

    licensing = "licensing"
    ldaps = "ldaps"
