"""Finding the host's cards when somebody asks, and entering or forgetting a single one."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.network.spec import NicInfo, check_mac
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.network.adoption import is_adopted
from xapid.objects.pif.declaration import PIF
from xapid.objects.pif.sync import make, pifs_by_device, remove, sync_pifs


@message(PIF, role=POOL_OPERATOR)
async def scan(ctx: Context, host: Host) -> None:
    """Look for network cards of the host: enter new and forgotten ones, drop those that are gone."""
    _require_here(ctx, host)
    await sync_pifs(ctx)


@message(PIF, role=POOL_OPERATOR,
         errors=("MAC_INVALID", "DUPLICATE_PIF_DEVICE_NAME",
                 "COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS"))  # fmt: skip
async def introduce(ctx: Context, host: Host, MAC: str, device: str, managed: bool = True) -> PIF:
    """Enter the named card of the host, also a virtual one such as a bond; MAC, if given, has to be its own.

    With a MAC address and no name, the card is found by its address.
    """
    _require_here(ctx, host)
    nic = await _find(ctx, MAC, device)
    if nic.device in pifs_by_device(ctx):
        raise XenError("DUPLICATE_PIF_DEVICE_NAME", nic.device)
    with ctx.change():
        pif = make(ctx, nic)
        pif.managed = managed
    await sync_pifs(ctx, ())
    return pif


async def _find(ctx: Context, mac: str, device: str) -> NicInfo:
    try:
        wanted = check_mac(mac) if mac else ""
    except ValueError:
        raise XenError("MAC_INVALID", mac) from None
    for nic in await ctx.services.network.list_nics():
        if (device or wanted) and device in ("", nic.device) and wanted in ("", nic.mac):
            return nic
    raise XenError("COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS", device, mac)


@message(PIF, role=POOL_OPERATOR,
         errors=("PIF_IS_MANAGEMENT_INTERFACE", "VIF_IN_USE", "PIF_TUNNEL_STILL_EXISTS",
                 "CLUSTERING_ENABLED"))  # fmt: skip
async def forget(ctx: Context, self: PIF) -> None:
    """Delete a card's PIF; the card is left alone, and a scan finds it again.

    A card that was adopted gets its addresses back from the bridge first; what was configured is forgotten.
    """
    if self.management:
        raise XenError("PIF_IS_MANAGEMENT_INTERFACE", self.ref)
    network = self.network
    adopted = is_adopted(ctx, self)
    attached = [vif for vif in network.VIFs if vif.currently_attached] if network is not None else []
    if adopted and attached:
        raise XenError("VIF_IN_USE", network.ref, attached[0].ref)
    if self.device in ctx.services.config.adopt_nics:
        raise XenError("OPERATION_NOT_ALLOWED", f"The settings say that {self.device} is adopted")
    if adopted and network is not None:
        await ctx.services.network.destroy_bridge(network.bridge)
        await ctx.services.network.forget_addresses(network.bridge)
    with ctx.change():
        remove(ctx, self)


def _require_here(ctx: Context, host: Host) -> None:
    if host is not ctx.services.host:
        raise XenError("HOST_OFFLINE", host.ref)
