"""An authority of the tests' own: certificates, keys and lists of revoked ones, as PEM."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


@cache
def key(bits: int = 2048, number: int = 0) -> rsa.RSAPrivateKey:
    """A key; the same for the same numbers, since making one takes its time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def key_pem(private: Any) -> str:
    """A private key as PEM."""
    return str(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()
    )


def pem(certificate: x509.Certificate) -> str:
    """A certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """Signs certificates; its own one is ``certificate``."""

    def __init__(self, title: str = "Test Authority", number: int = 1) -> None:
        self.key = key(number=number)
        self.certificate = self._sign(title, self.key.public_key(), name(title), ca=True)
        self.pem = pem(self.certificate)

    def issue(self, subject: str, public: Any = None, *, names: tuple[str, ...] = ("127.0.0.1",),
              begin: timedelta = -DAY, end: timedelta = 90 * DAY, hash_: Any = None,
              ca: bool = False) -> x509.Certificate:  # fmt: skip
        """A certificate for a host or client, valid from now plus ``begin`` to now plus ``end``."""
        return self._sign(subject, public or key().public_key(), self.certificate.subject, names=names,
                          begin=begin, end=end, hash_=hash_, ca=ca)  # fmt: skip

    def _sign(self, subject: str, public: Any, issuer: x509.Name, *, names: tuple[str, ...] = (),
              begin: timedelta = -DAY, end: timedelta = 90 * DAY, hash_: Any = None,
              ca: bool = False) -> x509.Certificate:  # fmt: skip
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(issuer)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + begin)
            .not_valid_after(now + end)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName([_alternative(n) for n in names]),
                                            critical=False)  # fmt: skip
        return builder.sign(self.key, hash_ or hashes.SHA256())

    def revocation_list(self, *revoked: x509.Certificate) -> str:
        """A list that names the certificates, as PEM."""
        now = datetime.now(UTC)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now - DAY)
            .next_update(now + 30 * DAY)
        )
        for each in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(each.serial_number).revocation_date(now)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def _alternative(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)
