"""Settings of a network that are more than a note in its record."""

from __future__ import annotations

from contextlib import AsyncExitStack, suppress

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN, POOL_OPERATOR, VM_ADMIN
from xapid.network.errors import BridgeNotFound
from xapid.network.spec import check_mtu
from xapid.objects.context import Context
from xapid.objects.network.declaration import Network, NetworkDefaultLockingMode, NetworkPurpose
from xapid.objects.vif import VifLockingMode
from xapid.objects.vif.traffic import change_rules

#: Purposes that no network serves at once: the same service, with and without encryption.
_CONFLICT = {
    NetworkPurpose.nbd: NetworkPurpose.insecure_nbd,
    NetworkPurpose.insecure_nbd: NetworkPurpose.nbd,
}


def checked_mtu(mtu: int) -> int:
    """The MTU itself; INVALID_VALUE unless a bridge can have it."""
    try:
        return check_mtu(mtu)
    except ValueError:
        raise XenError("INVALID_VALUE", "MTU", mtu) from None


@message(Network, role=VM_ADMIN, asynchronous=False, errors=("INVALID_VALUE",))
async def set_MTU(ctx: Context, self: Network, value: int) -> None:
    """Set the largest packet, in bytes, also of the bridge if there is one now, and of what is joined to it.

    A guest that runs keeps its own until its device is plugged again.
    """
    mtu, before = checked_mtu(value), self.MTU
    async with AsyncExitStack() as undo:
        if self.managed and self.bridge:
            undo.push_async_callback(_set_on_bridge, ctx, self.bridge, before)
            await _set_on_bridge(ctx, self.bridge, mtu)
        with ctx.change():
            self.MTU = mtu
        await ctx.durable()
        undo.pop_all()


async def _set_on_bridge(ctx: Context, bridge: str, mtu: int) -> None:
    with suppress(BridgeNotFound):  # made with this MTU when it is needed
        await ctx.services.network.set_mtu(bridge, mtu)


@message(Network, role=POOL_OPERATOR, errors=("HOST_CANNOT_ATTACH_NETWORK",))
async def set_default_locking_mode(ctx: Context, network: Network, value: NetworkDefaultLockingMode) -> None:
    """Choose whether VIFs that ask for the network's default pass traffic; with effect at once."""
    followers = [vif for vif in network.VIFs if vif.locking_mode == VifLockingMode.network_default]
    await change_rules(ctx, network, followers, default_locking_mode=value)


@message(Network, role=POOL_ADMIN, errors=("NETWORK_INCOMPATIBLE_PURPOSES",))
async def add_purpose(ctx: Context, self: Network, value: NetworkPurpose) -> None:
    """Say that a service may use the network."""
    if _CONFLICT[value] in self.purpose:
        raise XenError("NETWORK_INCOMPATIBLE_PURPOSES", value, _CONFLICT[value])
    with ctx.change():
        self.purpose = dict.fromkeys([*self.purpose, value])


@message(Network, role=POOL_ADMIN)
async def remove_purpose(ctx: Context, self: Network, value: NetworkPurpose) -> None:
    """Say that a service may use the network no longer."""
    with ctx.change():
        self.purpose = [purpose for purpose in self.purpose if purpose != value]
