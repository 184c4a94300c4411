"""Files on second connections."""

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
from xe.client import Client
from xe.client import Debug as DebugOutput
from xe.options import read_options
from xe.protocol import OK, Exit, Failed, HttpConnect, HttpGet, HttpPut, Message, Print, Wait

FILE = bytes(range(256)) * 2000


def asking(command: Message, answers: list[Any]) -> Script:
    """A script that gives one command, keeps the answer, and ends."""

    def script(line: Line) -> None:
        line.greet()
        line.send(command)
        while (answer := line.receive()) == Wait():
            answers.append(answer)
        answers.append(answer)
        line.send(Print("done"), Exit(0))

    return script


def giving(*parts: bytes) -> Script:
    return lambda line: line.raw(b"".join(parts))


ANSWER = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


def test_get_into_a_file(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []
    url = "/export?session_id=OpaqueRef%3aabc&ref=x%2Fy"
    with unix_peer(
        tmp_path / "socket", asking(HttpGet("out.xva", url), answers), giving(ANSWER, FILE)
    ) as peer:
        done = xe("vm-export", "filename=./out.xva")
    assert (done.returncode, done.stdout, done.stderr, answers) == (0, "done\n", "", [OK()])
    assert peer.requests == ["GET /export?session_id=OpaqueRef:abc&ref=x/y HTTP/1.0"]
    assert (tmp_path / "out.xva").read_bytes() == FILE
    assert (tmp_path / "out.xva").stat().st_mode & 0o777 == 0o600


def test_get_to_stdout_needs_no_permission(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []
    with unix_peer(tmp_path / "socket", asking(HttpGet("", "/x"), answers), giving(ANSWER, b"log\n")):
        assert xe("x").stdout == "log\ndone\n"
    assert answers == [OK()]


def test_get_follows_to_another_server(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []

    def silent(line: Line) -> None:
        raise AssertionError("this one has no command line")

    with tcp_peer(silent, giving(ANSWER, FILE), tls_context(tmp_path)) as other:
        moved = f"HTTP/1.1 302 Found\r\nLocation: https://localhost:{other.port}/there?a=b\r\n\r\n".encode()
        command = HttpGet("out", "/here")
        with unix_peer(tmp_path / "socket", asking(command, answers), giving(moved)) as peer:
            assert xe("x", "filename=out").returncode == 0
    assert (peer.requests, other.requests) == (["GET /here HTTP/1.0"], ["GET /there?a=b HTTP/1.0"])
    assert answers == [OK()] and (tmp_path / "out").read_bytes() == FILE


@pytest.mark.parametrize("where", ["https://127.0.0.1/", "https://127.0.0.1:443/"])
def test_no_server_elsewhere_sends_us_to_our_own(xe: Xe, tmp_path: Path, where: str) -> None:
    """There we are root by the socket alone, and would lend that to a stranger."""
    (tmp_path / "out").write_text("mine")
    for command in (HttpGet("", where), HttpPut("out", where), HttpConnect(where)):
        answers: list[Any] = []
        with (
            unix_peer(tmp_path / "socket", asking(Print("never"), [])) as own,
            tcp_peer(asking(command, answers), tls=tls_context(tmp_path)) as peer,
        ):
            xe("x", "-s", "localhost", "-p", peer.port, "filename=out")
        (tmp_path / "socket").unlink()
        assert (answers, own.requests) == ([Failed()], [])


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 Oops\r\n\r\n",
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        b"rubbish\r\n\r\n",
        b"",
    ],
)
def test_get_fails(xe: Xe, tmp_path: Path, answer: bytes) -> None:
    answers: list[Any] = []
    with unix_peer(tmp_path / "socket", asking(HttpGet("out", "/x"), answers), giving(answer)):
        assert xe("x", "filename=out").returncode == 0
    assert answers == [Failed()]


def test_a_header_cannot_be_smuggled(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []
    with unix_peer(tmp_path / "socket", asking(HttpGet("", "/x%0d%0aHost:%20evil"), answers)):
        xe("x")
    assert answers == [Failed()]


def test_get_overwrites_nothing_and_asks_nobody(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []
    (tmp_path / "out").write_text("precious")
    with unix_peer(tmp_path / "socket", asking(HttpGet("out", "/x"), answers), giving(ANSWER)):
        done = xe("x", "filename=out")
    assert done.returncode == 1 and done.stderr.startswith("Operation failed. Error: out: File exists")
    assert answers == [Failed()] and (tmp_path / "out").read_text() == "precious"


@pytest.mark.parametrize(
    ("file", "fine"), [("out2", True), ("out.2", False), ("../out", False), ("outx", False)]
)
def test_get_makes_only_files_that_were_named(xe: Xe, tmp_path: Path, file: str, fine: bool) -> None:
    with unix_peer(tmp_path / "socket", asking(HttpGet(file, "/x"), []), giving(ANSWER)):
        done = xe("x", "filename=out")
    assert (tmp_path / file).exists() == fine
    assert done.stderr == ("" if fine else f"File not permitted: {file}\n")
    assert done.returncode == (0 if fine else 1)


@pytest.mark.parametrize(
    ("command", "file", "fine"),
    [("host-logs-download", "logs-1.tar.gz", True), ("host-logs-download", "home/logs-1", False),
     ("host-logs-download", ".profile", False), ("host-backup", "logs-1.tar.gz", False)],
)  # fmt: skip
def test_logs_have_a_name_of_their_own(xe: Xe, tmp_path: Path, command: str, file: str, fine: bool) -> None:
    with unix_peer(tmp_path / "socket", asking(HttpGet(file, "/x"), []), giving(ANSWER)):
        done = xe(command)
    assert (tmp_path / file).exists() == fine
    assert done.stderr == ("" if fine else f"File not permitted: {file}\n")


def taking(bodies: list[bytes]) -> Script:
    """An HTTP server that answers before it reads, as the original does, and speaks again at the end."""

    def script(line: Line) -> None:
        line.raw(b"HTTP/1.1 200 OK\r\n\r\n")
        bodies.append(line.body())
        line.raw(b"so it is")

    return script


@pytest.mark.parametrize("tls", [False, True])
def test_put_a_file(xe: Xe, tmp_path: Path, tls: bool) -> None:
    answers: list[Any] = []
    bodies: list[bytes] = []
    (tmp_path / "in").write_bytes(FILE)
    context = tls_context(tmp_path) if tls else None
    with tcp_peer(asking(HttpPut("in", "/import"), answers), taking(bodies), context) as peer:
        server = ["-s", "localhost" if tls else "127.0.0.1", "-p", peer.port]
        assert xe("vm-import", "filename=in", *server).returncode == 0
    assert (answers, bodies, peer.requests) == ([OK()], [FILE], ["PUT /import HTTP/1.0"])


def test_put_goes_where_it_is_sent(xe: Xe, tmp_path: Path) -> None:
    """First to another server by a whole URL, then from there to a third."""
    answers: list[Any] = []
    bodies: list[bytes] = []
    (tmp_path / "in").write_bytes(FILE)
    tls = tls_context(tmp_path)
    with tcp_peer(_no_commands, taking(bodies), tls) as third:
        moved = f"HTTP/1.1 302 Found\r\nLocation: https://localhost:{third.port}/third?a=b\r\n\r\n".encode()
        with tcp_peer(_no_commands, giving(moved), tls) as second:
            command = HttpPut("in", f"https://localhost:{second.port}/second?x=%2f")
            with unix_peer(tmp_path / "socket", asking(command, answers)):
                assert xe("vm-import", "filename=in").returncode == 0
    assert (answers, bodies) == ([OK()], [FILE])
    assert (second.requests, third.requests) == (["PUT /second?x=/ HTTP/1.0"], ["PUT /third?a=b HTTP/1.0"])


def _no_commands(line: Line) -> None:
    raise AssertionError("this one has no command line")


def test_put_a_pipe(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []
    bodies: list[bytes] = []
    os.mkfifo(tmp_path / "in")
    writer = threading.Thread(target=(tmp_path / "in").write_bytes, args=(FILE,))
    writer.start()
    with unix_peer(tmp_path / "socket", asking(HttpPut("in", "/import"), answers), taking(bodies)):
        assert xe("vm-import", "filename=in").returncode == 0
    writer.join(PATIENCE)
    assert (answers, bodies) == ([OK()], [FILE])


def test_put_what_is_not_there_or_not_named(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []
    with unix_peer(tmp_path / "socket", asking(HttpPut("in", "/import"), answers)):
        done = xe("vm-import", "filename=in")
        assert (done.returncode, done.stderr) == (
            1,
            "Operation failed. Error: in: No such file or directory\n",
        )
        assert answers == [Failed()]
        done = xe("vm-import")
        assert (done.returncode, done.stderr) == (1, "File not permitted: in\n")


def test_heartbeats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Any] = []
    enough = threading.Event()

    def script(line: Line) -> None:
        line.greet()
        line.send(HttpGet(str(tmp_path / "out"), "/x"))
        while (answer := line.receive()) == Wait():
            answers.append(answer)
            if len(answers) == 3:
                enough.set()
        answers.append(answer)
        line.send(Print(""), Exit(7))

    def slowly(line: Line) -> None:
        assert enough.wait(PATIENCE)
        line.raw(ANSWER + FILE)

    monkeypatch.setenv("XAPID_SOCKET", str(tmp_path / "socket"))
    line = ["x", f"filename={tmp_path / 'out'}"]
    options = read_options(line, {})
    with unix_peer(tmp_path / "socket", script, slowly):
        assert Client(options, line, DebugOutput(options), heartbeat=0.01).run() == 7
    assert answers[:3] == [Wait()] * 3 and answers[-1] == OK()
    assert (tmp_path / "out").read_bytes() == FILE


def test_an_interrupt_is_quiet(environ: dict[str, str], tmp_path: Path) -> None:
    def hang(line: Line) -> None:
        line.greet()
        line.send(Print("waiting"))
        assert line.file.read() == b""

    with unix_peer(tmp_path / "socket", hang):
        argv = [sys.executable, "-m", "xe.client", "event-wait"]
        pipe = subprocess.PIPE
        # In a shell's background the suite ignores the signal, and its children inherit that.
        process = subprocess.Popen(
            argv, stdout=pipe, stderr=pipe, env=environ, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        assert process.stdout is not None and process.stdout.readline() == "waiting\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=PATIENCE) == ("", "") and process.returncode == 130
