"""Switching the host off and on."""

from __future__ import annotations

import re

from xapid.machine.power import WAKE_ON_LAN
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.host.enums import HostAllowedOperations as Op
from xapid.objects.secret import Secret

_MAC = re.compile(r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}")
#: Settings that name a secret; a program gets what the secret holds, under the name before this.
_OF_SECRET = "_secret"


@message(Host, role=POOL_OPERATOR, operation=Op.shutdown)
async def shutdown(ctx: Context, host: Host) -> None:
    """Switch the host off.

    HOST_NOT_DISABLED while VMs may be placed on it, HOST_IN_USE while one is; OPERATION_NOT_ALLOWED unless
    host_control has power.
    """
    await prepare_for_poweroff(ctx, host)
    await ctx.services.machine.power.off()


@message(Host, role=POOL_OPERATOR, operation=Op.reboot)
async def reboot(ctx: Context, host: Host) -> None:
    """Restart the host. It fails as ``shutdown`` does."""
    await prepare_for_poweroff(ctx, host)
    await ctx.services.machine.power.restart()


@message(Host, role=NOBODY, hidden=True)
async def prepare_for_poweroff(ctx: Context, host: Host) -> None:
    """See to it that the host's power may go: no VM is on it, and all that was changed is on disk."""
    ctx.services.machine.power.check()
    for vm in host.resident_VMs:
        if not vm.is_control_domain:
            raise XenError("HOST_IN_USE", host.ref, "VM", vm.ref)
    await ctx.durable()


@message(Host, role=POOL_OPERATOR)
async def set_power_on_mode(ctx: Context, self: Host, power_on_mode: str,
                            power_on_config: dict[str, str]) -> None:  # fmt: skip
    """Set the way to switch the host on from afar; empty: none.

    ``wake-on-lan`` takes ``mac``, ``broadcast`` and ``port``, all optional; any other is a program here.
    INVALID_VALUE for an unknown way or a setting that means nothing.
    """
    if power_on_mode and power_on_mode not in ctx.services.machine.power.modes():
        raise XenError("INVALID_VALUE", "power_on_mode", power_on_mode)
    if power_on_mode == WAKE_ON_LAN:
        _check_settings(power_on_config)
    with ctx.change():
        self.power_on_mode, self.power_on_config = power_on_mode, power_on_config


def _check_settings(settings: dict[str, str]) -> None:
    mac, port = settings.get("mac", ""), settings.get("port", "")
    if mac and not _MAC.fullmatch(mac):
        raise XenError("INVALID_VALUE", "mac", mac)
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise XenError("INVALID_VALUE", "port", port)


@message(Host, role=POOL_OPERATOR, operation=Op.power_on)
async def power_on(ctx: Context, host: Host) -> None:
    """Switch the host on from afar, in the way that was set.

    HOST_POWER_ON_MODE_DISABLED when none was; INTERNAL_ERROR with what the program said if it fails.
    """
    if not host.power_on_mode:
        raise XenError("HOST_POWER_ON_MODE_DISABLED")
    settings = dict(host.power_on_config)
    if host.power_on_mode == WAKE_ON_LAN:
        settings["mac"] = settings.get("mac") or _management_mac(host)
    await ctx.services.machine.power.wake(host.power_on_mode, host.uuid, _revealed(ctx, settings))


def _management_mac(host: Host) -> str:
    for pif in host.PIFs:
        if pif.management:
            return str(pif.MAC)
    raise XenError("HOST_HAS_NO_MANAGEMENT_IP")


def _revealed(ctx: Context, settings: dict[str, str]) -> dict[str, str]:
    """The settings with secrets in place of their uuids."""
    shown = {}
    for key, value in settings.items():
        secret = ctx.store.by_uuid(Secret, value) if key.endswith(_OF_SECRET) else None
        shown[key.removesuffix(_OF_SECRET) if secret else key] = secret.value if secret else value
    return shown
