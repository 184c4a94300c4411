"""XenAPI's bios_strings as libvirt's sysinfo."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from xapid.hypervisor.device_xml import sub

# XenAPI's key -> libvirt's block and entry.
KEYS: dict[str, tuple[str, str]] = {
    "bios-vendor": ("bios", "vendor"),
    "bios-version": ("bios", "version"),
    "system-manufacturer": ("system", "manufacturer"),
    "system-product-name": ("system", "product"),
    "system-version": ("system", "version"),
    "system-serial-number": ("system", "serial"),
    "baseboard-manufacturer": ("baseBoard", "manufacturer"),
    "baseboard-product-name": ("baseBoard", "product"),
    "baseboard-version": ("baseBoard", "version"),
    "baseboard-serial-number": ("baseBoard", "serial"),
    "baseboard-asset-tag": ("baseBoard", "asset"),
    "baseboard-location-in-chassis": ("baseBoard", "location"),
    "enclosure-asset-tag": ("chassis", "asset"),
}
BLOCKS = ("bios", "system", "baseBoard", "chassis")


def sysinfo_xml(strings: Mapping[str, str]) -> ET.Element:
    """What SMBIOS shall tell the guest; keys that have no place there are passed over."""
    root = ET.Element("sysinfo", {"type": "smbios"})
    for block in BLOCKS:
        entries = [(KEYS[key][1], text) for key, text in strings.items() if KEYS.get(key, "")[:1] == (block,)]
        if entries:
            parent = sub(root, block)
            for name, text in entries:
                sub(parent, "entry", text, name=name)
    oem = [text for key, text in sorted(strings.items()) if key.startswith("oem-")]
    if oem:
        parent = sub(root, "oemStrings")
        for text in oem:
            sub(parent, "entry", text)
    return root
