"""Commands about interfaces made of others: bonds, VLANs and tunnels."""

from __future__ import annotations

from xapid.model.errors import XenError
from xe.commands.cli import Cli
from xe.commands.declare import command, simple
from xe.commands.quantities import read_int, read_word

simple("bond-destroy", "Bond.destroy", "Take a bond apart; its members are interfaces of their own again.")
simple("tunnel-destroy", "tunnel.destroy", "Delete a tunnel and its interface.")


@command("bond-create", "network-uuid pif-uuids", "mac mode properties:")
async def bond_create(cli: Cli) -> None:
    """Join interfaces of one host (pif-uuids, separated by commas) to one on a network."""
    network = await cli.find("network", "network-uuid")
    members = [await cli.by_uuid("PIF", uuid) for uuid in cli.params["pif-uuids"].split(",")]
    mode = read_word("mode", cli.params.get("mode", "balance-slb"), "bond_mode")
    made = await cli.call("Bond.create", network, members, cli.params.get("mac"), mode,
                          cli.params.under("properties"))  # fmt: skip
    await cli.print_uuid("Bond", made)


@command("bond-set-mode", "uuid mode")
async def bond_set_mode(cli: Cli) -> None:
    """Choose how a bond spreads traffic over its members."""
    mode = read_word("mode", cli.params["mode"], "bond_mode")
    await cli.call("Bond.set_mode", await cli.find("Bond"), mode)


@command("vlan-create", "pif-uuid vlan network-uuid")
async def vlan_create(cli: Cli) -> None:
    """Make an interface for the traffic of one VLAN tag on a host's interface, and print its uuid."""
    network, pif = await cli.find("network", "network-uuid"), await cli.find("PIF", "pif-uuid")
    vlan = await cli.call("VLAN.create", pif, read_int("vlan", cli.params["vlan"]), network)
    await cli.print_uuid("PIF", await cli.call("VLAN.get_untagged_PIF", vlan))


@command("vlan-destroy", "uuid")
async def vlan_destroy(cli: Cli) -> None:
    """Delete a VLAN and its interface; the uuid is that of either."""
    try:
        vlan = await cli.find("VLAN")
    except XenError as error:
        if error.code != "UUID_INVALID":
            raise
        await cli.call("PIF.destroy", await cli.find("PIF"))
    else:
        await cli.call("VLAN.destroy", vlan)


@command("tunnel-create", "pif-uuid network-uuid", "protocol")
async def tunnel_create(cli: Cli) -> None:
    """Make a tunnel for a network over a host's interface, and print the uuid of its own interface."""
    network, pif = await cli.find("network", "network-uuid"), await cli.find("PIF", "pif-uuid")
    protocol = read_word("protocol", cli.params.get("protocol", "gre"), "tunnel_protocol")
    tunnel = await cli.call("tunnel.create", pif, network, protocol)
    await cli.print_uuid("PIF", await cli.call("tunnel.get_access_PIF", tunnel))
