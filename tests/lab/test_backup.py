"""A database, or a whole host, that is put back: the daemon starts anew with it, and guests run on."""

from __future__ import annotations

import http.client
import io
import os
import tarfile
from collections.abc import Callable

import pytest
import XenAPI

from tests.lab.daemon import PATIENCE, USER, Lab, until

Daemons = Callable[..., Lab]


def get(lab: Lab, path: str) -> bytes:
    link = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=PATIENCE)
    link.request("GET", f"{path}?session_id={lab.session_ref}")
    answer = link.getresponse()
    data = answer.read()
    link.close()
    assert answer.status == 200, data
    return data


def put(lab: Lab, path: str, body: bytes, **query: str) -> list[str]:
    """PUT a body; the error of its task, or nothing."""
    task = lab.api.task.create("restore", "")
    more = "".join(f"&{k}={v}" for k, v in query.items())
    link = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=PATIENCE)
    link.request("PUT", f"{path}?session_id={lab.session_ref}&task_id={task}{more}", body=body)
    assert link.getresponse().status == 200
    record = lab.wait_task(task)
    return list(record["error_info"])


def put_and_restart(lab: Lab, path: str, body: bytes) -> None:
    """PUT what makes the daemon start anew, and log in to the new one."""
    ready = lab.daemon.state / "ready.json"
    before = ready.stat().st_ino
    link = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=PATIENCE)
    link.request("PUT", f"{path}?session_id={lab.session_ref}", body=body)
    assert link.getresponse().status == 200

    def anew() -> bool:
        try:
            return ready.stat().st_ino != before
        except FileNotFoundError:
            return False

    until(anew, what="the daemon to start anew")
    lab.log_in()


def test_the_database_is_put_back(own_daemon: Daemons) -> None:
    lab = own_daemon()
    vm = lab.guest("stays")
    lab.api.VM.start(vm, False, False)
    dump = get(lab, "/pool/xmldbdump")
    assert dump.startswith(b"<?xml")
    assert lab.uuid(vm).encode() in dump
    later = lab.guest("later")
    lab.api.VM.set_name_label(vm, "renamed")
    assert put(lab, "/pool/xmldbdump", dump, dry_run="true") == []
    assert lab.api.VM.get_name_label(vm) == "renamed"
    half = put(lab, "/pool/xmldbdump", dump[: len(dump) // 2])
    assert half[0] == "COULD_NOT_IMPORT_DATABASE"
    put_and_restart(lab, "/pool/xmldbdump", dump)
    lab.wait_power(vm, "Running")
    assert lab.api.VM.get_name_label(vm) == "stays"
    with pytest.raises(XenAPI.Failure):
        lab.api.VM.get_record(later)
    assert not (lab.daemon.state / "restore.xml").exists()


def without_database(backup: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(backup)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for info in old:
            if info.name != "restore.xml":
                new.addfile(info, old.extractfile(info))
    return out.getvalue()


def with_a_file(name: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as new:
        info = tarfile.TarInfo(name)
        info.size = 3
        new.addfile(info, io.BytesIO(b"abc"))
    return out.getvalue()


def test_the_host_is_put_back(own_daemon: Daemons) -> None:
    lab = own_daemon()
    state = lab.daemon.state
    vm, certificate = lab.guest("kept"), (state / "server.pem").read_bytes()
    backup = get(lab, "/host_backup")
    with tarfile.open(fileobj=io.BytesIO(backup)) as found:
        kept = {"restore.xml", "host-uuid", "admin", "server.pem", "pool.pem", "pool-secret"}
        assert kept <= set(found.getnames())
    lab.api.VM.destroy(vm)
    for bad in (b"", b"x" * 5000, backup[: len(backup) // 2], without_database(backup),
                with_a_file("../evil"), with_a_file("/etc/evil"), with_a_file("storage/evil"),
                with_a_file("admin/evil"), with_a_file("trust")):  # fmt: skip
        assert put(lab, "/host_restore", bad), bad[:20]
        assert not [name for name in os.listdir(state) if name.startswith("restore")]
    put_and_restart(lab, "/host_restore", backup)
    assert lab.api.VM.get_name_label(vm) == "kept"
    assert (state / "server.pem").read_bytes() == certificate
    assert lab.api.session.get_auth_user_name(lab.session_ref) == USER
