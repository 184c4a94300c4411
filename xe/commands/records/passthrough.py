"""What is shown of devices of hosts that VMs may use; one line each, as listed."""

from __future__ import annotations

from xe.commands.records.custom import graphics
from xe.commands.records.table import P, RecordTable

_PCI = (
    P("uuid"),
    P("vendor-name"),
    P("device-name"),
    P("driver-name"),
    P("host-uuid", "ref-uuid", "host"),
    P("host-name-label", "ref-name", "host"),
    P("pci-id"),
    P("dependencies", graphics.pci_dependencies, kind="set"),
    P("other-config", "map", kind="map", edit=True),
)

_PGPU = (
    P("uuid"),
    P("pci-uuid", "string", "PCI.uuid"),
    P("vendor-name", "string", "PCI.vendor_name"),
    P("device-name", "string", "PCI.device_name"),
    P("dom0-access", "enum:pci_dom0_access"),
    P("is-system-display-device", "bool"),
    P("gpu-group-uuid", "ref-uuid", "GPU_group", set="uuid of GPU_group"),
    P("gpu-group-name-label", "ref-name", "GPU_group"),
    P("host-uuid", "ref-uuid", "host"),
    P("host-name-label", "ref-name", "host"),
    P("pci-id", "string", "PCI.pci_id"),
    P("dependencies", graphics.pgpu_dependencies, kind="set"),
    P("other-config", "map", kind="map", edit=True),
    P("supported-VGPU-types", "refs-uuid"),
    P("enabled-VGPU-types", "refs-uuid", kind="set", set="uuid of VGPU_type", edit=True),
    P("resident-VGPUs", "refs-uuid"),
)

_GPU_GROUP = (
    P("uuid"),
    P("name-label", set="string"),
    P("name-description", set="string"),
    P("VGPU-uuids", "refs-uuid", "VGPUs", kind="set"),
    P("PGPU-uuids", "refs-uuid", "PGPUs", kind="set"),
    P("other-config", "map", kind="map", edit=True),
    P("enabled-VGPU-types", graphics.types_of("GPU_group.get_enabled_VGPU_types")),
    P("supported-VGPU-types", graphics.types_of("GPU_group.get_supported_VGPU_types")),
    P("allocation-algorithm", "enum:allocation_algorithm", set="enum allocation_algorithm"),
)

_VGPU = (
    P("uuid"),
    P("vm-uuid", "ref-uuid", "VM"),
    P("vm-name-label", "ref-name", "VM"),
    P("device"),
    P("gpu-group-uuid", "ref-uuid", "GPU_group"),
    P("gpu-group-name-label", "ref-name", "GPU_group"),
    P("currently-attached", "bool"),
    P("other-config", "map", kind="map", edit=True),
    P("type-uuid", "ref-uuid", "type"),
    P("type-model-name", "string", "type.model_name"),
    P("resident-on", "ref-uuid"),
    P("compatibility-metadata", graphics.compatibility),
    P("extra_args", set="string"),
    P("pci", "string", "PCI.pci_id"),
)

_VGPU_TYPE = (
    P("uuid"),
    P("vendor-name"),
    P("model-name"),
    P("framebuffer-size", "int"),
    P("max-heads", "int"),
    P("max-resolution", graphics.resolution),
    P("supported-on-PGPUs", "refs-uuid"),
    P("enabled-on-PGPUs", "refs-uuid"),
    P("supported-on-GPU-groups", "refs-uuid"),
    P("enabled-on-GPU-groups", "refs-uuid"),
    P("VGPU-uuids", "refs-uuid", "VGPUs"),
    P("experimental", "bool"),
    P("compatible-types-in-vm", "refs-uuid"),
)

_PUSB = (
    P("uuid"),
    P("usb-group-uuid", "ref-uuid", "USB_group"),
    P("host-uuid", "ref-uuid", "host"),
    P("host-name-label", "ref-name", "host"),
    P("path"),
    P("vendor-id"),
    P("vendor-desc"),
    P("product-id"),
    P("product-desc"),
    P("serial"),
    P("version"),
    P("description"),
    P("speed", "float3"),
    P("passthrough-enabled", "bool", set="bool"),
)

_USB_GROUP = (
    P("uuid"),
    P("name-label", set="string"),
    P("name-description", set="string"),
    P("VUSB-uuids", "refs-uuid", "VUSBs", kind="set"),
    P("PUSB-uuids", "refs-uuid", "PUSBs", kind="set"),
    P("other-config", "map", kind="map", edit=True),
)

_VUSB = (
    P("uuid"),
    P("vm-uuid", "ref-uuid", "VM"),
    P("vm-name-label", "ref-name", "VM"),
    P("usb-group-uuid", "ref-uuid", "USB_group"),
    P("usb-group-name-label", "ref-name", "USB_group"),
    P("other-config", "map", kind="map", edit=True),
    P("currently-attached", "bool"),
    P("allowed-operations", "enum-set:vusb_operations", kind="set"),
    P("current-operations", "enum-map-values:vusb_operations", kind="set"),
)

TABLES = (
    RecordTable("pci", "PCI", _PCI, shown=("uuid", "vendor-name", "device-name", "pci-id")),
    RecordTable(
        "pgpu", "PGPU", _PGPU, shown=("uuid", "pci-uuid", "vendor-name", "device-name", "gpu-group-uuid")
    ),
    RecordTable("gpu-group", "GPU_group", _GPU_GROUP, shown=("uuid", "name-label", "name-description")),
    RecordTable("vgpu", "VGPU", _VGPU, shown=("uuid", "vm-uuid", "device", "gpu-group-uuid")),
    RecordTable(
        "vgpu-type",
        "VGPU_type",
        _VGPU_TYPE,
        shown=("uuid", "vendor-name", "model-name", "max-heads", "max-resolution"),
    ),
    RecordTable(
        "pusb",
        "PUSB",
        _PUSB,
        shown=(
            "uuid",
            "path",
            "vendor-id",
            "vendor-desc",
            "product-id",
            "product-desc",
            "serial",
            "version",
            "description",
            "speed",
        ),
    ),
    RecordTable("usb-group", "USB_group", _USB_GROUP, shown=("uuid", "name-label", "name-description")),
    RecordTable("vusb", "VUSB", _VUSB, shown=("uuid", "vm-uuid", "usb-group-uuid")),
)
