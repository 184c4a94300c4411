"""Commands about the edition of a host, or of all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from xapid.model.errors import XenError
from xe.commands.built.hosts import the_host
from xe.commands.built.pools import the_pool
from xe.commands.cli import Cli
from xe.commands.declare import command

#: Parameters that change where hosts look for their licences, by key of their license_server.
_SERVER = {"address": "license-server-address", "port": "license-server-port"}


@command("host-apply-edition", "edition", "host-uuid license-server-address license-server-port")
async def host_apply_edition(cli: Cli) -> None:
    """Put an edition in force on a host, and say where the host gets its licence."""
    host = await the_host(cli, "host-uuid")
    async with _licensed(cli, [host]):
        await cli.call("host.apply_edition", host, cli.params["edition"], False)


@command("pool-apply-edition", "edition", "uuid license-server-address license-server-port")
async def pool_apply_edition(cli: Cli) -> None:
    """Put an edition in force on every host, and say where the hosts get their licences."""
    pool = await the_pool(cli)
    async with _licensed(cli, await cli.call("host.get_all")):
        await cli.call("pool.apply_edition", pool, cli.params["edition"])


@asynccontextmanager
async def _licensed(cli: Cli, hosts: list[str]) -> AsyncIterator[None]:
    """Hosts look for licences where the user says, unless the block fails; then the editions may be told."""
    changes = {key: cli.params[name] for key, name in _SERVER.items() if name in cli.params}
    before = {host: await cli.call("host.get_license_server", host) for host in hosts} if changes else {}
    try:
        for host, server in before.items():
            await cli.call("host.set_license_server", host, server | changes)
        yield
    except XenError as error:
        for host, server in before.items():
            await cli.call("host.set_license_server", host, server)
        if error.code == "INVALID_EDITION":
            editions = await cli.call("host.get_editions", hosts[0])
            await cli.printer.complain(f"These editions exist: {', '.join(editions)}")
        raise
