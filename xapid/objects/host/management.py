"""The interface over which the host is managed."""

from __future__ import annotations

from contextlib import AsyncExitStack

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.address import listens_everywhere
from xapid.objects.host.declaration import Host
from xapid.objects.network import Network
from xapid.objects.pif import PIF
from xapid.objects.pif.plugging import plug
from xapid.objects.pif.reconfigure import require_address
from xapid.objects.pif.sync import address_of, remove, sync_pifs
from xapid.objects.pool import Pool
from xapid.objects.undo import quietly


@message(Host, role=POOL_OPERATOR)
async def get_management_interface(ctx: Context, host: Host) -> PIF:
    """The interface over which the host is managed.

    Raises HOST_HAS_NO_MANAGEMENT_IP when no interface is.
    """
    for pif in host.PIFs:
        if pif.management:
            return pif
    raise XenError("HOST_HAS_NO_MANAGEMENT_IP")


@message(Host, role=POOL_OPERATOR,
         errors=("PIF_NOT_ATTACHED_TO_HOST", "PIF_HAS_NO_NETWORK_CONFIGURATION",
                 "PIF_HAS_NO_V6_NETWORK_CONFIGURATION", "OPERATION_NOT_ALLOWED"))  # fmt: skip
async def management_reconfigure(ctx: Context, pif: PIF) -> None:
    """Have this host managed over the interface: its address is the one that clients and VMs are told.

    The interface has to have an address of its primary type. Routes stay as they are. The API goes on to
    listen on all addresses, or does so again; OPERATION_NOT_ALLOWED when the setting ``http_host`` binds it
    to another one.
    """
    host = ctx.services.host
    if pif.host is not host:
        raise XenError("PIF_NOT_ATTACHED_TO_HOST", pif.ref, host.ref)
    await plug(ctx, pif)
    require_address(pif, pif.primary_address_type)
    listening = ctx.services.config.http_host
    if not listens_everywhere(listening) and listening != address_of(pif):
        raise XenError("OPERATION_NOT_ALLOWED", f"The setting http_host has the API on {listening} only")
    async with ctx.services.reach.changing:
        if host.management_disabled:
            await _shut_out(ctx, False)
        with ctx.change():
            host.management_disabled = False
            for other in host.PIFs:
                other.management = other is pif
    await sync_pifs(ctx, ())


@message(Host, role=POOL_OPERATOR, asynchronous=False, errors=("OPERATION_NOT_ALLOWED",), emergency=True)
async def management_disable(ctx: Context) -> None:
    """Close the network ports of this host's API, until management_reconfigure opens them again.

    This machine itself goes on to be answered, on its local socket and, unless the setting ``http_host``
    binds the API to an address of the network, on its loopback address. Connections of others end with the
    answer under way, but for byte streams and consoles that they have open. It holds over restarts.
    """
    async with ctx.services.reach.changing, AsyncExitStack() as undo:
        undo.push_async_callback(quietly, _shut_out, ctx, ctx.services.reach.closed)
        await _shut_out(ctx, True)
        with ctx.change():
            ctx.services.host.management_disabled = True
            for pif in ctx.services.host.PIFs:
                pif.management = False
        await ctx.durable()
        undo.pop_all()


async def _shut_out(ctx: Context, closed: bool) -> None:
    try:
        await ctx.services.reach.shut_out(closed)
    except OSError as error:
        raise XenError("OPERATION_NOT_ALLOWED", f"The API cannot listen there: {error}") from error


@message(Host, role=POOL_OPERATOR, asynchronous=False, errors=("INTERFACE_HAS_NO_IP",), emergency=True)
async def local_management_reconfigure(ctx: Context, interface: str) -> None:
    """Have this host managed over the interface of that name, or of the bridge of that name."""
    for pif in ctx.services.host.PIFs:
        bridge = pif.network.bridge if pif.network is not None else ""
        if interface in (pif.device, bridge) and address_of(pif):
            await management_reconfigure(ctx, pif)
            return
    raise XenError("INTERFACE_HAS_NO_IP", interface)


@message(Host, role=NOBODY, asynchronous=False, hidden=True, pool_internal=True, emergency=True)
async def signal_networking_change(ctx: Context) -> None:
    """Look at once whether this host's interfaces, and so its management address, have changed."""
    await sync_pifs(ctx, ())


@message(Host, role=POOL_OPERATOR, hidden=True)
async def reset_networking(ctx: Context, host: Host) -> None:
    """Delete the interfaces, bonds, VLANs and tunnels of the host from the database.

    The host itself is not touched; PIF.scan finds its cards again.
    """
    with ctx.change():
        for pif in host.PIFs:
            upon = [*pif.bond_master_of, *pif.VLAN_slave_of, *pif.tunnel_access_PIF_of,
                    *pif.tunnel_transport_PIF_of]  # fmt: skip
            for thing in upon:
                if thing.alive:
                    ctx.store.destroy(thing)
        for pif in host.PIFs:
            remove(ctx, pif)


@message(Pool, name="management_reconfigure", role=POOL_OPERATOR,
         errors=("HA_IS_ENABLED", "PIF_NOT_PRESENT", "CANNOT_PLUG_BOND_SLAVE",
                 "PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE", "PIF_HAS_NO_NETWORK_CONFIGURATION",
                 "PIF_HAS_NO_V6_NETWORK_CONFIGURATION"))  # fmt: skip
async def pool_management_reconfigure(ctx: Context, network: Network) -> None:
    """Move the management of every host to its interface on the network."""
    chosen = []
    for host in ctx.store.all(Host):
        pif = next((pif for pif in network.PIFs if pif.host is host), None)
        if pif is None:
            raise XenError("PIF_NOT_PRESENT", host.ref, network.ref)
        if pif.bond_slave_of is not None:
            raise XenError("CANNOT_PLUG_BOND_SLAVE", pif.ref)
        old = next((other for other in host.PIFs if other.management), pif)
        if old.primary_address_type != pif.primary_address_type:
            raise XenError("PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE", pif.ref)
        chosen.append(pif)
    for pif in chosen:
        await management_reconfigure(ctx, pif)
