"""The server's certificate: made at the first start, kept, and replaced by whoever puts another there."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FILE_NAME = "server.pem"

_VALID = timedelta(days=3650)


def server_context(state_dir: Path) -> ssl.SSLContext:
    """What TLS is served with; makes the certificate when there is none. OSError when it cannot be kept."""
    path = state_dir / FILE_NAME
    if not path.exists():
        _keep(path, make_certificate(_names()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(path)
    return context


def make_certificate(names: list[str]) -> bytes:
    """A private key and a certificate signed by it, as PEM. ``names``: host names and addresses.

    RSA, since the TLS of older clients is bound to it.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.SubjectAlternativeName([_alternative(n) for n in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    certificate = builder.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _names() -> list[str]:
    """The names and addresses under which this machine is likely to be called."""
    host = socket.gethostname() or "localhost"
    found = [host, socket.getfqdn(host), "localhost", "127.0.0.1", "::1"]
    with contextlib.suppress(OSError):  # the machine's name may resolve to nothing
        found += [str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(host, None)]
    return [n for n in dict.fromkeys(found) if n.isascii()]


def _keep(path: Path, pem: bytes) -> None:
    """Write the file whole or not at all, readable by its owner only."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(descriptor)
    fresh.rename(path)
