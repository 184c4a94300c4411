"""What is shown of the pool, who may use it, and what happens in it; one line each, as listed."""

from __future__ import annotations

from xe.commands.records.custom import other, pool
from xe.commands.records.table import P, RecordTable

_POOL = (
    P("uuid"),
    P("name-label", set="string"),
    P("name-description", set="string"),
    P("master", "ref-uuid"),
    P("default-SR", "ref-uuid", set="uuid of SR"),
    P("crash-dump-SR", "ref-uuid", set="uuid of SR"),
    P("suspend-image-SR", "ref-uuid", set="uuid of SR"),
    P("supported-sr-types", pool.supported_sr_types, expensive=True),
    P("other-config", "map", kind="map", edit=True),
    P("allowed-operations", "enum-set:pool_allowed_operations", kind="set"),
    P("current-operations", "enum-map-values:pool_allowed_operations", kind="set"),
    P("ha-enabled", "bool"),
    P("ha-configuration", "map"),
    P("ha-statefiles", other.ha_statefiles),
    P("ha-host-failures-to-tolerate", "int", set="int"),
    P("ha-plan-exists-for", "int"),
    P("ha-allow-overcommit", "bool", set="bool"),
    P("ha-overcommitted", "bool"),
    P("ha-reboot-vm-on-internal-shutdown", "bool", set="bool"),
    P("blobs", "map-ref-uuid"),
    P("wlb-url"),
    P("wlb-username"),
    P("wlb-enabled", "bool", set="bool"),
    P("wlb-verify-cert", "bool", set="bool"),
    P("igmp-snooping-enabled", "bool", set="bool"),
    P("gui-config", "map", kind="map", edit=True),
    P("health-check-config", "map", kind="map", edit=True),
    P("vswitch-controller", pool.vswitch_controller, hidden=True),
    P("restrictions", "map"),
    P("tags", "set,", kind="set", edit=True),
    P("license-state", pool.license_state),
    P("ha-cluster-stack"),
    P("guest-agent-config", "map", kind="map", edit=True),
    P("cpu_info", "map", kind="map"),
    P("policy-no-vendor-device", "bool", set="bool"),
    P("live-patching-disabled", "bool", set="bool"),
    P("uefi-certificates", set="string", hidden=True),
    P("custom-uefi-certificates", set="string", hidden=True),
    P("tls-verification-enabled", "bool"),
    P("client-certificate-auth-enabled", "bool"),
    P("client-certificate-auth-name"),
    P("repositories", "refs-uuid", kind="set", set="uuid of Repository", edit=True, member="repository"),
    P("repository-proxy-url"),
    P("repository-proxy-username"),
    P("https-only", pool.https_only, set="bool"),
    P("migration-compression", "bool", set="bool"),
    P("coordinator-bias", "bool", set="bool"),
    P("telemetry-frequency", "enum:telemetry_frequency"),
    P("telemetry-next-collection", "datetime"),
    P("last-update-sync", "datetime"),
    P("update-sync-frequency", "enum:update_sync_frequency"),
    P("update-sync-day", "int"),
    P("update-sync-enabled", "bool"),
    P("auto-update-vm-secureboot-certificates", "bool", set="bool"),
    P("recommendations", "map", kind="map"),
    P("ext-auth-cache-enabled", "bool", set="bool"),
    P("ext-auth-cache-size", "int", set="int"),
    P("ext-auth-cache-expiry", "int", set="int"),
    P("license-server", "map", kind="map", edit=True),
    P("ssh-enabled", pool.common("ssh_enabled")),
    P("ssh-enabled-timeout", pool.common("ssh_enabled_timeout"), set="int"),
    P("ssh-expiry", pool.common("ssh_expiry")),
    P("console-idle-timeout", pool.common("console_idle_timeout"), set="int"),
    P("ssh-auto-mode", pool.common("ssh_auto_mode"), set="bool"),
    P("limit-console-sessions", "bool", set="bool"),
    P("vm-console-idle-timeout", "int", set="int"),
)

_ROLE = (
    P("uuid"),
    P("name", "string", "name_label"),
    P("description", "string", "name_description"),
)

_SUBJECT = (
    P("uuid"),
    P("subject-identifier"),
    P("other-config", "map", kind="map"),
    P("roles", other.subject_roles, kind="set"),
)

_SECRET = (
    P("uuid"),
    P("value", set="string"),
)

_MESSAGE = (
    P("uuid"),
    P("name"),
    P("priority", "int"),
    P("class", "enum:cls", "cls"),
    P("obj-uuid"),
    P("timestamp", "datetime"),
    P("body"),
)

_TASK = (
    P("uuid"),
    P("name-label"),
    P("name-description"),
    P("subtask_of", "ref-uuid"),
    P("subtasks", "refs-uuid"),
    P("resident-on", "ref-uuid"),
    P("status", "enum:task_status_type"),
    P("progress", "float3"),
    P("type"),
    P("result"),
    P("created", "datetime"),
    P("finished", "datetime"),
    P("error_info", "set"),
    P("allowed_operations", "enum-set:task_allowed_operations"),
    P("current_operations", "enum-map-values:task_allowed_operations"),
    P("other-config", "map", kind="map", edit=True),
)

_CERTIFICATE = (
    P("uuid"),
    P("type", "enum:certificate_type"),
    P("name"),
    P("host", "ref-uuid"),
    P("not-before", "datetime"),
    P("not-after", "datetime"),
    P("fingerprint"),
    P("fingerprint_sha256"),
    P("fingerprint_sha1"),
    P("purpose", "enum-set:certificate_purpose"),
)

_CALLER = (
    P("uuid"),
    P("name-label", set="string"),
    P("name-description", set="string"),
    P("user-agent"),
    P("client-ip"),
    P("last-access", "datetime"),
    P("groups", "set", kind="set", edit=True, member="group"),
    P("rate-limit", "ref"),
)

_RATE_LIMIT = (
    P("uuid"),
    P("name-label", set="string"),
    P("name-description", set="string"),
    P("callers", "refs", kind="set"),
    P("burst-size", "float3", set="float"),
    P("fill-rate", "float3", set="float"),
)

_OBSERVER = (
    P("uuid"),
    P("host-uuids", "refs-uuid", "hosts", kind="set", set="uuid of host", edit=True, reads=True),
    P("name-label"),
    P("name-description"),
    P("attributes", "map", kind="map", edit=True, whole=True, reads=True),
    P("endpoints", "set", kind="set", set="list", edit=True, reads=True),
    P("components", "set", kind="set", set="list", edit=True, reads=True),
    P("enabled", "bool", set="bool"),
)

TABLES = (
    RecordTable(
        "pool", "pool", _POOL, shown=("uuid", "name-label", "name-description", "master", "default-SR")
    ),
    RecordTable("role", "role", _ROLE, select="subroles<>[]"),
    RecordTable("subject", "subject", _SUBJECT),
    RecordTable("secret", "secret", _SECRET),
    RecordTable("message", "message", _MESSAGE),
    RecordTable(
        "task", "task", _TASK, shown=("uuid", "name-label", "name-description", "status", "progress")
    ),
    RecordTable(
        "certificate",
        "Certificate",
        _CERTIFICATE,
        shown=("uuid", "type", "name", "host", "not-before", "not-after", "fingerprint", "purpose"),
    ),
    RecordTable("caller", "Caller", _CALLER),
    RecordTable(
        "rate-limit",
        "Rate_limit",
        _RATE_LIMIT,
        shown=("uuid", "name-label", "callers", "burst-size", "fill-rate"),
    ),
    RecordTable(
        "observer",
        "Observer",
        _OBSERVER,
        shown=("uuid", "host-uuids", "name-label", "name-description", "endpoints", "enabled"),
    ),
)
