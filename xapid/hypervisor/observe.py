"""What libvirt tells about a domain, as a DomainState."""

from __future__ import annotations

import string
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime

import libvirt

from xapid.hypervisor.device_xml import ALIAS_PREFIX
from xapid.hypervisor.domain_xml import AGENT_CHANNEL, STARTED
from xapid.hypervisor.state import DiskState, DomainState, NicState, Power, UsbState

POWER: dict[int, Power] = {
    libvirt.VIR_DOMAIN_RUNNING: Power.running,
    libvirt.VIR_DOMAIN_BLOCKED: Power.running,
    libvirt.VIR_DOMAIN_PAUSED: Power.paused,
    libvirt.VIR_DOMAIN_PMSUSPENDED: Power.running,
    libvirt.VIR_DOMAIN_SHUTDOWN: Power.stopping,
    libvirt.VIR_DOMAIN_CRASHED: Power.crashed,
}


def words(prefix: str) -> dict[int, str]:
    """libvirt's own names of the values of one enumeration, in lower case."""
    names = {getattr(libvirt, name): name for name in dir(libvirt) if name.startswith(prefix)}
    return {value: name.removeprefix(prefix).lower() for value, name in names.items()}


PAUSED_REASONS = words("VIR_DOMAIN_PAUSED_")
CRASHED_REASONS = words("VIR_DOMAIN_CRASHED_")


def domain_state(domain: libvirt.virDomain) -> DomainState:
    """Ask libvirt about one domain: two short calls. Raises libvirtError."""
    state, reason = domain.state()
    return parse(domain.XMLDesc(0), state, reason)


def parse(xml: str, state: int, reason: int) -> DomainState:
    """Read a live domain's XML."""
    root = ET.fromstring(xml)
    power = POWER.get(state, Power.stopping)
    reasons = {Power.paused: PAUSED_REASONS, Power.crashed: CRASHED_REASONS}.get(power, {})
    ours = root.find(f"metadata/{STARTED}")
    vcpu = root.find("vcpu")
    assert vcpu is not None and vcpu.text is not None
    return DomainState(
        uuid=root.findtext("uuid", ""),
        name=(root.findtext("title", "") if ours is not None else "") or root.findtext("name", ""),
        is_ours=ours is not None,
        power=power,
        reason=reasons.get(reason, ""),
        domid=int(root.get("id", "-1")),
        vcpus=int(vcpu.get("current", vcpu.text)),
        vcpus_max=int(vcpu.text),
        memory=int(root.findtext("currentMemory", "0")) * 1024,
        memory_max=int(root.findtext("memory", "0")) * 1024,
        disks=tuple(disk_state(disk) for disk in root.iterfind("devices/disk")),
        nics=tuple(nic_state(nic, place) for place, nic in enumerate(root.iterfind("devices/interface"))),
        usb_devices=tuple(usb_states(root)),
        started_at=_moment(ours.get("started")) if ours is not None else None,
        has_vnc=vnc_socket(root) is not None,
        has_serial=serial_socket(root) is not None,
        agent_connected=_agent_state(root) == "connected",
    )


def device_name(element: ET.Element) -> str | None:
    """The name that we gave to a device (`xvda`, `nic0`); None if somebody else made it."""
    alias = element.find("alias")
    name = alias.get("name", "") if alias is not None else ""
    return name.removeprefix(ALIAS_PREFIX) if name.startswith(ALIAS_PREFIX) else None


def disk_state(disk: ET.Element) -> DiskState:
    """One disk of a live domain."""
    source, target = disk.find("source"), disk.find("target")
    path = None if source is None else source.get("file") or source.get("dev") or source.get("name")
    return DiskState(
        target=device_name(disk) or _attribute(target, "dev"),
        path=path,
        device=disk.get("device", "disk"),
        bus=_attribute(target, "bus"),
        read_only=disk.find("readonly") is not None,
    )


def nic_state(nic: ET.Element, place: int) -> NicState:
    """One network card; `place` is its index if its name does not say."""
    number = (device_name(nic) or "").removeprefix("nic")
    link = nic.find("link")
    return NicState(
        index=int(number) if number and not number.strip(string.digits) else place,
        mac=_attribute(nic.find("mac"), "address"),
        bridge=_attribute(nic.find("source"), "bridge") or None,
        tap=_attribute(nic.find("target"), "dev") or None,
        link_up=link is None or link.get("state") != "down",
    )


def usb_states(root: ET.Element) -> Iterator[UsbState]:
    """The USB devices of the host that a live domain has; those that somebody else gave it have no name."""
    for device in root.iterfind("devices/hostdev[@type='usb']"):
        name = device_name(device) or ""
        if name.startswith("usb-"):
            yield UsbState(uuid=name.removeprefix("usb-"))


def find_device(root: ET.Element, name: str) -> ET.Element | None:
    """The disk, interface or USB device with that name."""
    devices = [*root.iterfind("devices/disk"), *root.iterfind("devices/interface"),
               *root.iterfind("devices/hostdev")]  # fmt: skip
    return next((element for element in devices if device_name(element) == name), None)


def vnc_socket(root: ET.Element) -> str | None:
    """Where RFB is spoken, if that is a unix socket."""
    return _attribute(root.find("devices/graphics[@type='vnc']"), "socket") or None


def serial_socket(root: ET.Element) -> str | None:
    """Where the serial line is, if that is a unix socket."""
    return _attribute(root.find("devices/serial[@type='unix']/source"), "path") or None


def _agent_state(root: ET.Element) -> str:
    return _attribute(root.find(f"devices/channel/target[@name='{AGENT_CHANNEL}']"), "state")


def _attribute(element: ET.Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
