"""Whether a key, a certificate and a chain are fit to be shown to clients."""

from __future__ import annotations

from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.x509.oid import PublicKeyAlgorithmOID

from xapid.model.errors import XenError
from xapid.model.types import format_datetime
from xapid.trust import reading

#: Bits of an RSA key: fewer are weak, more cost every handshake too much.
SHORTEST_KEY, LONGEST_KEY = 2048, 4096
MOST_OF_KEY = 32 * 1024

_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_OTHER_KEYS = {
    ec.EllipticCurvePrivateKey: PublicKeyAlgorithmOID.EC_PUBLIC_KEY,
    ed25519.Ed25519PrivateKey: PublicKeyAlgorithmOID.ED25519,
    ed448.Ed448PrivateKey: PublicKeyAlgorithmOID.ED448,
}


def checked(certificate: str, private_key: str, chain: str, now: datetime | None = None) -> bytes:
    """Key, certificate and chain in one PEM, as servers read it.

    Raises SERVER_CERTIFICATE_* with what is wrong, in the order key, certificate, chain.
    """
    key = _key(private_key)
    own = _own(certificate, key, now or datetime.now(UTC))
    others = _chain(chain, own) if chain else []
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + "".join(reading.text(each) for each in (own, *others)).encode()


def _key(pem: str) -> rsa.RSAPrivateKey:
    try:
        if len(pem) > MOST_OF_KEY:
            raise ValueError("too long")
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # TypeError: it wants a password
        raise XenError("SERVER_CERTIFICATE_KEY_INVALID") from None
    if not isinstance(key, rsa.RSAPrivateKey):
        oid = next((o for kind, o in _OTHER_KEYS.items() if isinstance(key, kind)), None)
        raise XenError("SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED", oid.dotted_string if oid else "")
    if not SHORTEST_KEY <= key.key_size <= LONGEST_KEY:
        raise XenError("SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED", key.key_size)
    return key


def _own(pem: str, key: rsa.RSAPrivateKey, now: datetime) -> x509.Certificate:
    try:
        own = reading.certificate(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise XenError("SERVER_CERTIFICATE_INVALID") from None
    public = own.public_key()
    if not isinstance(public, rsa.RSAPublicKey) or (
        public.public_numbers() != key.public_key().public_numbers()
    ):
        raise XenError("SERVER_CERTIFICATE_KEY_MISMATCH")
    in_time(own, now, "SERVER_CERTIFICATE")
    if not isinstance(own.signature_hash_algorithm, _HASHES):
        raise XenError("SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED")
    return own


def _chain(pem: str, own: x509.Certificate) -> list[x509.Certificate]:
    """The certificates that lead to an authority; the first has to have signed the host's own."""
    try:
        chain = reading.certificates(pem)
        own.verify_directly_issued_by(chain[0])
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        raise XenError("SERVER_CERTIFICATE_CHAIN_INVALID") from None
    return chain


def in_time(found: x509.Certificate, now: datetime, kind: str) -> None:
    """Raises ``kind``_NOT_VALID_YET or ``kind``_EXPIRED, with now and the limit."""
    if now < found.not_valid_before_utc:
        raise XenError(f"{kind}_NOT_VALID_YET", _said(now), _said(found.not_valid_before_utc))
    if now > found.not_valid_after_utc:
        raise XenError(f"{kind}_EXPIRED", _said(now), _said(found.not_valid_after_utc))


def _said(time: datetime) -> str:
    return format_datetime(time)
