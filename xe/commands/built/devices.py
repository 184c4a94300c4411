"""Commands about the virtual block devices and network cards of VMs."""

from __future__ import annotations

import time

from xapid.model.errors import XenError
from xapid.model.types import NULL_REF
from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, command, simple
from xe.commands.failures import CommandFailure
from xe.commands.quantities import read_float, read_word

simple("vbd-plug", "VBD.plug", "Attach a block device to its running VM.")
simple("vbd-destroy", "VBD.destroy", "Forget a block device; its disk stays.")
simple("vbd-eject", "VBD.eject", "Take the CD out of a drive.")
simple("vif-plug", "VIF.plug", "Attach a network card to its running VM.")
simple("vif-destroy", "VIF.destroy", "Forget a network card.")


_DISK = "Disk"


@command("vbd-create", "vm-uuid device", "vdi-uuid bootable type mode unpluggable")
async def vbd_create(cli: Cli) -> None:
    """Connect a disk or CD to a VM, or give it an empty drive; a running VM sees it once it is plugged."""
    vdi = await cli.find("VDI", "vdi-uuid") if cli.params.get("vdi-uuid") else NULL_REF
    kind = read_word("type", cli.params.get("type", _DISK), "vbd_type")
    mode = read_word("mode", cli.params.get("mode", "RW" if kind == _DISK else "RO"), "vbd_mode")
    if vdi == NULL_REF and kind == _DISK:
        raise CommandFailure("A disk needs vdi-uuid; only a CD drive can be empty")
    made = await cli.call("VBD.create", {
        "VM": await cli.find("VM", "vm-uuid"), "VDI": vdi, "userdevice": cli.params["device"],
        "bootable": cli.flag("bootable"), "mode": mode,
        "type": kind, "unpluggable": cli.flag("unpluggable", True), "empty": vdi == NULL_REF,
        "other_config": {}, "qos_algorithm_type": "", "qos_algorithm_params": {},
    })  # fmt: skip
    await cli.print_uuid("VBD", made)


@command("vbd-insert", "uuid vdi-uuid")
async def vbd_insert(cli: Cli) -> None:
    """Put a CD into an empty drive."""
    await cli.call("VBD.insert", await cli.find("VBD"), await cli.find("VDI", "vdi-uuid"))


@command("vbd-unplug", "uuid", "timeout force")
async def vbd_unplug(cli: Cli) -> None:
    """Detach a block device from its running VM; with force, without asking the guest.

    A guest that refuses may have as many seconds as timeout says to let go of it after all.
    """
    patience = read_float("timeout", cli.params.get("timeout", "0"))
    vbd = await cli.find("VBD")
    try:
        await cli.call("VBD.unplug_force" if cli.force else "VBD.unplug", vbd)
    except XenError as error:
        if error.code != "DEVICE_DETACH_REJECTED" or not await _let_go(cli, vbd, patience):
            raise


async def _let_go(cli: Cli, vbd: str, patience: float) -> bool:
    """Whether the guest lets go of a device within so many seconds."""
    token, end = "", time.monotonic() + patience
    while (left := end - time.monotonic()) > 0:
        if not await cli.call("VBD.get_currently_attached", vbd):
            return True
        token = (await cli.call("event.from", [f"VBD/{vbd}"], token, left if token else 0.0))["token"]
    return False


@command("vbd-pause", "uuid", "", (HIDDEN,))
async def vbd_pause(cli: Cli) -> None:
    """Hold back what a VM reads and writes; prints the token to let it go on with."""
    await cli.printer.list(await cli.call("VBD.pause", await cli.find("VBD")))


@command("vbd-unpause", "uuid token", "", (HIDDEN,))
async def vbd_unpause(cli: Cli) -> None:
    """Let a held back block device go on."""
    await cli.call("VBD.unpause", await cli.find("VBD"), cli.params["token"])


@command("vif-create", "device network-uuid vm-uuid", "mac")
async def vif_create(cli: Cli) -> None:
    """Connect a VM to a network; the address is yours (mac) or made up (mac=random, or none)."""
    vm, network = await cli.find("VM", "vm-uuid"), await cli.find("network", "network-uuid")
    mac = cli.params.get("mac", "random")
    made = await cli.call("VIF.create", {
        "VM": vm, "network": network, "device": cli.params["device"], "MAC": "" if mac == "random" else mac,
        "MTU": await cli.call("network.get_MTU", network), "other_config": {}, "qos_algorithm_type": "",
        "qos_algorithm_params": {},
    })  # fmt: skip
    await cli.print_uuid("VIF", made)


@command("vif-unplug", "uuid", "force")
async def vif_unplug(cli: Cli) -> None:
    """Detach a network card from its running VM; with force, without asking the guest."""
    vif = await cli.find("VIF")
    await cli.call("VIF.unplug_force" if cli.force else "VIF.unplug", vif)


@command("vif-move", "uuid network-uuid")
async def vif_move(cli: Cli) -> None:
    """Connect a network card to another network, even while its VM runs."""
    await cli.call("VIF.move", await cli.find("VIF"), await cli.find("network", "network-uuid"))


def _addresses(version: str) -> None:
    @command(f"vif-configure-{version}", "uuid mode", "address gateway")
    async def configure(cli: Cli) -> None:
        """Give the guest's end of a network card its address: mode static with address and prefix length."""
        mode = read_word("mode", cli.params["mode"], f"vif_{version}_configuration_mode")
        words = [cli.params.get(name) for name in ("address", "gateway")]
        await cli.call(f"VIF.configure_{version}", await cli.find("VIF"), mode, *words)


_addresses("ipv4")
_addresses("ipv6")
