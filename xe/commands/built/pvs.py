"""Commands about sites that stream disks to VMs (PVS), and the caches for them."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HOST_SELECTORS, command, simple
from xe.commands.quantities import read_int, read_size
from xe.commands.selectors import on_hosts
from xe.commands.values import Row

simple("pvs-site-forget", "PVS_site.forget", "Forget a site that has no servers and no running proxies.")
simple("pvs-server-forget", "PVS_server.forget", "Forget a server of a site.")
simple("pvs-proxy-destroy", "PVS_proxy.destroy", "No longer cache what is streamed to a VM, which is off.")
simple(
    "pvs-cache-storage-destroy",
    "PVS_cache_storage.destroy",
    "Take away the cache that a host has for a site.",
)


@command("pvs-site-introduce", "name-label", "name-description pvs-uuid")
async def pvs_site_introduce(cli: Cli) -> None:
    """Make a site known, with the identifier that its servers have for it (pvs-uuid)."""
    words = [cli.params.get(name) for name in ("name-label", "name-description", "pvs-uuid")]
    await cli.print_uuid("PVS_site", await cli.call("PVS_site.introduce", *words))


@command("pvs-server-introduce", "addresses first-port last-port pvs-site-uuid")
async def pvs_server_introduce(cli: Cli) -> None:
    """Make a server of a site known: its IPv4 addresses, separated by commas, and its range of UDP ports."""
    addresses = [address for address in cli.params["addresses"].split(",") if address]
    ports = [read_int(name, cli.params[name]) for name in ("first-port", "last-port")]
    site = await cli.find("PVS_site", "pvs-site-uuid")
    await cli.print_uuid("PVS_server", await cli.call("PVS_server.introduce", addresses, *ports, site))


@command("pvs-proxy-create", "pvs-site-uuid vif-uuid")
async def pvs_proxy_create(cli: Cli) -> None:
    """Cache what a site streams to a network card of a VM."""
    site, vif = await cli.find("PVS_site", "pvs-site-uuid"), await cli.find("VIF", "vif-uuid")
    await cli.print_uuid("PVS_proxy", await cli.call("PVS_proxy.create", site, vif))


@command("pvs-cache-storage-create", "sr-uuid pvs-site-uuid size", "", (HOST_SELECTORS,))
async def pvs_cache_storage_create(cli: Cli) -> None:
    """Give a host room in a repository to cache what a site streams; size takes units such as GiB."""
    size = read_size("size", cli.params["size"])

    async def create(host: Row) -> None:
        made = await cli.call("PVS_cache_storage.create", {
            "host": host.ref, "SR": await cli.find("SR", "sr-uuid"),
            "site": await cli.find("PVS_site", "pvs-site-uuid"), "size": size,
        })  # fmt: skip
        await cli.print_uuid("PVS_cache_storage", made)

    await on_hosts(cli, create, one=True)
