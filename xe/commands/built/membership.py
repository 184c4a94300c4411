"""Commands about which hosts are in the pool, and which of them leads it."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import NEVER_FORWARD, command

_BEGINS_ANEW = "xapid on this host starts anew"


@command("pool-designate-new-master", "host-uuid")
async def pool_designate_new_master(cli: Cli) -> None:
    """Let another host lead the pool."""
    await cli.call("pool.designate_new_master", await cli.find("host", "host-uuid"))


@command("pool-recover-slaves")
async def pool_recover_slaves(cli: Cli) -> None:
    """Let hosts that lost their master follow this one; prints which do."""
    found = await cli.call("pool.recover_slaves")
    await cli.printer.list(*[await cli.uuid("host", ref) for ref in found])


@command("pool-join", "master-address master-username master-password", "force")
async def pool_join(cli: Cli) -> None:
    """Make this host a member of another pool."""
    words = [cli.params[f"master-{name}"] for name in ("address", "username", "password")]
    await cli.call("pool.join_force" if cli.force else "pool.join", *words)
    await cli.printer.list("This host joins the pool; it will be restarted as a member of it.")


@command("pool-eject", "host-uuid")
async def pool_eject(cli: Cli) -> None:
    """Take a host out of the pool, and erase its own disks; asks before it does."""
    host = await cli.find("host", "host-uuid")
    if not cli.force and not await cli.confirm(
        "The host leaves the pool, and everything on its own disks is erased.", *await _doomed(cli, host)
    ):
        return
    await cli.call("pool.eject", host)
    await cli.printer.list("The host has left; it starts anew as a pool of its own.")


async def _doomed(cli: Cli, host: str) -> list[str]:
    """The disks that only this host has, a line each."""
    lines = []
    for pbd in await cli.call("host.get_PBDs", host):
        sr = await cli.call("PBD.get_SR", pbd)
        holders = {await cli.call("PBD.get_host", other) for other in await cli.call("SR.get_PBDs", sr)}
        if holders == {host}:
            for vdi in await cli.call("SR.get_VDIs", sr):
                name = await cli.call("VDI.get_name_label", vdi)
                lines.append(f"Disk {await cli.uuid('VDI', vdi)} ({name})")
    return ["These disks will be lost:", *lines] if lines else []


@command("pool-emergency-transition-to-master", "", "force", (NEVER_FORWARD,), local=True)
async def pool_emergency_transition_to_master(cli: Cli) -> None:
    """Let this host lead the pool, whose leader is lost; if it has not lost it, only with --force."""
    if not cli.force and not await cli.call("host.is_in_emergency_mode"):
        cli.insist("This host has not lost the leader of its pool, and a pool with two of them is damaged.")
    await cli.call("pool.emergency_transition_to_master")
    await cli.printer.list(f"{_BEGINS_ANEW} as the leader of the pool.")


@command("pool-emergency-reset-master", "master-address", "", (NEVER_FORWARD,), local=True)
async def pool_emergency_reset_master(cli: Cli) -> None:
    """Let this host, which has lost the leader of its pool, follow the one at an address."""
    await cli.call("pool.emergency_reset_master", cli.params["master-address"])
    await cli.printer.list(f"{_BEGINS_ANEW} and follows that leader.")
