"""The commands that nobody built yet: help lists them, and they answer NOT_IMPLEMENTED."""

from __future__ import annotations

from xe.commands.declare import Command


def _planned(name: str, required: str = "", optional: str = "", flags: str = "", *,
             local: bool = False) -> Command:  # fmt: skip
    return Command(
        name, "", None, tuple(required.split()), tuple(optional.split()), tuple(flags.split()), local
    )


PLANNED = (
    _planned("appliance-assert-can-be-recovered", "uuid", "database:"),
    _planned("appliance-recover", "uuid", "database: force"),
    _planned("bond-create", "network-uuid pif-uuids", "mac mode properties:"),
    _planned("bond-destroy", "uuid"),
    _planned("bond-set-mode", "uuid mode"),
    _planned(
        "cluster-create",
        "pif-uuid",
        "cluster-stack pool-auto-join token-timeout token-timeout-coefficient",
        "Hidden",
    ),
    _planned("cluster-destroy", "uuid"),
    _planned("cluster-host-create", "cluster-uuid host-uuid pif-uuid", "", "Hidden"),
    _planned("cluster-host-destroy", "uuid"),
    _planned("cluster-host-disable", "uuid"),
    _planned("cluster-host-enable", "uuid"),
    _planned("cluster-host-force-destroy", "uuid"),
    _planned("cluster-pool-create", "network-uuid", "cluster-stack token-timeout token-timeout-coefficient"),
    _planned("cluster-pool-destroy", "cluster-uuid"),
    _planned("cluster-pool-force-destroy", "cluster-uuid"),
    _planned("cluster-pool-resync", "cluster-uuid"),
    _planned("network-sriov-create", "pif-uuid network-uuid"),
    _planned("network-sriov-destroy", "uuid"),
    _planned("pvs-cache-storage-create", "sr-uuid pvs-site-uuid size", "", "Host_selectors"),
    _planned("pvs-cache-storage-destroy", "uuid"),
    _planned("pvs-proxy-create", "pvs-site-uuid vif-uuid"),
    _planned("pvs-proxy-destroy", "uuid"),
    _planned("pvs-server-forget", "uuid"),
    _planned("pvs-server-introduce", "addresses first-port last-port pvs-site-uuid"),
    _planned("pvs-site-forget", "uuid"),
    _planned("pvs-site-introduce", "name-label", "name-description pvs-uuid"),
    _planned("tunnel-create", "pif-uuid network-uuid", "protocol"),
    _planned("tunnel-destroy", "uuid"),
    _planned("vlan-create", "pif-uuid vlan network-uuid"),
    _planned("vlan-destroy", "uuid"),
)
