"""Commands about networks and the hosts' interfaces."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, command, simple
from xe.commands.quantities import read_int, read_word

simple("network-destroy", "network.destroy", "Delete a network that nothing is connected to.")
simple("pif-plug", "PIF.plug", "Take a host's interface into use.")
simple("pif-unplug", "PIF.unplug", "Take a host's interface out of use.")
simple("pif-forget", "PIF.forget", "Forget a host's interface; the card is not touched.")
simple("pif-db-forget", "PIF.db_forget", "Forget a host's interface in the database alone.", (HIDDEN,))


@command("network-create", "name-label", "name-description MTU bridge managed")
async def network_create(cli: Cli) -> None:
    """Make a network that VMs can be connected to."""
    params = cli.params
    made = await cli.call("network.create", {
        "name_label": params["name-label"], "name_description": params.get("name-description"),
        "MTU": read_int("MTU", params.get("MTU", "1500")), "bridge": params.get("bridge"),
        "managed": cli.flag("managed", True), "other_config": {}, "tags": [],
    })  # fmt: skip
    await cli.print_uuid("network", made)


@command("network-attach", "uuid host-uuid", "", (HIDDEN,))
async def network_attach(cli: Cli) -> None:
    """Make a network's bridge on a host."""
    await cli.call("network.attach", await cli.find("network"), await cli.find("host", "host-uuid"))


@command("pif-scan", "host-uuid")
async def pif_scan(cli: Cli) -> None:
    """Look for network cards that came to a host or left it."""
    await cli.call("PIF.scan", await cli.find("host", "host-uuid"))


@command("pif-introduce", "host-uuid device", "mac managed")
async def pif_introduce(cli: Cli) -> None:
    """Make a record for a network card of a host."""
    host, managed = await cli.find("host", "host-uuid"), cli.flag("managed", True)
    made = await cli.call("PIF.introduce", host, cli.params.get("mac"), cli.params["device"], managed)
    await cli.print_uuid("PIF", made)


@command("pif-reconfigure-ip", "uuid mode", "IP netmask gateway DNS")
async def pif_reconfigure_ip(cli: Cli) -> None:
    """Give a host's interface its IPv4 address."""
    words = [cli.params.get(name) for name in ("IP", "netmask", "gateway", "DNS")]
    mode = read_word("mode", cli.params["mode"], "ip_configuration_mode")
    await cli.call("PIF.reconfigure_ip", await cli.find("PIF"), mode, *words)


@command("pif-reconfigure-ipv6", "uuid mode", "IPv6 gateway DNS")
async def pif_reconfigure_ipv6(cli: Cli) -> None:
    """Give a host's interface its IPv6 address."""
    words = [cli.params.get(name) for name in ("IPv6", "gateway", "DNS")]
    mode = read_word("mode", cli.params["mode"], "ipv6_configuration_mode")
    await cli.call("PIF.reconfigure_ipv6", await cli.find("PIF"), mode, *words)


@command("pif-set-primary-address-type", "uuid primary_address_type")
async def pif_set_primary_address_type(cli: Cli) -> None:
    """Choose whether a host's interface is known by its IPv4 or IPv6 address."""
    kind = read_word("primary_address_type", cli.params["primary_address_type"], "primary_address_type")
    await cli.call("PIF.set_primary_address_type", await cli.find("PIF"), kind)
