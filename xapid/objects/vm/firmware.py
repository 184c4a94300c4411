"""What a VM's firmware says of the machine, and the copy of its variables that clients may keep."""

from __future__ import annotations

import re

from xapid.hypervisor.smbios import KEYS
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.vm.declaration import VM

MOST_CHARACTERS = 512
_PRINTABLE = re.compile("[ -~]+")
_OEM = re.compile(r"oem-[1-9]\d?")


@message(VM, role=VM_ADMIN, errors=("VM_BIOS_STRINGS_ALREADY_SET", "INVALID_VALUE"))
async def set_bios_strings(ctx: Context, self: VM, value: dict[str, str]) -> None:
    """Set the maker, product and serial number that the firmware shows; once."""
    for key, text in value.items():
        if key not in KEYS and not _OEM.fullmatch(key):
            raise XenError("INVALID_VALUE", "bios_strings", f"there is no string {key!r}")
        if len(text) > MOST_CHARACTERS or not _PRINTABLE.fullmatch(text) or text != text.strip():
            raise XenError("INVALID_VALUE", key, text[:MOST_CHARACTERS])
    _set_once(ctx, self, value)


@message(VM, role=VM_ADMIN)
async def copy_bios_strings(ctx: Context, vm: VM, host: Host) -> None:
    """Take over the firmware's strings of the given host; once. VM_BIOS_STRINGS_ALREADY_SET."""
    strings = {k: v for k, v in host.bios_strings.items() if k in KEYS or _OEM.fullmatch(k)}
    _set_once(ctx, vm, strings)


def _set_once(ctx: Context, vm: VM, strings: dict[str, str]) -> None:
    if vm.bios_strings:
        raise XenError("VM_BIOS_STRINGS_ALREADY_SET")
    with ctx.change():
        vm.bios_strings = strings
