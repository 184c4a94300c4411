"""The console at a terminal: every key goes through, one leaves, and the terminal is as before afterwards."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.xe.conftest import Xe
from tests.xe.peer import PATIENCE, Line, Script, tcp_peer, tls_context, unix_peer
from tests.xe.test_transfer import ANSWER, asking, giving
from tests.xe.typist import Typist
from xe.protocol import OK, Failed, HttpConnect

COMMAND = HttpConnect("/console?session_id=OpaqueRef:1")


def shout(line: Line) -> None:
    """A console that says all in upper case."""
    line.raw(b"HTTP/1.1 200 OK\r\n\r\nlogin: ")
    while piece := line.socket.recv(4096):
        line.raw(piece.upper())


class Sizes:
    """A server with a console, which notes the sizes that it is told; `status` is its answer."""

    def __init__(self, console: Script = shout, status: bytes = b"200 OK") -> None:
        self._console, self._status = console, status
        self.told: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, line: Line) -> None:
        if line.request.startswith("CONNECT"):
            self._console(line)
            return
        line.raw(b"HTTP/1.1 " + self._status + b"\r\n\r\n")
        with self._changed:
            self.told.append(line.request)
            self._changed.notify_all()

    def until(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.told) >= count, PATIENCE), self.told


def size(rows: int, columns: int) -> str:
    return f"PUT /console_size?session_id=OpaqueRef:1&rows={rows}&columns={columns} HTTP/1.0"


@pytest.mark.parametrize("tls", [False, True])
def test_keys_and_sizes(environ: dict[str, str], tmp_path: Path, tls: bool) -> None:
    answers: list[Any] = []
    server = Sizes()
    with tcp_peer(asking(COMMAND, answers), server, tls_context(tmp_path) if tls else None) as peer:
        words = ["-s", "localhost", "-p", peer.port, *([] if tls else ["--nossl"])]
        typist = Typist(environ, tmp_path, "console", *words)
        typist.until(b"login: ")
        assert typist.is_raw
        server.until(1)
        typist.resize(50, 132)
        server.until(2)
        typist.type(b"root\x03\r")  # neither Ctrl-C nor the return key means anything to us
        typist.until(b"ROOT\x03\r")
        pasting = threading.Thread(target=typist.type, args=(b"x" * 300_000,))
        pasting.start()
        typist.until(b"X" * 300_000)
        pasting.join(PATIENCE)
        typist.type(b"bye\x1dnever")
        typist.until(b"done")
        assert not typist.is_raw
        assert typist.end() == 0
    assert answers == [OK()] and b"NEVER" not in typist.seen and b"ended" not in typist.seen
    assert server.told == [size(30, 100), size(50, 132)]
    assert "CONNECT /console?session_id=OpaqueRef:1 HTTP/1.0" in peer.requests


def test_a_server_that_knows_no_sizes(environ: dict[str, str], tmp_path: Path) -> None:
    server = Sizes(status=b"404 Not Found")
    with unix_peer(tmp_path / "socket", asking(COMMAND, []), server):
        typist = Typist(environ, tmp_path, "console")
        server.until(1)
        typist.resize(50, 132)
        typist.type(b"a")
        typist.until(b"A")
        typist.type(b"\x1d")
        assert typist.end() == 0
    assert server.told == [size(30, 100)]


def test_another_key(environ: dict[str, str], tmp_path: Path) -> None:
    (Path(environ["HOME"]) / ".xe").write_text("detach-key=^b\n")
    cases: list[tuple[list[str], dict[str, str], bytes]] = [
        ([], {}, b"\x02"),
        ([], {"XE_DETACH_KEY": "^C"}, b"\x03"),
        (["--detach-key", "^a"], {"XE_DETACH_KEY": "^C"}, b"\x01"),
        (["detach-key=^A"], {}, b"\x01"),
    ]
    for words, more, key in cases:
        with unix_peer(tmp_path / "socket", asking(COMMAND, []), Sizes()) as peer:
            typist = Typist(environ | more, tmp_path, "console", *words)
            typist.until(b"login: ")
            typist.type(b"still\x1d here")
            typist.until(b"HERE")
            typist.type(key)
            assert typist.end() == 0
        (tmp_path / "socket").unlink()
        assert f"it is Ctrl-{chr(key[0] + 64)} that leaves".encode() in typist.seen
        assert peer.arguments == ["console", "username=root", "password=null"]


def test_a_key_that_is_none(xe: Xe) -> None:
    for wrong in ("A", "^", "^1", "ctrl", ""):
        done = xe("console", f"detach-key={wrong}")
        assert done.returncode == 1 and done.stderr.startswith("The detach key has to be written as ^]")


def test_the_guest_ends_it(environ: dict[str, str], tmp_path: Path) -> None:
    answers: list[Any] = []
    with unix_peer(tmp_path / "socket", asking(COMMAND, answers), Sizes(giving(ANSWER, b"bye\r\n"))):
        typist = Typist(environ, tmp_path, "console")
        typist.until(b"done")
        assert not typist.is_raw and typist.end() == 0
    assert b"bye\r\nThe console has ended.\r\ndone" in typist.seen and answers == [OK()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals(environ: dict[str, str], tmp_path: Path, number: signal.Signals) -> None:
    def listening(line: Line) -> None:
        with pytest.raises(ConnectionError):
            asking(COMMAND, [])(line)

    with unix_peer(tmp_path / "socket", listening, Sizes()):
        typist = Typist(environ, tmp_path, "console")
        typist.until(b"login: ")
        os.kill(typist.pid, number)
        os.waitid(os.P_PID, typist.pid, os.WEXITED | os.WNOWAIT)
        assert not typist.is_raw
        assert typist.end() == 128 + number


def test_stop_and_go_on(environ: dict[str, str], tmp_path: Path) -> None:
    with unix_peer(tmp_path / "socket", asking(COMMAND, []), Sizes()):
        typist = Typist(environ, tmp_path, "console")
        typist.until(b"login: ")
        os.kill(typist.pid, signal.SIGTSTP)
        os.waitid(os.P_PID, typist.pid, os.WSTOPPED)
        assert not typist.is_raw
        os.kill(typist.pid, signal.SIGCONT)
        typist.type(b"back")
        typist.until(b"BACK")
        assert typist.is_raw
        typist.type(b"\x1d")
        assert typist.end() == 0


def test_a_console_that_breaks(environ: dict[str, str], tmp_path: Path) -> None:
    def cut(line: Line) -> None:
        line.raw(ANSWER + b"so far")
        line.socket.recv(1)

    answers: list[Any] = []
    with tcp_peer(asking(COMMAND, answers), Sizes(cut)) as peer:
        typist = Typist(environ, tmp_path, "console", "-p", peer.port)
        typist.until(b"so far")
        typist.type(b"xxx")  # more than is read: the end is a reset
        typist.until(b"done")
        assert not typist.is_raw and typist.end() == 0
    assert answers in ([Failed()], [OK()])


def test_by_a_pipe(environ: dict[str, str], tmp_path: Path) -> None:
    answers: list[Any] = []
    with tcp_peer(asking(COMMAND, answers), giving(ANSWER, b"bye\n"), tls_context(tmp_path)) as peer:
        words = [sys.executable, "-m", "xe.client", "console", "-s", "localhost", "-p", peer.port]
        pipe = subprocess.PIPE
        process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, env=environ, text=True)
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0 and out in ("bye\ndone\n", "done\n")
    assert answers == [OK()] and err in ("", "The console has ended.\n")


def test_none_there(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []
    nothing = giving(b"HTTP/1.1 404 Not Found\r\n\r\n")
    with unix_peer(tmp_path / "socket", asking(COMMAND, answers), nothing):
        assert xe("console").stderr == "The server has no such console.\n"
    assert answers == [Failed()]
