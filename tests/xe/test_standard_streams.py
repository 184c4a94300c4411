"""Files by the name "-", files that stay incomplete, and how far a file has come."""

import io
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.xe.conftest import Xe
from tests.xe.peer import PATIENCE, Line, Script, unix_peer
from tests.xe.test_transfer import ANSWER, FILE, asking, giving, taking
from tests.xe.typist import Typist
from xe.meter import Meter, describe
from xe.protocol import (
    OK,
    Exit,
    Failed,
    HttpConnect,
    HttpGet,
    HttpPut,
    Load,
    Message,
    Print,
    PrintStderr,
    encode,
)


def test_a_file_to_stdout(xe: Xe, tmp_path: Path) -> None:
    """What the server says afterwards is no part of it."""
    answers: list[Any] = []
    with unix_peer(tmp_path / "socket", asking(HttpGet("-", "/x"), answers), giving(ANSWER, b"the file\n")):
        done = xe("vm-export", "filename=-")
    assert (done.returncode, done.stdout, done.stderr, answers) == (0, "the file\n", "done\n", [OK()])
    assert not (tmp_path / "-").exists()


def test_a_file_that_is_called_so(xe: Xe, tmp_path: Path) -> None:
    with unix_peer(tmp_path / "socket", asking(HttpGet("./-", "/x"), []), giving(ANSWER, b"the file")):
        assert xe("vm-export", "filename=./-").stdout == "done\n"
    assert (tmp_path / "-").read_text() == "the file"


@pytest.mark.parametrize("named", ["filename=./-", "-", "filename="])
def test_stdin_only_when_it_was_named(xe: Xe, tmp_path: Path, named: str) -> None:
    for command in (HttpPut("-", "/x"), Load("-")):
        with unix_peer(tmp_path / "socket", asking(command, [])):
            done = xe("vm-import", named, stdin="secret")
        (tmp_path / "socket").unlink()
        assert (done.returncode, done.stderr) == (1, "File not permitted: -\n")


def test_stdin_as_a_file(xe: Xe, tmp_path: Path) -> None:
    bodies: list[bytes] = []
    lengths: list[str | None] = []

    def upload(line: Line) -> None:
        lengths.append(line.headers.get("content-length"))
        taking(bodies)(line)

    with unix_peer(tmp_path / "socket", asking(HttpPut("-", "/x"), []), upload):
        assert xe("vm-import", "filename=-", stdin="piped").returncode == 0
        (tmp_path / "in").write_bytes(b"skipped" + FILE)
        program = f"{sys.executable} -m xe.client vm-import filename=-"
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XAPID_SOCKET": str(tmp_path / "socket"),
               "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
        line = f"(head -c 7 >/dev/null; {program}) < in"
        subprocess.run(["bash", "-c", line], cwd=tmp_path, env=env, check=True, timeout=PATIENCE)
    assert (bodies, lengths) == ([b"piped", FILE], [None, str(len(FILE))])


def test_stdin_as_an_argument(xe: Xe, tmp_path: Path) -> None:
    loaded: list[bytes] = []

    def load(line: Line) -> None:
        line.greet()
        line.send(Load("-"))
        assert line.receive() == OK()
        loaded.append(line.blob())
        line.send(Exit(0))

    with unix_peer(tmp_path / "socket", load):
        assert xe("host-call-plugin", "args:key:file=-", stdin="text" * 50_000).returncode == 0
    assert loaded == [b"text" * 50_000]


@pytest.mark.parametrize(
    ("command", "closed", "name"),
    [
        (Print("text"), ">&-", "output"),
        (HttpGet("", "/x"), ">&-", "output"),
        (HttpConnect("/x"), ">&-", "output"),
        (HttpConnect("/x"), "<&-", "input"),
        (HttpPut("-", "/x"), "<&-", "input"),
    ],
)
def test_a_stream_that_is_closed(environ: dict[str, str], tmp_path: Path, command: Message, closed: str,
                                 name: str) -> None:  # fmt: skip
    """What we open meanwhile does not become it."""
    received: list[bytes] = []

    def script(line: Line) -> None:
        line.greet()
        line.send(command)
        received.append(line.file.read())

    line = f"{sys.executable} -m xe.client x filename=- {closed}"
    with unix_peer(tmp_path / "socket", script, giving(ANSWER, b"file")):
        done = subprocess.run(["bash", "-c", line], env=environ, cwd=tmp_path, timeout=PATIENCE, check=False,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Operation failed. Error: the standard {name} is closed\n"
    assert received in ([b""], [encode(Failed())])


def test_an_argument_that_no_server_takes(xe: Xe, tmp_path: Path) -> None:
    answers: list[Any] = []
    with (tmp_path / "in").open("wb") as file:
        file.truncate(1 << 40)
    with unix_peer(tmp_path / "socket", asking(Load("in"), answers)):
        done = xe("host-call-plugin", "args:key:file=in")
    assert done.returncode == 1 and done.stderr.startswith("Operation failed. Error: in: more than 33554432")
    assert answers == [Failed()]


def saying(*messages: Message) -> Script:
    """A server that lets the client fetch `out` and says that when it has."""

    def script(line: Line) -> None:
        line.greet()
        line.send(HttpGet("out", "/x"))
        line.receive()
        line.send(*messages)

    return script


PART = giving(ANSWER, b"so far")
CUT = giving(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"so far")


@pytest.mark.parametrize(
    ("cli", "http", "stays"),
    [
        (saying(PrintStderr("Export failed\n"), Exit(1)), PART, False),
        (saying(), PART, False),  # the server is gone
        (saying(Print("Export succeeded"), Exit(0)), PART, True),
        (saying(Print("Export succeeded"), Exit(1)), PART, True),  # something else failed
        (saying(HttpGet("out2", "/x"), Exit(1)), PART, True),
        (saying(Exit(0)), CUT, False),
    ],
)
def test_what_is_not_whole_is_taken_away(
    xe: Xe, tmp_path: Path, cli: Script, http: Script, stays: bool
) -> None:
    with unix_peer(tmp_path / "socket", cli, http):
        xe("vm-export", "filename=out")
    assert (tmp_path / "out").exists() == stays


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_part(environ: dict[str, str], tmp_path: Path, number: signal.Signals) -> None:
    def slow(line: Line) -> None:
        line.raw(ANSWER + FILE)
        line.socket.recv(1)

    def ask(line: Line) -> None:
        with pytest.raises(ConnectionError):
            asking(HttpGet("out", "/x"), [])(line)

    with unix_peer(tmp_path / "socket", ask, slow):
        process = subprocess.Popen([sys.executable, "-m", "xe.client", "x", "filename=out"], cwd=tmp_path,
                                   env=environ, preexec_fn=_ready)  # fmt: skip
        while not (tmp_path / "out").exists() or not (tmp_path / "out").stat().st_size:
            assert process.poll() is None
        process.send_signal(number)
        assert process.wait(PATIENCE) == 128 + number
    assert not (tmp_path / "out").exists()


def _ready() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def test_a_silent_pipe_hides_no_end(environ: dict[str, str], tmp_path: Path) -> None:
    """The server ends while nothing comes from stdin: in the middle of the transfer, and altogether."""
    answers: list[Any] = []
    read, _ = os.pipe()
    command = [sys.executable, "-m", "xe.client", "x", "filename=-"]
    with unix_peer(tmp_path / "socket", asking(HttpPut("-", "/x"), answers), giving(ANSWER)):
        done = subprocess.run(command, env=environ, stdin=read, timeout=PATIENCE, check=False)
        assert done.returncode == 0 and answers == [Failed()]


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 1000, b"HTTP/1.1 200 OK\r\nx: " + b"y" * 200_000, b"x" * 200_000],
)
def test_a_head_without_end(xe: Xe, tmp_path: Path, answer: bytes) -> None:
    answers: list[Any] = []

    def endless(line: Line) -> None:
        line.raw(answer)
        line.socket.recv(1)

    with unix_peer(tmp_path / "socket", asking(HttpGet("", "/x"), answers), endless):
        assert xe("x").stdout == "done\n"
    assert answers == [Failed()]


def test_a_server_that_wants_too_much(xe: Xe, tmp_path: Path) -> None:
    """Files that nobody named, whatever they are called, and other business in the middle of a transfer."""
    key = tmp_path / "home" / ".ssh" / "id_rsa"
    key.parent.mkdir()
    key.write_text("private")
    for name in (str(key), "home/.ssh/id_rsa", f"./in/../{key.relative_to(tmp_path)}", "~/.ssh/id_rsa"):
        for command in (Load(name), HttpPut(name, "/x"), HttpGet(name + ".pub", "/x")):
            with unix_peer(tmp_path / "socket", asking(command, [])):
                done = xe("vm-import", "filename=in")
            (tmp_path / "socket").unlink()
            assert done.returncode == 1 and done.stderr.startswith("File not permitted: "), command
    assert not key.with_suffix(".pub").exists()

    def hasty(line: Line) -> None:
        line.greet()
        line.send(HttpGet("in", "/x"), Load(str(key)))

    with unix_peer(tmp_path / "socket", hasty, giving(ANSWER, FILE)):
        done = xe("vm-import", "filename=in")
    assert done.returncode == 1 and "private" not in done.stdout


def test_talk_beside_a_transfer(environ: dict[str, str], tmp_path: Path) -> None:
    """A bar that the server draws is seen while the file is on its way, and ours keeps quiet then."""
    seen = threading.Event()

    def script(line: Line) -> None:
        line.greet()
        line.send(HttpGet("out", "/x"), PrintStderr("half of it"))
        line.receive()
        line.send(Print("done"), Exit(0))

    with unix_peer(tmp_path / "socket", script, endless_until(seen)):
        typist = Typist(environ, tmp_path, "x", "filename=out", "progress=true")
        typist.until(b"half of it")
        seen.set()
        assert typist.end() == 0
    assert b"iB/s" not in typist.seen


def endless_until(seen: threading.Event) -> Script:
    def script(line: Line) -> None:
        line.raw(ANSWER)
        while not seen.is_set():
            line.raw(bytes(65536))

    return script


@pytest.mark.parametrize("words", [["filename=out"], ["filename=-"]])
def test_a_meter_on_a_terminal(environ: dict[str, str], tmp_path: Path, words: list[str]) -> None:
    """Unless the file itself goes to the terminal."""
    seen = threading.Event()
    name = words[0].partition("=")[2]
    if name == "-":
        seen.set()
    with unix_peer(tmp_path / "socket", asking(HttpGet(name, "/x"), []), endless_until(seen)):
        typist = Typist(environ, tmp_path, "vm-export", *words)
        if name != "-":
            typist.until(b"iB/s")
            seen.set()
        assert typist.end() == 0
    assert (b"iB/s" in typist.seen) == (name != "-")
    assert typist.seen.endswith(b"\r\ndone\r\n")


class Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError


def test_a_meter(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", Screen(screen))
    now = 0.0
    meter = Meter("a.xva", 4096, clock=lambda: now)
    meter.add(1024)
    meter.finish()
    assert screen.getvalue() == b""  # nobody has waited yet
    now = 1.0
    meter.add(1024)
    meter.add(1)  # too soon after that
    now = 4.0
    meter.finish()
    first, last = screen.getvalue().decode().split("\r")[1:]
    assert first == "a.xva   50%  2.0 KiB  2.0 KiB/s  0:00:01 left"
    assert last == "a.xva   50%  2.0 KiB  512 B/s  0:00:03 left\n".replace("left\n", "left".ljust(6) + "\n")


def test_what_a_meter_says() -> None:
    assert describe("", 5 << 30, None, 3661) == "5.0 GiB  1.4 MiB/s  1:01:01"
    assert describe("f", 10, 10, 2) == "f  100%  10 B  5 B/s  0:00:02"
    assert describe("f", 0, 10, 0) == "f    0%  0 B  0 B/s  0:00:00"
    assert describe("f", 1 << 70, 10, 1).startswith("f  100%  1048576.0 PiB")
