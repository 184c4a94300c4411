"""Commands about updates of hosts, patches as they were before, and drivers in several versions."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.types import NULL_REF
from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, HOST_SELECTORS, command, simple
from xe.commands.failures import CommandFailure
from xe.commands.selectors import on_hosts
from xe.commands.transfers import transfer
from xe.commands.values import Row

_HOSTS = (HOST_SELECTORS,)

#: What a host says of an update that it could take.
_LIVEPATCH = {
    "ok": "It can be applied.",
    "ok_livepatch_complete": "It can be applied, and takes effect at once.",
    "ok_livepatch_incomplete": "It can be applied; the host has to restart for all of it to take effect.",
}

simple("patch-clean", "pool_patch.clean", "Delete the file of a patch on the pool's master.")
simple("patch-pool-clean", "pool_patch.pool_clean", "Delete the file of a patch on every host.")
simple("patch-pool-apply", "pool_patch.pool_apply", "Apply a patch to every host.")
simple("patch-destroy", "pool_patch.destroy", "Delete a patch that no host has.")
simple("update-pool-apply", "pool_update.pool_apply", "Apply an update to every host.")
simple("update-pool-clean", "pool_update.pool_clean", "Delete the disk of an update on every host.")
simple("update-destroy", "pool_update.destroy", "Delete an update that no host has.")
simple("hostdriver-variant-select", "Driver_variant.select",
       "Have a host's kernel use this version of its driver from the next restart on.")  # fmt: skip


async def _default_sr(cli: Cli) -> str:
    """The pool's repository for what names none."""
    pools = await cli.call("pool.get_all")
    sr = str(await cli.call("pool.get_default_SR", pools[0])) if pools else NULL_REF
    if sr == NULL_REF:
        raise CommandFailure("The pool has no default repository to keep the file in")
    return sr


async def _name_disk(cli: Cli, update: str) -> None:
    """Give the disk of an update the update's name."""
    disk = await cli.call("pool_update.get_vdi", update)
    await cli.call("VDI.set_name_label", disk, await cli.call("pool_update.get_name_label", update))


async def _upload(cli: Cli, label: str, path: str, sr: str) -> str:
    """Send the file that the user names to a path: the reference that it answers."""
    filename, query = cli.params["file-name"], {"sr_id": sr}
    ended = await transfer(cli, label, lambda url: cli.conversation.put(filename, url), path, query)
    return _content(ended)


def _content(task: Row) -> str:
    """What a task made; its result stands in XML."""
    return str(task["result"]).removeprefix("<value>").removesuffix("</value>")


@command("patch-upload", "file-name")
async def patch_upload(cli: Cli) -> None:
    """Send a patch in a file of yours to the pool, and print its uuid."""
    sr = await _default_sr(cli)
    patch = await _upload(cli, "Upload of a patch", "/pool_patch_upload", sr)
    uuid = await cli.uuid("pool_patch", patch)
    await _name_disk(cli, await cli.call("pool_patch.get_pool_update", patch))
    await cli.printer.print(uuid)


@command("patch-apply", "uuid host-uuid")
async def patch_apply(cli: Cli) -> None:
    """Apply a patch to a host, and print what the patch says."""
    patch, host = await cli.find("pool_patch"), await cli.find("host", "host-uuid")
    await cli.printer.list(await cli.call("pool_patch.apply", patch, host))


@command("patch-precheck", "uuid host-uuid")
async def patch_precheck(cli: Cli) -> None:
    """Try whether a host could take a patch, and print what was found."""
    patch, host = await cli.find("pool_patch"), await cli.find("host", "host-uuid")
    await cli.printer.list(await cli.call("pool_patch.precheck", patch, host))


@command("update-upload", "file-name", "sr-uuid")
async def update_upload(cli: Cli) -> None:
    """Send an update in a file of yours to the pool, into the default repository if you name none."""
    sr = await cli.find("SR", "sr-uuid") if "sr-uuid" in cli.params else await _default_sr(cli)
    disk = await _upload(cli, "Upload of an update", "/import_raw_vdi", sr)
    try:
        update = await cli.call("pool_update.introduce", disk)
    except XenError:
        await cli.call("VDI.destroy", disk)
        raise
    uuid = await cli.uuid("pool_update", update)
    await _name_disk(cli, update)
    await cli.printer.print(uuid)


@command("update-introduce", "vdi-uuid")
async def update_introduce(cli: Cli) -> None:
    """Make the update on a disk known to the pool, and print its uuid."""
    made = await cli.call("pool_update.introduce", await cli.find("VDI", "vdi-uuid"))
    await cli.print_uuid("pool_update", made)


@command("update-precheck", "uuid", "", _HOSTS)
async def update_precheck(cli: Cli) -> None:
    """Try whether a host could take an update, and print what was found."""
    update = await cli.find("pool_update")

    async def act(host: Row) -> None:
        found = await cli.call("pool_update.precheck", update, host.ref)
        await cli.printer.list(_LIVEPATCH.get(found, found))

    await on_hosts(cli, act)


@command("update-apply", "uuid", "", _HOSTS)
async def update_apply(cli: Cli) -> None:
    """Apply an update to a host."""
    update = await cli.find("pool_update")
    await on_hosts(cli, lambda host: cli.call("pool_update.apply", update, host.ref))


@command("update-resync-host", "host-uuid", "", (HIDDEN,))
async def update_resync_host(cli: Cli) -> None:
    """Write down anew which updates a host has."""
    await cli.call("pool_update.resync_host", await cli.find("host", "host-uuid"))


@command("host-apply-updates", "hash", "", _HOSTS)
async def host_apply_updates(cli: Cli) -> None:
    """Bring a host up to the state of the pool's repositories that the hash names, and print warnings."""

    async def act(host: Row) -> None:
        for warning in await cli.call("host.apply_updates", host.ref, cli.params["hash"]):
            await cli.printer.message(": ".join(warning))

    await on_hosts(cli, act)


@command("host-refresh-pack-info", "host-uuid", "", (HIDDEN,))
async def host_refresh_pack_info(cli: Cli) -> None:
    """Read anew which supplementary packs a host has."""
    await cli.call("host.refresh_pack_info", await cli.find("host", "host-uuid"))


@command("hostdriver-rescan", "", "", _HOSTS)
async def hostdriver_rescan(cli: Cli) -> None:
    """Look anew for drivers of a host that exist in several versions."""
    await on_hosts(cli, lambda host: cli.call("Host_driver.rescan", host.ref))


@command("hostdriver-select", "uuid variant-name")
async def hostdriver_select(cli: Cli) -> None:
    """Have a host's kernel use the version of that name of a driver from the next restart on."""
    driver, name = await cli.find("Host_driver"), cli.params["variant-name"]
    for variant in await cli.call("Host_driver.get_variants", driver):
        if (await cli.record("Driver_variant", variant))["name"] == name:
            await cli.call("Host_driver.select", driver, variant)
            return
    raise CommandFailure(f"The driver has no variant called {name}")


@command("hostdriver-deselect", "uuid", "force")
async def hostdriver_deselect(cli: Cli) -> None:
    """Have a host's kernel use whichever version of a driver it takes by itself; needs --force."""
    driver = await cli.find("Host_driver")
    cli.insist("The host may come up without its disks or networks when it restarts with another driver.")
    await cli.call("Host_driver.deselect", driver)
