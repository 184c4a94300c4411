"""VM.start beside libvirt-python creating the very same domain on the same libvirt."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import libvirt

from bench.processes import Server, state_directory
from bench.row import Row

ROUNDS, PATIENCE = 11, 120
PASSWORD = "bench"
MIB = 1 << 20
RECORD: dict[str, Any] = {
    "name_label": "bench", "name_description": "", "user_version": 1, "is_a_template": False, "affinity": "",
    "memory_static_max": 64 * MIB, "memory_dynamic_max": 64 * MIB, "memory_dynamic_min": 64 * MIB,
    "memory_static_min": 64 * MIB, "VCPUs_params": {}, "VCPUs_max": 1, "VCPUs_at_startup": 1,
    "actions_after_shutdown": "destroy", "actions_after_reboot": "restart",
    "actions_after_crash": "destroy", "PV_bootloader": "", "PV_kernel": "", "PV_ramdisk": "", "PV_args": "",
    "PV_bootloader_args": "", "PV_legacy_args": "", "HVM_boot_policy": "BIOS order", "HVM_boot_params": {},
    "platform": {}, "PCI_bus": "", "other_config": {}, "recommendations": "",
}  # fmt: skip


def vm_start() -> list[Row]:
    """A VM without devices, started paused, by turns with the same domain through libvirt-python."""
    with state_directory() as state, _daemon(state) as (server, seconds):
        vm = server.call("VM.create", RECORD)
        connection = libvirt.open(f"qemu:///system?socket={state}/s/libvirt/run/libvirt-sock")
        ours, base = [], []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            server.call("VM.start", vm, True, False)
            ours.append(time.perf_counter() - began)
            xml = _as_another(connection.lookupByUUIDString(server.call("VM.get_uuid", vm)).XMLDesc())
            server.call("VM.hard_shutdown", vm)
            began = time.perf_counter()
            domain = connection.createXML(xml, libvirt.VIR_DOMAIN_START_PAUSED)
            base.append(time.perf_counter() - began)
            domain.destroy()
        server.call("VM.destroy", vm)
        connection.close()
    mine, theirs = median(ours), median(base)
    return [
        Row("VM.start", f"{mine * 1e3:.0f} ms", f"libvirt {theirs * 1e3:.0f} ms", mine / theirs, "x", 1.10,
            at_least=False),
        Row("the whole daemon's first start, with its own libvirtd", f"{seconds:.2f} s", "", seconds, "s",
            None),
    ]  # fmt: skip


def _as_another(xml: str) -> str:
    """The same domain under another name and uuid, without what libvirt itself has added."""
    root = ET.fromstring(xml)
    root.attrib.pop("id", None)
    for tag, text in (("uuid", str(uuid4())), ("name", f"bench-{uuid4()}")):
        found = root.find(tag)
        assert found is not None
        found.text = text
    for entry in root.findall(".//sysinfo/system/entry[@name='uuid']"):
        entry.text = root.findtext("uuid")
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("alias", "seclabel", "resource"):
                parent.remove(child)
    return ET.tostring(root, encoding="unicode")


@contextmanager
def _daemon(state: Path) -> Iterator[tuple[Server, float]]:
    """The whole daemon, and the seconds of its first start; taken away whole at the end."""
    here, xapid = state / "s", [sys.executable, "-m", "xapid"]
    here.mkdir(mode=0o711)
    subprocess.run([*xapid, "passwd", "--state", str(here), "root"], input=PASSWORD.encode(), check=True)
    command = [*xapid, "serve", "--state", str(here), "--http-host", "127.0.0.1", "--http-port", "0",
               "--https-port", "-1"]  # fmt: skip
    for pair in ("internal_bridge=xb0", "bridge_prefix=xb0n", "internal_subnet=169.254.99.0/24",
                 "link_socket=false"):  # fmt: skip
        command += ["--set", pair]
    began = time.perf_counter()
    with open(state / "log", "wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
    try:
        said = _ready(here / "ready.json", process, state / "log")
        seconds = time.perf_counter() - began
        while not _ready(here / "ready.json", process, state / "log")["hypervisor"]:
            time.sleep(0.05)
        server = Server(process, {**said, "port": said["http_port"]}, seconds)
        server.session = _log_in(server)
        yield server, seconds
    finally:
        process.terminate()
        process.wait(60)
        subprocess.run([*xapid, "clean", "--state", str(here)], check=True)


def _ready(path: Path, process: subprocess.Popen[bytes], log: Path) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while not path.exists():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"the daemon did not start:\n{log.read_text()[-3000:]}")
        time.sleep(0.01)
    said: dict[str, Any] = json.loads(path.read_text())
    return said


def _log_in(server: Server) -> str:
    body = {"jsonrpc": "2.0", "method": "session.login_with_password", "params": ["root", PASSWORD], "id": 1}
    session: str = json.loads(server.post("/jsonrpc", json.dumps(body).encode()))["result"]
    return session
