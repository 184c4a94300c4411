"""A VM that travels as an archive boots; an import that is killed half way leaves nothing."""

from __future__ import annotations

import base64
import http.client
import threading
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import XenAPI

from tests.chaos.truth import true_again
from tests.lab.contents import boot_disk, card
from tests.lab.daemon import PATIENCE, PLAIN_VM, Lab
from tests.lab.guest import GuestImage

FLAT = {"HVM_boot_policy": "BIOS order", "HVM_boot_params": {"order": "c"}}


def traveller(lab: Lab, image: GuestImage, directory: Path) -> str:
    """A halted VM that boots from its disk, with a card."""
    vm = str(lab.api.VM.create({**PLAIN_VM, "name_label": "traveller", **FLAT}))
    lab.attach(vm, boot_disk(lab, image, directory), "0")
    card(lab, vm)
    return vm


def archive_of(lab: Lab, vm: str, **query: str) -> bytes:
    """The VM as /export sends it."""
    link = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=PATIENCE)
    more = "".join(f"&{k}={v}" for k, v in query.items())
    link.request("GET", f"/export?session_id={lab.session_ref}&ref={vm}{more}")
    answer = link.getresponse()
    data = answer.read()
    link.close()
    assert answer.status == 200, data
    return data


def begin_import(lab: Lab, task: str, length: int) -> http.client.HTTPConnection:
    """The head of a PUT of an archive."""
    link = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=PATIENCE)
    link.putrequest("PUT", f"/import?session_id={lab.session_ref}&task_id={task}")
    link.putheader("Content-Length", str(length))
    link.endheaders()
    return link


class _Serve(BaseHTTPRequestHandler):
    """Answers every GET with the same bytes."""

    def __init__(self, content: bytes, *args: object) -> None:
        self.content = content
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/vm.xva" else 404)
        self.send_header("Content-Length", str(len(self.content)))
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, *args: object) -> None:
        pass


def import_from(lab: Lab, url: str, sr: str) -> list[str]:
    """VM.import: a word of Python, so it cannot be an attribute."""
    return list(getattr(lab.api.VM, "import")(url, sr, False, False))


def test_a_vm_from_a_url_boots(lab: Lab, guest_image: GuestImage, tmp_path: Path) -> None:
    archive = archive_of(lab, traveller(lab, guest_image, tmp_path), use_compression="zstd")
    sr = lab.api.pool.get_default_SR(lab.api.pool.get_all()[0])
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Serve, archive)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            [twin] = import_from(lab, f"{base}/vm.xva", sr)
            with pytest.raises(XenAPI.Failure) as refusal:
                import_from(lab, f"{base}/none.xva", sr)
        finally:
            server.shutdown()
    assert refusal.value.details == ["IMPORT_ERROR", "127.0.0.1 answers 404 Not Found"]
    for bad in ("file:///etc/passwd", "http://", "vm.xva"):
        with pytest.raises(XenAPI.Failure) as refusal:
            import_from(lab, bad, sr)
        assert refusal.value.details[0] == "INVALID_VALUE"
    lab.api.VM.start(twin, False, False)
    assert lab.wait_agent(twin)["os_version"]
    lab.api.VM.hard_shutdown(twin)


def test_killed_half_way(own_daemon: Callable[..., Lab], guest_image: GuestImage, tmp_path: Path) -> None:
    lab = own_daemon()
    vm = traveller(lab, guest_image, tmp_path)
    archive = archive_of(lab, vm)
    disks = set(lab.api.VDI.get_all())
    task = lab.api.task.create("import", "")
    link = begin_import(lab, task, len(archive))
    link.send(archive[: len(archive) // 2])
    lab.wait("task", task, lambda record: record["other_config"].get("object_creation") == "complete")
    assert len(lab.api.VM.get_by_name_label("traveller")) == 2
    lab.restart()
    link.close()
    assert lab.api.VM.get_by_name_label("traveller") == [vm]
    true_again(lab)
    assert set(lab.api.VDI.get_all()) == disks
    assert lab.api.task.get_status(task) == "failure"
    assert len(archive_of(lab, vm)) == len(archive)


def test_a_tpm_and_an_identity_travel(lab: Lab) -> None:
    vm = lab.guest("keeper", generation_id="7:9")
    tpm = lab.api.VTPM.create(vm, True)
    lab.api.VTPM.set_contents(tpm, base64.b64encode(b"what it knows").decode())
    archive = archive_of(lab, vm)
    task = lab.api.task.create("import", "")
    link = begin_import(lab, task, len(archive))
    link.send(archive)
    assert lab.wait_task(task)["status"] == "success", lab.api.task.get_error_info(task)
    link.close()
    [twin] = [found for found in lab.api.VM.get_by_name_label("keeper") if found != vm]
    [copied] = lab.api.VM.get_VTPMs(twin)
    assert lab.api.VTPM.get_is_unique(copied)
    assert base64.b64decode(lab.api.VTPM.get_contents(copied)) == b"what it knows"
    assert lab.api.VM.get_generation_id(twin) not in ("7:9", "")
