"""The conversation: how the server is reached, what each command does, and how it can go wrong."""

import ast
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.xe.conftest import ROOT, Xe
from tests.xe.peer import PATIENCE, Line, following, tcp_peer, tls_context, unix_peer
from xe.options import USAGE
from xe.protocol import OK, Debug, Error, Exit, Failed, Load, Print, PrintStderr, Prompt


def test_by_unix_socket_first_and_then_tcp(xe: Xe, tmp_path: Path) -> None:
    with tcp_peer(following(Print("by tcp"))) as tcp:
        assert xe("vm-list", "-p", tcp.port).stdout == "by tcp\n"
        with unix_peer(tmp_path / "socket", following(Print("by socket"))):
            assert xe("vm-list", "-p", tcp.port, "-s", "127.0.0.1").stdout == "by socket\n"


def test_by_tls_without_trust_and_by_plain_tcp(xe: Xe, tmp_path: Path) -> None:
    with tcp_peer(following(Print("by tls")), tls=tls_context(tmp_path)) as peer:
        assert xe("vm-list", "-s", "localhost", "-p", peer.port).stdout == "by tls\n"
    with tcp_peer(following(Print("plain"))) as peer:
        assert xe("vm-list", "-s", "localhost", "-p", peer.port, "--nossl").stdout == "plain\n"
        assert xe("vm-list", "-s", "[::ffff:127.0.0.1]", "-p", peer.port, "--nossl").stdout == "plain\n"


def test_the_console_script(environ: dict[str, str], tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("xe"))
    with unix_peer(tmp_path / "socket", following(Print("hello"))):
        assert subprocess.check_output([program, "x"], env=environ, text=True) == "hello\n"


def test_output(xe: Xe, tmp_path: Path) -> None:
    said = (
        Print("zwölf"),
        PrintStderr("a\r"),
        PrintStderr("b"),
        Debug("hush"),
        Error("CODE", ("p", "q")),
        Print(""),
    )
    with unix_peer(tmp_path / "socket", following(*said)):
        done = xe("x")
        loud = xe("x", "--debug")
    assert (done.returncode, done.stdout) == (0, "zwölf\n\n")
    assert done.stderr == "a\nbError code: CODE\nError parameters: p, q\n"  # text mode makes \r a newline
    assert "hush\n" in loud.stderr


@pytest.mark.parametrize("code", [0, 1, 3])
def test_exit_code_and_debug_on_fail(xe: Xe, tmp_path: Path, code: int) -> None:
    with unix_peer(tmp_path / "socket", following(Debug("hush"), Exit(code))):
        done = xe("x", "--debug-on-fail")
    assert done.returncode == code
    assert done.stderr.startswith("Debug info:\n") == bool(code) and ("hush\n" in done.stderr) == bool(code)


def test_prompt(xe: Xe, tmp_path: Path) -> None:
    answers = []

    def ask(line: Line) -> None:
        line.greet()
        line.send(Print("Type 'yes' to continue"), Prompt())
        answers.append(line.blob())
        line.send(Prompt())
        answers.append(line.blob())
        line.send(Prompt(), Exit(0))
        answers.append(line.blob())

    with unix_peer(tmp_path / "socket", ask):
        done = xe("x", stdin="yes\nlast")
    assert answers == [b"yes", b"last", b""] and done.stdout == "Type 'yes' to continue\n"


def test_load_sends_only_what_was_named(xe: Xe, tmp_path: Path) -> None:
    answers: list[object] = []
    (tmp_path / "licence").write_bytes(b"\0\xff" * 100_000)

    def load(line: Line) -> None:
        line.greet()
        line.send(Load("./licence"))
        answers.append(line.receive())
        answers.append(line.blob())
        line.send(Load(str(tmp_path / "nothing")))
        answers.append(line.receive())
        line.send(Load("home/.xe"), Print("never"))
        assert line.file.read() == b""

    with unix_peer(tmp_path / "socket", load):
        done = xe("x", "license-file=licence", "other:file=nothing")
    assert answers == [OK(), b"\0\xff" * 100_000, Failed()]
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "File not permitted: home/.xe\n")


HINT = "Failed to contact a running management agent.\n"
ENDINGS = {
    "silence": (b"", "Unable to contact server. Please check server and port settings.\n", False),
    "http": (b"HTTP/1.1 400 Bad Request\r\n\r\n", "Server internal error.\n", False),
    "ssh": (b"SSH-2.0-x\r\n", HINT, True),
    "half a greeting": (b"XenSource thin", "Lost connection to the server.\n", False),
    "version 1": (b"XenSource thin CLI protocol\1\0\0\0\0\0\0\0", "Protocol version mismatch: ", True),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_a_peer_that_is_none(xe: Xe, tmp_path: Path, name: str) -> None:
    said, text, usage = ENDINGS[name]
    with unix_peer(tmp_path / "socket", lambda line: line.raw(said)):
        done = xe("x")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith(text) and done.stderr.endswith(USAGE) == usage


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (b"", "Lost connection to the server."),
        (bytes.fromhex("0e000000 0900"), "Lost connection to the server."),
        (bytes.fromhex("ffffffff"), "Unexpected message from server: "),
        (bytes.fromhex("08000000 09000000 63000000"), "Unexpected message from server: "),
        (bytes.fromhex("08000000 0a000000 05000000"), "Unexpected message from server: OK()"),
    ],
)
def test_a_conversation_that_breaks(xe: Xe, tmp_path: Path, said: bytes, text: str) -> None:
    def broken(line: Line) -> None:
        line.greet()
        line.send(Print("so far"))
        line.raw(said)

    with unix_peer(tmp_path / "socket", broken):
        done = xe("x")
    assert (done.returncode, done.stdout) == (1, "so far\n") and done.stderr.startswith(text)


def test_nobody_there(xe: Xe, tmp_path: Path) -> None:
    with tcp_peer(following()) as peer:
        port = peer.port
    for server in ("127.0.0.1", "localhost"):
        done = xe("x", "-s", server, "-p", port)
        assert done.returncode == 1
        assert done.stderr == f"Error: Connection refused (calling connect {server}:{port})\n"
    done = xe("x", "-s", "no.such.host.invalid")
    assert (done.returncode, done.stderr) == (1, "Host 'no.such.host.invalid' not found.\n")


def test_a_peer_without_tls(xe: Xe) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse() -> None:
            with listener.accept()[0] as sock:
                sock.sendall(b"220 mail.example ESMTP\r\n")
                sock.recv(65536)

        thread = threading.Thread(target=refuse)
        thread.start()
        done = xe("x", "-s", "localhost", "-p", str(listener.getsockname()[1]))
        thread.join(PATIENCE)
    assert done.returncode == 1 and "TLS handshake" in done.stderr


def test_too_long_a_line(xe: Xe, tmp_path: Path) -> None:
    done = xe("x", *["k=" + "v" * 100_000] * 3)
    assert done.returncode == 1 and done.stderr.startswith("Client Side error: ")


def test_a_reader_that_leaves(environ: dict[str, str], tmp_path: Path) -> None:
    with unix_peer(tmp_path / "socket", following(*[Print("x" * 9999)] * 50)):
        command = f"{sys.executable} -m xe.client vm-list | head -c 1"
        done = subprocess.run(["sh", "-c", command], env=environ, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("x", "")


def test_it_starts_light(xe: Xe, environ: dict[str, str], tmp_path: Path) -> None:
    heavy = {"asyncio", "ssl", "typing", "click", "threading", "tempfile", "json", "email", "argparse"}
    heavy |= {"difflib", "xe.completion", "importlib.metadata"}
    code = f"import sys; from xe.client import main; main(); print(*sorted({heavy} & set(sys.modules)))"
    path = {"PYTHONPATH": environ["PYTHONPATH"]}
    with unix_peer(tmp_path / "socket", following(Print("hello"))):
        bare = [sys.executable, "-S", "-c", code, "vm-list"]
        assert subprocess.check_output(bare, env=environ | path, text=True) == "hello\n\n"


def imports_of(module: str) -> set[str]:
    """Everything that a module of ours imports, at its beginning or later."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            found.update(f"xe.{alias.name}" for alias in node.names if source == "xe")
            found.update({source} - {"xe"})
    return found


def test_it_needs_only_the_standard_library_and_click() -> None:
    seen, todo = set(), {"xe.client"}
    while todo:
        module = todo.pop()
        seen.add(module)
        wanted = imports_of(module)
        todo |= {name for name in wanted if name.startswith("xe.")} - seen
        others = {name.partition(".")[0] for name in wanted} - sys.stdlib_module_names - {"xe", "click"}
        assert not others, module
    assert "xe.transfer" in seen


def test_it_loads_only_the_standard_library_and_click(
    xe: Xe, environ: dict[str, str], tmp_path: Path
) -> None:
    code = (
        "import sys; from xe.client import main; main(); print(*{m.partition('.')[0] for m in sys.modules})"
    )
    path = {"PYTHONPATH": environ["PYTHONPATH"]}
    with unix_peer(tmp_path / "socket", following(Print("hello"))):
        bare = [sys.executable, "-S", "-c", code, "vm-list"]
        loaded = subprocess.check_output(bare, env=environ | path, text=True).splitlines()[1].split()
    assert set(loaded) - sys.stdlib_module_names <= {"__main__", "xe", "click"}
