"""The daemon's side of the protocol, to a client that keeps to the specification and to some that do not."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from tests.lab.daemon import MIB, PASSWORD, USER, Lab, until
from tests.lab.test_guest_plugins import PLUGIN
from tests.xe.original import (
    BLOB,
    CHUNK,
    END,
    MAGIC,
    OK,
    RESPONSE,
    WAIT,
    Heard,
    Open,
    Original,
    by_tcp,
    by_unix_socket,
    frame,
    number,
    request,
)

LOGIN = [f"username={USER}".encode(), f"password={PASSWORD}".encode()]
WAYS = ("socket", "tls", "plain")


def way(lab: Lab, kind: str) -> Open:
    """How a client reaches the daemon."""
    if kind == "socket":
        return by_unix_socket(lab.daemon.ports["socket"])
    return by_tcp(lab.daemon.ports["https_port" if kind == "tls" else "http_port"], tls=kind == "tls")


@pytest.fixture(params=WAYS)
def dial(lab: Lab, request: pytest.FixtureRequest) -> Open:
    return way(lab, request.param)


def run(dial: Open, *words: str, **more: object) -> Heard:
    return Original(dial, **more).run([*(word.encode() for word in words), *LOGIN])  # type: ignore[arg-type]


@pytest.fixture
def sessions(lab: Lab) -> Iterator[None]:
    """No command leaves a task behind."""
    yield
    until(lambda: lab.api.task.get_all() == [], what="the tasks to go")


@pytest.mark.usefixtures("sessions")
def test_a_disk_and_a_vm_go_and_come(lab: Lab, dial: Open) -> None:
    content = os.urandom(4 * MIB)
    [sr] = run(dial, "pool-list", "params=default-SR", "--minimal").out
    [vdi] = run(dial, "vdi-create", f"sr-uuid={sr}", "name-label=d", "virtual-size=4MiB").out
    files = {"in": content, "long": content * 2}
    assert run(dial, "vdi-import", f"uuid={vdi}", "filename=in", files=files) == Heard(code=0)
    got = run(dial, "vdi-export", f"uuid={vdi}", "filename=out")
    assert got == Heard(fetched={"out": content}, code=0)
    failed = run(dial, "vdi-import", f"uuid={vdi}", "filename=long", files=files)
    assert failed.code == 1 and failed.out == [] and failed.err

    vm = lab.guest("a guest")
    lab.attach(vm, lab.api.VDI.get_by_uuid(vdi))
    got = run(dial, "vm-export", "vm=a guest", "filename=out")
    assert (got.code, got.out, got.err) == (0, ["Export succeeded"], "")
    made = run(dial, "vm-import", "filename=in", "minimal=true", files={"in": got.fetched["out"]})
    assert (made.code, made.err, made.out[1]) == (0, "", "")  # the uuid, and then what minimal ends with
    assert lab.api.VM.get_name_label(lab.api.VM.get_by_uuid(made.out[0])) == "a guest"
    dump = run(dial, "pool-dump-database", "file-name=")
    assert dump.code == 0 and b"a guest" in dump.fetched[""]


def test_questions_and_arguments(lab: Lab, dial: Open) -> None:
    for answer, left in ((b" No", True), (b"YES ", False)):
        if not lab.api.VM.get_by_name_label("doomed"):
            lab.guest("doomed")
        heard = run(dial, "vm-uninstall", "vm=doomed", typed=[answer])
        assert heard.code == 0 and "Type 'yes' to continue" in heard.out
        assert ("Aborted (you typed: 'No')" in heard.out) == left
        assert bool(lab.api.VM.get_by_name_label("doomed")) == left

    lines = [b"host-list", b"params=hostname", b"minimal=true", *LOGIN]
    plain, carriage = Original(dial).run(lines), Original(dial).run(lines, newline=b"\r\n")
    assert plain == carriage == Heard([lab.api.host.get_hostname(lab.api.host.get_all()[0])], code=0)
    assert Original(dial, minor=1).run(lines) == plain  # before there were heartbeats

    session = [f"session_id={lab.session_ref}".encode(), b"sr-list", b"name-label=none"]
    assert Original(dial).run(session) == Heard(code=0)
    assert lab.api.session.get_uuid(lab.session_ref)  # it is still open
    wrong = Original(dial).run([b"session_id=OpaqueRef:none", b"vm-list"])
    assert wrong.code == 1 and "OpaqueRef:none" in wrong.err


def test_who_may(lab: Lab) -> None:
    lines = [b"host-list", b"--minimal", b"username=nobody", b"password=wrong"]
    assert Original(way(lab, "socket")).run(lines).code == 0  # whoever may open it is the superuser
    for kind in ("plain", "tls"):
        heard = Original(way(lab, kind)).run(lines)
        assert heard == Heard(err="Authentication failed\nFor usage run: 'xe help'\n", code=1)
        assert Original(way(lab, kind)).run([b"help", b"vm-list", *lines[2:]]).code == 0


def test_errors(dial: Open) -> None:
    assert run(dial, "vm-param-get", "uuid=x", "param-name=y").code == 1
    host = run(dial, "host-list", "--minimal").out[0]
    heard = run(dial, "host-param-get", f"uuid={host}", "param-name=colour")
    assert heard == Heard(errors=[("Missing parameter", ["colour"])], code=1)
    heard = run(dial, "no-such-thing")
    assert heard == Heard(err="Unknown command: no-such-thing\nFor usage run: 'xe help'\n", code=1)
    assert (
        Original(dial).run([b"vm-list", "name-label=ü\udcff".encode("utf-8", "surrogateescape"), *LOGIN]).code
        == 0
    )


def test_files_that_are_loaded(lab: Lab, dial: Open) -> None:
    host = lab.api.host.get_uuid(lab.api.host.get_all()[0])
    words = ["host-call-plugin", f"host-uuid={host}", "plugin=echo", "fn=main", "args:key:file=in"]
    missing = run(dial, *words)
    assert missing == Heard(err="The file in cannot be read\n", code=1)
    long = run(dial, *words, files={"in": bytes(33 * MIB)})
    assert (long.code, long.out) == (1, []) and long.err.startswith(
        "Error: A file or answer of 34603008 bytes"
    )
    heard = run(dial, *words, files={"in": PLUGIN.encode()})
    assert heard.code == 1 and "XENAPI_MISSING_PLUGIN" not in heard.out


def closed(link: socket.socket) -> bytes:
    """What comes until the other end closes."""
    said = b""
    try:
        while piece := link.recv(65536):
            said += piece
    except ConnectionError:
        pass
    link.close()
    return said


def test_what_is_no_request(dial: Open) -> None:
    limit = 200 * 1024
    for said, status in (
        (b"POST /cli HTTP/1.0\r\n\r\n", b"400"),
        (b"POST /cli HTTP/1.0\r\ncontent-length: %d\r\n\r\n" % (limit + 1) + b"x" * 100, b"400"),
        (b"POST /cli HTTP/1.0\r\ncontent-length: -1\r\n\r\n", b"400"),
    ):
        link = dial()
        link.sendall(said)
        assert closed(link).startswith(b"HTTP/1.1 " + status)
    full = [b"vm-list", *LOGIN]
    full.append(b"name-label=" + b"x" * (limit - len(b"\n".join(full)) - len(b"\nname-label=")))
    assert Original(dial).run(full) == Heard(code=0)


BAD = {
    "another magic": (b"XenSource thick CLI protoco" + number(0) + number(2), b""),
    "another version": (MAGIC + number(1) + number(0), b""),
    "half a greeting": (MAGIC[:5], None),
    "a giant frame": (b"", number(2**31 - 1)),
    "a negative frame": (b"", number(-1)),
    "a frame of nothing": (b"", number(0)),
    "another tag": (b"", frame(RESPONSE, 99)),
    "what nobody asked": (b"", frame(RESPONSE, OK)),
    "an end at once": (b"", None),
    "a negative chunk": (b"", frame(BLOB, CHUNK, -5)),
    "heartbeats without end": (b"", frame(RESPONSE, WAIT) * 5),
    "half a line": (b"", frame(BLOB, CHUNK, 10) + b"yes"),
}


@pytest.mark.parametrize("name", BAD)
def test_nonsense_ends_the_conversation(lab: Lab, dial: Open, name: str) -> None:
    """As the answer to a question; the question's object is still there."""
    greeting, answer = BAD[name]
    vm = lab.guest("asked for")
    peer = Original(dial)
    peer.begin(request([b"vm-uninstall", b"vm=asked for", *LOGIN]), greeting or None)
    if greeting:
        peer.socket.shutdown(socket.SHUT_RDWR) if answer is None else None
    else:
        while "Type 'yes' to continue" not in peer.heard.out:
            peer.obey()
        peer.socket.sendall(answer or b"")
        if answer is None or name.startswith("half"):
            peer.socket.shutdown(socket.SHUT_RDWR)
    rest = closed(peer.socket)
    assert frame(9, 4, 0) not in rest and len(rest) < 200
    assert lab.api.VM.get_by_name_label("asked for") == [vm]
    assert run(dial, "vm-list", "--minimal", "name-label=asked for").out == [lab.uuid(vm)]


def test_too_long_an_answer(lab: Lab, dial: Open) -> None:
    vm = lab.guest("asked for")
    heard = run(dial, "vm-uninstall", "vm=asked for", typed=[b"y" * (64 * 1024 + 1)])
    assert heard.code == 1 and heard.err.startswith("Error: A file or answer of 65537 bytes is too long")
    assert lab.api.VM.get_by_name_label("asked for") == [vm]


def test_answers_in_pieces(lab: Lab, dial: Open) -> None:
    """One byte after the other, and a file in many chunks, with what goes together not together."""
    lab.guest("slow")
    peer = Original(dial, typed=[b""])  # what comes after the answer is not for anybody
    peer.begin(request([b"vm-uninstall", b"vm=slow", *LOGIN]))
    while "Type 'yes' to continue" not in peer.heard.out:
        peer.obey()
    for byte in (
        frame(BLOB, CHUNK, 1)
        + b"y"
        + frame(BLOB, CHUNK, 0)
        + frame(BLOB, CHUNK, 2)
        + b"es"
        + frame(BLOB, END)
    ):
        peer.socket.sendall(bytes([byte]))
    while peer.heard.code is None:
        peer.obey()
    assert peer.heard.code == 0 and lab.api.VM.get_by_name_label("slow") == []
