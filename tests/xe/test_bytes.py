"""What our client sends and takes, byte for byte: nothing here knows the protocol but as bytes."""

import socket
import threading
from pathlib import Path

import pytest

from tests.xe.conftest import Xe
from tests.xe.peer import PATIENCE

GREETING = b"XenSource thin CLI protocol\0\0\0\0\x02\0\0\0"
OK = bytes.fromhex("08000000 0a000000 05000000")
FAILED = bytes.fromhex("08000000 0a000000 06000000")
END = bytes.fromhex("08000000 0b000000 08000000")
EXIT = bytes.fromhex("0c000000 09000000 04000000 00000000")
PRINT = bytes.fromhex("0e000000 09000000 00000000 02000000") + b"hi"
PROMPT = bytes.fromhex("08000000 09000000 03000000")
LOAD = bytes.fromhex("0e000000 09000000 01000000 02000000") + b"in"
GET = bytes.fromhex("17000000 09000000 0c000000 03000000") + b"out" + bytes.fromhex("04000000") + b"/%78"
PUT = bytes.fromhex("16000000 09000000 0d000000 02000000") + b"in" + bytes.fromhex("04000000") + b"/%78"
CONNECT = bytes.fromhex("10000000 09000000 11000000 04000000") + b"/%78"
#: Debug, PrintStderr, and Error with two parameters.
TALK = (
    bytes.fromhex("0d000000 09000000 0f000000 01000000") + b"d"
    + bytes.fromhex("0d000000 09000000 10000000 01000000") + b"e"
    + bytes.fromhex("1a000000 09000000 0e000000 01000000") + b"C"
    + bytes.fromhex("02000000 01000000") + b"p" + bytes.fromhex("00000000")
)  # fmt: skip

#: What the client has to say, and what it is answered then.
Step = tuple[bytes, bytes]


def _follow(link: socket.socket, steps: list[Step], wrong: list[bytes]) -> None:
    for expected, answer in steps:
        heard = b""
        while len(heard) < len(expected) and (piece := link.recv(len(expected) - len(heard))):
            heard += piece
        if heard != expected:
            wrong.append(heard)
        link.sendall(answer)


def opening(*words: str) -> bytes:
    body = "\n".join([*words, "username=root", "password=null"]).encode()
    head = b"POST /cli HTTP/1.0\r\nUser-agent: xe-cli/Unix/0.2\r\noriginator: cli\r\n"
    return head + b"content-length: %d\r\n\r\n" % len(body) + body


ENDED = "The console has ended.\n"
HTTP = b"HTTP/1.1 200 OK\r\n\r\n"
CASES: dict[str, tuple[list[Step], list[Step]]] = {
    "print": ([(GREETING, TALK + PRINT + EXIT)], []),
    "prompt": (
        [(GREETING, PROMPT), (bytes.fromhex("0c000000 0b000000 07000000 03000000") + b"yes" + END, EXIT)],
        [],
    ),
    "load": (
        [(GREETING, LOAD), (OK + bytes.fromhex("0c000000 0b000000 07000000 04000000") + b"file" + END, EXIT)],
        [],
    ),
    "get": ([(GREETING, GET), (OK, EXIT)], [(b"GET /x HTTP/1.0\r\n\r\n", HTTP + b"body")]),
    "refused": (
        [(GREETING, GET), (FAILED, EXIT)],
        [(b"GET /x HTTP/1.0\r\n\r\n", b"HTTP/1.1 403 No\r\n\r\n")],
    ),
    "put": (
        [(GREETING, PUT), (OK, EXIT)],
        [(b"PUT /x HTTP/1.0\r\nContent-length: 4\r\n\r\n", HTTP), (b"file", b"")],
    ),
    "connect": (
        [(GREETING, CONNECT), (OK, EXIT)],
        [(b"CONNECT /x HTTP/1.0\r\ncontent-length: 0\r\n\r\n", HTTP + b"login: ")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bytes(xe: Xe, tmp_path: Path, name: str) -> None:
    first, second = CASES[name]
    (tmp_path / "in").write_bytes(b"file")
    words = ["command", "a=in", "b=out"]
    wrong: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENCE)
        conversation = [(opening(*words), GREETING), *first]
        thread = threading.Thread(target=serve, args=(listener, conversation, second, wrong))
        thread.start()
        done = xe(*words, "-p", str(listener.getsockname()[1]), stdin="yes\n")
        thread.join(PATIENCE)
    assert (done.returncode, wrong) == (0, []), done
    shown = {"print": ("hi\n", "eError code: C\nError parameters: p, \n"), "connect": ("login: ", "")}
    assert (done.stdout, done.stderr.replace(ENDED, "")) == shown.get(name, ("", ""))


def serve(
    listener: socket.socket, conversation: list[Step], transfer: list[Step], wrong: list[bytes]
) -> None:
    """The conversation up to its command, the transfer if there is one, and the rest of the conversation."""
    link, _ = listener.accept()
    link.settimeout(PATIENCE)
    _follow(link, conversation[:2], wrong)
    if transfer:
        other, _ = listener.accept()
        other.settimeout(PATIENCE)
        _follow(other, transfer, wrong)
        other.close()
    _follow(link, conversation[2:], wrong)
    link.close()
