"""Certificates and lists of revoked ones, as texts in PEM and what they say."""

from __future__ import annotations

import re

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

#: Characters of the longest text that is read at all: certificates, and lists of revoked ones.
MOST_OF_CERTIFICATE = 64 * 1024
MOST_OF_LIST = 2 * 1024 * 1024

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----\s[A-Za-z0-9+/=\s]+-----END \1-----")


def certificates(pem: str) -> list[x509.Certificate]:
    """All certificates of a text, one at least. ValueError for anything else in it, and for nothing."""
    if len(pem) > MOST_OF_CERTIFICATE:
        raise ValueError(f"more than {MOST_OF_CERTIFICATE} characters")
    blocks = [(m[0], m[1]) for m in _BLOCK.finditer(pem)]
    begun = pem.count("-----BEGIN ")
    if not blocks or len(blocks) != begun or any(kind != "CERTIFICATE" for _, kind in blocks):
        raise ValueError("not one or more whole certificates in PEM")
    found = [x509.load_pem_x509_certificate(text.encode()) for text, _ in blocks]
    for each in found:
        each.public_key()  # raises for a key that nobody can use
    return found


def certificate(pem: str) -> x509.Certificate:
    """The one certificate of a text. ValueError when there is none, or more."""
    found = certificates(pem)
    if len(found) != 1:
        raise ValueError("more than one certificate")
    return found[0]


def revocation_list(pem: str) -> x509.CertificateRevocationList:
    """The list of revoked certificates of a text. ValueError when it is none."""
    if len(pem) > MOST_OF_LIST:
        raise ValueError(f"more than {MOST_OF_LIST} characters")
    return x509.load_pem_x509_crl(pem.encode())


def text(found: x509.Certificate) -> str:
    """The certificate as PEM."""
    return found.public_bytes(serialization.Encoding.PEM).decode()


def fingerprint(found: x509.Certificate, algorithm: hashes.HashAlgorithm | None = None) -> str:
    """The digest of the whole certificate as clients compare it: ``AB:CD:...``; SHA-256 if not said."""
    return found.fingerprint(algorithm or hashes.SHA256()).hex(":").upper()
