"""What is shown of storage repositories, disks, and how they are attached; one line each, as listed."""

from __future__ import annotations

from xe.commands.records.custom import other, rates
from xe.commands.records.table import P, RecordTable

_SR = (
    P("uuid"),
    P("name-label", set="string"),
    P("name-description", set="string"),
    P("host", other.sr_host),
    P("allowed-operations", "enum-set:sr_operation", kind="set"),
    P("current-operations", "enum-map-values:sr_operation", kind="set"),
    P("VDIs", "refs-uuid", kind="set"),
    P("PBDs", "refs-uuid", kind="set"),
    P("virtual-allocation", "int"),
    P("physical-utilisation", "int"),
    P("physical-size", "int"),
    P("type"),
    P("content-type"),
    P("shared", "bool", set="bool"),
    P("introduced-by", "ref-uuid"),
    P("is-tools-sr", "bool"),
    P("other-config", "map", kind="map", edit=True),
    P("sm-config", "map", kind="map"),
    P("blobs", "map-ref-uuid"),
    P("local-cache-enabled", "bool"),
    P("tags", "set,", kind="set", edit=True),
    P("clustered", "bool"),
)

_SM = (
    P("uuid"),
    P("name-label"),
    P("name-description"),
    P("type"),
    P("vendor"),
    P("copyright"),
    P("required-api-version"),
    P("capabilities", "set", deprecated=True),
    P("features", "map", kind="map"),
    P("configuration", "map"),
    P("driver-filename"),
    P("required-cluster-stack", "set,"),
    P("supported-image-formats", "enum-set:image_format_type"),
)

_PBD = (
    P("uuid"),
    P("host", "ref-uuid", deprecated=True),
    P("host-uuid", "ref-uuid", "host"),
    P("host-name-label", "ref-name", "host"),
    P("sr-uuid", "ref-uuid", "SR"),
    P("sr-name-label", "ref-name", "SR"),
    P("device-config", "map", kind="map"),
    P("currently-attached", "bool"),
    P("other-config", "map", kind="map", edit=True),
)

_VDI = (
    P("uuid"),
    P("name-label", set="string"),
    P("name-description", set="string"),
    P("is-a-snapshot", "bool"),
    P("snapshot-of", "ref-uuid"),
    P("snapshots", "refs-uuid"),
    P("snapshot-time", "datetime"),
    P("allowed-operations", "enum-set:vdi_operations", kind="set"),
    P("current-operations", "enum-map-values:vdi_operations", kind="set"),
    P("sr-uuid", "ref-uuid", "SR"),
    P("sr-name-label", "ref-name", "SR"),
    P("vbd-uuids", "refs-uuid", "VBDs", kind="set"),
    P("crashdump-uuids", "refs-uuid", "crash_dumps", kind="set"),
    P("virtual-size", "int"),
    P("physical-utilisation", "int"),
    P("location"),
    P("type", "enum:vdi_type"),
    P("sharable", "bool"),
    P("read-only", "bool"),
    P("storage-lock", "bool"),
    P("managed", "bool"),
    P("parent", "ref-uuid", deprecated=True),
    P("missing", "bool"),
    P("is-tools-iso", "bool"),
    P("other-config", "map", kind="map", edit=True),
    P("xenstore-data", "map", kind="map", clear=True),
    P("sm-config", "map", kind="map"),
    P("on-boot", "enum:on_boot", set="enum on_boot"),
    P("allow-caching", "bool", set="bool"),
    P("metadata-latest", "bool"),
    P("metadata-of-pool", other.vdi_metadata_of_pool),
    P("tags", "set,", kind="set", edit=True),
    P("cbt-enabled", "bool"),
)

_VBD = (
    P("uuid"),
    P("vm-uuid", "ref-uuid", "VM"),
    P("vm-name-label", "ref-name", "VM"),
    P("vdi-uuid", "ref-uuid", "VDI"),
    P("vdi-name-label", other.vbd_vdi_name),
    P("allowed-operations", "enum-set:vbd_operations", kind="set"),
    P("current-operations", "enum-map-values:vbd_operations", kind="set"),
    P("empty", "bool"),
    P("device"),
    P("userdevice", set="string"),
    P("bootable", "bool", set="bool"),
    P("mode", set="enum vbd_mode"),
    P("type", set="enum vbd_type"),
    P("unpluggable", "bool", set="bool"),
    P("currently-attached", "bool"),
    P("attachable", other.vbd_attachable, expensive=True),
    P("storage-lock", "bool"),
    P("status-code", "int"),
    P("status-detail"),
    P("qos_algorithm_type", set="string"),
    P("qos_algorithm_params", "map", kind="map", edit=True),
    P("qos_supported_algorithms", "set", kind="set"),
    P("other-config", "map", kind="map", edit=True),
    P("io_read_kbs", rates.vbd_read, expensive=True),
    P("io_write_kbs", rates.vbd_write, expensive=True),
)

_DRTASK = (
    P("uuid"),
    P("introduced-SRs", "refs-uuid"),
)

TABLES = (
    RecordTable(
        "sr",
        "SR",
        _SR,
        shown=("uuid", "name-label", "name-description", "host", "type", "content-type"),
        standard=True,
    ),
    RecordTable(
        "sm",
        "SM",
        _SM,
        shown=("uuid", "name-label", "name-description", "type", "vendor", "copyright", "configuration"),
    ),
    RecordTable(
        "pbd", "PBD", _PBD, shown=("uuid", "host-uuid", "sr-uuid", "device-config", "currently-attached")
    ),
    RecordTable(
        "vdi",
        "VDI",
        _VDI,
        shown=("uuid", "name-label", "name-description", "sr-uuid", "virtual-size", "sharable", "read-only"),
    ),
    RecordTable(
        "vbd", "VBD", _VBD, shown=("uuid", "vm-uuid", "vm-name-label", "vdi-uuid", "empty", "device")
    ),
    RecordTable("drtask", "DR_task", _DRTASK),
)
