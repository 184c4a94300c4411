"""Whether what the daemon says is so: its records held against libvirt, processes, links and files."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import libvirt

from tests.lab.daemon import Lab, until
from xapid.hypervisor.spec import tap_name

#: Seconds within which everything has to be true again; what it takes on a quiet machine is a tenth of it.
SECONDS = 60
NULL = "OpaqueRef:NULL"
ALIVE = ("Running", "Paused")
_VOLUME = re.compile(r"[0-9a-f-]{36}\.qcow2")


def true_again(lab: Lab) -> None:
    """Wait until nothing is under way, left over or untrue; fails with what is."""
    last: list[str] = []

    def check() -> bool:
        last[:] = untruths(lab)
        return not last

    try:
        until(check, SECONDS)
    except TimeoutError:
        raise AssertionError("\n".join(last)) from None


def untruths(lab: Lab) -> list[str]:
    """Everything that is not as the records say."""
    guests = {r["uuid"]: r for r in lab.api.VM.get_all_records().values() if not r["is_control_domain"]}
    return [
        *_under_way(lab),
        *_domains(lab, guests),
        *_links(lab, guests),
        *_disks(lab),
        *_files(lab, guests),
        *_filters(lab, guests),
        *_tpms(lab, guests),
        *_media(lab, guests),
    ]


def _under_way(lab: Lab) -> list[str]:
    found = [f"task {t['name_label']} is {t['status']}" for t in lab.api.task.get_all_records().values()
             if t["status"] in ("pending", "cancelling")]  # fmt: skip
    for name in ("VM", "VDI", "VBD", "VIF", "SR", "network", "host", "pool"):
        for record in getattr(lab.api, name).get_all_records().values():
            if record.get("current_operations"):
                found.append(f"{name} {record['uuid']}: {record['current_operations']}")
    return found


def _libvirt(lab: Lab) -> Any:
    return libvirt.open(f"qemu+unix:///system?socket={lab.daemon.state}/libvirt/run/libvirt-sock")


def domains(lab: Lab) -> dict[str, str]:
    """What libvirt itself says: uuid of each domain, and Running or Paused."""
    connection = _libvirt(lab)
    try:
        found = {}
        for domain in connection.listAllDomains():
            with contextlib.suppress(libvirt.libvirtError):  # it ended a moment ago
                running = domain.state()[0] in (libvirt.VIR_DOMAIN_RUNNING, libvirt.VIR_DOMAIN_BLOCKED)
                found[domain.UUIDString()] = "Running" if running else "Paused"
        return found
    finally:
        connection.close()


def processes(lab: Lab, program: str, mark: str = "") -> dict[int, list[str]]:
    """The programs of that name that are of this daemon, or name ``mark``: their words by process."""
    mark, found = mark or str(lab.daemon.directory), {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            if program in os.path.basename(words[0]) and any(mark in w for w in words):
                found[int(entry.name)] = words
    return found


def _domains(lab: Lab, guests: dict[str, Any]) -> list[str]:
    try:
        real = domains(lab)
    except libvirt.libvirtError as error:
        return [f"libvirt: {error}"]
    said = {uuid: r["power_state"] for uuid, r in guests.items() if r["power_state"] in ALIVE}
    found = [] if said == real else [f"VMs are {said}, domains {real}"]
    emulators = processes(lab, "qemu-system")
    if len(emulators) != len(real):
        found.append(f"{len(emulators)} emulators for {len(real)} domains")
    for record in guests.values():
        alive = record["power_state"] in ALIVE
        if alive == (record["resident_on"] == NULL) or alive == (record["domid"] == "-1"):
            found.append(f"{record['name_label']} is {record['power_state']}, but placed elsewhere")
        if (record["suspend_VDI"] != NULL) != (record["power_state"] == "Suspended"):
            found.append(f"{record['name_label']}: {record['power_state']}, memory {record['suspend_VDI']}")
        if not alive and record["consoles"]:
            found.append(f"{record['name_label']} has consoles")
    return found


def links(lab: Lab) -> set[str]:
    """The bridges and taps of this daemon: taps by the bridge that they are on."""
    prefix = lab.daemon.settings["internal_bridge"]
    text = subprocess.run(["ip", "-o", "link"], check=True, capture_output=True, text=True).stdout
    return {line.split(": ")[1].split("@")[0] for line in text.splitlines()
            if re.search(rf"(: |master ){prefix}(n\w*)?[ :@]", line)}  # fmt: skip


def _links(lab: Lab, guests: dict[str, Any]) -> list[str]:
    prefix = lab.daemon.settings["internal_bridge"]
    bridges = {b for b in links(lab) if b.startswith(prefix)}
    taps = links(lab) - bridges
    cards = [v for r in guests.values() if r["power_state"] in ALIVE for v in r["VIFs"]]
    wanted = sum(lab.api.VIF.get_currently_attached(card) for card in cards)
    found = [] if len(taps) == wanted else [f"{len(taps)} taps for {wanted} cards: {taps}"]
    known = {n["bridge"] for n in lab.api.network.get_all_records().values()}
    found += [f"bridge {b} is of no network" for b in bridges - known]
    servers = sum(1 for p in Path("/proc").iterdir() if p.name.isdigit() and _serves(p, prefix))
    return found if servers == 1 else [*found, f"{servers} DHCP servers"]


def _serves(process: Path, bridge: str) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0].endswith(b"dnsmasq") and f"--interface={bridge}".encode() in words


def _disks(lab: Lab) -> list[str]:
    """Volumes without a record, records without a volume, unfinished work and forgotten memory."""
    found = []
    srs = lab.api.SR.get_all_records()
    vdis = lab.api.VDI.get_all_records()
    wanted_memory = {r["suspend_VDI"] for r in lab.api.VM.get_all_records().values()}
    for ref, vdi in vdis.items():
        if vdi["missing"]:
            found.append(f"disk {vdi['name_label']!r} is missing")
        if vdi["type"] == "suspend" and ref not in wanted_memory:
            found.append(f"memory {vdi['uuid']} is nobody's")
        if not vdi["name_label"]:
            found.append(f"disk {vdi['uuid']} has no name: nobody made it")
    for ref, sr in srs.items():
        if sr["type"] == "iso" or not any(lab.api.PBD.get_currently_attached(p) for p in sr["PBDs"]):
            continue
        place = Path(lab.api.PBD.get_device_config(sr["PBDs"][0])["location"])
        mine = [v for v in vdis.values() if v["SR"] == ref]
        wanted = {f"{v['uuid']}.memory" if v["type"] == "suspend" else f"{v['uuid']}.qcow2" for v in mine}
        there = {p.name for p in place.iterdir() if not p.name.startswith(("base-", ".xapid-repository"))}
        found += [f"in {sr['name_label']}: {name}" for name in sorted(there ^ wanted)]
    return found


def _files(lab: Lab, guests: dict[str, Any]) -> list[str]:
    kept = [p for d in ("consoles", "nvram", "c") for p in Path(lab.daemon.state, d).glob("*")]
    found = [f"left over: {p}" for p in kept if p.stem not in guests]
    helpers = [w for p in ("qemu-img", "qemu-nbd", "qemu-storage-daemon") for w in processes(lab, p).values()]
    return [*found, *(f"still at work: {' '.join(words)[:200]}" for words in helpers)]


def _filters(lab: Lab, guests: dict[str, Any]) -> list[str]:
    """Chains of the packet filter: one for each card that is not to pass everything."""
    [owner] = [r["uuid"] for r in lab.api.host.get_all_records().values()]
    command = ["nft", "list", "table", "bridge", f"xapid_{zlib.crc32(owner.encode()):08x}"]
    text = subprocess.run(command, capture_output=True, text=True).stdout  # without such a table: nothing
    there = set(re.findall(r"chain (x\S+) {", text))
    wanted = set()
    for record in guests.values():
        for vif in record["VIFs"] if record["power_state"] in ALIVE else ():
            card = lab.api.VIF.get_record(vif)
            if card["currently_attached"] and card["locking_mode"] in ("locked", "disabled"):
                wanted.add(tap_name(record["uuid"], int(card["device"])))
    return [] if there == wanted else [f"packets of {there} are filtered, and of {wanted} should be"]


def _tpms(lab: Lab, guests: dict[str, Any]) -> list[str]:
    """States of TPMs, and the programs that are TPMs."""
    wanted = {uuid for uuid, record in guests.items() if record["VTPMs"]}
    folder = Path(lab.daemon.state, "libvirt", "lib", "swtpm")
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    found = [f"TPM of {uuid}" for uuid in sorted(there ^ wanted)]
    alive = {uuid for uuid in wanted if guests[uuid]["power_state"] in ALIVE}
    running = {uuid for uuid in guests if processes(lab, "swtpm", uuid)}  # it sees its folder by another path
    return found if running == alive else [*found, f"TPMs run for {running}, guests with one are {alive}"]


def _media(lab: Lab, guests: dict[str, Any]) -> list[str]:
    """CDs that guests see, and those that their drives hold."""
    said = {uuid: 0 for uuid, record in guests.items() if record["power_state"] in ALIVE}
    for vbd in lab.api.VBD.get_all_records().values():
        uuid = lab.api.VM.get_uuid(vbd["VM"])
        if uuid in said and vbd["type"] == "CD" and vbd["currently_attached"]:
            said[uuid] += not vbd["empty"]
    connection = _libvirt(lab)
    try:
        described = {d.UUIDString(): ET.fromstring(d.XMLDesc()) for d in connection.listAllDomains()}
    except libvirt.libvirtError as error:
        return [f"libvirt: {error}"]
    finally:
        connection.close()
    seen = {
        u: len(xml.findall("devices/disk[@device='cdrom']/source[@file]")) for u, xml in described.items()
    }
    return [] if seen == said else [f"drives hold {said} CDs, guests see {seen}"]
