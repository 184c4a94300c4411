"""Commands about virtual disks."""

from __future__ import annotations

from xapid.model.types import NULL_REF
from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, command, simple
from xe.commands.progress import call_with_progress
from xe.commands.quantities import read_size, read_word

simple("vdi-destroy", "VDI.destroy", "Delete a disk and everything on it.")
simple("vdi-forget", "VDI.forget", "Forget a disk; what is on it stays in the repository.")
simple("vdi-update", "VDI.update", "Read the record of a disk anew from its repository.")
simple("vdi-enable-cbt", "VDI.enable_cbt", "Begin to note which blocks of a disk change.")
simple("vdi-disable-cbt", "VDI.disable_cbt", "Note no more which blocks of a disk change.")
simple(
    "vdi-data-destroy", "VDI.data_destroy", "Delete the content of a snapshot, but keep what changed since."
)


@command("vdi-create", "sr-uuid name-label virtual-size", "sm-config: sharable tags: type")
async def vdi_create(cli: Cli) -> None:
    """Make an empty disk in a repository."""
    kind = read_word("type", cli.params.get("type", "user"), "vdi_type")
    made = await cli.call("VDI.create", {
        "name_label": cli.params["name-label"], "name_description": "", "SR": await cli.find("SR", "sr-uuid"),
        "virtual_size": read_size("virtual-size", cli.params["virtual-size"]),
        "type": kind, "sharable": cli.flag("sharable"), "read_only": False,
        "other_config": {}, "xenstore_data": {}, "sm_config": cli.params.under("sm-config"),
        "tags": list(cli.params.under("tags")),
    })  # fmt: skip
    await cli.print_uuid("VDI", made)


@command("vdi-resize", "uuid disk-size", "online")
async def vdi_resize(cli: Cli) -> None:
    """Make a disk larger; with online=true, while a VM uses it."""
    size = read_size("disk-size", cli.params["disk-size"])
    method = "VDI.resize_online" if cli.flag("online") else "VDI.resize"
    await cli.call(method, await cli.find("VDI"), size)


@command("vdi-clone", "uuid", "driver-params- new-name-label new-name-description")
async def vdi_clone(cli: Cli) -> None:
    """Make a twin of a disk that shares with it what neither has changed."""
    made = await cli.call("VDI.clone", await cli.find("VDI"), cli.params.under("driver-params"))
    if "new-name-label" in cli.params:
        await cli.call("VDI.set_name_label", made, cli.params["new-name-label"])
    if "new-name-description" in cli.params:
        await cli.call("VDI.set_name_description", made, cli.params["new-name-description"])
    await cli.print_uuid("VDI", made)


@command("vdi-snapshot", "uuid", "driver-params-")
async def vdi_snapshot(cli: Cli) -> None:
    """Keep the present content of a disk."""
    made = await cli.call("VDI.snapshot", await cli.find("VDI"), cli.params.under("driver-params"))
    await cli.print_uuid("VDI", made)


@command("vdi-copy", "uuid", "sr-uuid base-vdi-uuid into-vdi-uuid")
async def vdi_copy(cli: Cli) -> None:
    """Copy a disk into a repository, or onto a disk (into-vdi-uuid); base-vdi-uuid: only what differs."""
    vdi = await cli.find("VDI")
    sr = await cli.find("SR", "sr-uuid") if "sr-uuid" in cli.params else NULL_REF
    base = await cli.find("VDI", "base-vdi-uuid") if "base-vdi-uuid" in cli.params else NULL_REF
    into = await cli.find("VDI", "into-vdi-uuid") if "into-vdi-uuid" in cli.params else NULL_REF
    await cli.print_uuid("VDI", await call_with_progress(cli, "VDI.copy", vdi, sr, base, into))


@command("vdi-introduce", "uuid sr-uuid type location",
         "name-description sharable read-only managed other-config: xenstore-data: sm-config: "
         "name-label")  # fmt: skip
async def vdi_introduce(cli: Cli) -> None:
    """Make a record for a disk that lies in a repository already."""
    params, kind = cli.params, read_word("type", cli.params["type"], "vdi_type")
    made = await cli.call(
        "VDI.introduce", params["uuid"], params.get("name-label"), params.get("name-description"),
        await cli.find("SR", "sr-uuid"), kind, cli.flag("sharable"), cli.flag("read-only"),
        params.under("other-config"), params["location"], params.under("xenstore-data"),
        params.under("sm-config"), cli.flag("managed", True),
    )  # fmt: skip
    await cli.print_uuid("VDI", made)


@command("vdi-unlock", "uuid", "force")
async def vdi_unlock(cli: Cli) -> None:
    """Take away the lock of a disk whose user is lost."""
    cli.insist("If a VM still writes to the disk, what is on it will be damaged.")
    await cli.call("VDI.force_unlock", await cli.find("VDI"))


@command("vdi-pool-migrate", "uuid sr-uuid", "dest-img-format")
async def vdi_pool_migrate(cli: Cli) -> None:
    """Move a disk to another repository, even while a VM uses it."""
    wanted = cli.params.get("dest-img-format")
    options = {"dest-img-format": wanted} if wanted else {}
    vdi, sr = await cli.find("VDI"), await cli.find("SR", "sr-uuid")
    await cli.print_uuid("VDI", await cli.call("VDI.pool_migrate", vdi, sr, options))


@command("vdi-list-changed-blocks", "vdi-from-uuid vdi-to-uuid")
async def vdi_list_changed_blocks(cli: Cli) -> None:
    """Print which blocks differ between two states of a disk, as a bitmap in base64."""
    before, after = await cli.find("VDI", "vdi-from-uuid"), await cli.find("VDI", "vdi-to-uuid")
    await cli.printer.print(await cli.call("VDI.list_changed_blocks", before, after))


@command("vdi-generate-config", "host-uuid uuid", "", (HIDDEN,))
async def vdi_generate_config(cli: Cli) -> None:
    """Print how a host would attach a disk without the database."""
    host, vdi = await cli.find("host", "host-uuid"), await cli.find("VDI")
    await cli.printer.list(await cli.call("VDI.generate_config", host, vdi))
