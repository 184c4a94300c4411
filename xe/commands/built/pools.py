"""Commands about the pool."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, Command, command, declare
from xe.commands.quantities import read_int


def _call(name: str, method: str, doc: str, flags: tuple[str, ...] = (), *params: str) -> None:
    """Declare a command that calls a message with the words of its parameters."""

    async def run(cli: Cli) -> None:
        await cli.call(method, *(cli.params[param] for param in params))

    declare(Command(name, doc, run, params, (), flags))


def _of_pool(name: str, method: str, doc: str) -> None:
    """Declare a command that calls a message of the pool itself."""

    async def run(cli: Cli) -> None:
        await cli.call(method, await the_pool(cli))

    declare(Command(name, doc, run))


async def the_pool(cli: Cli) -> str:
    """The pool that the user names; there is only one."""
    if "uuid" in cli.params:
        return await cli.find("pool")
    return str((await cli.call("pool.get_all"))[0])


_call("pool-sync-database", "pool.sync_database", "Write the pool's database to every host.")
_call("pool-ha-disable", "pool.disable_ha", "Restart VMs of lost hosts no more.")
_call("pool-certificate-sync", "pool.certificate_sync", "Give every host the pool's certificates.")
_call(
    "pool-enable-tls-verification",
    "pool.enable_tls_verification",
    "Let hosts check each other's certificates.",
)
_call("pool-disable-redo-log", "pool.disable_redo_log", "Keep no log of database changes on shared storage.")
_call("pool-secret-rotate", "pool.rotate_secret", "Replace the secret that hosts of the pool share.")
_call("pool-deconfigure-wlb", "pool.deconfigure_wlb", "Take no more advice on where VMs should run.")
_call("pool-enable-binary-storage", "pool.enable_binary_storage", "Let binary objects be kept.", (HIDDEN,))
_call("pool-disable-binary-storage", "pool.disable_binary_storage", "Keep no more binary objects.", (HIDDEN,))
_call("pool-set-vswitch-controller", "pool.set_vswitch_controller", "Let a controller rule the switches.",
      (HIDDEN,), "address")  # fmt: skip
_of_pool("pool-enable-ssh", "pool.enable_ssh", "Let administrators log in to all hosts by SSH.")
_of_pool("pool-disable-ssh", "pool.disable_ssh", "Let nobody log in to any host by SSH.")
_of_pool("pool-reset-telemetry-uuid", "pool.reset_telemetry_uuid", "Give the pool another name in telemetry.")
_of_pool("pool-disable-repository-proxy", "pool.disable_repository_proxy", "Fetch updates without a proxy.")
_of_pool("pool-disable-client-certificate-auth", "pool.disable_client_certificate_auth",
         "Let no program log in by a certificate.")  # fmt: skip


@command("pool-get-cpu-features")
async def pool_get_cpu_features(cli: Cli) -> None:
    """Show what the processors of all hosts have in common, as bits."""
    found = await cli.call("pool.get_cpu_info", await the_pool(cli))
    await cli.printer.table([[(key, text) for key, text in found.items() if key.startswith("features")]])


@command("pool-designate-new-master", "host-uuid")
async def pool_designate_new_master(cli: Cli) -> None:
    """Let another host lead the pool."""
    await cli.call("pool.designate_new_master", await cli.find("host", "host-uuid"))


@command("pool-recover-slaves")
async def pool_recover_slaves(cli: Cli) -> None:
    """Let hosts that lost their master follow this one; prints which do."""
    found = await cli.call("pool.recover_slaves")
    await cli.printer.list(*[await cli.uuid("host", ref) for ref in found])


@command("pool-management-reconfigure", "network-uuid")
async def pool_management_reconfigure(cli: Cli) -> None:
    """Choose the network by which all hosts are managed."""
    await cli.call("pool.management_reconfigure", await cli.find("network", "network-uuid"))


@command("pool-ha-enable", "", "heartbeat-sr-uuids ha-config:")
async def pool_ha_enable(cli: Cli) -> None:
    """Restart the VMs of a host that is lost on others."""
    uuids = [uuid for uuid in cli.params.get("heartbeat-sr-uuids").split(",") if uuid]
    srs = [await cli.by_uuid("SR", uuid) for uuid in uuids]
    await cli.call("pool.enable_ha", srs, cli.params.under("ha-config"))


@command("pool-ha-compute-max-host-failures-to-tolerate")
async def pool_ha_compute_max_host_failures_to_tolerate(cli: Cli) -> None:
    """Print how many hosts may be lost so that all protected VMs can still be restarted."""
    await cli.printer.list(str(await cli.call("pool.ha_compute_max_host_failures_to_tolerate")))


@command("pool-ha-prevent-restarts-for", "seconds", "", (HIDDEN,))
async def pool_ha_prevent_restarts_for(cli: Cli) -> None:
    """Let high availability restart no VMs for a while."""
    await cli.call("pool.ha_prevent_restarts_for", read_int("seconds", cli.params["seconds"]))


@command("pool-join", "master-address master-username master-password", "force")
async def pool_join(cli: Cli) -> None:
    """Make this host a member of another pool."""
    words = [cli.params[f"master-{name}"] for name in ("address", "username", "password")]
    await cli.call("pool.join_force" if cli.force else "pool.join", *words)
    await cli.printer.list("This host joins the pool; it will be restarted as a member of it.")


@command("pool-crl-list")
async def pool_crl_list(cli: Cli) -> None:
    """List the certificate revocation lists."""
    await cli.printer.list(*(await cli.call("pool.crl_list")))


@command("pool-enable-redo-log", "sr-uuid")
async def pool_enable_redo_log(cli: Cli) -> None:
    """Log the changes of the database on shared storage."""
    await cli.call("pool.enable_redo_log", await cli.find("SR", "sr-uuid"))
