"""The XML inside a saved image, adapted to where it is restored.

The guest's memory knows its devices by their addresses, so the image's own XML is kept, and only the host's
ends of the devices are replaced.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from xapid.hypervisor.capabilities import Capabilities
from xapid.hypervisor.device_xml import disk_bus, disk_xml, nic_xml
from xapid.hypervisor.domain_xml import Consoles
from xapid.hypervisor.errors import Unsupported
from xapid.hypervisor.observe import device_name, disk_state, nic_state
from xapid.hypervisor.spec import DomainSpec


def revised_xml(saved: str, spec: DomainSpec, host: Capabilities, consoles: Consoles) -> str:
    """The XML to restore with. Raises Unsupported if the image is of another machine."""
    root = ET.fromstring(saved)
    if root.findtext("uuid") != spec.uuid:
        raise Unsupported(f"the image is of domain {root.findtext('uuid')}, not {spec.uuid}")
    _set_text(root.find("title"), " ".join(spec.name_label.split()) or spec.uuid)
    _disks(root, spec, host)
    _nics(root, spec)
    _consoles(root, spec, consoles)
    return ET.tostring(root, encoding="unicode")


def _disks(root: ET.Element, spec: DomainSpec, host: Capabilities) -> None:
    wanted = {disk.target: disk for disk in spec.disks}
    saved = {device_name(element) or "": element for element in root.iterfind("devices/disk")}
    _same("disks", set(saved), set(wanted))
    for target, element in saved.items():
        disk, state = wanted[target], disk_state(element)
        if (state.device, state.bus) != (disk.device, disk_bus(disk, host)):
            raise Unsupported(f"the image has {target} as {state.device} on {state.bus}")
        fresh = disk_xml(disk, host)
        element.set("type", fresh.get("type", "file"))
        for tag in ("driver", "source"):
            _replace(element, tag, fresh.find(tag))


def _nics(root: ET.Element, spec: DomainSpec) -> None:
    wanted = {f"nic{nic.index}": nic for nic in spec.nics}
    saved = {device_name(element) or "": element for element in root.iterfind("devices/interface")}
    _same("NICs", set(saved), set(wanted))
    for name, element in saved.items():
        nic = wanted[name]
        if nic_state(element, nic.index).mac.lower() != nic.mac.lower():
            raise Unsupported(f"the image has {name} with another MAC address")
        fresh = nic_xml(nic)
        element.set("type", fresh.get("type", "bridge"))
        for tag in ("source", "target", "link"):
            _replace(element, tag, fresh.find(tag))


def _consoles(root: ET.Element, spec: DomainSpec, consoles: Consoles) -> None:
    for serial in root.iterfind("devices/*[@type='unix']"):
        source, log = serial.find("source"), serial.find("log")
        if serial.tag in ("serial", "console") and source is not None:
            source.set("path", consoles.serial(spec.uuid))
            if log is not None and spec.console_log:
                log.set("file", spec.console_log)
    for graphics in root.iterfind("devices/graphics[@type='vnc']"):
        graphics.attrib.pop("socket", None)
        for listen in graphics.iterfind("listen[@type='socket']"):
            listen.set("socket", consoles.vnc(spec.uuid))


def _same(what: str, saved: set[str], wanted: set[str]) -> None:
    if saved != wanted:
        raise Unsupported(f"the image has the {what} {sorted(saved)}, not {sorted(wanted)}")


def _replace(parent: ET.Element, tag: str, fresh: ET.Element | None) -> None:
    old = parent.find(tag)
    place = list(parent).index(old) if old is not None else 0
    if old is not None:
        parent.remove(old)
    if fresh is not None:
        parent.insert(place, fresh)


def _set_text(element: ET.Element | None, text: str) -> None:
    if element is not None:
        element.text = text
