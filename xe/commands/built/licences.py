"""Commands about licences of hosts, and which editions there are."""

from __future__ import annotations

import base64
from typing import Any

from xe.commands.built.hosts import the_host
from xe.commands.cli import Cli
from xe.commands.columns import print_columns
from xe.commands.declare import command
from xe.commands.loading import load
from xe.commands.texts import shown


@command("host-license-add", "license-file", "host-uuid")
async def host_license_add(cli: Cli) -> None:
    """Give a host the licence in a file of yours."""
    host = await the_host(cli, "host-uuid")
    contents = base64.b64encode(await load(cli, cli.params["license-file"])).decode()
    await cli.call("host.license_add", host, contents)
    await cli.printer.print("The host has the licence now.")


@command("host-license-remove", "", "host-uuid")
async def host_license_remove(cli: Cli) -> None:
    """Take away every licence that a host has."""
    await cli.call("host.license_remove", await the_host(cli, "host-uuid"))


@command("host-license-view", "", "host-uuid")
async def host_license_view(cli: Cli) -> None:
    """Show a host's licence."""
    found = await cli.call("host.get_license_params", await the_host(cli, "host-uuid"))
    await cli.printer.table([[(key, shown(value)) for key, value in found.items()]])


@command("host-all-editions")
async def host_all_editions(cli: Cli) -> None:
    """List the editions that there are."""
    await cli.printer.list(*(await cli.call("host.get_editions", await the_host(cli))))


@command("diagnostic-license-status")
async def diagnostic_license_status(cli: Cli) -> None:
    """Show the licence of every host, and what the pool may not do."""
    rows = []
    for host in (await cli.call("host.get_all_records")).values():
        licence: dict[str, Any] = host["license_params"]
        rows.append((host["hostname"], host["uuid"], host["edition"], licence.get("sku_type", ""),
                     licence.get("expiry", "")))  # fmt: skip
    for pool in (await cli.call("pool.get_all_records")).values():
        limits = await cli.call("pool.get_restrictions", pool.ref)
        forbidden = sorted(name for name, value in limits.items() if value == "true")
        rows.append(("(pool)", pool["uuid"], "", "without: " + (", ".join(forbidden) or "nothing"), ""))
    await print_columns(cli.printer, ("Host", "UUID", "Edition", "Kind", "Free until"), rows)
