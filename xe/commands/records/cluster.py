"""What is shown of clusters of hosts, and provisioning by PVS; one line each, as listed."""

from __future__ import annotations

from xe.commands.records.table import P, RecordTable

_CLUSTER = (
    P("uuid"),
    P("cluster-hosts", "refs-uuid", kind="set"),
    P("cluster-token"),
    P("cluster-stack"),
    P("cluster-stack-version", "int"),
    P("token-timeout", "float3"),
    P("token-timeout-coefficient", "float3"),
    P("pending-forget", "set", kind="set", hidden=True),
    P("allowed-operations", "enum-set:cluster_operation", kind="set"),
    P("current-operations", "enum-map-values:cluster_operation", kind="set"),
    P("pool-auto-join", "bool"),
    P("cluster-config", "map", kind="map"),
    P("other-config", "map", kind="map", edit=True),
    P("is-quorate", "bool"),
    P("quorum", "int"),
    P("live-hosts", "int"),
    P("expected-hosts", "int"),
)

_CLUSTER_HOST = (
    P("uuid"),
    P("cluster", "ref-uuid"),
    P("PIF", "ref-uuid"),
    P("host", "ref-uuid"),
    P("enabled", "bool"),
    P("joined", "bool"),
    P("live", "bool"),
    P("last-update-live", "datetime"),
    P("allowed-operations", "enum-set:cluster_host_operation", kind="set"),
    P("current-operations", "enum-map-values:cluster_host_operation", kind="set"),
    P("other-config", "map", kind="map"),
)

_PVS_SITE = (
    P("uuid"),
    P("name-label", set="string"),
    P("name-description", set="string"),
    P("pvs-uuid", "string", "PVS_uuid", set="string"),
    P("pvs-cache-storage-uuids", "refs-uuid", "cache_storage", kind="set"),
    P("pvs-server-uuids", "refs-uuid", "servers", kind="set"),
    P("pvs-proxy-uuids", "refs-uuid", "proxies", kind="set"),
)

_PVS_SERVER = (
    P("uuid"),
    P("addresses", "set", kind="set"),
    P("first-port", "int"),
    P("last-port", "int"),
    P("pvs-site-uuid", "ref-uuid", "site"),
)

_PVS_PROXY = (
    P("uuid"),
    P("pvs-site-uuid", "ref-uuid", "site"),
    P("vif-uuid", "ref-uuid", "VIF"),
    P("currently-attached", "bool"),
    P("status", "enum:pvs_proxy_status"),
)

_PVS_CACHE_STORAGE = (
    P("uuid"),
    P("host-uuid", "ref-uuid", "host"),
    P("sr-uuid", "ref-uuid", "SR"),
    P("pvs-site-uuid", "ref-uuid", "site"),
    P("size", "int"),
    P("vdi-uuid", "ref-uuid", "VDI"),
)

TABLES = (
    RecordTable(
        "cluster",
        "Cluster",
        _CLUSTER,
        shown=(
            "uuid",
            "cluster-hosts",
            "cluster-token",
            "cluster-stack",
            "allowed-operations",
            "current-operations",
            "pool-auto-join",
            "cluster-config",
            "other-config",
        ),
    ),
    RecordTable(
        "cluster-host",
        "Cluster_host",
        _CLUSTER_HOST,
        shown=(
            "uuid",
            "cluster",
            "host",
            "enabled",
            "allowed-operations",
            "current-operations",
            "other-config",
        ),
    ),
    RecordTable(
        "pvs-site",
        "PVS_site",
        _PVS_SITE,
        shown=("uuid", "name-label", "name-description", "pvs-uuid", "pvs-server-uuids"),
    ),
    RecordTable("pvs-server", "PVS_server", _PVS_SERVER, shown=("uuid", "addresses", "pvs-site-uuid")),
    RecordTable(
        "pvs-proxy",
        "PVS_proxy",
        _PVS_PROXY,
        shown=("uuid", "pvs-site-uuid", "vif-uuid", "currently-attached"),
    ),
    RecordTable(
        "pvs-cache-storage",
        "PVS_cache_storage",
        _PVS_CACHE_STORAGE,
        shown=("uuid", "host-uuid", "sr-uuid", "pvs-site-uuid", "size"),
    ),
)
