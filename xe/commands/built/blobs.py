"""Commands about pieces of data that belong to objects."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, command
from xe.commands.failures import CommandFailure
from xe.commands.transfers import download, upload

_HOLDERS = {"vm-uuid": "VM", "pool-uuid": "pool", "sr-uuid": "SR", "host-uuid": "host",
            "network-uuid": "network"}  # fmt: skip


@command(
    "blob-create", "name", "mime-type vm-uuid host-uuid sr-uuid network-uuid pool-uuid public", (HIDDEN,)
)
async def blob_create(cli: Cli) -> None:
    """Give an object a place for data, without any yet; public=true: to be read without a login."""
    named = [param for param in _HOLDERS if param in cli.params]
    if len(named) != 1:
        raise CommandFailure(f"Name what the data belongs to, by one of {', '.join(_HOLDERS)}")
    class_name = _HOLDERS[named[0]]
    holder, kind = await cli.find(class_name, named[0]), cli.params.get("mime-type")
    made = await cli.call(
        f"{class_name}.create_new_blob", holder, cli.params["name"], kind, cli.flag("public")
    )
    await cli.print_uuid("blob", made)


@command("blob-get", "uuid filename", "", (HIDDEN,))
async def blob_get(cli: Cli) -> None:
    """Write the data to a new file of yours, or to stdout if it has no name."""
    await download(cli, "Blob get", cli.params["filename"], "/blob", {"ref": await cli.find("blob")})


@command("blob-put", "uuid filename", "", (HIDDEN,))
async def blob_put(cli: Cli) -> None:
    """Replace the data by the content of a file of yours."""
    await upload(cli, "Blob put", cli.params["filename"], "/blob", {"ref": await cli.find("blob")})
