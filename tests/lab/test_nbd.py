"""Disks by NBD, read by QEMU's own client, and by some that do not behave."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.lab.contents import upload
from tests.lab.daemon import MIB, PATIENCE, Lab
from tests.lab.test_vm_life import failure

GREETING = 18
#: Command, offset and length of a request, and the error that answers it, for a disk of 4 MiB.
REQUESTS = [
    (1, 0, 512, 1),
    (0, 4 * MIB - 1, 2, 22),
    (0, 0, 0, 22),
    (0, 0, 1 << 30, 22),
    (9, 0, 1, 22),
    (0, 1, 5, 0),
]


@pytest.fixture
def network(lab: Lab) -> Iterator[str]:
    """The network over which the host is managed; no service may use it at the end."""
    [pif] = [p for p in lab.api.PIF.get_all() if lab.api.PIF.get_management(p)]
    found = lab.api.PIF.get_network(pif)
    yield found
    for purpose in lab.api.network.get_purpose(found):
        lab.api.network.remove_purpose(found, purpose)


@pytest.fixture
def disk(lab: Lab, tmp_path: Path) -> str:
    vdi = lab.disk(4 * MIB)
    content = tmp_path / "content"
    content.write_bytes(os.urandom(3 * MIB) + bytes(MIB))
    upload(lab, vdi, content)
    return vdi


def fetched(info: dict[str, Any], folder: Path, tls: bool = True) -> bytes:
    """The disk as QEMU reads it. CalledProcessError when it cannot."""
    image = f"driver=nbd,host={info['address']},port={info['port']},export={info['exportname']}"
    secret: list[str] = []
    if tls:
        (folder / "ca-cert.pem").write_text(info["cert"])
        image += f",tls-creds=tls,tls-hostname={info['subject']}"
        secret = ["--object", f"tls-creds-x509,id=tls,endpoint=client,dir={folder},sanity-check=off"]
    target = folder / "fetched"
    subprocess.run(
        ["qemu-img", "convert", *secret, "--image-opts", image, "-O", "raw", str(target)],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    return target.read_bytes()


def connected(info: dict[str, Any]) -> socket.socket:
    return socket.create_connection((info["address"], int(info["port"])), timeout=PATIENCE)


def ask(link: socket.socket, option: int, data: bytes = b"") -> int:
    """Send an option; the kind of the answer."""
    link.sendall(b"IHAVEOPT" + struct.pack(">II", option, len(data)) + data)
    head = link.recv(20, socket.MSG_WAITALL)
    link.recv(struct.unpack(">I", head[16:])[0], socket.MSG_WAITALL)
    return int(struct.unpack(">I", head[12:16])[0])


def test_a_disk_is_read_over_tls(lab: Lab, network: str, disk: str, tmp_path: Path) -> None:
    api = lab.api
    assert api.VDI.get_nbd_info(disk) == []
    api.network.add_purpose(network, "nbd")
    info = api.VDI.get_nbd_info(disk)[0]
    assert info["exportname"] == f"/{api.VDI.get_uuid(disk)}?session_id={lab.session_ref}"
    assert fetched(info, tmp_path) == (tmp_path / "content").read_bytes()

    with pytest.raises(subprocess.CalledProcessError):  # never in the clear
        fetched(info, tmp_path, tls=False)
    stranger = {**info, "exportname": info["exportname"].replace("OpaqueRef:", "OpaqueRef:0")}
    with pytest.raises(subprocess.CalledProcessError):
        fetched(stranger, tmp_path)
    with pytest.raises(subprocess.CalledProcessError):
        fetched({**info, "exportname": f"/none?session_id={lab.session_ref}"}, tmp_path)

    with urllib.request.urlopen(f"{lab.daemon.url}/audit_log?session_id={lab.session_ref}") as answer:
        said = [line for line in answer.read().decode().splitlines() if api.VDI.get_uuid(disk) in line]
    assert any("ALLOWED OK nbd/read" in line and f"origin={info['address']}" in line for line in said)

    vm = lab.guest("writer")
    lab.attach(vm, disk)
    api.VM.start(vm, True, False)
    with pytest.raises(subprocess.CalledProcessError):  # what is written to has no contents to tell
        fetched(info, tmp_path)
    api.VM.hard_shutdown(vm)
    api.network.remove_purpose(network, "nbd")
    with closing(connected(info)) as link:
        assert link.recv(1) == b""


def test_a_network_that_nobody_listens_to(lab: Lab, network: str, disk: str, tmp_path: Path) -> None:
    api = lab.api
    api.network.add_purpose(network, "insecure_nbd")
    info = api.VDI.get_nbd_info(disk)[0]
    assert fetched(info, tmp_path, tls=False) == (tmp_path / "content").read_bytes()
    assert fetched(info, tmp_path) == (tmp_path / "content").read_bytes()

    with closing(connected(info)) as link:
        assert len(link.recv(GREETING, socket.MSG_WAITALL)) == GREETING
        link.sendall(struct.pack(">I", 3))
        name = info["exportname"].encode()
        assert ask(link, 3) == 0x80000002  # nobody is told what there is
        assert ask(link, 8) == 0x80000001
        assert ask(link, 7, b"\xff\xff\xff\xff") == 0x80000003
        assert ask(link, 7, struct.pack(">I", 4) + b"none" + b"\0\0") == 0x80000006
        link.sendall(b"IHAVEOPT" + struct.pack(">II", 1, len(name)) + name)
        size, flags = struct.unpack(">QH", link.recv(10, socket.MSG_WAITALL))
        assert (size, flags) == (4 * MIB, 3)
        assert failure(api.VDI.destroy, disk)[0] == "OTHER_OPERATION_IN_PROGRESS"
        request = struct.Struct(">IHHQQI")
        for command, offset, length, error in REQUESTS:
            link.sendall(request.pack(0x25609513, 0, command, 77, offset, length))
            if command == 1:
                link.sendall(bytes(length))
            answer = struct.unpack(">IIQ", link.recv(16, socket.MSG_WAITALL))
            assert answer == (0x67446698, error, 77)
        assert link.recv(5, socket.MSG_WAITALL) == (tmp_path / "content").read_bytes()[1:6]
        link.sendall(request.pack(0x25609513, 0, 2, 0, 0, 0))
        assert link.recv(1) == b""
    with closing(connected(info)) as link:
        link.recv(GREETING, socket.MSG_WAITALL)
        link.sendall(struct.pack(">I", 3) + b"nonsense" + bytes(8))
        assert link.recv(1) == b""
    api.VDI.destroy(disk)
