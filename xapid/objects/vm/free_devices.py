"""Which device numbers of a VM are free."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.spec import position

#: How many devices of a kind a VM can have: xvda to xvdaz, and what clients expect of a XenServer.
BLOCK_DEVICES = 52
NETWORK_DEVICES = 7


@message(VM, role=READ_ONLY, asynchronous=False)
async def get_allowed_VBD_devices(ctx: Context, vm: VM) -> list[str]:
    """The numbers that a new block device of the VM may have as userdevice, the lowest first."""
    return _free(BLOCK_DEVICES, [vbd.userdevice for vbd in vm.VBDs])


@message(VM, role=READ_ONLY, asynchronous=False)
async def get_allowed_VIF_devices(ctx: Context, vm: VM) -> list[str]:
    """The numbers that a new network device of the VM may have as device, the lowest first."""
    return _free(NETWORK_DEVICES, [vif.device for vif in vm.VIFs])


def _free(count: int, used: list[str]) -> list[str]:
    taken = {_number(name) for name in used}
    return [str(n) for n in range(count) if n not in taken]


def _number(name: str) -> int | None:
    try:
        return position(name)
    except XenError:
        return None
