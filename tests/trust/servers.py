"""A TLS server of the tests' own, which answers every request with the same bytes."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography import x509

from tests.trust.authority import key, key_pem, pem

REPLY = b"HTTP/1.0 200 OK\r\n\r\nheard"


@contextmanager
def serving(folder: Path, certificate: x509.Certificate, reply: bytes = REPLY) -> Iterator[int]:
    """Serve on loopback with a certificate for the tests' key; the port."""
    path = folder / "peer.pem"
    path.write_text(key_pem(key()) + pem(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            with suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as tls:
                tls.recv(65536)
                tls.sendall(reply)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
