"""Commands about the directory that knows external users, and about the audit log."""

from __future__ import annotations

from xe.commands.built.pools import the_pool
from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, command
from xe.commands.quantities import read_bool
from xe.commands.transfers import download


@command("pool-enable-external-auth", "auth-type service-name", "uuid config:")
async def pool_enable_external_auth(cli: Cli) -> None:
    """Have every host check users against a directory."""
    await _enable(cli, "pool.enable_external_auth", await the_pool(cli))


@command("pool-disable-external-auth", "", "uuid config:")
async def pool_disable_external_auth(cli: Cli) -> None:
    """Have no host check users against a directory any more."""
    await cli.call("pool.disable_external_auth", await the_pool(cli), cli.params.under("config"))


@command("pool-external-auth-set-ldaps", "ldaps", "uuid force")
async def pool_external_auth_set_ldaps(cli: Cli) -> None:
    """Choose on every host whether the directory is spoken to over TLS from the start."""
    await _set_ldaps(cli, "pool.external_auth_set_ldaps", await the_pool(cli))


@command("host-enable-external-auth", "host-uuid auth-type service-name", "config:", (HIDDEN,))
async def host_enable_external_auth(cli: Cli) -> None:
    """Have a host check users against a directory."""
    await _enable(cli, "host.enable_external_auth", await cli.find("host", "host-uuid"))


@command("host-disable-external-auth", "host-uuid", "config:", (HIDDEN,))
async def host_disable_external_auth(cli: Cli) -> None:
    """Have a host check users against no directory any more."""
    host = await cli.find("host", "host-uuid")
    await cli.call("host.disable_external_auth", host, cli.params.under("config"))


@command("host-external-auth-set-ldaps", "host-uuid ldaps", "force", (HIDDEN,))
async def host_external_auth_set_ldaps(cli: Cli) -> None:
    """Choose whether a host speaks to the directory over TLS from the start."""
    await _set_ldaps(cli, "host.external_auth_set_ldaps", await cli.find("host", "host-uuid"))


@command("audit-log-get", "filename", "since")
async def audit_log_get(cli: Cli) -> None:
    """Write the audit log, or what is in it since a time, to a new file of yours."""
    query = {"since": cli.params["since"]} if cli.params.get("since") else {}
    await download(cli, "Download of the audit log", cli.params["filename"], "/audit_log", query)


async def _enable(cli: Cli, method: str, ref: str) -> None:
    params = cli.params
    await cli.call(method, ref, params.under("config"), params["service-name"], params["auth-type"])


async def _set_ldaps(cli: Cli, method: str, ref: str) -> None:
    await cli.call(method, ref, read_bool("ldaps", cli.params["ldaps"]), cli.force)
