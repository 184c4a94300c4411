"""Options: where they come from, which win, and what reaches the server."""

from pathlib import Path

import pytest

from tests.xe.conftest import Xe
from tests.xe.peer import following, unix_peer
from xe.options import USAGE, read_options, split_extra


def sent(line: list[str], **environ: str) -> list[str]:
    return read_options(line, environ).arguments


def test_defaults_come_last() -> None:
    assert sent(["vm-list"]) == ["vm-list", "username=root", "password=null"]
    options = read_options(["vm-list"], {})
    assert (options.server, options.port, options.nossl) == ("127.0.0.1", None, False)


def test_options_are_found_anywhere_and_taken_out() -> None:
    line = ["-s", "h", "vm-list", "--nossl", "uuid=x", "-u", "me", "--minimal", "-pw", "a=b", "port=81"]
    options = read_options(line, {})
    assert options.arguments == ["vm-list", "uuid=x", "--minimal", "username=me", "password=a=b"]
    assert (options.server, options.port, options.nossl) == ("h", 81, True)
    assert read_options(["-h", "h2", "x", "server=h3"], {}).server == "h3"
    assert read_options(["x", "debug=true", "--debug-on-fail"], {}).debugonfail
    assert sent(["x", "nossl=perhaps", "-u"])[1:3] == ["nossl=perhaps", "-u"]


def test_sources_by_their_strength(tmp_path: Path) -> None:
    (tmp_path / ".xe").write_text("server=filehost\n\nusername=fileuser\npassword=filepw\ncolour=red\n")
    environ = {
        "HOME": str(tmp_path),
        "XE_EXTRA_ARGS": r"username=extra,-p,82,shape=a\,b\c",
        "TRACEPARENT": "env",
    }
    options = read_options(["vm-list", "password=line", "x=y"], environ)
    assert (options.server, options.port, options.traceparent) == ("filehost", 82, "env")
    wanted = ["vm-list", "x=y", "colour=red", "shape=a,bc", "username=extra", "password=line"]
    assert options.arguments == wanted
    assert read_options(["x", "--traceparent", "line"], environ).traceparent == "line"


def test_a_file_with_a_wrong_line_is_ignored_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".xe").write_text("server=filehost\nrubbish\n")
    assert read_options(["x"], {"HOME": str(tmp_path)}).server == "127.0.0.1"
    assert "rubbish" in capsys.readouterr().err


def test_extra_arguments() -> None:
    assert split_extra("") == []
    assert split_extra(r"a,b\,c,\d") == ["a", "b,c", "d"]


def test_password_file(xe: Xe, tmp_path: Path) -> None:
    (tmp_path / "pw").write_text("ann\nsecret\nignored\n")
    with unix_peer(tmp_path / "socket", following()) as peer:
        assert xe("vm-list", "-pwf", "pw").returncode == 0
    assert peer.arguments == ["vm-list", "username=ann", "password=secret"]
    (tmp_path / "pw").write_text("ann\n")
    for file in ("pw", "nothing"):
        done = xe("vm-list", f"passwordfile={file}")
        assert done.returncode == 1 and file in done.stderr and not done.stdout


def test_usage_and_version_need_no_server(xe: Xe) -> None:
    for line in ([], ["vm-list", "--help"], ["-help", "vm-list"]):
        done = xe(*line)
        assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", USAGE.strip())
    done = xe("vm-list", "-version")
    assert (done.returncode, done.stdout, done.stderr) == (0, "ThinCLI protocol: 0.2\n", "")


@pytest.mark.parametrize("port", ["x", "65536", "-1", "", "²"])
def test_port_must_be_a_port(xe: Xe, port: str) -> None:
    done = xe("vm-list", f"port={port}")
    assert done.returncode == 0
    assert done.stderr == f"Port number must be an integer (0-65535)\n{USAGE}"


def test_headers_of_a_trace(xe: Xe, tmp_path: Path) -> None:
    with unix_peer(tmp_path / "socket", following()) as peer:
        xe("vm-list", "--traceparent", "00-aa-bb-01", BAGGAGE="k=v")
    assert (peer.headers["traceparent"], peer.headers["baggage"]) == ("00-aa-bb-01", "k=v")
    with unix_peer(tmp_path / "socket2", following()) as peer:
        xe("vm-list", XAPID_SOCKET=str(tmp_path / "socket2"))
    assert peer.headers.keys() == {"user-agent", "originator", "content-length"}
