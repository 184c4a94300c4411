"""Pressing the keys and buttons of a running VM's machine."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op

LEFT_ALT, SYSRQ = 56, 99
#: Linux input keycodes of the characters that SysRq knows: rows of the keyboard from their first code on.
_ROWS = {2: "1234567890", 16: "qwertyuiop", 30: "asdfghjkl", 44: "zxcvbnm", 57: " "}
KEYCODES = {char: first + i for first, row in _ROWS.items() for i, char in enumerate(row)}


@message(VM, role=POOL_ADMIN, operation=Op.send_sysrq, errors=("VM_BAD_POWER_STATE",))
async def send_sysrq(ctx: Context, vm: VM, key: str) -> None:
    """Press a magic SysRq key in the guest: Alt, SysRq and one letter or digit. INVALID_VALUE for others."""
    code = KEYCODES.get(key.lower())
    if code is None:
        raise XenError("INVALID_VALUE", "key", key)
    await ctx.services.hypervisor.send_key(vm.uuid, [LEFT_ALT, SYSRQ, code])


@message(VM, role=POOL_ADMIN, operation=Op.send_trigger, errors=("VM_BAD_POWER_STATE",))
async def send_trigger(ctx: Context, vm: VM, trigger: str) -> None:
    """Press the machine's power button (power) or its reset button (reset)."""
    if trigger == "power":
        await ctx.services.hypervisor.request_shutdown(vm.uuid, "acpi")
    elif trigger == "reset":
        await ctx.services.hypervisor.reset(vm.uuid)
    else:
        raise XenError("VALUE_NOT_SUPPORTED", "trigger", trigger, "only power and reset are")
