"""Whether new VMs may come to a host, and whether those on it could leave."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.host.enums import HostAllowedOperations as Op
from xapid.objects.network import Network
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT

#: Key of other_config that keeps a host disabled when its daemon starts again.
AUTO_ENABLE = "auto_enable"


@message(Host, role=POOL_OPERATOR_OR_CERT)
async def disable(ctx: Context, host: Host, auto_enable: bool = True) -> None:
    """Place no new VMs on the host; ``auto_enable``: until its daemon starts again."""
    _set_enabled(ctx, host, False, auto_enable)


@message(Host, role=POOL_OPERATOR_OR_CERT, operation=Op.enable)
async def enable(ctx: Context, host: Host) -> None:
    """Let new VMs be placed on the host again. HOST_STILL_BOOTING before its hypervisor answers."""
    _set_enabled(ctx, host, True, True)


def _set_enabled(ctx: Context, host: Host, enabled: bool, auto_enable: bool) -> None:
    other = {k: v for k, v in host.other_config.items() if k != AUTO_ENABLE}
    with ctx.change():
        host.enabled = enabled
        host.other_config = other if auto_enable else {**other, AUTO_ENABLE: "false"}


def enable_again(host: Host) -> None:
    """The daemon starts: a host that was not disabled for good takes VMs again. Inside a change."""
    if host.other_config.get(AUTO_ENABLE) != "false":
        host.enabled = True


def _obstacles(host: Host) -> dict[Any, list[str]]:
    """The guests that cannot leave: all, since a pool has one host and there is nowhere to go."""
    return {vm: ["NO_HOSTS_AVAILABLE"] for vm in host.resident_VMs if not vm.is_control_domain}


@message(Host, role=READ_ONLY, params={"return": "(VM ref -> string set) map"})
async def get_vms_which_prevent_evacuation(ctx: Context, self: Host) -> Any:
    """The VMs that could not be moved away, each with its error and parameters."""
    return _obstacles(self)


@message(Host, role=POOL_OPERATOR)
async def assert_can_evacuate(ctx: Context, host: Host) -> None:
    """Fail with CANNOT_EVACUATE_HOST and the reasons if a VM could not be moved away from the host."""
    reasons = [",".join([*error, vm.ref]) for vm, error in _obstacles(host).items()]
    if reasons:
        raise XenError("CANNOT_EVACUATE_HOST", "|".join(reasons))


@message(Host, role=POOL_OPERATOR_OR_CERT, operation=Op.evacuate, errors=("NO_HOSTS_AVAILABLE",))
async def evacuate(ctx: Context, host: Host, network: Network | None = None,
                   evacuate_batch_size: int = 0) -> None:  # fmt: skip
    """Move all VMs to other hosts; NO_HOSTS_AVAILABLE when there are any, for there is no other host."""
    if _obstacles(host):
        raise XenError("NO_HOSTS_AVAILABLE")
