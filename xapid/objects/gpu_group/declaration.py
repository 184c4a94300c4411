"""The class GPU_group."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import STRING, STRING_MAP, STRING_SET, ApiEnum, enum, refs


class AllocationAlgorithm(ApiEnum):
    """In which order the graphics processors of a group are filled."""

    breadth_first = "breadth_first"
    depth_first = "depth_first"


class GpuGroup(XenObject, name="GPU_group", write_role=POOL_OPERATOR):
    """Graphics processors of the same kind, any of which may serve a VM."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the group", writable=True, default="")
    name_description = field(STRING, "free text about the group", writable=True, default="")
    PGPUs = field(refs("PGPU"), "graphics processors in the group", inverse="GPU_group")
    VGPUs = field(refs("VGPU"), "graphics devices of VMs that it serves", inverse="GPU_group")
    GPU_types = field(STRING_SET, "kinds of graphics processors that it takes, each as vendor/device",
                      default=[])  # fmt: skip
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    allocation_algorithm = field(
        enum(AllocationAlgorithm), "whether devices are spread over the processors or packed onto few",
        writable=True, default=AllocationAlgorithm.depth_first,
    )  # fmt: skip
    supported_VGPU_types = field(refs("VGPU_type"), "types that at least one of its processors could provide",
                                 inverse="supported_on_GPU_groups")  # fmt: skip
    enabled_VGPU_types = field(refs("VGPU_type"), "types that at least one of its processors may provide",
                               inverse="enabled_on_GPU_groups")  # fmt: skip
