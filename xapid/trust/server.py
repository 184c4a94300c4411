"""What TLS is served with: this host's own certificate for clients, and the one for its peers."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from cryptography import x509

from xapid.files import remove, write_whole
from xapid.trust import reading
from xapid.trust.clients import ClientCertificates
from xapid.trust.files import in_thread
from xapid.trust.making import make_certificate, own_names

#: Key, certificate and chain that clients see, and those that other hosts of the pool see.
CLIENTS_FILE, PEERS_FILE = "server.pem", "pool.pem"

#: Whoever asks for this name, as hosts of a pool do, is shown the certificate for peers.
PEERS_NAME = "pool"

#: Forward secrecy and authenticated encryption; TLS 1.3 has nothing else.
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"

_CERTIFICATE = "-----BEGIN CERTIFICATE-----"

Renew = Callable[[ssl.SSLContext], Awaitable[None]]


class ServerTls:
    """The two files, and those who listen with what is in them.

    Whoever changes something holds ``lock`` until it is served.
    """

    def __init__(self, state_dir: Path) -> None:
        self.clients, self.peers = state_dir / CLIENTS_FILE, state_dir / PEERS_FILE
        #: The name by which peers know this host.
        self.host_uuid = ""
        #: Clients whose certificates log them in; None: clients are asked for none.
        self.client_certificates: ClientCertificates | None = None
        #: Called with what new connections are to be served with.
        self.renewed: list[Renew] = []
        self.lock = asyncio.Lock()

    async def context(self) -> ssl.SSLContext:
        """What to serve with now; missing files are made. OSError or ValueError when they are no good."""
        return await in_thread(self._context)

    async def serve(self) -> None:
        """Have new connections served with what the files hold now; present ones go on."""
        context = await self.context()
        for renew in self.renewed:
            await renew(context)

    async def replace(self, path: Path, pem: bytes) -> None:
        """Keep a key and certificate in one of the files, and serve with them."""
        await in_thread(_try, path, pem)
        await in_thread(write_whole, path, pem)
        await self.serve()

    async def put_back(self, path: Path, before: bytes | None) -> None:
        """Undo ``replace``; None: there was no file."""
        await (in_thread(remove, path) if before is None else in_thread(write_whole, path, before))
        await self.serve()

    async def content(self, path: Path) -> bytes | None:
        """What a file holds; None when there is none."""
        return await in_thread(lambda: path.read_bytes() if path.exists() else None)

    async def made_for_clients(self) -> bytes:
        """A new self-signed certificate with all names of this machine, and its key."""
        return await in_thread(lambda: make_certificate(own_names()))

    async def made_for_peers(self) -> bytes:
        """A new self-signed certificate with the uuid of this host, and its key."""
        return await in_thread(make_certificate, [self.host_uuid or PEERS_NAME])

    async def shown(self, path: Path) -> x509.Certificate:
        """The host's own certificate in one of the files, which is made if it is missing."""
        await in_thread(self._make_missing)
        return await in_thread(read_own, path)

    def _context(self) -> ssl.SSLContext:
        self._make_missing()
        context, internal = _load(self.clients), _load(self.peers)
        admitted = self.client_certificates
        if admitted is not None and admitted.authorities.stat().st_size:
            context.load_verify_locations(admitted.authorities)
            context.verify_mode = ssl.CERT_OPTIONAL
        context.sni_callback = partial(_choose, internal)
        return context

    def _make_missing(self) -> None:
        if not self.clients.exists():
            write_whole(self.clients, make_certificate(own_names()))
        if not self.peers.exists():
            write_whole(self.peers, make_certificate([self.host_uuid or PEERS_NAME]))


def _choose(internal: ssl.SSLContext, connection: ssl.SSLObject, name: str | None,
            context: ssl.SSLContext) -> None:  # fmt: skip
    if name == PEERS_NAME:
        connection.context = internal


def _load(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    context.options |= ssl.OP_NO_RENEGOTIATION
    try:
        context.load_cert_chain(path)
    except ssl.SSLError as error:
        raise ValueError(f"{path} holds no key with its certificate: {error}") from None
    return context


def _try(path: Path, pem: bytes) -> None:
    """Refuse what could not be served, before it takes anything's place."""
    trial = path.with_name(f".{path.name}.trial")
    try:
        write_whole(trial, pem)
        _load(trial)
    finally:
        trial.unlink(missing_ok=True)


def read_own(path: Path) -> x509.Certificate:
    """The first certificate of a file, which is the host's own; those after it are its chain."""
    text = path.read_text()
    start = text.find(_CERTIFICATE)
    if start < 0:
        raise ValueError(f"{path} holds no certificate")
    end = text.index("-----END CERTIFICATE-----", start) + 25
    return reading.certificate(text[start:end])
