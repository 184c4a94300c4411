"""Commands about the pool."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, Command, command, declare, simple
from xe.commands.quantities import read_int
from xe.commands.texts import shown


def _call(name: str, method: str, doc: str, flags: tuple[str, ...] = (), *params: str) -> None:
    """Declare a command that calls a message with the words of its parameters."""

    async def run(cli: Cli) -> None:
        await cli.call(method, *(cli.params[param] for param in params))

    declare(Command(name, doc, run, params, (), flags))


def _of_pool(name: str, method: str, doc: str, *optional: str) -> None:
    """Declare a command that calls a message of the pool itself."""

    async def run(cli: Cli) -> None:
        await cli.call(method, await the_pool(cli))

    declare(Command(name, doc, run, (), optional))


async def the_pool(cli: Cli) -> str:
    """The pool that the user names; there is only one."""
    if "uuid" in cli.params:
        return await cli.find("pool")
    return str((await cli.call("pool.get_all"))[0])


_call("pool-sync-database", "pool.sync_database", "Write the pool's database to every host.")
_call("pool-certificate-sync", "pool.certificate_sync", "Give every host the pool's certificates.")
_call(
    "pool-enable-tls-verification",
    "pool.enable_tls_verification",
    "Let hosts check each other's certificates.",
)
_call("pool-disable-redo-log", "pool.disable_redo_log", "Keep no log of database changes on shared storage.")
_call("pool-secret-rotate", "pool.rotate_secret", "Replace the secret that hosts of the pool share.")
_call("pool-enable-binary-storage", "pool.enable_binary_storage", "Let binary objects be kept.", (HIDDEN,))
_call("pool-disable-binary-storage", "pool.disable_binary_storage", "Keep no more binary objects.", (HIDDEN,))
_call("pool-set-vswitch-controller", "pool.set_vswitch_controller", "Let a controller rule the switches.",
      (HIDDEN,), "address")  # fmt: skip
_of_pool("pool-enable-ssh", "pool.enable_ssh", "Let administrators log in to all hosts by SSH.")
_of_pool("pool-disable-ssh", "pool.disable_ssh", "Let nobody log in to any host by SSH.")
_of_pool("pool-reset-telemetry-uuid", "pool.reset_telemetry_uuid", "Give the pool another name in telemetry.")
_of_pool("pool-disable-repository-proxy", "pool.disable_repository_proxy", "Fetch updates without a proxy.")
_of_pool("pool-disable-ssl-legacy", "pool.disable_ssl_legacy",
         "Refuse old, weak TLS on all hosts, which they do anyway.", "uuid")  # fmt: skip
_of_pool("pool-disable-client-certificate-auth", "pool.disable_client_certificate_auth",
         "Let no program log in by a certificate.")  # fmt: skip
simple("pool-enable-local-storage-caching", "pool.enable_local_storage_caching",
       "Let each host keep copies of what it reads from shared disks.")  # fmt: skip
simple("pool-disable-local-storage-caching", "pool.disable_local_storage_caching",
       "Let no host keep copies of what it reads from shared disks.")  # fmt: skip


@command("pool-get-cpu-features")
async def pool_get_cpu_features(cli: Cli) -> None:
    """Show what the processors of all hosts have in common, as bits."""
    found = await cli.call("pool.get_cpu_info", await the_pool(cli))
    await cli.printer.table([[(key, text) for key, text in found.items() if key.startswith("features")]])


@command("pool-management-reconfigure", "network-uuid")
async def pool_management_reconfigure(cli: Cli) -> None:
    """Choose the network by which all hosts are managed."""
    await cli.call("pool.management_reconfigure", await cli.find("network", "network-uuid"))


@command("pool-enable-redo-log", "sr-uuid")
async def pool_enable_redo_log(cli: Cli) -> None:
    """Log the changes of the database on shared storage."""
    await cli.call("pool.enable_redo_log", await cli.find("SR", "sr-uuid"))


@command("pool-vlan-create", "pif-uuid vlan network-uuid")
async def pool_vlan_create(cli: Cli) -> None:
    """Join a network to a VLAN of the same interface on every host; prints the new interfaces."""
    network, pif = await cli.find("network", "network-uuid"), await cli.find("PIF", "pif-uuid")
    tag = read_int("vlan", cli.params["vlan"])
    made = await cli.call("pool.create_VLAN_from_PIF", pif, network, tag)
    await cli.printer.list(*[await cli.uuid("PIF", ref) for ref in made])


@command("pool-get-guest-secureboot-readiness")
async def pool_get_guest_secureboot_readiness(cli: Cli) -> None:
    """Say whether guests can have Secure Boot: whether there are keys, and a list of what was revoked."""
    readiness = await cli.call("pool.get_guest_secureboot_readiness", await the_pool(cli))
    await cli.printer.message(shown(readiness))
