"""Commands about storage repositories and how hosts are plugged into them."""

from __future__ import annotations

from typing import Any

from xapid.model.types import NULL_REF
from xe.commands.cli import Cli
from xe.commands.declare import command, simple
from xe.commands.failures import CommandFailure
from xe.commands.loading import load_text
from xe.commands.printer import Record
from xe.commands.quantities import read_size

#: Ends a key of device-config whose value is the name of a file of the user's.
_FILE = "-filename"

simple("sr-scan", "SR.scan", "Look for disks that came into a repository or left it.")
simple("sr-destroy", "SR.destroy", "Delete a repository and every disk in it.")
simple("sr-forget", "SR.forget", "Forget a repository; what is in it stays.")
simple("sr-update", "SR.update", "Read the size and use of a repository anew.")
simple("sr-enable-database-replication", "SR.enable_database_replication",
       "Keep a copy of the pool's database in a repository.")  # fmt: skip
simple("sr-disable-database-replication", "SR.disable_database_replication",
       "Keep no copy of the pool's database in a repository.")  # fmt: skip
simple("pbd-plug", "PBD.plug", "Attach a repository to a host.")
simple("pbd-unplug", "PBD.unplug", "Detach a repository from a host.")
simple("pbd-destroy", "PBD.destroy", "Forget how a host reaches a repository.")


@command("sr-create", "name-label type", "name-description host-uuid device-config: shared physical-size "
         "content-type sm-config:")  # fmt: skip
async def sr_create(cli: Cli) -> None:
    """Make a storage repository, and attach it.

    A key of device-config that ends in -filename gets the content of that file of yours as its value.
    """
    params, shared = cli.params, cli.flag("shared")
    host = await _host(cli, shared=shared)
    size = read_size("physical-size", params.get("physical-size", "0"))
    made = await cli.call(
        "SR.create", host, await _device_config(cli), size, params["name-label"],
        params.get("name-description"), params["type"], params.get("content-type"), shared,
        params.under("sm-config"),
    )  # fmt: skip
    await cli.printer.print(await cli.uuid("SR", made))


async def _device_config(cli: Cli) -> dict[str, str]:
    """Where the storage is, with the files read whose names are given instead of values."""
    config = {}
    for key, value in cli.params.under("device-config").items():
        name = key.removesuffix(_FILE)
        config[name] = value if name == key else await load_text(cli, value)
    return config


async def _host(cli: Cli, *, shared: bool = True) -> str:
    """The host that the user names; else the pool's master, which will do for what all hosts share."""
    if "host-uuid" in cli.params:
        return await cli.find("host", "host-uuid")
    hosts: list[str] = await cli.call("host.get_all")
    if len(hosts) == 1:
        return hosts[0]
    if not shared:
        raise CommandFailure("There are several hosts: name the one that has the repository with host-uuid")
    pool = next(iter((await cli.call("pool.get_all_records")).values()), None)
    return NULL_REF if pool is None else str(pool["master"])


@command("sr-introduce", "name-label type uuid", "name-description shared content-type")
async def sr_introduce(cli: Cli) -> None:
    """Make a record for a repository that exists already."""
    params = cli.params
    made = await cli.call(
        "SR.introduce", params["uuid"], params["name-label"], params.get("name-description"), params["type"],
        params.get("content-type"), cli.flag("shared"),
    )  # fmt: skip
    await cli.print_uuid("SR", made)


@command("sr-probe", "type", "host-uuid device-config: sm-config:")
async def sr_probe(cli: Cli) -> None:
    """Print what is found of a type of storage at a place."""
    params = cli.params
    found = await cli.call("SR.probe", await _host(cli), params.under("device-config"), params["type"],
                           params.under("sm-config"))  # fmt: skip
    await cli.printer.list(found)


@command("sr-probe-ext", "type", "host-uuid device-config: sm-config:")
async def sr_probe_ext(cli: Cli) -> None:
    """List the repositories that are found of a type of storage at a place."""
    params = cli.params
    found = await cli.call("SR.probe_ext", await _host(cli), params.under("device-config"), params["type"],
                           params.under("sm-config"))  # fmt: skip
    for number, result in enumerate(found):
        title = f"{'SR' if result['sr'] else 'Place'} {number}:"
        await cli.printer.table([_found(result)], title=title)


def _found(result: dict[str, Any]) -> Record:
    """What was found at a place: the repository, if there is one, and how to reach it."""
    sr = [(name.replace("_", "-"), value) for name, value in (result["sr"] or {}).items()]
    return [
        *sr,
        ("configuration", result["configuration"]),
        ("complete", result["complete"]),
        ("extra-info", result["extra_info"]),
    ]


@command("pbd-create", "host-uuid sr-uuid", "device-config:")
async def pbd_create(cli: Cli) -> None:
    """Say how a host reaches a repository."""
    host, sr = await cli.find("host", "host-uuid"), await cli.find("SR", "sr-uuid")
    config = cli.params.under("device-config")
    made = await cli.call("PBD.create", {"host": host, "SR": sr, "device_config": config, "other_config": {}})
    await cli.print_uuid("PBD", made)
