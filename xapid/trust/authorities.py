"""Whom this host believes: certificates of authorities and of single peers, and lists of revoked ones."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from xapid.files import remove, write_whole
from xapid.trust import reading
from xapid.trust.files import in_thread, present

T = TypeVar("T")

log = logging.getLogger(__name__)

#: Folders: authorities by name, lists of revoked certificates by name, and what is trusted without a name.
CA, CRL, TRUSTED = "ca", "crl", "trusted"

#: Who and which serial number: what a list of revoked certificates names.
Revoked = frozenset[tuple[bytes, int]]


class Authorities:
    """Files that say whom to trust. All of it blocks, if only for a disk: see ``run``.

    Beside the three folders there is one for each purpose; its certificates count for that purpose alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = asyncio.Lock()

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """Call one of the methods below, beside the event loop and one at a time."""
        async with self._turn:
            return await in_thread(function, *args)

    def names(self, kind: str) -> list[str]:
        """What is installed."""
        return present(self.folder / kind)

    def install(self, kind: str, name: str, pem: str) -> None:
        """Add one. FileExistsError when the name is taken."""
        path = self.folder / kind / name
        if path.exists():
            raise FileExistsError(path)
        write_whole(path, pem.encode(), 0o644)
        self.write_bundles()

    def uninstall(self, kind: str, name: str) -> None:
        """Take one away. FileNotFoundError when there is none."""
        path = self.folder / kind / name
        if not path.exists():
            raise FileNotFoundError(path)
        remove(path)
        self.write_bundles()

    def make_equal(self, wanted: Mapping[str, Mapping[str, str]]) -> None:
        """Have exactly these: for each kind, texts by name."""
        for kind, texts in wanted.items():
            for name in set(self.names(kind)) - set(texts):
                remove(self.folder / kind / name)
            for name, pem in texts.items():
                path = self.folder / kind / name
                if not path.exists() or path.read_text() != pem:
                    write_whole(path, pem.encode(), 0o644)
        self.write_bundles(set(wanted) - {CA, CRL, TRUSTED})

    def bundle(self, purpose: str = "") -> Path:
        """One file with all certificates that count for a purpose, for programs that want a file."""
        return self.folder / "bundles" / f"{purpose or 'general'}.pem"

    def write_bundles(self, purposes: Iterable[str] = ()) -> None:
        """Bring the bundles to what the folders hold."""
        known = {p.removesuffix(".pem") for p in present(self.folder / "bundles")} - {"general"}
        general = self._texts(CA) + self._texts(TRUSTED)
        self._write_bundle("", general)
        for purpose in known | set(purposes):
            self._write_bundle(purpose, self._texts(purpose) + general)

    def _write_bundle(self, purpose: str, texts: list[str]) -> None:
        path, data = self.bundle(purpose), "".join(f"{text.strip()}\n" for text in texts).encode()
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data, 0o644)

    def _texts(self, kind: str) -> list[str]:
        return [(self.folder / kind / name).read_text() for name in self.names(kind)]

    def context(self, purpose: str = "", public: bool = False) -> TrustingContext:
        """What to connect to others with: names and certificates are checked.

        ``purpose``: also believe those installed for it; ``public``: also those that the system believes.
        """
        context = TrustingContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # a single peer needs no authority
        if public:
            context.load_default_certs()
        bundle = self.bundle(purpose)
        if bundle.exists() and bundle.stat().st_size:
            context.load_verify_locations(bundle)
            context.revoked = self.revoked()
        return context

    def revoked(self) -> Revoked:
        """What the installed lists name; a list that no installed authority signed says nothing."""
        lists = [each for text in self._texts(CRL) for each in _readable_lists(text)]
        if not lists:
            return frozenset()
        issuers = [each for text in self._texts(CA) + self._texts(TRUSTED) for each in _readable(text)]
        return frozenset(
            (found.issuer.public_bytes(), entry.serial_number)
            for found in lists
            if any(_signed(found, issuer) for issuer in issuers)
            for entry in found
        )


def _readable(text: str) -> list[x509.Certificate]:
    try:
        return reading.certificates(text)
    except ValueError as error:
        log.error("a trusted certificate cannot be read: %s", error)
        return []


def _readable_lists(text: str) -> list[x509.CertificateRevocationList]:
    try:
        return [reading.revocation_list(text)]
    except ValueError as error:
        log.error("a list of revoked certificates cannot be read, and revokes nothing: %s", error)
        return []


def _signed(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return issuer.subject == found.issuer and found.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except (InvalidSignature, UnsupportedAlgorithm, TypeError, ValueError):
        return False


def is_revoked(der: bytes | None, revoked: Revoked) -> bool:
    """Whether a certificate, as it comes off the wire, is on a list."""
    if not der or not revoked:
        return False
    found = x509.load_der_x509_certificate(der)
    return (found.issuer.public_bytes(), found.serial_number) in revoked


# OpenSSL's own check would refuse every certificate whose authority has published no list.


class _Checked:
    """Refuses, once hands are shaken, a peer whose certificate was revoked."""

    def do_handshake(self, *args: object) -> None:
        super().do_handshake(*args)  # type: ignore[misc]
        context = self.context  # type: ignore[attr-defined]
        if is_revoked(self.getpeercert(True), context.revoked):  # type: ignore[attr-defined]
            raise ssl.SSLCertVerificationError(1, "certificate verify failed: certificate revoked")


class _CheckedObject(_Checked, ssl.SSLObject):
    pass


class _CheckedSocket(_Checked, ssl.SSLSocket):
    pass


class TrustingContext(ssl.SSLContext):
    """A client's context that also looks at the lists of revoked certificates."""

    sslobject_class = _CheckedObject
    sslsocket_class = _CheckedSocket
    revoked: Revoked = frozenset()
