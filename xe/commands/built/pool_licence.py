"""The command about the edition of the whole pool."""

from __future__ import annotations

from xapid.model.errors import XenError
from xe.commands.built.pools import the_pool
from xe.commands.cli import Cli
from xe.commands.declare import command

#: Parameters that change where hosts look for their licence, by key of their license_server.
_SERVER = {"address": "license-server-address", "port": "license-server-port"}


@command("pool-apply-edition", "edition", "uuid license-server-address license-server-port")
async def pool_apply_edition(cli: Cli) -> None:
    """Put an edition in force on every host, and say where the hosts get their licences."""
    pool = await the_pool(cli)
    changes = {key: cli.params[name] for key, name in _SERVER.items() if name in cli.params}
    hosts = await cli.call("host.get_all")
    before = {host: await cli.call("host.get_license_server", host) for host in hosts}
    try:
        if changes:
            for host in hosts:
                await cli.call("host.set_license_server", host, before[host] | changes)
        await cli.call("pool.apply_edition", pool, cli.params["edition"])
    except XenError as error:
        if changes:
            for host in hosts:
                await cli.call("host.set_license_server", host, before[host])
        if error.code == "INVALID_EDITION":
            editions = await cli.call("host.get_editions", hosts[0])
            await cli.printer.complain(f"These editions exist: {', '.join(editions)}")
        raise
