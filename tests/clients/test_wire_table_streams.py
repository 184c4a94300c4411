"""What clients insist on of streams: imports, exports, consoles. One test for each such fact."""

from __future__ import annotations

import base64
import io
import os
import tarfile

import xxhash

from tests.clients.wire import ask, plug, read_all, read_head
from tests.lab.daemon import MIB, Lab

#: The length of a body when xen-api does not know it.
UNKNOWN_LENGTH = 1 << 50


def content(lab: Lab, vdi: str, slash: str = "") -> bytes:
    answer = ask(lab, "GET", f"/export_raw_vdi{slash}?session_id={lab.session_ref}&vdi={vdi}&format=raw")
    assert answer.status == 200
    return answer.body


def test_a_task_that_is_given_is_completed(lab: Lab) -> None:
    vdi, data = lab.disk(MIB), os.urandom(MIB)
    for slash in ("", "/"):
        task = lab.api.task.create("put", "")
        path = f"/import_raw_vdi{slash}?session_id={lab.session_ref}&task_id={task}&vdi={vdi}&format=raw"
        assert ask(lab, "PUT", path, data).status == 200
        record = lab.wait_task(task)
        assert (record["status"], record["result"]) == ("success", f"<value>{vdi}</value>")
        task = lab.api.task.create("get", "")
        path = f"/export_raw_vdi{slash}?session_id={lab.session_ref}&task_id={task}&vdi={vdi}&format=raw"
        assert ask(lab, "GET", path).body == data
        assert lab.wait_task(task)["status"] == "success"
        task = lab.api.task.create("fails", "")
        path = f"/export_raw_vdi{slash}?session_id={lab.session_ref}&task_id={task}&vdi=none"
        assert ask(lab, "GET", path).status == 404
        record = lab.wait_task(task)
        assert (record["status"], record["error_info"]) == ("failure", ["HANDLE_INVALID", "VDI", "none"])


def test_a_probe_without_a_task_and_then_a_body_of_unknown_length_that_is_cut(lab: Lab) -> None:
    vdi, data = lab.disk(MIB), os.urandom(MIB // 2)
    path = f"/import_raw_vdi/?session_id={lab.session_ref}&vdi={vdi}&format=raw"
    with plug(lab) as probe:
        probe.sendall(f"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {UNKNOWN_LENGTH}\r\n\r\n".encode())
        assert read_head(probe).startswith(b"HTTP/1.1 200 ")
    task = lab.api.task.create("put", "")
    with plug(lab) as put:
        head = f"PUT {path}&task_id={task} HTTP/1.1\r\nHost: x\r\nContent-Length: {UNKNOWN_LENGTH}\r\n\r\n"
        put.sendall(head.encode() + data)
        assert read_head(put).startswith(b"HTTP/1.1 200 ")
    assert lab.wait_task(task)["status"] in ("success", "failure")
    assert content(lab, vdi)[: len(data)] == data


def test_http_1_0_without_a_length_and_the_answer_before_the_body(lab: Lab) -> None:
    vdi, data = lab.disk(MIB), os.urandom(MIB)
    path = f"/import_raw_vdi?session_id={lab.session_ref}&vdi={vdi}&format=raw"
    for length in ("", f"Content-Length: {MIB}\r\n"):
        task = lab.api.task.create("put", "")
        with plug(lab) as put:
            put.sendall(f"PUT {path}&task_id={task} HTTP/1.0\r\n{length}\r\n".encode())
            assert b" 200 OK\r\n" in read_head(put)  # and nothing was sent yet
            put.sendall(data)
        assert lab.wait_task(task)["status"] == "success"
    with plug(lab) as get:
        path = f"/export_raw_vdi?session_id={lab.session_ref}&vdi={vdi}&format=raw"
        get.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        head = read_head(get).lower()
        assert b" 200 ok\r\n" in head and b"chunked" not in head
        assert read_all(get) == data


def console(lab: Lab) -> tuple[str, str]:
    """The path and the reference of a running guest's screen."""
    vm = lab.guest("seen")
    lab.api.VM.start(vm, True, False)
    for ref in lab.api.VM.get_consoles(vm):
        record = lab.api.console.get_record(ref)
        if record["protocol"] == "rfb":
            return "/console" + record["location"].partition("/console")[2], ref
    raise LookupError("the guest has no screen")


def test_connect_of_http_1_0_opens_a_console(lab: Lab) -> None:
    path, _ = console(lab)
    with plug(lab) as line:
        line.sendall(f"CONNECT {path}&session_id={lab.session_ref} HTTP/1.0\r\n\r\n".encode())
        assert b" 200 OK\r\n" in read_head(line)
        assert line.recv(12).startswith(b"RFB ")


def test_a_web_socket_to_a_console_gets_its_protocol_confirmed(lab: Lab) -> None:
    path, _ = console(lab)
    key = base64.b64encode(os.urandom(16)).decode()
    with plug(lab) as line:
        line.sendall(
            f"GET {path}&session_id={lab.session_ref} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: binary\r\n\r\n".encode()
        )
        head = read_head(line).lower()
        assert b" 101 " in head and b"sec-websocket-protocol: binary\r\n" in head
        frame = line.recv(2)
        assert frame[0] & 0x0F == 2  # binary
        assert line.recv(frame[1] & 0x7F).startswith(b"RFB ")


def test_an_archive_is_checked_while_it_downloads(lab: Lab) -> None:
    vm, vdi, data = lab.guest("travels"), lab.disk(2 * MIB), os.urandom(2 * MIB)
    assert ask(lab, "PUT", f"/import_raw_vdi?session_id={lab.session_ref}&vdi={vdi}", data).status == 200
    lab.attach(vm, vdi, "0")
    for slash in ("", "/"):
        answer = ask(lab, "GET", f"/export{slash}?session_id={lab.session_ref}&uuid={lab.uuid(vm)}")
        assert answer.status == 200
        with tarfile.open(fileobj=io.BytesIO(answer.body)) as archive:
            first, *blocks = archive.getmembers()
            assert first.name == "ova.xml"
            for block, checksum in zip(blocks[::2], blocks[1::2], strict=True):
                assert checksum.name == f"{block.name}.xxhash"
                content, told = archive.extractfile(block), archive.extractfile(checksum)
                assert content is not None and told is not None
                assert xxhash.xxh64(content.read()).hexdigest().upper() == told.read().decode()


def test_the_result_of_an_import_is_an_array_of_references(lab: Lab) -> None:
    vm = lab.guest("travels")
    archive = ask(lab, "GET", f"/export?session_id={lab.session_ref}&ref={vm}").body
    for slash in ("", "/"):
        task = lab.api.task.create("import", "")
        path = f"/import{slash}?session_id={lab.session_ref}&task_id={task}"
        assert ask(lab, "PUT", path, archive).status == 200
        record = lab.wait_task(task)
        assert record["status"] == "success", record["error_info"]
        assert record["other_config"]["object_creation"] == "complete"
        start, end = "<value><array><data><value>", "</value></data></array></value>"
        assert record["result"].startswith(start) and record["result"].endswith(end)
        made = record["result"].removeprefix(start).removesuffix(end)
        assert lab.api.VM.get_name_label(made) == "travels"
