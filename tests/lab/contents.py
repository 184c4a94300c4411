"""What is in disks: sent and fetched as clients do, by HTTP."""

from __future__ import annotations

import hashlib
import http.client
import subprocess
from pathlib import Path

from tests.lab.daemon import PATIENCE, Lab
from tests.lab.guest import GuestImage


def upload(lab: Lab, vdi: str, path: Path) -> None:
    """Fill a disk with the contents of a file."""
    link = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=PATIENCE)
    with path.open("rb") as file:
        link.request(
            "PUT", f"/import_raw_vdi?session_id={lab.session_ref}&vdi={vdi}&format=raw", body=file,
            headers={"Content-Length": str(path.stat().st_size)},
        )  # fmt: skip
        answer = link.getresponse()
        text = answer.read()
    link.close()
    assert answer.status == 200, text


def checksum(lab: Lab, vdi: str) -> str:
    """SHA-256 of all that a guest would see on a disk."""
    link = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"], timeout=PATIENCE)
    link.request("GET", f"/export_raw_vdi?session_id={lab.session_ref}&vdi={vdi}&format=raw")
    answer = link.getresponse()
    assert answer.status == 200, answer.read()
    digest = hashlib.file_digest(answer, "sha256").hexdigest()
    link.close()
    return digest


def boot_disk(lab: Lab, image: GuestImage, directory: Path) -> str:
    """A disk that boots the guest by BIOS and by UEFI."""
    raw = directory / "disk.raw"
    subprocess.run(["qemu-img", "convert", "-O", "raw", image.disk, raw], check=True)
    vdi = lab.disk(raw.stat().st_size, "boot")
    upload(lab, vdi, raw)
    return vdi


def iso(lab: Lab, path: Path, name: str = "guest.iso") -> str:
    """The disk of an ISO file that was put into the ISO library."""
    [sr] = [sr for sr in lab.api.SR.get_all() if lab.api.SR.get_type(sr) == "iso"]
    target = lab.daemon.state / "storage" / "iso" / name
    if not target.exists():
        target.write_bytes(path.read_bytes())
    lab.api.SR.scan(sr)
    [found] = [vdi for vdi in lab.api.VDI.get_by_name_label(name) if lab.api.VDI.get_SR(vdi) == sr]
    return str(found)


def drive(lab: Lab, vm: str, vdi: str = "OpaqueRef:NULL", userdevice: str = "3") -> str:
    """A CD drive of a VM, with a CD or without."""
    record = {"VM": vm, "VDI": vdi, "userdevice": userdevice, "bootable": True, "mode": "RO", "type": "CD",
              "empty": vdi == "OpaqueRef:NULL", "other_config": {}, "qos_algorithm_type": "",
              "qos_algorithm_params": {}}  # fmt: skip
    return str(lab.api.VBD.create(record))


def card(lab: Lab, vm: str, network: str = "", device: str = "0") -> str:
    """A network card of a VM; without a network named, on the internal one."""
    if not network:
        [network] = lab.api.network.get_all_records_where(
            'field "bridge"="' + lab.daemon.settings["internal_bridge"] + '"'
        )
    record = {"VM": vm, "network": network, "device": device, "MAC": "", "MTU": "1500", "other_config": {},
              "qos_algorithm_type": "", "qos_algorithm_params": {}}  # fmt: skip
    return str(lab.api.VIF.create(record))
