"""Commands that move VMs to other hosts and pools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xe.commands.cli import Cli
from xe.commands.declare import STANDARD, VM_SELECTORS, command
from xe.commands.failures import CommandFailure, MissingParameter
from xe.commands.remote import Remote, other_pool
from xe.commands.selectors import HOST, VM, choose, host_named, on_vms
from xe.commands.values import Row

_OPTIONS = ("force", "live", "copy", "compress")
_REMOTE = ("remote-master", "remote-username", "remote-password")

Records = dict[str, dict[str, Any]]


@command("vm-migrate", "", "live host host-uuid remote-master remote-username remote-password remote-network "
         "force copy compress vif: vdi: image-format:", (STANDARD, VM_SELECTORS))  # fmt: skip
async def vm_migrate(cli: Cli) -> None:
    """Move a VM to another host of the pool (host or host-uuid; live while it runs), or with its disks to
    another pool (remote-master and a user there): to the network remote-network, its disks to the
    repositories and its network cards to the networks that vdi:UUID=UUID and vif:UUID=UUID name."""
    options = {name: "true" if cli.flag(name) else "false" for name in _OPTIONS}
    if not any(name in cli.params for name in _REMOTE):
        await _within_the_pool(cli, options)
        return
    for name in _REMOTE:
        if name not in cli.params:
            raise MissingParameter(name)
    async with other_pool(*(cli.params[name] for name in _REMOTE)) as remote:
        await _to_another_pool(cli, remote, options)


async def _within_the_pool(cli: Cli, options: dict[str, str]) -> None:
    wanted = _host_parameter(cli)
    if not wanted:
        raise CommandFailure("Name where the VM shall go: host=NAME-OR-UUID")

    async def move(vm: Row) -> None:
        await cli.call("VM.pool_migrate", vm.ref, await host_named(cli, wanted), options)

    await on_vms(cli, move)


def _host_parameter(cli: Cli) -> str:
    return cli.params.get("host") or cli.params.get("host-uuid")


async def _to_another_pool(cli: Cli, remote: Remote, options: dict[str, str]) -> None:
    host, record = await _destination(cli, remote)
    network = await _network(cli, remote, record)
    cards = {
        await cli.by_uuid("VIF", vif): await remote.by_uuid("network", uuid)
        for vif, uuid in cli.params.under("vif").items()
    }
    formats = {await cli.by_uuid("VDI", vdi): name for vdi, name in cli.params.under("image-format").items()}
    network_name = await remote.call("network.get_name_label", network)
    await cli.printer.message(f"The VM goes with its disks to the host {record['name_label']}, "
                              f"over the network {network_name}.")  # fmt: skip

    async def send(vm: Row) -> str:
        disks = await _places(cli, remote, host, vm)
        await _tell(cli, remote, disks)
        token = await remote.call("host.migrate_receive", host, network, options)
        return str(await cli.call("VM.migrate_send", vm.ref, token, cli.flag("live", True), disks, cards,
                                  options, {}, formats))  # fmt: skip

    for moved in await on_vms(cli, send):
        if cli.flag("copy"):
            await cli.printer.list(await remote.call("VM.get_uuid", moved))


async def _destination(cli: Cli, remote: Remote) -> tuple[str, dict[str, Any]]:
    """The host that the user named, or the first, and its record."""
    hosts, wanted = await remote.records("host"), _host_parameter(cli)
    for ref, record in hosts.items():
        if not wanted or wanted in [record[name] for name in HOST.names]:
            return ref, record
    raise CommandFailure(f"The other pool has no host {wanted}")


async def _network(cli: Cli, remote: Remote, host: dict[str, Any]) -> str:
    """The network that the user named, or that of the host's management interface."""
    wanted = cli.params.get("remote-network")
    if wanted:
        for ref, record in (await remote.records("network")).items():
            if wanted in (record["uuid"], record["name_label"], record["bridge"]):
                return ref
        raise CommandFailure(f"The other pool has no network {wanted}")
    pifs = await remote.records("PIF")
    managed = [pifs[ref] for ref in host["PIFs"] if pifs[ref]["management"]]
    if not managed:
        raise CommandFailure("The other host has no management interface: name a network with remote-network")
    return str(managed[0]["network"])


async def _places(cli: Cli, remote: Remote, host: str, vm: Row) -> dict[str, str]:
    """The repository for each disk: the one that the user named, else the roomiest of the host."""
    chosen = {
        await cli.by_uuid("VDI", vdi): await remote.by_uuid("SR", sr)
        for vdi, sr in cli.params.under("vdi").items()
    }
    usual = ""
    for ref in await cli.call("VM.get_VBDs", vm.ref):
        vbd = await cli.record("VBD", ref)
        if vbd["type"] == "Disk" and not vbd["empty"] and vbd["VDI"] not in chosen:
            usual = usual or await _roomiest(remote, host)
            chosen[vbd["VDI"]] = usual
    return chosen


async def _roomiest(remote: Remote, host: str) -> str:
    """Of the repositories that a host is attached to the one with most room, shared ones before others."""
    srs = await remote.records("SR")
    attached = [pbd["SR"] for pbd in (await remote.records("PBD")).values()
                if pbd["host"] == host and pbd["currently_attached"]]  # fmt: skip
    fit = [ref for ref in attached if srs[ref]["content_type"] != "iso"]
    if not fit:
        raise CommandFailure("The other host has no repository for the disks: name one by vdi:UUID=SR-UUID")
    return max(fit, key=lambda ref: (srs[ref]["shared"], _room(srs[ref])))


def _room(sr: dict[str, Any]) -> int:
    return int(sr["physical_size"]) - int(sr["physical_utilisation"])


async def _tell(cli: Cli, remote: Remote, disks: dict[str, str]) -> None:
    for vdi, sr in disks.items():
        repository = await remote.call("SR.get_uuid", sr)
        await cli.printer.message(f"VDI {await cli.uuid('VDI', vdi)} -> SR {repository}")


@command("vm-retrieve-wlb-recommendations", "", "", (VM_SELECTORS,))
async def vm_retrieve_wlb_recommendations(cli: Cli) -> None:
    """Print how well each host suits a VM, in the eyes of the workload balancer."""
    vm = (await choose(cli, VM, one=True))[0]
    found: dict[str, Iterable[str]] = await cli.call("VM.retrieve_wlb_recommendations", vm.ref)
    table = [("Host (uuid)", "Stars, number of the advice, reason against it")]
    for host, words in found.items():
        name = await cli.call("host.get_name_label", host)
        table.append((f"{name} ({await cli.uuid('host', host)})", " ".join(words)))
    await cli.printer.table([table])
