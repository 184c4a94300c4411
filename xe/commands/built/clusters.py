"""Commands about clusters of hosts."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, command, simple
from xe.commands.quantities import read_float

#: Seconds, as the API has them for who says nothing.
_TIMEOUT, _COEFFICIENT = "20.0", "1.0"

_STACK = "corosync"

simple("cluster-destroy", "Cluster.destroy", "Delete a cluster that has one member left.")
simple("cluster-host-destroy", "Cluster_host.destroy", "Take a host out of its cluster, which has to work.")
simple("cluster-host-force-destroy", "Cluster_host.force_destroy",
       "Take a host out of its cluster even if that does not work on the host.")  # fmt: skip
simple("cluster-host-enable", "Cluster_host.enable", "Let a host that was disabled take part in its cluster.")
simple("cluster-host-disable", "Cluster_host.disable", "Let a host not take part in its cluster for now.")


@command("cluster-create", "pif-uuid", "cluster-stack pool-auto-join token-timeout token-timeout-coefficient",
         (HIDDEN,))  # fmt: skip
async def cluster_create(cli: Cli) -> None:
    """Make a cluster of the host that an interface belongs to; hosts of the pool join it by themselves."""
    stack, *timeouts = _settings(cli)
    pif, join = await cli.find("PIF", "pif-uuid"), cli.flag("pool-auto-join", True)
    await cli.print_uuid("Cluster", await cli.call("Cluster.create", pif, stack, join, *timeouts))


@command("cluster-pool-create", "network-uuid", "cluster-stack token-timeout token-timeout-coefficient")
async def cluster_pool_create(cli: Cli) -> None:
    """Make a cluster of all hosts of the pool, which reach each other over a network."""
    settings = _settings(cli)
    network = await cli.find("network", "network-uuid")
    await cli.print_uuid("Cluster", await cli.call("Cluster.pool_create", network, *settings))


def _settings(cli: Cli) -> tuple[str, float, float]:
    """The stack of the cluster, and its timeouts in seconds."""
    return (
        cli.params.get("cluster-stack", _STACK),
        read_float("token-timeout", cli.params.get("token-timeout", _TIMEOUT)),
        read_float("token-timeout-coefficient", cli.params.get("token-timeout-coefficient", _COEFFICIENT)),
    )


@command("cluster-host-create", "cluster-uuid host-uuid pif-uuid", "", (HIDDEN,))
async def cluster_host_create(cli: Cli) -> None:
    """Make a host a member of a cluster; it reaches the others through one of its interfaces."""
    made = await cli.call(
        "Cluster_host.create", await cli.find("Cluster", "cluster-uuid"),
        await cli.find("host", "host-uuid"), await cli.find("PIF", "pif-uuid"),
    )  # fmt: skip
    await cli.print_uuid("Cluster_host", made)


@command("cluster-pool-destroy", "cluster-uuid")
async def cluster_pool_destroy(cli: Cli) -> None:
    """Delete a cluster of all hosts of the pool, which all have to be reached."""
    await cli.call("Cluster.pool_destroy", await cli.find("Cluster", "cluster-uuid"))


@command("cluster-pool-force-destroy", "cluster-uuid")
async def cluster_pool_force_destroy(cli: Cli) -> None:
    """Delete a cluster of all hosts of the pool, even if some of them cannot be reached."""
    await cli.call("Cluster.pool_force_destroy", await cli.find("Cluster", "cluster-uuid"))


@command("cluster-pool-resync", "cluster-uuid")
async def cluster_pool_resync(cli: Cli) -> None:
    """Make members of the hosts that should be, and enable those that are disabled without a reason."""
    await cli.call("Cluster.pool_resync", await cli.find("Cluster", "cluster-uuid"))
