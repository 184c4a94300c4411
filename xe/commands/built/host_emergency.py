"""Commands for a host that has lost its pool, or whose daemon is looked at from outside."""

from __future__ import annotations

from typing import Any

from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, NEVER_FORWARD, Command, command, declare
from xe.commands.failures import Stop

_HERE = (NEVER_FORWARD,)


def _here(name: str, method: str, doc: str, *flags: str) -> None:
    """Declare a command that calls a message of the host that answers, by a session of it alone."""

    async def run(cli: Cli) -> Any:
        await cli.call(method)

    declare(Command(name, doc, run, (), (), (*_HERE, *flags), local=True))


_here("host-management-disable", "host.management_disable",
      "Answer no other machines any more: this host's API is there for itself alone.")  # fmt: skip
_here("host-shutdown-agent", "host.shutdown_agent", "End xapid on this host; the VMs go on.")
_here("host-signal-networking-change", "host.signal_networking_change",
      "Tell xapid that the address by which this host is managed has changed.", HIDDEN)  # fmt: skip
_here("host-update-firewalld-service-status", "host.update_firewalld_service_status",
      "Open and close ports of this host's firewall as its services need.")  # fmt: skip
_here("host-emergency-clear-mandatory-guidance", "host.emergency_clear_mandatory_guidance",
      "Forget what this host still has to do after updates.")  # fmt: skip
_here("host-emergency-disable-tls-verification", "host.emergency_disable_tls_verification",
      "Have this host check no certificates of its peers, so that it can be repaired.")  # fmt: skip
_here("host-emergency-reenable-tls-verification", "host.emergency_reenable_tls_verification",
      "Have this host check the certificates of its peers again.")  # fmt: skip
_here("host-emergency-reset-server-certificate", "host.emergency_reset_server_certificate",
      "Replace the certificate that this host shows to clients by one that it makes itself.")  # fmt: skip


@command("host-emergency-management-reconfigure", "interface", "", _HERE, local=True)
async def host_emergency_management_reconfigure(cli: Cli) -> None:
    """Manage this host by the named interface, while the pool's database is out of reach."""
    await cli.call("host.local_management_reconfigure", cli.params["interface"])


@command("host-emergency-ha-disable", "", "force soft", _HERE, local=True)
async def host_emergency_ha_disable(cli: Cli) -> None:
    """Switch high availability off on this host alone; soft=true: until its next start. Needs --force."""
    soft = cli.flag("soft")
    cli.insist(
        "VMs of this host may be started elsewhere while they still run here, which damages their disks."
    )
    await cli.call("host.emergency_ha_disable", soft)


@command("host-is-in-emergency-mode", "", "", _HERE, local=True)
async def host_is_in_emergency_mode(cli: Cli) -> None:
    """Say whether this host has lost its pool's master."""
    await cli.printer.answer(await cli.call("host.is_in_emergency_mode"))


@command("host-notify", "type", "params", (NEVER_FORWARD, HIDDEN), local=True)
async def host_notify(cli: Cli) -> None:
    """Tell this host what another part of the system has seen."""
    await cli.call("host.notify", cli.params["type"], cli.params.get("params"))


@command("host-ha-xapi-healthcheck", "", "", (HIDDEN, NEVER_FORWARD), local=True)
async def host_ha_xapi_healthcheck(cli: Cli) -> None:
    """Say whether xapid is well on this host; exit code 3 when it is not."""
    try:
        well = await cli.call("host.ha_xapi_healthcheck")
    except Exception as error:
        await cli.conversation.complain(f"Host.ha_xapi_healthcheck threw exception: {error}\n")
        raise Stop(3) from None
    if not well:
        await cli.conversation.complain("Host.ha_xapi_healthcheck reports false\n")
        raise Stop(3)
    await cli.printer.print("xapi is healthy.")
