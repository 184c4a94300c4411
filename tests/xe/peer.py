"""A peer for `xe` that follows a script: the CLI server and the HTTP server of one address."""

import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from xe import protocol
from xe.protocol import Message

PATIENCE = 30.0  # seconds until a wait has failed


class Line:
    """A connection from the client, after its request: headers and body of that are read."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self.file = sock.makefile("rb")
        self.request = self.file.readline().decode().rstrip("\r\n")
        self.headers: dict[str, str] = {}
        while line := self.file.readline().decode().rstrip("\r\n"):
            name, _, value = line.partition(": ")
            self.headers[name.lower()] = value

    @property
    def is_cli(self) -> bool:
        return self.request == "POST /cli HTTP/1.0"

    def body(self) -> bytes:
        length = self.headers.get("content-length")
        return self.file.read(int(length)) if length is not None else self.file.read()

    def raw(self, data: bytes) -> None:
        self.socket.sendall(data)

    def greet(self) -> None:
        self.raw(protocol.GREETING)
        assert self.file.read(len(protocol.GREETING)) == protocol.GREETING

    def send(self, *messages: Message) -> None:
        self.raw(b"".join(map(protocol.encode, messages)))

    def receive(self) -> Message:
        header = self.file.read(protocol.HEADER)
        if not header:
            raise ConnectionError("the client left")
        return protocol.decode(self.file.read(protocol.frame_length(header)))

    def blob(self) -> bytes:
        data = b""
        while isinstance(chunk := self.receive(), protocol.Chunk):
            data += self.file.read(chunk.length)
        assert chunk == protocol.End()
        return data

    def close(self) -> None:
        self.file.close()
        self.socket.close()


Script = Callable[[Line], None]


class Peer:
    """Serves one listening socket; `cli` and `http` are the scripts, what goes wrong in them is kept."""

    def __init__(
        self, listener: socket.socket, cli: Script, http: Script | None, tls: ssl.SSLContext | None
    ) -> None:
        self.failures: list[BaseException] = []
        self.arguments: list[str] = []
        self.headers: dict[str, str] = {}
        self.requests: list[str] = []
        self._listener, self._tls = listener, tls
        self._cli, self._http = cli, http
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def port(self) -> str:
        return str(self._listener.getsockname()[1])

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.settimeout(PATIENCE)
            thread = threading.Thread(target=self._serve, args=(sock,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
            line = Line(sock)
            self._follow(line)
            line.close()
        except ConnectionError:  # the client may leave when it likes: each test looks at what it did
            return
        except Exception as failure:
            self.failures.append(failure)
        finally:
            _hang_up(sock)

    def _follow(self, line: Line) -> None:
        if not line.is_cli:
            self.requests.append(line.request)
            assert self._http is not None, line.request
            self._http(line)
            return
        self.headers = line.headers
        self.arguments = protocol.decode_arguments(line.body())
        self._cli(line)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
        if self.failures:
            raise self.failures[0]


def _hang_up(sock: socket.socket) -> None:
    with suppress(OSError):  # closed in good order before
        sock.shutdown(socket.SHUT_RDWR)


def following(*messages: Message) -> Script:
    """A script that greets, says all this, and then `Exit 0`."""

    def script(line: Line) -> None:
        line.greet()
        line.send(*messages, protocol.Exit(0))

    return script


def tls_context(directory: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that nobody has reason to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "nobody")])
    start = datetime.datetime(2000, 1, 1)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + datetime.timedelta(1))
    pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = directory / "peer.pem"
    file.write_bytes(pem + key.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def unix_peer(path: Path, cli: Script, http: Script | None = None) -> Iterator[Peer]:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    yield from _served(listener, cli, http, None)


@contextmanager
def tcp_peer(cli: Script, http: Script | None = None, tls: ssl.SSLContext | None = None) -> Iterator[Peer]:
    listener = socket.create_server(("127.0.0.1", 0))
    yield from _served(listener, cli, http, tls)


def _served(listener: socket.socket, *scripts: Any) -> Iterator[Peer]:
    listener.listen()
    peer = Peer(listener, *scripts)
    try:
        yield peer
    finally:
        peer.close()
